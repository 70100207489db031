// One PostgreSQL connection with its prepared statements. Used by postgres.cpp alone.
#pragma once
#include <string>
#include <unordered_map>
#include <vector>

#include <libpq-fe.h>

#include "db/database.h"

namespace limn::db {

// What the server said; state is the SQLSTATE.
class PostgresError : public std::runtime_error {
  public:
    PostgresError(std::string state, const std::string& message)
        : std::runtime_error(message), state_(std::move(state)) {}
    bool wants_retry() const { return state_ == "40001" || state_ == "40P01"; } // serialisation failure, deadlock

  private:
    std::string state_;
};

class PostgresConnection : public Connection {
  public:
    // reserve(sequence, count) hands out ids outside of this connection's transaction.
    using Reserve = std::function<int64_t(std::string_view sequence, int64_t count)>;
    PostgresConnection(const std::string& url, Reserve reserve);
    ~PostgresConnection() override;
    PostgresConnection(const PostgresConnection&) = delete;

    Dialect dialect() const override { return Dialect::postgres; }
    Rows query_with(std::string_view sql, std::span<const Arg> args) override;
    int64_t execute_with(std::string_view sql, std::span<const Arg> args) override;
    void bulk_insert(std::string_view table, std::span<const std::string_view> columns, size_t count,
                     const std::function<void(size_t, BulkRow&)>& fill) override;
    int64_t allocate_ids(std::string_view sequence, int64_t count) override { return reserve_(sequence, count); }
    void after_commit(std::function<void()> action) override { hooks_.push_back(std::move(action)); }

    void run(const char* sql);
    bool usable() const { return PQstatus(handle_) == CONNECTION_OK; }
    std::vector<std::function<void()>> take_hooks() { return std::exchange(hooks_, {}); }

  private:
    PGresult* execute(std::string_view sql, std::span<const Arg> args);
    const std::string& prepare(std::string_view sql, std::span<const Arg> args);
    [[noreturn]] void fail(PGresult* result) const;

    PGconn* handle_ = nullptr;
    Reserve reserve_;
    std::unordered_map<std::string, std::string> prepared_; // text and argument types -> name
    std::vector<std::function<void()>> hooks_;
};

} // namespace limn::db
