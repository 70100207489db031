#include "tasks/cloud_listing.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "access/secrets.h"
#include "base/text.h"
#include "media/error.h"
#include "media/order.h"

namespace limn::tasks {
namespace {

constexpr uint64_t most_manifest = 512 << 20; // bytes

// Up to the last `/`, that included.
std::string_view folder_of(std::string_view key) { return key.substr(0, key.rfind('/') + 1); }

std::string_view without_slash(std::string_view name) {
    if (name.ends_with('/')) name.remove_suffix(1);
    return name;
}

std::optional<CloudContent> without_listing(const Narrowed& narrowed) {
    if (narrowed.prefix) return {};
    CloudContent content;
    if (!narrowed.folder.empty()) content.entries.push_back({narrowed.folder, true});
    return content;
}

size_t offset_of(const std::string& token) {
    if (token.empty()) return 0;
    const auto offset = parse_int(token);
    if (!offset || *offset < 0) throw text_error(400, "Wrong value for the next_token parameter was found.");
    return static_cast<size_t>(*offset);
}

void add_sorted(std::set<std::string> names, bool folders, std::vector<CloudEntry>& out) {
    std::vector<std::string> list(names.begin(), names.end());
    media::sort_names(list, media::Sorting::natural);
    for (auto& name : list) out.push_back({std::move(name), folders});
}

} // namespace

Narrowed narrow(std::string_view own, std::string_view asked) {
    while (asked.starts_with('/')) asked.remove_prefix(1);
    if (asked.empty()) return {std::string(own), {}};
    if (asked.starts_with(own)) return {std::string(asked), {}};
    if (!own.starts_with(asked)) return {};
    if (own.substr(asked.size()).find('/') == std::string_view::npos) return {std::string(own), {}};
    const auto rest = own.substr(folder_of(asked).size());
    return {{}, std::string(rest.substr(0, rest.find('/')))};
}

CloudContent list_bucket(const Clouds::Opened& opened, const CloudQuery& query) {
    const auto narrowed = narrow(opened.storage.prefix(), query.prefix);
    if (auto content = without_listing(narrowed)) return *content;
    const auto page = opened.objects->list(
        {.prefix = *narrowed.prefix, .one_level = true, .token = query.token, .limit = query.page_size});
    const auto folder = folder_of(*narrowed.prefix);
    CloudContent content;
    for (const auto& entry : page.entries) {
        const std::string_view key = entry.object.key;
        if (!entry.is_folder && key.ends_with('/')) continue; // how consoles make empty folders
        const auto name = without_slash(key.substr(std::min(folder.size(), key.size())));
        if (!name.empty()) content.entries.push_back({std::string(name), entry.is_folder});
    }
    std::ranges::stable_sort(content.entries, [](const auto& a, const auto& b) { return a.is_folder > b.is_folder; });
    if (!page.next.empty()) content.next = page.next;
    return content;
}

CloudContent list_keys(const std::vector<std::string>& keys, std::string_view default_prefix, const CloudQuery& query) {
    const auto offset = offset_of(query.token);
    const auto narrowed = narrow(default_prefix, query.prefix);
    if (auto content = without_listing(narrowed)) return *content;
    const auto folder = folder_of(*narrowed.prefix);
    std::set<std::string> folders, files;
    for (const std::string_view key : keys) {
        if (!key.starts_with(*narrowed.prefix)) continue;
        const auto name = key.substr(folder.size());
        const auto slash = name.find('/');
        (slash == std::string_view::npos ? files : folders).emplace(name.substr(0, slash));
    }
    CloudContent all;
    add_sorted(std::move(folders), true, all.entries);
    add_sorted(std::move(files), false, all.entries);
    const auto size = static_cast<size_t>(query.page_size);
    if (offset < all.entries.size() && all.entries.size() - offset > size) all.next = std::to_string(offset + size);
    const auto first = all.entries.begin() + static_cast<std::ptrdiff_t>(std::min(offset, all.entries.size()));
    all.entries.erase(all.entries.begin(), first);
    if (all.entries.size() > size) all.entries.resize(size);
    return all;
}

media::Manifest cloud_manifest(const Clouds::Opened& opened, storage::Cache& cache, const std::string& key) {
    const auto info = opened.objects->info(key);
    if (info.size > most_manifest) throw media::MediaError(fmt::format("the manifest '{}' is too large", key));
    const auto hash = access::sha256_hex(fmt::format("{} {} {}", key, info.size, info.version));
    const auto file =
        cache.get_or_make(fmt::format("cloud/{}/manifest-{}", opened.storage.id, hash), [&](storage::TempFile& out) {
            opened.objects->read(key, 0, {}, [&](auto piece) { out.write(piece); });
        });
    return media::read_manifest(file.path);
}

std::string key_beside(std::string_view manifest_key, std::string_view name) {
    return std::string(folder_of(manifest_key)) + std::string(name);
}

std::vector<std::string> manifest_keys(const media::Manifest& manifest, std::string_view manifest_key) {
    std::vector<std::string> keys;
    if (manifest.is_video) keys.push_back(key_beside(manifest_key, manifest.video.name));
    for (const auto& image : manifest.images) keys.push_back(key_beside(manifest_key, image.name));
    return keys;
}

} // namespace limn::tasks
