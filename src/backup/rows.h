// The rows of a table as bytes, whatever database they are from or for.
//
// A table begins with a line of JSON: {"columns":[["id","integer"],...],"last_id":7}. Each row is a byte 1 and its
// values, the end is a byte 0. A value is a byte: 0 null; 1 an integer, 8 bytes; 2 a real number, 8 bytes; 3 text or
// binary, its length in 8 bytes and its bytes. Numbers are little-endian.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "db/tables.h"

namespace limn::backup {

std::string table_head(const db::Table& table, int64_t last_id);
void append_row(std::string& out, const db::Table& table, const db::Rows& rows);
inline constexpr char end_of_rows = 0;

// Inserts the rows of a file into a table, which has the file's columns. Inside a write. Throws std::runtime_error for
// a file that is damaged or of another table. Gives the number of rows.
int64_t load_rows(db::Connection& c, const db::Table& table, const std::filesystem::path& file);

} // namespace limn::backup
