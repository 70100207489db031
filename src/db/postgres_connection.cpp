#include "db/postgres_connection.h"

#include <bit>
#include <cstring>
#include <stdexcept>

#include <fmt/format.h>

#include "base/error.h"

namespace limn::db {
namespace {

// Object ids of the types that come and go in binary form.
enum Type : Oid {
    boolean = 16,
    bytea = 17,
    int8 = 20,
    int2 = 21,
    int4 = 23,
    float4 = 700,
    float8 = 701,
    numeric = 1700
};

constexpr size_t max_prepared = 512;

template <class T> T from_network(const char* data) {
    T v;
    std::memcpy(&v, data, sizeof v);
    if constexpr (sizeof(T) == 2)
        return static_cast<T>(__builtin_bswap16(v));
    else if constexpr (sizeof(T) == 4)
        return static_cast<T>(__builtin_bswap32(v));
    else
        return static_cast<T>(__builtin_bswap64(v));
}

template <class T> void to_network(std::string& out, T v) {
    for (int shift = (sizeof(T) - 1) * 8; shift >= 0; shift -= 8)
        out += static_cast<char>(static_cast<uint64_t>(v) >> shift);
}

// numeric: digits of base 10,000, weight of the first. Sums of integers come this way.
double read_numeric(const char* data) {
    const auto count = from_network<uint16_t>(data);
    auto weight = static_cast<int16_t>(from_network<uint16_t>(data + 2));
    const auto sign = from_network<uint16_t>(data + 4);
    double v = 0;
    for (int i = 0; i < count; ++i, --weight) {
        double digit = from_network<uint16_t>(data + 8 + 2 * i);
        for (int w = weight; w > 0; --w) digit *= 10000;
        for (int w = weight; w < 0; ++w) digit /= 10000;
        v += digit;
    }
    return sign == 0x4000 ? -v : v;
}

class PostgresCursor : public Cursor {
  public:
    explicit PostgresCursor(PGresult* result) : result_(result), count_(PQntuples(result)) {}
    ~PostgresCursor() override { PQclear(result_); }
    bool next() override { return ++row_ < count_; }
    bool is_null(int c) const override { return PQgetisnull(result_, row_, c); }
    int64_t integer(int c) const override {
        const auto* data = PQgetvalue(result_, row_, c);
        if (is_null(c)) return 0;
        switch (PQftype(result_, c)) {
        case boolean: return data[0];
        case int2: return static_cast<int16_t>(from_network<uint16_t>(data));
        case int4: return static_cast<int32_t>(from_network<uint32_t>(data));
        case int8: return static_cast<int64_t>(from_network<uint64_t>(data));
        default: return static_cast<int64_t>(real(c));
        }
    }
    double real(int c) const override {
        const auto* data = PQgetvalue(result_, row_, c);
        if (is_null(c)) return 0;
        switch (PQftype(result_, c)) {
        case float4: return std::bit_cast<float>(from_network<uint32_t>(data));
        case float8: return std::bit_cast<double>(from_network<uint64_t>(data));
        case numeric: return read_numeric(data);
        case boolean:
        case int2:
        case int4:
        case int8: return static_cast<double>(integer(c));
        default: throw std::logic_error(fmt::format("PostgreSQL: column {} is not a number", PQfname(result_, c)));
        }
    }
    std::string_view bytes(int c) const override {
        return {PQgetvalue(result_, row_, c), static_cast<size_t>(PQgetlength(result_, row_, c))};
    }

  private:
    PGresult* result_;
    int count_;
    int row_ = -1;
};

// `?` becomes `$1`, `$2` ...; text in quotes stays as it is.
std::string number_arguments(std::string_view sql) {
    std::string out;
    int n = 0;
    bool quoted = false;
    for (const char c : sql) {
        if (c == '\'') quoted = !quoted;
        if (c == '?' && !quoted)
            fmt::format_to(std::back_inserter(out), "${}", ++n);
        else
            out += c;
    }
    return out;
}

// Text and null leave their type to the server, which takes it from the column they meet.
Oid type_of(const Arg& arg) {
    return std::visit(
        [](const auto& v) -> Oid {
            using T = std::remove_cvref_t<decltype(v)>;
            if constexpr (std::is_same_v<T, int64_t>)
                return int8;
            else if constexpr (std::is_same_v<T, double>)
                return float8;
            else if constexpr (std::is_same_v<T, Blob>)
                return bytea;
            else
                return 0;
        },
        arg.value());
}

// The arguments in the form libpq wants them.
struct Bound {
    std::vector<std::string> buffers;
    std::vector<const char*> values;
    std::vector<int> lengths, formats;

