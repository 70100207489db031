// One SQLite connection with its prepared statements. Used by sqlite.cpp alone.
#pragma once
#include <list>
#include <string>
#include <unordered_map>
#include <vector>

#include <sqlite3.h>

#include "db/database.h"

namespace limn::db {

enum class SqliteUse { server, scratch }; // see open_scratch

class SqliteConnection : public Connection {
  public:
    SqliteConnection(const std::string& path, bool writer, SqliteUse use);
    ~SqliteConnection() override;
    SqliteConnection(const SqliteConnection&) = delete;

    Dialect dialect() const override { return Dialect::sqlite; }
    Rows query_with(std::string_view sql, std::span<const Arg> args) override;
    int64_t execute_with(std::string_view sql, std::span<const Arg> args) override;
    void bulk_insert(std::string_view table, std::span<const std::string_view> columns, size_t count,
                     const std::function<void(size_t, BulkRow&)>& fill) override;
    int64_t allocate_ids(std::string_view sequence, int64_t count) override;
    void after_commit(std::function<void()> action) override { hooks_.push_back(std::move(action)); }

    void run(const char* sql); // a statement without arguments or answer; several are fine
    bool in_transaction() const { return !sqlite3_get_autocommit(handle_); }
    std::vector<std::function<void()>> take_hooks() { return std::exchange(hooks_, {}); }
    void drop_hooks_from(size_t count) { hooks_.resize(count); }
    size_t hook_count() const { return hooks_.size(); }

    // A statement for this text that nobody is stepping; give it back when done.
    sqlite3_stmt* take(std::string_view sql);
    void give_back(std::string sql, sqlite3_stmt* statement);
    [[noreturn]] void fail(int code) const;

  private:
    sqlite3* handle_ = nullptr;
    std::unordered_map<std::string, std::vector<sqlite3_stmt*>> idle_;
    size_t idle_count_ = 0;
    std::vector<std::function<void()>> hooks_;
};

} // namespace limn::db
