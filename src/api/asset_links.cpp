#include "api/asset_links.h"

#include <algorithm>
#include <atomic>
#include <regex>

#include "api/changes.h"
#include "api/subjects.h"
#include "base/error.h"
#include "base/text.h"
#include "base/time.h"
#include "storage/blob_store.h"
#include "tasks/removal.h"

namespace limn::api {

namespace {

constexpr uint64_t largest_copy = 64 << 20;
constexpr int64_t day = 24 * 3600, kept_unnamed = 7 * day; // seconds

struct Row {
    AssetHolder holder;
    std::string filename, content_type;
    std::optional<int64_t> owner_id;
};

std::optional<Row> find_row(db::Connection& c, const std::string& uuid) {
    auto rows = c.query(
        "SELECT guide_id, job_id, comment_id, filename, content_type, owner_id FROM asset WHERE uuid = ?", uuid);
    if (!rows.next()) return {};
    return Row{{rows.maybe_integer(0), rows.maybe_integer(1), rows.maybe_integer(2)},
               rows.text(3),
               rows.text(4),
               rows.maybe_integer(5)};
}

// Pictures of the holder itself; of a waiting one those of the account.
db::Sql held_by(const AssetHolder& holder, int64_t waiting_of) {
    db::Sql sql;
    if (holder.guide_id) return sql.add("guide_id = ?", *holder.guide_id);
    if (holder.comment_id) return sql.add("comment_id = ?", *holder.comment_id);
    return sql.add("job_id = ? AND comment_id IS NULL AND owner_id = ?", holder.job_id, waiting_of);
}

bool is_waiting(const AssetHolder& holder) { return !holder.guide_id && !holder.comment_id; }

bool is_visible(db::Connection& c, Call& call, const Row& row) try {
    require_asset(c, call, row.holder, row.owner_id);
    return true;
} catch (const Error&) {
    return false;
}

std::string copy_row(db::Connection& c, Call& call, const AssetHolder& to, const Row& row) {
    require_room(c, to);
    auto copy = uuid4();
    c.execute("INSERT INTO asset (uuid, guide_id, job_id, comment_id, filename, content_type, owner_id, created_date) "
              "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
              copy, to.guide_id, to.job_id, to.comment_id, row.filename, row.content_type, call.caller.id, now());
    return copy;
}

// The copy of a picture for the holder; none when it is the holder's already, is given to it, is gone, or may not be
// seen.
std::optional<std::string> take_asset(db::Connection& c, Call& call, const AssetHolder& to, const std::string& uuid) {
    const auto row = find_row(c, uuid);
    if (!row) return {};
    const auto& from = row->holder;
    if (to.guide_id ? from.guide_id == to.guide_id : from.comment_id == to.comment_id && from.comment_id) return {};
    if (!is_visible(c, call, *row)) return {};
    if (to.comment_id && is_waiting(from) && from.job_id == to.job_id) {
        require_room(c, to);
        c.execute("UPDATE asset SET comment_id = ? WHERE uuid = ?", *to.comment_id, uuid);
        return {};
    }
    return copy_row(c, call, to, *row);
}

// Deletes the rows, too.
std::vector<std::string> take_unnamed(db::Connection& c) {
    std::vector<std::string> uuids;
    auto rows =
        c.query("SELECT a.uuid FROM asset a LEFT JOIN guide g ON g.id = a.guide_id WHERE a.created_date < ? AND "
                "a.comment_id IS NULL AND (g.id IS NULL OR g.markdown NOT LIKE '%' || a.uuid || '%')",
                now().plus_seconds(-kept_unnamed));
    while (rows.next()) uuids.push_back(rows.text(0));
    for (const auto& uuid : uuids) c.execute("DELETE FROM asset WHERE uuid = ?", uuid);
    return uuids;
}

std::vector<std::string> folders_of(const std::vector<std::string>& uuids) {
    std::vector<std::string> folders;
    for (const auto& uuid : uuids) folders.push_back(tasks::asset_folder(uuid));
    return folders;
}

} // namespace

std::vector<std::string> asset_links(std::string_view markdown) {
    static const std::regex link(R"(\(/api/assets/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\))");
    std::vector<std::string> found;
    for (std::cregex_iterator i(markdown.data(), markdown.data() + markdown.size(), link), end; i != end; ++i)
        if (std::find(found.begin(), found.end(), (*i)[1].str()) == found.end()) found.push_back((*i)[1].str());
    return found;
}

std::string without_pictures(const std::string& markdown, const std::string& instead) {
    static const std::regex picture(R"(!\[[^\]\n]{0,300}\]\(/api/assets/[0-9a-f-]{36}\))");
    if (markdown.find("](/api/assets/") == std::string::npos) return markdown;
    return std::string(trim(std::regex_replace(markdown, picture, instead)));
}

void require_room(db::Connection& c, const AssetHolder& holder, int64_t waiting_of) {
    db::Sql sql;
    const auto count = c.value(sql.add("SELECT count(*) FROM asset WHERE ").add(held_by(holder, waiting_of)));
    if (holder.guide_id && count >= most_guide_assets) throw list_error("Maximum number of assets per guide reached");
    if (holder.comment_id && count >= most_comment_assets)
        throw list_error("A comment has at most 10 pictures. Nothing was stored; send the others in another comment.");
    if (is_waiting(holder) && count >= most_waiting_assets)
        throw list_error("Too many pictures wait for comments in this job. Send the comments that name them first.");
}

LinkChanges settle_links(db::Connection& c, Call& call, const AssetHolder& holder, std::string markdown) {
    LinkChanges changes;
    const auto named = asset_links(markdown);
    {
        db::Sql sql;
        auto rows = c.query(sql.add("SELECT uuid FROM asset WHERE ").add(held_by(holder, call.caller.id)));
        while (rows.next())
            if (std::find(named.begin(), named.end(), rows.view(0)) == named.end())
                changes.dropped.push_back(rows.text(0));
    }
    for (const auto& uuid : changes.dropped) c.execute("DELETE FROM asset WHERE uuid = ?", uuid);
    for (const auto& uuid : named)
        if (const auto copy = take_asset(c, call, holder, uuid)) {
            markdown = replace_all(markdown, "(/api/assets/" + uuid + ")", "(/api/assets/" + *copy + ")");
            changes.copies.emplace_back(uuid, *copy);
        }
    changes.markdown = std::move(markdown);
    return changes;
}

void settle_files(Call& call, const LinkChanges& changes) {
    for (const auto& [from, to] : changes.copies)
        call.services.blobs.put(tasks::asset_key(to),
                                call.services.blobs.read(tasks::asset_key(from), 0, largest_copy));
    remove_files(call, folders_of(changes.dropped));
}

void require_asset(db::Connection& c, Call& call, const AssetHolder& holder, std::optional<int64_t> owner_id,
                   bool changing) {
    const auto scope = changing ? "update" : "view";
    if (holder.guide_id) return find_guide(c, call, *holder.guide_id).require(call.caller, scope);
    if (holder.comment_id) return find_comment(c, call, *holder.comment_id, Filters::none).require(call.caller, scope);
    if (owner_id != call.caller.id) throw not_found("Asset");
    find_job(c, call, *holder.job_id, Filters::none).require(call.caller, "view");
}

void remove_unnamed_assets(Call& call) {
    static std::atomic<int64_t> next = 0; // microseconds
    const auto when = now();
    auto due = next.load();
    if (when.us < due || !next.compare_exchange_strong(due, when.plus_seconds(day).us)) return;
    const auto uuids = call.database().write([](db::Connection& c) { return take_unnamed(c); });
    remove_files(call, folders_of(uuids));
}

} // namespace limn::api
