// How far moving in has come, kept in the new database in the same transactions as the rows themselves: whatever
// interrupts the program, the next run goes on behind the last row that is there.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "db/database.h"

namespace limn::migration {

struct Journal {
    std::string fingerprint;       // of the dump
    std::string step;              // being worked on; "" before the first
    std::vector<int64_t> position; // behind its last row
    bool finished = false;
};

std::optional<Journal> read_journal(db::Connection& c);
void write_journal(db::Connection& c, const Journal& journal);

// Somebody began to move in, and it did not end: such an installation is not complete, and nobody should work in it.
bool is_unfinished(db::Database& database);

} // namespace limn::migration
