#include "backup/guide.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/text.h"
#include "media/kinds.h"
#include "queue/queue.h"
#include "storage/temp_file.h"
#include "tasks/removal.h"

namespace limn::backup {
namespace fs = std::filesystem;

namespace {

constexpr size_t most_assets = 30;
constexpr uint64_t largest_asset = 10 << 20; // bytes
constexpr uint64_t largest_text = 16 << 20;
constexpr uint64_t piece = 1 << 20;
constexpr std::string_view kinds[] = {"image/jpeg", "image/png", "image/webp", "image/gif", "application/pdf"};

std::string asset_key(std::string_view uuid) { return tasks::asset_folder(uuid) + "/file"; }

std::string_view kind_of(std::string_view name) {
    return lower(media::extension(name)) == ".pdf" ? "application/pdf" : media::mime_type(lower(name));
}

// A name that no other picture of the guide has, fit to be a file's.
std::string unique_name(std::string name, const std::string& uuid, std::set<std::string>& taken) {
    for (char& c : name)
        if (c == '/' || c == '\\' || static_cast<unsigned char>(c) < ' ') c = '_';
    if (name.empty() || name == "." || name == ".." || taken.contains(name)) name = uuid + "_" + name;
    taken.insert(name);
    return name;
}

void check(const fs::path& folder, const std::vector<std::string>& names) {
    const auto fail = [](std::string_view reason) { throw queue::Failure("ValueError", reason); };
    if (names.size() > most_assets) fail("Maximum number of assets per guide reached");
    for (const auto& name : names) {
        if (fs::file_size(folder / "assets" / name) > largest_asset)
            fail(fmt::format("Maximum size of asset is {} MB", largest_asset >> 20));
        if (std::ranges::find(kinds, kind_of(name)) == std::end(kinds))
            fail(fmt::format("The guide's file '{}' is not supported as an asset", name));
    }
}

} // namespace

std::optional<Guide> load_guide(db::Connection& c, std::optional<int64_t> project_id, std::optional<int64_t> task_id) {
    const std::string_view column = project_id ? "project_id" : "task_id";
    int64_t id = 0;
    Guide guide;
    {
        auto rows = c.query(fmt::format("SELECT id, markdown FROM guide WHERE {} = ?", column),
                            project_id ? project_id : task_id);
        if (!rows.next()) return {};
        id = rows.integer(0);
        guide.markdown = rows.text(1);
    }
    std::set<std::string> taken;
    auto rows = c.query("SELECT uuid, filename FROM asset WHERE guide_id = ? ORDER BY created_date, uuid", id);
    while (rows.next()) {
        auto uuid = rows.text(0);
        auto name = unique_name(rows.text(1), uuid, taken);
        guide.markdown = replace_all(guide.markdown, "/api/assets/" + uuid, "assets/" + name);
        guide.assets.push_back({std::move(uuid), std::move(name)});
    }
    return guide;
}

void write_guide(const House& house, const Guide& guide, std::string_view prefix, formats::ArchiveWriter& archive) {
    archive.add(fmt::format("{}annotation_guide.md", prefix), guide.markdown);
    for (const auto& asset : guide.assets) {
        const auto key = asset_key(asset.uuid);
        const auto size = house.blobs.size(key);
        if (!size) continue; // its row alone is there: the link stays a broken one
        archive.begin(fmt::format("{}assets/{}", prefix, asset.name));
        for (uint64_t at = 0; at < *size; at += piece) archive.write(house.blobs.read(key, at, piece));
    }
}

void restore_guide(const House& house, const fs::path& folder, const std::vector<std::string>& names,
                   std::optional<int64_t> project_id, std::optional<int64_t> task_id, int64_t owner_id) {
    const auto file = folder / "annotation_guide.md";
    if (!fs::exists(file)) return;
    if (fs::file_size(file) > largest_text) throw queue::Failure("ValueError", "The text of the guide is too long");
    check(folder, names);
    auto markdown = storage::read_whole(file);
    if (!is_utf8(markdown)) throw queue::Failure("ValueError", "The text of the guide is no UTF-8");
    std::vector<std::pair<std::string, std::string>> assets; // uuid, name
    for (const auto& name : names) {
        assets.emplace_back(uuid4(), name);
        markdown = replace_all(markdown, "(assets/" + name + ")", "(/api/assets/" + assets.back().first + ")");
    }
    try {
        for (const auto& [uuid, name] : assets) house.blobs.adopt(asset_key(uuid), folder / "assets" / name);
        house.database.write([&](db::Connection& c) {
            const auto when = now();
            const auto id = c.insert("INSERT INTO guide (task_id, project_id, markdown, created_date, updated_date) "
                                     "VALUES (?, ?, ?, ?, ?) RETURNING id",
                                     task_id, project_id, markdown, when, when);
            for (const auto& [uuid, name] : assets)
                c.execute("INSERT INTO asset (uuid, guide_id, filename, content_type, owner_id, created_date) VALUES "
                          "(?, ?, ?, ?, ?, ?)",
                          uuid, id, name, kind_of(name), owner_id, when);
        });
    } catch (...) {
        for (const auto& [uuid, name] : assets) house.blobs.remove_all(tasks::asset_folder(uuid));
        throw;
    }
}

} // namespace limn::backup
