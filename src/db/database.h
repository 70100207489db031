// Connections to SQLite or PostgreSQL behind one face. Nothing outside db/ knows which one it is talking to.
//
// SQL is the common subset of both, written once, with `?` for arguments: booleans are integers 0/1, moments are
// integer microseconds, binary columns are blobs. RETURNING, ON CONFLICT, window functions and CTEs exist in both.
//
//   db.read([&](Connection& c) { auto rows = c.query("SELECT id, name FROM task WHERE owner_id = ?", owner); ... });
//   auto id = db.write([&](Connection& c) { return c.insert("INSERT INTO task (name) VALUES (?) RETURNING id", name);
//   });
//
// read: a consistent snapshot for the duration of the function.
// write: one transaction; an exception rolls it back and reaches the caller. When write returns, the change is durable.
//   SQLite has one writer: the functions of concurrent callers run one after the other on its thread and share one
//   commit (group commit), each inside a savepoint of its own, so a failing one does not disturb the others. So a
//   function given to write must not wait for anything but SQL, and must not call read or write itself
//   (std::logic_error). With PostgreSQL the function may run again after a serialisation failure: side effects belong
//   in after_commit.
#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "base/time.h"

namespace limn::db {

struct Blob { // a view of bytes that outlives the call
    std::string_view bytes;
};

class Arg {
  public:
    using Value = std::variant<std::nullptr_t, int64_t, double, std::string, Blob>;

    Arg(std::nullptr_t) : value_(nullptr) {}
    template <class T>
    requires std::is_integral_v<T> Arg(T v) : value_(static_cast<int64_t>(v)) {}
    Arg(double v) : value_(v) {}
    Arg(std::string v) : value_(std::move(v)) {}
    Arg(std::string_view v) : value_(std::string(v)) {}
    Arg(const char* v) : value_(std::string(v)) {}
    Arg(Time v) : value_(v.us) {}
    Arg(Blob v) : value_(v) {}
    template <class T> Arg(const std::optional<T>& v) : value_(v ? Arg(*v).value_ : Value(nullptr)) {}

    const Value& value() const { return value_; }

  private:
    Value value_;
};

// A piece of SQL with its arguments, to be put together.
struct Sql {
    std::string text;
    std::vector<Arg> args;

    Sql& add(std::string_view more) {
        text += more;
        return *this;
    }
    template <class... A> Sql& add(std::string_view more, A&&... values) {
        text += more;
        (args.emplace_back(std::forward<A>(values)), ...);
        return *this;
    }
    Sql& add(const Sql& more) {
        text += more.text;
        args.insert(args.end(), more.args.begin(), more.args.end());
        return *this;
    }
};

// The rows of an answer, one after the other. Columns are numbered from 0. Views are valid until the next row.
class Cursor {
  public:
    virtual ~Cursor() = default;
    virtual bool next() = 0;
    virtual bool is_null(int column) const = 0;
    virtual int64_t integer(int column) const = 0; // 0 for null
    virtual double real(int column) const = 0;
    virtual std::string_view bytes(int column) const = 0; // text or blob
};

class Rows {
  public:
    explicit Rows(std::unique_ptr<Cursor> cursor) : cursor_(std::move(cursor)) {}
    bool next() { return cursor_->next(); }
    bool is_null(int c) const { return cursor_->is_null(c); }
    int64_t integer(int c) const { return cursor_->integer(c); }
    double real(int c) const { return cursor_->real(c); }
    bool boolean(int c) const { return cursor_->integer(c) != 0; }
    Time time(int c) const { return {cursor_->integer(c)}; }
    std::string_view view(int c) const { return cursor_->bytes(c); }
    std::string text(int c) const { return std::string(cursor_->bytes(c)); }
    std::optional<int64_t> maybe_integer(int c) const { return maybe(c, integer(c)); }
    std::optional<double> maybe_real(int c) const { return maybe(c, real(c)); }
    std::optional<Time> maybe_time(int c) const { return maybe(c, time(c)); }
    std::optional<std::string> maybe_text(int c) const { return is_null(c) ? std::nullopt : std::optional(text(c)); }

  private:
    template <class T> std::optional<T> maybe(int c, T v) const {
        return is_null(c) ? std::nullopt : std::optional<T>(v);
    }
    std::unique_ptr<Cursor> cursor_;
};

enum class Dialect { sqlite, postgres };

// Values of one row of a bulk insert, in the order of its columns.
class BulkRow {
  public:
    virtual ~BulkRow() = default;
    virtual void null() = 0;
    virtual void integer(int64_t v) = 0;
    virtual void real(double v) = 0;
    virtual void text(std::string_view v) = 0;
    virtual void blob(std::string_view v) = 0;
    void integer(const std::optional<int64_t>& v) { v ? integer(*v) : null(); }
};

class Connection {
  public:
    virtual ~Connection() = default;
    virtual Dialect dialect() const = 0;