    explicit Bound(std::span<const Arg> args) : buffers(args.size()) {
        for (size_t i = 0; i < args.size(); ++i) std::visit([&](const auto& v) { add(i, v); }, args[i].value());
    }
    void add(size_t, std::nullptr_t) { push(nullptr, 0, 0); }
    void add(size_t i, int64_t v) {
        to_network(buffers[i], v);
        push(buffers[i].data(), 8, 1);
    }
    void add(size_t i, double v) { add(i, std::bit_cast<int64_t>(v)); }
    void add(size_t, const std::string& v) { push(v.c_str(), static_cast<int>(v.size()), 0); }
    void add(size_t, Blob v) { push(v.bytes.empty() ? "" : v.bytes.data(), static_cast<int>(v.bytes.size()), 1); }
    void push(const char* value, size_t length, int format) {
        values.push_back(value);
        lengths.push_back(static_cast<int>(length));
        formats.push_back(format);
    }
};

// COPY in binary form: a field is its length and its bytes in network order.
class PostgresBulkRow : public BulkRow {
  public:
    std::string buffer;
    void null() override { to_network<int32_t>(buffer, -1); }
    void integer(int64_t v) override {
        to_network<int32_t>(buffer, 8);
        to_network(buffer, v);
    }
    void real(double v) override { integer(std::bit_cast<int64_t>(v)); }
    void text(std::string_view v) override {
        to_network<int32_t>(buffer, static_cast<int32_t>(v.size()));
        buffer += v;
    }
    void blob(std::string_view v) override { text(v); }
};

} // namespace

PostgresConnection::PostgresConnection(const std::string& url, Reserve reserve)
    : handle_(PQconnectdb(url.c_str())), reserve_(std::move(reserve)) {
    if (!usable()) {
        const std::string reason = PQerrorMessage(handle_);
        PQfinish(handle_);
        throw std::runtime_error("cannot reach the PostgreSQL database: " + reason);
    }
    PQsetNoticeProcessor(
        handle_, [](void*, const char*) {}, nullptr);
    run("SET client_encoding = 'UTF8'; SET TIME ZONE 'UTC'; SET standard_conforming_strings = on");
}

PostgresConnection::~PostgresConnection() { PQfinish(handle_); }

void PostgresConnection::fail(PGresult* result) const {
    const char* field = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : nullptr;
    const std::string state = field ? field : "";
    std::string message = PQerrorMessage(handle_);
    PQclear(result);
    if (state.starts_with("23")) throw ConstraintError(message);
    if (state == "53100")
        throw detail_error(507,
                           "The disk that holds the database is full. Nothing of this request was saved, everything "
                           "saved before is intact. Free some space and try again.");
    throw PostgresError(state, "PostgreSQL: " + message);
}

void PostgresConnection::run(const char* sql) {
    auto* result = PQexec(handle_, sql);
    const auto status = PQresultStatus(result);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_EMPTY_QUERY) fail(result);
    PQclear(result);
}

const std::string& PostgresConnection::prepare(std::string_view sql, std::span<const Arg> args) {
    std::string key(sql);
    std::vector<Oid> types;
    for (const auto& arg : args) {
        types.push_back(type_of(arg));
        fmt::format_to(std::back_inserter(key), "\n{}", types.back());
    }
    if (const auto found = prepared_.find(key); found != prepared_.end()) return found->second;
    if (prepared_.size() >= max_prepared) { // generated SQL has many forms: start over rather than track ages
        run("DEALLOCATE ALL");
        prepared_.clear();
    }
    const auto name = fmt::format("s{}", prepared_.size());
    auto* result =
        PQprepare(handle_, name.c_str(), number_arguments(sql).c_str(), static_cast<int>(types.size()), types.data());
    if (PQresultStatus(result) != PGRES_COMMAND_OK) fail(result);
    PQclear(result);
    return prepared_.emplace(std::move(key), name).first->second;
}

PGresult* PostgresConnection::execute(std::string_view sql, std::span<const Arg> args) {
    const auto& name = prepare(sql, args);
    const Bound bound(args);
    auto* result = PQexecPrepared(handle_, name.c_str(), static_cast<int>(args.size()), bound.values.data(),
                                  bound.lengths.data(), bound.formats.data(), 1);
    const auto status = PQresultStatus(result);
    if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) fail(result);
    return result;
}

Rows PostgresConnection::query_with(std::string_view sql, std::span<const Arg> args) {
    return Rows(std::make_unique<PostgresCursor>(execute(sql, args)));
}

int64_t PostgresConnection::execute_with(std::string_view sql, std::span<const Arg> args) {
    auto* result = execute(sql, args);
    const std::string_view touched = PQcmdTuples(result);
    int64_t count = 0;
    for (const char c : touched) count = count * 10 + (c - '0');
    PQclear(result);
    return count;
}

void PostgresConnection::bulk_insert(std::string_view table, std::span<const std::string_view> columns, size_t count,
                                     const std::function<void(size_t, BulkRow&)>& fill) {
    const auto sql = fmt::format("COPY {} ({}) FROM STDIN (FORMAT binary)", table, fmt::join(columns, ","));
    auto* result = PQexec(handle_, sql.c_str());
    if (PQresultStatus(result) != PGRES_COPY_IN) fail(result);
    PQclear(result);
    PostgresBulkRow row;
    row.buffer.append("PGCOPY\n\377\r\n\0", 11);
    row.buffer.append(8, '\0'); // no flags, no extension
    const auto send = [&] {
        if (PQputCopyData(handle_, row.buffer.data(), static_cast<int>(row.buffer.size())) != 1) fail(nullptr);
        row.buffer.clear();
    };
    try {
        for (size_t i = 0; i < count; ++i) {
            to_network<int16_t>(row.buffer, static_cast<int16_t>(columns.size()));
            fill(i, row);
            if (row.buffer.size() > 256 * 1024) send();
        }
    } catch (...) {
        PQputCopyEnd(handle_, "abandoned");
        while (auto* rest = PQgetResult(handle_)) PQclear(rest);
        throw;
    }
    to_network<int16_t>(row.buffer, -1);
    send();
    if (PQputCopyEnd(handle_, nullptr) != 1) fail(nullptr);
    result = PQgetResult(handle_);
    if (PQresultStatus(result) != PGRES_COMMAND_OK) fail(result);
    PQclear(result);
    while (auto* rest = PQgetResult(handle_)) PQclear(rest);
}

} // namespace limn::db
