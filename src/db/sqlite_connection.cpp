#include "db/sqlite_connection.h"

#include <algorithm>
#include <clocale>
#include <cwctype>
#include <stdexcept>

#include <fmt/format.h>

#include "base/error.h"

namespace limn::db {
namespace {

constexpr size_t max_idle_statements = 256;

void bind(sqlite3_stmt* s, int i, const Arg& arg) {
    struct Binder {
        sqlite3_stmt* s;
        int i;
        void operator()(std::nullptr_t) const { sqlite3_bind_null(s, i); }
        void operator()(int64_t v) const { sqlite3_bind_int64(s, i, v); }
        void operator()(double v) const { sqlite3_bind_double(s, i, v); }
        void operator()(const std::string& v) const {
            sqlite3_bind_text64(s, i, v.data(), v.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
        }
        void operator()(Blob v) const {
            // An empty view may have no address, which SQLite would take for null.
            sqlite3_bind_blob64(s, i, v.bytes.empty() ? "" : v.bytes.data(), v.bytes.size(), SQLITE_TRANSIENT);
        }
    };
    std::visit(Binder{s, i}, arg.value());
}

class SqliteCursor : public Cursor {
  public:
    SqliteCursor(SqliteConnection& c, std::string sql, sqlite3_stmt* s) : c_(c), sql_(std::move(sql)), s_(s) {}
    ~SqliteCursor() override { c_.give_back(std::move(sql_), s_); }
    bool next() override {
        const int code = sqlite3_step(s_);
        if (code != SQLITE_ROW && code != SQLITE_DONE) c_.fail(code);
        return code == SQLITE_ROW;
    }
    bool is_null(int c) const override { return sqlite3_column_type(s_, c) == SQLITE_NULL; }
    int64_t integer(int c) const override { return sqlite3_column_int64(s_, c); }
    double real(int c) const override { return sqlite3_column_double(s_, c); }
    std::string_view bytes(int c) const override {
        const auto* data = static_cast<const char*>(sqlite3_column_blob(s_, c));
        return {data ? data : "", static_cast<size_t>(sqlite3_column_bytes(s_, c))};
    }

  private:
    SqliteConnection& c_;
    std::string sql_;
    sqlite3_stmt* s_;
};

class SqliteBulkRow : public BulkRow {
  public:
    explicit SqliteBulkRow(sqlite3_stmt* s) : s_(s) {}
    void start() { column_ = 0; }
    void null() override { sqlite3_bind_null(s_, ++column_); }
    void integer(int64_t v) override { sqlite3_bind_int64(s_, ++column_, v); }
    void real(double v) override { sqlite3_bind_double(s_, ++column_, v); }
    void text(std::string_view v) override {
        sqlite3_bind_text64(s_, ++column_, v.empty() ? "" : v.data(), v.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
    }
    void blob(std::string_view v) override {
        sqlite3_bind_blob64(s_, ++column_, v.empty() ? "" : v.data(), v.size(), SQLITE_TRANSIENT);
    }

  private:
    sqlite3_stmt* s_;
    int column_ = 0;
};

// SQLite's own lower() knows ASCII only; names are in every script.
void lower_function(sqlite3_context* context, int, sqlite3_value** values) {
    static const locale_t unicode = newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
    const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(values[0]));
    if (!text) return sqlite3_result_null(context);
    static thread_local std::string out; // searches call this for every row
    out.assign(text, static_cast<size_t>(sqlite3_value_bytes(values[0])));
    if (std::ranges::all_of(out, [](char c) { return static_cast<unsigned char>(c) < 0x80; })) {
        for (char& c : out)
            if (c >= 'A' && c <= 'Z') c += 'a' - 'A';
        return sqlite3_result_text64(context, out.data(), out.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
    }
    out.clear();
    const auto append = [&](uint32_t c) {
        if (c < 0x80)
            out += static_cast<char>(c);
        else if (c < 0x800)
            out += {static_cast<char>(0xc0 | c >> 6), static_cast<char>(0x80 | (c & 63))};
        else if (c < 0x10000)
            out += {static_cast<char>(0xe0 | c >> 12), static_cast<char>(0x80 | ((c >> 6) & 63)),
                    static_cast<char>(0x80 | (c & 63))};
        else
            out += {static_cast<char>(0xf0 | c >> 18), static_cast<char>(0x80 | ((c >> 12) & 63)),
                    static_cast<char>(0x80 | ((c >> 6) & 63)), static_cast<char>(0x80 | (c & 63))};
    };
    for (const char* p = text; *p;) {
        const auto lead = static_cast<unsigned char>(*p++);
        uint32_t c = lead;
        int more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : lead >= 0xc0 ? 1 : 0;
        if (more) c = lead & (0x3f >> more);
        for (; more && (*p & 0xc0) == 0x80; --more) c = c << 6 | (*p++ & 0x3f);
        append(towlower_l(static_cast<wint_t>(c), unicode));
    }
    sqlite3_result_text64(context, out.data(), out.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
}

// strpos(text, part) as PostgreSQL has it: byte-wise here, so only its being positive is portable.
void strpos_function(sqlite3_context* context, int, sqlite3_value** values) {
    const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(values[0]));
    const auto* part = reinterpret_cast<const char*>(sqlite3_value_text(values[1]));
    if (!text || !part) return sqlite3_result_null(context);
    const auto at = std::string_view(text).find(part);
    sqlite3_result_int64(context, at == std::string_view::npos ? 0 : static_cast<int64_t>(at) + 1);
}

constexpr const char* settings =
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
    "PRAGMA busy_timeout = 10000; PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 4000;"
    "PRAGMA journal_size_limit = 67108864; PRAGMA trusted_schema = ON;";

// Sorts may be larger than memory. A power cut may take the last transactions, never half of one.
constexpr const char* scratch_settings = "PRAGMA temp_store = FILE; PRAGMA synchronous = NORMAL;";

} // namespace

SqliteConnection::SqliteConnection(const std::string& path, bool writer, SqliteUse use) {
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (writer ? SQLITE_OPEN_CREATE : 0);
    if (sqlite3_open_v2(path.c_str(), &handle_, flags, nullptr) != SQLITE_OK) {
        const std::string reason = handle_ ? sqlite3_errmsg(handle_) : "out of memory";
        sqlite3_close(handle_);
        throw std::runtime_error(fmt::format("cannot open the database {}: {}", path, reason));
    }
    const int pure = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
    sqlite3_create_function_v2(handle_, "lower", 1, pure, nullptr, lower_function, nullptr, nullptr, nullptr);
    sqlite3_create_function_v2(handle_, "strpos", 2, pure, nullptr, strpos_function, nullptr, nullptr, nullptr);
    run(settings);
    if (use == SqliteUse::scratch) run(scratch_settings);
    run(writer ? "PRAGMA cache_size = -32000" : "PRAGMA cache_size = -8000");
}

SqliteConnection::~SqliteConnection() {
    for (auto& [sql, statements] : idle_)
        for (auto* s : statements) sqlite3_finalize(s);
    sqlite3_close(handle_);
}

void SqliteConnection::run(const char* sql) {
    if (const int code = sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr); code != SQLITE_OK) fail(code);
}

void SqliteConnection::fail(int code) const {
    const std::string reason = sqlite3_errmsg(handle_);
    switch (code & 0xff) {
    case SQLITE_CONSTRAINT: throw ConstraintError(reason);
    case SQLITE_FULL:
        throw detail_error(507,
                           "The disk that holds the database is full. Nothing of this request was saved, everything "
                           "saved before is intact. Free some space and try again.");
    default: throw std::runtime_error("SQLite: " + reason);
    }
}

sqlite3_stmt* SqliteConnection::take(std::string_view sql) {
    if (const auto found = idle_.find(std::string(sql)); found != idle_.end() && !found->second.empty()) {
        auto* s = found->second.back();
        found->second.pop_back();
        --idle_count_;
        return s;
    }
    sqlite3_stmt* s = nullptr;
    const int code =
        sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &s, nullptr);
    if (code != SQLITE_OK) throw std::runtime_error(fmt::format("SQLite: {} in: {}", sqlite3_errmsg(handle_), sql));
    return s;
}

void SqliteConnection::give_back(std::string sql, sqlite3_stmt* s) {
    sqlite3_reset(s);
    sqlite3_clear_bindings(s);
    if (idle_count_ >= max_idle_statements) { // generated SQL has many forms: start over rather than track ages
        for (auto& [text, statements] : idle_)
            for (auto* old : statements) sqlite3_finalize(old);
        idle_.clear();
        idle_count_ = 0;
    }
    idle_[std::move(sql)].push_back(s);
    ++idle_count_;
}

Rows SqliteConnection::query_with(std::string_view sql, std::span<const Arg> args) {
    auto* s = take(sql);
    auto cursor = std::make_unique<SqliteCursor>(*this, std::string(sql), s);
    if (static_cast<size_t>(sqlite3_bind_parameter_count(s)) != args.size())
        throw std::logic_error(fmt::format("{} arguments given for: {}", args.size(), sql));
    for (size_t i = 0; i < args.size(); ++i) bind(s, static_cast<int>(i) + 1, args[i]);
    return Rows(std::move(cursor));
}

int64_t SqliteConnection::execute_with(std::string_view sql, std::span<const Arg> args) {
    const auto before = sqlite3_total_changes64(handle_);
    auto rows = query_with(sql, args);
    while (rows.next()) {
    }
    return sqlite3_total_changes64(handle_) == before ? 0 : sqlite3_changes64(handle_);
}

void SqliteConnection::bulk_insert(std::string_view table, std::span<const std::string_view> columns, size_t count,
                                   const std::function<void(size_t, BulkRow&)>& fill) {
    std::string marks;
    for (size_t i = 0; i < columns.size(); ++i) marks += i ? ",?" : "?";
    auto sql = fmt::format("INSERT INTO {} ({}) VALUES ({})", table, fmt::join(columns, ","), marks);
    auto* s = take(sql);
    SqliteCursor owner(*this, std::move(sql), s);
    SqliteBulkRow row(s);
    for (size_t i = 0; i < count; ++i) {
        row.start();
        fill(i, row);
        owner.next();
        sqlite3_reset(s);
    }
}

int64_t SqliteConnection::allocate_ids(std::string_view sequence, int64_t count) {
    return insert("UPDATE id_sequence SET next = next + ? WHERE name = ? RETURNING next", count, sequence) - count;
}

} // namespace limn::db
