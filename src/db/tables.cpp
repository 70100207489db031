#include "db/tables.h"

#include <algorithm>
#include <set>
#include <stdexcept>

#include <fmt/format.h>

#include "base/text.h"

namespace limn::db {

namespace {

constexpr int rows_at_a_time = 4096;

bool is_sqlite(const Connection& c) { return c.dialect() == Dialect::sqlite; }

std::vector<std::string> texts(Rows rows) {
    std::vector<std::string> out;
    while (rows.next()) out.push_back(rows.text(0));
    return out;
}

std::vector<std::string> table_names(Connection& c) {
    if (is_sqlite(c))
        return texts(c.query("SELECT name FROM sqlite_master WHERE type = 'table' AND substr(name, 1, 7) <> 'sqlite_' "
                             "ORDER BY name"));
    return texts(c.query("SELECT table_name::text FROM information_schema.tables WHERE table_schema = current_schema() "
                         "AND table_type = 'BASE TABLE' ORDER BY table_name"));
}

// Tables that a table refers to, itself left out.
std::vector<std::string> referred(Connection& c, const std::string& table) {
    auto names =
        is_sqlite(c)
            ? texts(c.query("SELECT \"table\" FROM pragma_foreign_key_list(?)", table))
            : texts(c.query("SELECT f.relname::text FROM pg_constraint k JOIN pg_class t ON t.oid = k.conrelid "
                            "JOIN pg_class f ON f.oid = k.confrelid JOIN pg_namespace n ON n.oid = t.relnamespace "
                            "WHERE k.contype = 'f' AND n.nspname = current_schema() AND t.relname::text = ?",
                            table));
    std::erase(names, table);
    return names;
}

ColumnKind kind_of(std::string_view type) {
    const auto name = lower(type);
    if (name.find("int") != std::string::npos) return ColumnKind::integer;
    if (name.starts_with("double") || name.starts_with("real")) return ColumnKind::real;
    if (name == "blob" || name == "bytea") return ColumnKind::blob;
    if (name == "text") return ColumnKind::text;
    throw std::logic_error(fmt::format("db: a column has the unknown type {}", type));
}

Table describe(Connection& c, const std::string& name) {
    Table table{name, {}, false};
    const bool sqlite = is_sqlite(c);
    {
        auto rows = sqlite ? c.query("SELECT name, type FROM pragma_table_info(?) ORDER BY cid", name)
                           : c.query("SELECT column_name::text, data_type::text, CASE is_identity WHEN 'YES' THEN 1 "
                                     "ELSE 0 END FROM information_schema.columns WHERE table_schema = "
                                     "current_schema() AND table_name = ? ORDER BY ordinal_position",
                                     name);
        while (rows.next()) {
            table.columns.push_back({rows.text(0), kind_of(rows.view(1))});
            table.has_identity = table.has_identity || (!sqlite && rows.integer(2) != 0);
        }
    }
    if (sqlite)
        table.has_identity =
            c.value("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ? AND sql LIKE '%AUTOINCREMENT%'",
                    name)
                .has_value();
    return table;
}

std::string column_list(const Table& table) {
    std::vector<std::string> names;
    for (const auto& column : table.columns) names.push_back(fmt::format("\"{}\"", column.name));
    return join(names, ", ");
}

// Parents have smaller ids than their children.
std::string select_all(const Table& table) {
    const bool has_id = std::ranges::any_of(table.columns, [](const Column& c) { return c.name == "id"; });
    return fmt::format("SELECT {} FROM \"{}\"{}", column_list(table), table.name, has_id ? " ORDER BY id" : "");
}

} // namespace

std::vector<Table> tables(Connection& c) {
    auto waiting = table_names(c);
    std::set<std::string> done;
    std::vector<Table> out;
    while (!waiting.empty()) {
        const auto ready = std::ranges::find_if(waiting, [&](const std::string& name) {
            const auto before = referred(c, name);
            return std::ranges::all_of(before, [&](const std::string& other) { return done.contains(other); });
        });
        if (ready == waiting.end()) throw std::logic_error("db: tables refer to each other in a circle");
        out.push_back(describe(c, *ready));
        done.insert(*ready);
        waiting.erase(ready);
    }
    return out;
}

int64_t schema_number(Connection& c) {
    const auto names = table_names(c);
    if (std::ranges::find(names, "schema_version") == names.end()) return 0;
    return c.value("SELECT max(number) FROM schema_version").value_or(0);
}

void each_row(Connection& c, const Table& table, const std::function<void(const Rows&)>& visit) {
    if (is_sqlite(c)) {
        auto rows = c.query(select_all(table));
        while (rows.next()) visit(rows);
        return;
    }
    // A name of its own: a prepared FETCH belongs to one list of columns.
    const auto cursor = fmt::format("copy_of_{}_{}", table.name, table.columns.size());
    c.execute(fmt::format("DECLARE \"{}\" NO SCROLL CURSOR FOR {}", cursor, select_all(table)));
    for (int64_t found = 1; found > 0;) {
        found = 0;
        auto rows = c.query(fmt::format("FETCH {} FROM \"{}\"", rows_at_a_time, cursor));
        for (; rows.next(); ++found) visit(rows);
    }
    c.execute(fmt::format("CLOSE \"{}\"", cursor));
}

int64_t last_id(Connection& c, std::string_view table) {
    if (is_sqlite(c)) return c.value("SELECT seq FROM sqlite_sequence WHERE name = ?", table).value_or(0);
    return c
        .value("SELECT last_value FROM pg_sequences WHERE schemaname = current_schema() AND "
               "quote_ident(schemaname) || '.' || quote_ident(sequencename) = "
               "pg_get_serial_sequence(quote_ident(?), 'id')",
               table)
        .value_or(0);
}

void continue_ids(Connection& c, std::string_view table, int64_t last) {
    if (last <= last_id(c, table)) return; // SQLite has seen the rows
    if (is_sqlite(c)) {
        c.execute("DELETE FROM sqlite_sequence WHERE name = ?", table);
        c.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", table, last);
        return;
    }
    c.query("SELECT setval(pg_get_serial_sequence(quote_ident(?), 'id'), ?)", table, last).next();
}

} // namespace limn::db