    // The names differ from the variadic forms below, so that a span is never taken for an argument.
    virtual Rows query_with(std::string_view sql, std::span<const Arg> args) = 0;
    virtual int64_t execute_with(std::string_view sql, std::span<const Arg> args) = 0; // rows touched

    template <class... A> Rows query(std::string_view sql, A&&... args) {
        const std::initializer_list<Arg> list{Arg(std::forward<A>(args))...};
        return query_with(sql, {list.begin(), list.size()});
    }
    Rows query(const Sql& sql) { return query_with(sql.text, sql.args); }
    template <class... A> int64_t execute(std::string_view sql, A&&... args) {
        const std::initializer_list<Arg> list{Arg(std::forward<A>(args))...};
        return execute_with(sql, {list.begin(), list.size()});
    }
    int64_t execute(const Sql& sql) { return execute_with(sql.text, sql.args); }

    // For a statement that returns one integer: INSERT ... RETURNING id, SELECT count(*) ... 0 when there is no row.
    template <class... A> int64_t insert(std::string_view sql, A&&... args) {
        return value(sql, std::forward<A>(args)...).value_or(0);
    }
    template <class... A> std::optional<int64_t> value(std::string_view sql, A&&... args) {
        auto rows = query(sql, std::forward<A>(args)...);
        return rows.next() ? rows.maybe_integer(0) : std::nullopt;
    }
    std::optional<int64_t> value(const Sql& sql) {
        auto rows = query(sql);
        return rows.next() ? rows.maybe_integer(0) : std::nullopt;
    }

    // Many rows at once: a prepared statement on SQLite, COPY on PostgreSQL. fill(i, row) writes every column of row i.
    virtual void bulk_insert(std::string_view table, std::span<const std::string_view> columns, size_t count,
                             const std::function<void(size_t, BulkRow&)>& fill) = 0;

    // Reserves `count` ids of a sequence (a name in table id_sequence) and returns the first; ids never repeat.
    virtual int64_t allocate_ids(std::string_view sequence, int64_t count) = 0;

    // Runs when the transaction has become durable (wake a worker, tell a live channel); never when it is rolled back.
    virtual void after_commit(std::function<void()> action) = 0;
};

// Breaking a UNIQUE, NOT NULL, CHECK or FOREIGN KEY rule of the schema.
class ConstraintError : public std::exception {
  public:
    explicit ConstraintError(std::string message) : message_(std::move(message)) {}
    const char* what() const noexcept override { return message_.c_str(); }

  private:
    std::string message_;
};

class Database {
  public:
    virtual ~Database() = default;
    virtual Dialect dialect() const = 0;

    template <class F> auto read(F&& f) {
        return returning(std::forward<F>(f), [this](const Action& a) { run_read(a); });
    }
    template <class F> auto write(F&& f) {
        return returning(std::forward<F>(f), [this](const Action& a) { run_write(a); });
    }

  protected:
    using Action = std::function<void(Connection&)>;
    virtual void run_read(const Action& action) = 0;
    virtual void run_write(const Action& action) = 0;

  private:
    template <class F, class Run> static auto returning(F&& f, Run run) {
        using Result = std::invoke_result_t<F, Connection&>;
        if constexpr (std::is_void_v<Result>) {
            run([&](Connection& c) { f(c); });
        } else {
            std::optional<Result> result;
            run([&](Connection& c) { result.emplace(f(c)); });
            return std::move(*result);
        }
    }
};

// sqlite:PATH or postgresql://user:password@host:port/name. Throws std::runtime_error with a reason a person
// understands.
std::unique_ptr<Database> open(const std::string& url);

// A database of one program's own, to sort more than fits into memory: temporary files lie beside the file, and only
// the latest transactions may be lost in a power cut. It has no schema but what its owner makes.
std::unique_ptr<Database> open_scratch(const std::filesystem::path& file);

// Brings the schema to the newest version under a lock that other processes respect; nothing happens when it is there.
// Refuses (std::runtime_error) a database that a newer Limn has migrated.
// `up_to`: no further than the migration of that number.
void migrate(Database& database, std::optional<int64_t> up_to = {});
int64_t newest_migration(); // that this program knows

} // namespace limn::db
