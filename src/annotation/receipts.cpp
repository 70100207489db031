#include "annotation/receipts.h"

#include "annotation/encoding.h"
#include "base/error.h"

namespace limn::annotation {
namespace {

constexpr int64_t life_seconds = 24 * 60 * 60;

void append_ids(std::string& out, const std::vector<int64_t>& ids) {
    append_varint(out, ids.size());
    int64_t previous = 0;
    for (const auto id : ids) {
        append_zigzag(out, id - previous);
        previous = id;
    }
}

std::vector<int64_t> read_ids(ByteReader& in) {
    std::vector<int64_t> ids(in.varint());
    int64_t previous = 0;
    for (auto& id : ids) id = previous += in.zigzag();
    return ids;
}

} // namespace

int64_t fingerprint(std::string_view body) {
    uint64_t hash = 14695981039346656037ull;
    for (const char c : body) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ull;
    return static_cast<int64_t>(hash);
}

std::optional<std::vector<Ids>> find_receipt(db::Connection& c, const ReceiptKey& key) {
    auto rows = c.query("SELECT fingerprint, ids FROM save_receipt WHERE account_id = ? AND target = ? AND key = ?",
                        key.account_id, key.target, key.key);
    if (!rows.next()) return std::nullopt;
    if (rows.integer(0) != key.fingerprint)
        throw detail_error(422, "This Idempotency-Key was used for another save. Nothing was saved; send a new key.");
    std::vector<Ids> all;
    ByteReader in(rows.view(1));
    while (!in.at_end()) {
        auto& ids = all.emplace_back();
        for (auto* list : {&ids.tags, &ids.shapes, &ids.tracks, &ids.keyframes}) *list = read_ids(in);
    }
    return all;
}

void keep_receipt(db::Connection& c, const ReceiptKey& key, std::span<const Saved> saved, Time when) {
    std::string bytes;
    for (const auto& s : saved)
        for (const auto* list : {&s.ids.tags, &s.ids.shapes, &s.ids.tracks, &s.ids.keyframes}) append_ids(bytes, *list);
    c.execute("DELETE FROM save_receipt WHERE created_date < ?", when.plus_seconds(-life_seconds));
    c.execute(
        "INSERT INTO save_receipt (account_id, target, key, fingerprint, ids, created_date) VALUES (?, ?, ?, ?, ?, ?)",
        key.account_id, key.target, key.key, key.fingerprint, db::Blob{bytes}, when);
}

} // namespace limn::annotation
