#include "backup/rows.h"

#include <bit>
#include <cstring>
#include <fstream>
#include <stdexcept>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "base/json.h"

namespace limn::backup {

namespace {

static_assert(std::endian::native == std::endian::little);

constexpr std::string_view kinds[] = {"integer", "real", "text", "blob"};
constexpr size_t batch_bytes = 4 << 20; // of rows inserted together
constexpr uint64_t largest_value = 2ull << 30;

enum Tag : char { null_value = 0, integer_value = 1, real_value = 2, bytes_value = 3 };

template <class T> void append_number(std::string& out, T v) {
    char bytes[sizeof v];
    std::memcpy(bytes, &v, sizeof v);
    out.append(bytes, sizeof v);
}

// A table's file read from front to back, a batch of rows at a time.
class RowFile {
  public:
    RowFile(const std::filesystem::path& file, const db::Table& table) : in_(file, std::ios::binary), table_(table) {
        std::string head;
        if (!std::getline(in_, head)) damaged();
        boost::system::error_code failure;
        const auto value = boost::json::parse(head, failure);
        if (failure || !value.is_object() || !value.get_object().contains("last_id")) damaged();
        last_id = value.at("last_id").to_number<int64_t>();
        if (head + "\n" != table_head(table, last_id))
            throw std::runtime_error(
                fmt::format("the table {} of the backup has other columns than this Limn", table.name));
    }

    int64_t last_id = 0;

    // Rows as positions in bytes(); none at the end.
    const std::vector<size_t>& next() {
        bytes_.clear();
        rows_.clear();
        while (!ended_ && bytes_.size() < batch_bytes) {
            const int mark = in_.get();
            if (mark == end_of_rows) {
                ended_ = true;
            } else if (mark != 1) {
                damaged();
            } else {
                rows_.push_back(bytes_.size());
                for (size_t i = 0; i < table_.columns.size(); ++i) take_value();
            }
        }
        return rows_;
    }
    const char* at(size_t position) const { return bytes_.data() + position; }

  private:
    [[noreturn]] void damaged() const {
        throw std::runtime_error(fmt::format("the table {} of the backup is damaged", table_.name));
    }
    void take(size_t count) {
        const auto before = bytes_.size();
        bytes_.resize(before + count);
        if (!in_.read(bytes_.data() + before, static_cast<std::streamsize>(count))) damaged();
    }
    void take_value() {
        take(1);
        switch (bytes_.back()) {
        case null_value: return;
        case integer_value:
        case real_value: return take(8);
        case bytes_value: break;
        default: damaged();
        }
        take(8);
        uint64_t length = 0;
        std::memcpy(&length, bytes_.data() + bytes_.size() - 8, 8);
        if (length > largest_value) damaged();
        take(length);
    }

    std::ifstream in_;
    const db::Table& table_;
    std::string bytes_;
    std::vector<size_t> rows_;
    bool ended_ = false;
};

template <class T> T number_at(const char*& p) {
    T v;
    std::memcpy(&v, p, sizeof v);
    p += sizeof v;
    return v;
}

void insert_value(db::BulkRow& row, db::ColumnKind kind, const char*& p) {
    switch (*p++) {
    case null_value: return row.null();
    case integer_value: return row.integer(number_at<int64_t>(p));
    case real_value: return row.real(number_at<double>(p));
    default: break;
    }
    const auto length = number_at<uint64_t>(p);
    const std::string_view bytes(p, length);
    p += length;
    kind == db::ColumnKind::text ? row.text(bytes) : row.blob(bytes);
}

} // namespace

std::string table_head(const db::Table& table, int64_t last_id) {
    JsonWriter w;
    w.begin_object();
    w.key("columns");
    w.begin_array();
    for (const auto& column : table.columns) {
        w.begin_array();
        w.value(column.name);
        w.value(kinds[static_cast<size_t>(column.kind)]);
        w.end_array();
    }
    w.end_array();
    w.member("last_id", last_id);
    w.end_object();
    return w.take() + "\n";
}

void append_row(std::string& out, const db::Table& table, const db::Rows& rows) {
    out += '\1';
    for (size_t i = 0; i < table.columns.size(); ++i) {
        const int column = static_cast<int>(i);
        if (rows.is_null(column)) {
            out += null_value;
            continue;
        }
        switch (table.columns[i].kind) {
        case db::ColumnKind::integer:
            out += integer_value;
            append_number(out, rows.integer(column));
            break;
        case db::ColumnKind::real:
            out += real_value;
            append_number(out, rows.real(column));
            break;
        default: {
            const auto bytes = rows.view(column);
            out += bytes_value;
            append_number(out, static_cast<uint64_t>(bytes.size()));
            out += bytes;
        }
        }
    }
}

int64_t load_rows(db::Connection& c, const db::Table& table, const std::filesystem::path& file) {
    RowFile rows(file, table);
    std::vector<std::string_view> columns;
    for (const auto& column : table.columns) columns.push_back(column.name);
    int64_t count = 0;
    while (true) {
        const auto& batch = rows.next();
        if (batch.empty()) break;
        c.bulk_insert(table.name, columns, batch.size(), [&](size_t i, db::BulkRow& row) {
            const char* p = rows.at(batch[i]);
            for (const auto& column : table.columns) insert_value(row, column.kind, p);
        });
        count += static_cast<int64_t>(batch.size());
    }
    if (table.has_identity) db::continue_ids(c, table.name, rows.last_id);
    return count;
}

} // namespace limn::backup
