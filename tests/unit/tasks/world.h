// A database in memory with one person, for tests of rows and rules.
#pragma once
#include <memory>

#include "base/error.h"
#include "db/database.h"

namespace limn::tasks {

struct World {
    World() : database(db::open("sqlite::memory:")) {
        db::migrate(*database);
        person = database->write([](db::Connection& c) {
            return c.insert("INSERT INTO account (username, date_joined) VALUES ('ann', 0) RETURNING id");
        });
    }
    template <class F> auto write(F&& f) { return database->write(std::forward<F>(f)); }
    template <class F> auto read(F&& f) { return database->read(std::forward<F>(f)); }
    int64_t count(std::string_view sql) {
        return read([&](db::Connection& c) { return c.value(sql).value_or(0); });
    }

    std::unique_ptr<db::Database> database;
    int64_t person = 0;
};

// What the answer to a refused change says, "" when nothing is thrown.
template <class F> std::string refusal(F&& f) {
    try {
        f();
    } catch (const Error& e) {
        return e.body();
    }
    return "";
}

} // namespace limn::tasks
