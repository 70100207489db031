// The tables of the schema as data, for whoever copies all of them. The one place that asks a database for its
// catalogue.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "db/database.h"

namespace limn::db {

enum class ColumnKind { integer, real, text, blob };

struct Column {
    std::string name;
    ColumnKind kind = ColumnKind::text;
    bool operator==(const Column&) const = default;
};

struct Table {
    std::string name;
    std::vector<Column> columns;
    bool has_identity = false; // its id is given by the database
};

// Every table, those that others refer to before them; none before the first migration.
std::vector<Table> tables(Connection& c);

// The newest migration that was applied; 0 for an empty database.
int64_t schema_number(Connection& c);

// Every row with the columns in their order, rows that others of the table refer to before them. Memory does not grow
// with the table. Call it inside a read.
void each_row(Connection& c, const Table& table, const std::function<void(const Rows&)>& visit);

// The highest id that the database ever gave to a row of a table that has_identity.
int64_t last_id(Connection& c, std::string_view table);

// Inside a write, after rows came with ids of their own: the automatic ids of the table go on behind the last of them.
void continue_ids(Connection& c, std::string_view table, int64_t last);

} // namespace limn::db
