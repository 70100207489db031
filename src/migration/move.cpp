#include "migration/move.h"

#include <algorithm>

#include <boost/json.hpp>
#include <fmt/format.h>

namespace limn::migration {
namespace {

struct Filler {
    db::BulkRow& row;
    void operator()(std::nullptr_t) const { row.null(); }
    void operator()(int64_t v) const { row.integer(v); }
    void operator()(double v) const { row.real(v); }
    void operator()(const std::string& v) const { row.text(v); }
    void operator()(db::Blob v) const { row.blob(v.bytes); }
};

} // namespace

void Batch::insert(const TableShape& shape, std::vector<db::Arg> values) {
    if (values.size() != shape.columns.size())
        throw std::logic_error(fmt::format("{} values for {}", values.size(), shape.name));
    auto found = std::ranges::find(rows_, &shape, &Rows::shape);
    if (found == rows_.end()) found = rows_.insert(rows_.end(), {&shape, {}});
    found->values.push_back(std::move(values));
}

void Batch::write(db::Connection& c) const {
    for (const auto& rows : rows_)
        c.bulk_insert(rows.shape->name, rows.shape->columns, rows.values.size(), [&](size_t i, db::BulkRow& row) {
            for (const auto& value : rows.values[i]) std::visit(Filler{row}, value.value());
        });
    for (const auto& action : actions_) action(c);
}

Move::Move(db::Database& database_, storage::BlobStore& blobs_, const access::SecretBox& secrets_, Staging& staging_,
           Source from_)
    : database(database_), blobs(blobs_), secrets(secrets_), staging(staging_), from(std::move(from_)) {
    for (int64_t after = std::numeric_limits<int64_t>::min();;) {
        const auto users = staging.records("auth.user", after, 1000);
        for (const auto& user : users) accounts_.emplace(user.text("username"), user.id());
        if (users.empty()) break;
        after = users.back().id();
    }
}

bool Move::exists(std::string_view table, int64_t id) {
    auto known = ids_.find(table);
    if (known == ids_.end()) {
        std::vector<int64_t> ids;
        database.read([&](db::Connection& c) {
            auto rows = c.query(fmt::format("SELECT id FROM {} ORDER BY id", table));
            while (rows.next()) ids.push_back(rows.integer(0));
        });
        known = ids_.emplace(table, std::move(ids)).first;
    }
    return std::ranges::binary_search(known->second, id);
}

std::optional<int64_t> Move::related(std::string_view table, std::string_view column, int64_t id) {
    const auto [known, fresh] = related_.try_emplace({std::string(table), std::string(column)});
    if (fresh)
        database.read([&](db::Connection& c) {
            auto rows = c.query(fmt::format("SELECT id, {1} FROM {0} WHERE {1} IS NOT NULL", table, column));
            while (rows.next()) known->second.emplace(rows.integer(0), rows.integer(1));
        });
    const auto found = known->second.find(id);
    return found != known->second.end() ? std::optional(found->second) : std::nullopt;
}

void Move::forget(std::string_view table) {
    if (const auto known = ids_.find(table); known != ids_.end()) ids_.erase(known);
    std::erase_if(related_, [&](const auto& entry) { return entry.first.first == table; });
}

std::optional<int64_t> Move::reference(const Record& record, std::string_view field, std::string_view table) {
    if (!record.has(field)) return {};
    const auto id = record.integer(field);
    if (id && exists(table, *id)) return id;
    note(record, fmt::format("its {} has not come over and stays empty", field), record.text(field));
    return {};
}

std::optional<int64_t> Move::needed(const Record& record, std::string_view field, std::string_view table) {
    const auto id = record.integer(field);
    if (id && exists(table, *id)) return id;
    leave_out(record, fmt::format("its {} has not come over", field), record.text(field));
    return {};
}

std::optional<int64_t> Move::look_up_account(const Record& record, std::string_view field, std::string& who) {
    const auto* v = record.find(field);
    if (!v) return {};
    if (v->is_array() && v->get_array().size() == 1 && v->get_array()[0].is_string()) {
        who = clean(v->get_array()[0].get_string());
        const auto found = accounts_.find(who);
        return found != accounts_.end() && exists("account", found->second) ? std::optional(found->second)
                                                                            : std::nullopt;
    }
    who = record.text(field);
    const auto id = record.integer(field);
    return id && exists("account", *id) ? id : std::nullopt;
}

std::optional<int64_t> Move::account(const Record& record, std::string_view field) {
    std::string who;
    const auto id = look_up_account(record, field, who);
    if (!id && record.has(field)) note(record, fmt::format("its {} is nobody of the dump and stays empty", field), who);
    return id;
}

std::optional<int64_t> Move::needed_account(const Record& record, std::string_view field) {
    std::string who;
    const auto id = look_up_account(record, field, who);
    if (!id) leave_out(record, fmt::format("its {} is nobody of the dump", field), who);
    return id;
}

void Move::note(const Record& record, std::string reason, std::string detail) {
    notes_.push_back({record.model(), record.id(), std::move(reason),
                      detail.empty() ? record.name() : fmt::format("{}: {}", record.name(), detail), false});
}

void Move::leave_out(const Record& record, std::string reason, std::string detail) {
    note(record, std::move(reason), std::move(detail));
    notes_.back().left_out = true;
}

void Move::flush_notes() {
    staging.note(notes_);
    notes_.clear();
}

} // namespace limn::migration
