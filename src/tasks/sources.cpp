#include "tasks/sources.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/error.h"
#include "base/text.h"
#include "media/archive.h"
#include "media/error.h"
#include "media/pdf.h"
#include "queue/queue.h"
#include "tasks/cloud_sources.h"
#include "tasks/download.h"

namespace limn::tasks {
namespace fs = std::filesystem;

namespace {

[[noreturn]] void fail(std::string_view message) { throw queue::Failure("ValueError", message); }

// --- the shared folder

// A path of the request made relative and clean.
std::string share_path(std::string_view path) {
    while (path.starts_with('/')) path.remove_prefix(1);
    for (const auto part : split(path, '/'))
        if (part == "..") fail("Don't use '..' inside file paths");
    auto clean = fs::path(path).lexically_normal().generic_string();
    return clean == "." ? std::string() : clean;
}

fs::path share_file(const Workshop& workshop, const std::string& path) {
    std::error_code failure;
    const auto root = fs::canonical(workshop.share, failure);
    const auto found = failure || workshop.share.empty() ? fs::path() : fs::canonical(root / path, failure);
    if (failure || found.empty())
        throw queue::Failure("FileNotFoundError", fmt::format("the shared folder has no file '{}'", path));
    const auto inside = found.lexically_relative(root);
    if (inside.empty() || *inside.begin() == "..") fail(fmt::format("Bad file path: {}", path));
    return found;
}

bool is_excluded(const std::string& path, const DataParameters& p) {
    return std::ranges::any_of(p.server_files_exclude.value, [&](const auto& excluded) {
        const std::string& name = excluded.value;
        return path == name || (name.ends_with('/') && (path + "/").starts_with(name));
    });
}

Source shared_source(const Workshop& workshop, const Media& media, const std::string& path, bool copy) {
    Source source{path, share_file(workshop, path), std::string(share_prefix) + path, true};
    if (copy) source.key = media.raw_key(path), source.arrived = false;
    return source;
}

void add_folder(const Workshop& workshop, const Media& media, const std::string& folder, const DataParameters& p,
                Sources& out) {
    const auto root = fs::canonical(workshop.share);
    std::vector<std::string> found;
    for (const auto& entry :
         fs::recursive_directory_iterator(share_file(workshop, folder), fs::directory_options::skip_permission_denied))
        if (entry.is_regular_file() && media::kind_of(entry.path().filename().string()) == media::Kind::image)
            found.push_back(entry.path().lexically_relative(root).generic_string());
    std::ranges::sort(found);
    for (const auto& path : found)
        if (!is_excluded(path, p)) out.files.push_back(shared_source(workshop, media, path, p.copy_data));
}

// Files and folders of the request, without those below another one of the list.
std::vector<std::string> shared_names(const DataParameters& p) {
    std::vector<std::string> names;
    for (const auto& path : p.server_files.value.paths)
        if (auto clean = share_path(path); !is_excluded(clean, p) && !is_excluded(path, p))
            names.push_back(std::move(clean));
    const auto below_another = [&](const std::string& name) {
        return std::ranges::any_of(names, [&](const auto& other) {
            return other != name && name.starts_with(other.ends_with('/') ? other : other + "/");
        });
    };
    std::vector<std::string> kept;
    for (const auto& name : names)
        if (!below_another(name)) kept.push_back(name);
    return kept;
}

// --- archives and documents

void unpack(const Workshop& workshop, const Media& media, const Source& packed, bool pdf, Sources& out) {
    workshop.progress(0, "Media files are being extracted...");
    const auto& folder = out.folders.emplace_back(workshop.scratch);
    const auto report = [&](double share) { workshop.progress(share * 0.5, {}); };
    std::vector<std::string> names;
    if (pdf) {
        names = media::extract_pdf(packed.path, folder.path(), packed.name, report);
    } else {
        const auto is_picture = [](std::string_view name) { return media::kind_of(name) == media::Kind::image; };
        for (auto& member : media::extract_archive(packed.path, folder.path(), is_picture, report))
            names.push_back(std::move(member.name));
        if (names.empty()) throw queue::Failure("Exception", "No image found");
    }
    for (const auto& name : names) out.files.push_back({name, folder.path() / name, media.raw_key(name)});
    if (!pdf && packed.arrived && !packed.key.starts_with(share_prefix)) out.spent.push_back(packed.key);
    out.packed = true;
    out.storage = "local";
}

Source& named(std::vector<Source>& files, const std::string& name) {
    return *std::ranges::find(files, name, &Source::name);
}

// Everything the request names, nothing unpacked yet. Folders are listed apart.
std::vector<Source> gather(const Workshop& workshop, const Media& media, const std::vector<std::string>& client_files,
                           const DataParameters& p, std::vector<std::string>& folders, Sources& out) {
    std::vector<Source> all;
    for (const auto& name : client_files) {
        if (media::kind_of(name) == media::Kind::other) continue;
        const auto key = media.raw_key(name);
        if (!workshop.blobs.size(key))
            fail(fmt::format("the upload of '{}' was not completed; upload it again, everything else is kept", name));
        all.push_back({name, workshop.blobs.local_file(key), key, true});
    }
    const bool in_bucket = p.cloud_storage_id && *p.cloud_storage_id;
    if (in_bucket) gather_cloud(workshop, p, all, out);
    for (const auto& name : in_bucket ? std::vector<std::string>() : shared_names(p)) {
        out.storage = p.copy_data ? "local" : "share";
        auto source = shared_source(workshop, media, name, p.copy_data);
        if (fs::is_directory(source.path))
            folders.push_back(name);
        else
            all.push_back(std::move(source));
    }
    if (!p.remote_files.value.paths.empty()) {
        const auto& folder = out.folders.emplace_back(workshop.scratch);
        for (auto& file : download(p.remote_files.value.paths, folder.path(), workshop.progress))
            all.push_back({file, folder.path() / file, media.raw_key(file)});
    }
    return all;
}

} // namespace

Sources collect_sources(const Workshop& workshop, const Media& media, const std::vector<std::string>& client_files,
                        const DataParameters& parameters) {
    Sources out;
    std::vector<std::string> folders, names;
    auto all = gather(workshop, media, client_files, parameters, folders, out);
    for (const auto& source : all) names.push_back(source.name);
    const auto inputs = media::sort_out(names, folders);
    if (!inputs.manifest.empty()) out.manifest = named(all, inputs.manifest).path;
    if (!inputs.video.empty()) {
        out.video = true;
        fetch_whole(workshop, media, out, named(all, inputs.video));
        out.files.push_back(named(all, inputs.video));
    }
    for (const auto* packed : {&inputs.archive, &inputs.zip, &inputs.pdf}) {
        if (packed->empty()) continue;
        fetch_whole(workshop, media, out, named(all, *packed));
        unpack(workshop, media, named(all, *packed), packed == &inputs.pdf, out);
        out.manifest_folder.clear(); // it speaks of what is inside
    }
    for (const auto& name : inputs.images) out.files.push_back(named(all, name));
    for (const auto& folder : folders) add_folder(workshop, media, folder, parameters, out);
    if (out.files.empty()) fail("No media data found");
    return out;
}

void adopt_sources(const Workshop& workshop, Sources& sources) {
    for (auto& source : sources.files) {
        if (source.arrived) continue;
        const bool shared =
            !workshop.share.empty() && source.path.string().starts_with(fs::canonical(workshop.share).string());
        if (shared) { // a copy was asked for: the operator's file stays
            storage::TempFile copy(workshop.scratch);
            fs::copy_file(source.path, copy.path(), fs::copy_options::overwrite_existing);
            copy.refresh_size();
            const auto path = workshop.scratch / uuid4();
            copy.move_to(path);
            workshop.blobs.adopt(source.key, path);
        } else {
            workshop.blobs.adopt(source.key, source.path);
        }
        source.path = workshop.blobs.local_file(source.key);
        source.arrived = true;
    }
}

std::string name_of_file(const Media& media, std::string_view file) {
    for (const auto& prefix : {std::string(share_prefix), std::string(cloud_prefix), media.raw_key("")})
        if (file.starts_with(prefix)) return std::string(file.substr(prefix.size()));
    return std::string(file);
}

fs::path frame_path(const storage::BlobStore& blobs, const fs::path& share, std::string_view file) {
    if (!file.starts_with(share_prefix)) return blobs.local_file(file);
    return share / file.substr(share_prefix.size());
}

} // namespace limn::tasks
