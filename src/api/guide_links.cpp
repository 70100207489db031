#include "api/guide_links.h"

#include <algorithm>
#include <regex>

#include "api/changes.h"
#include "api/subjects.h"
#include "base/error.h"
#include "base/text.h"
#include "storage/blob_store.h"
#include "tasks/removal.h"

namespace limn::api {

namespace {

constexpr uint64_t largest_copy = 64 << 20;

// The copy of a picture for the guide; none when the original is gone or may not be seen.
std::optional<std::string> copy_asset(db::Connection& c, Call& call, int64_t guide_id, const std::string& uuid) {
    std::string filename, content_type;
    int64_t from = 0;
    {
        auto rows = c.query("SELECT guide_id, filename, content_type FROM asset WHERE uuid = ?", uuid);
        if (!rows.next()) return {};
        from = rows.integer(0);
        filename = rows.text(1);
        content_type = rows.text(2);
    }
    if (from == guide_id) return {};
    if (const auto guide = look_up_guide(c, call, from); !guide || !guide->allows(call.caller, "view")) return {};
    if (*c.value("SELECT count(*) FROM asset WHERE guide_id = ?", guide_id) >= most_assets)
        throw list_error("Maximum number of assets per guide reached");
    const auto copy = uuid4();
    c.execute(
        "INSERT INTO asset (uuid, guide_id, filename, content_type, owner_id, created_date) VALUES (?, ?, ?, ?, ?, ?)",
        copy, guide_id, filename, content_type, call.caller.id, now());
    return copy;
}

} // namespace

std::vector<std::string> asset_links(std::string_view markdown) {
    static const std::regex link(R"(\(/api/assets/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\))");
    std::vector<std::string> found;
    for (std::cregex_iterator i(markdown.data(), markdown.data() + markdown.size(), link), end; i != end; ++i)
        if (std::find(found.begin(), found.end(), (*i)[1].str()) == found.end()) found.push_back((*i)[1].str());
    return found;
}

LinkChanges settle_links(db::Connection& c, Call& call, int64_t guide_id, std::string markdown) {
    LinkChanges changes;
    const auto named = asset_links(markdown);
    {
        auto rows = c.query("SELECT uuid FROM asset WHERE guide_id = ?", guide_id);
        while (rows.next())
            if (std::find(named.begin(), named.end(), rows.view(0)) == named.end())
                changes.dropped.push_back(rows.text(0));
    }
    for (const auto& uuid : changes.dropped) c.execute("DELETE FROM asset WHERE uuid = ?", uuid);
    for (const auto& uuid : named)
        if (const auto copy = copy_asset(c, call, guide_id, uuid)) {
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
    std::vector<std::string> folders;
    for (const auto& uuid : changes.dropped) folders.push_back(tasks::asset_folder(uuid));
    remove_files(call, folders);
}

} // namespace limn::api
