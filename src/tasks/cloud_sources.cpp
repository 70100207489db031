#include "tasks/cloud_sources.h"

#include <algorithm>
#include <atomic>
#include <fstream>
#include <mutex>
#include <set>
#include <span>
#include <thread>
#include <unordered_map>

#include <fmt/format.h>

#include "base/error.h"
#include "base/text.h"
#include "media/error.h"
#include "media/kinds.h"
#include "media/pointcloud.h"
#include "media/probe.h"
#include "queue/queue.h"
#include "tasks/cloud_listing.h"
#include "tasks/glob.h"

namespace limn::tasks {
namespace fs = std::filesystem;

using storage::ObjectError;
using storage::ObjectInfo;

namespace {

constexpr size_t most_threads = 8;
constexpr uint64_t header_sizes[] = {2 << 10, 16 << 10, 64 << 10}; // bytes; then all of it

// What goes wrong with the bucket, in words for the user.
template <class F> auto with_bucket(const Clouds::Opened& opened, std::string_view key, F&& f) {
    try {
        return f();
    } catch (const ObjectError& e) {
        throw cloud_error(opened, key, e);
    }
}

Source source_of(const ObjectInfo& object) {
    Source source;
    source.name = source.object = object.key;
    source.key = std::string(cloud_prefix) + object.key;
    source.bytes = static_cast<int64_t>(object.size);
    source.arrived = true;
    return source;
}

// --- which files

class Choice {
  public:
    Choice(const Workshop& workshop, const DataParameters& parameters, Sources& out)
        : workshop_(workshop), p_(parameters), out_(out), opened_(*out.cloud) {
        if (p_.filename_pattern && *p_.filename_pattern) pattern_ = (*p_.filename_pattern)->value;
    }

    std::vector<Source> find() {
        std::vector<std::string> manifests;
        for (const auto& name : p_.server_files.value.paths)
            if (media::kind_of(name) == media::Kind::manifest) manifests.push_back(name);
        if (manifests.size() > 1) throw queue::Failure("ValueError", "Only one manifest file can be attached to data");
        if (!manifests.empty()) read_manifest(manifests.front());
        for (const auto& name : p_.server_files.value.paths) add(name);
        const bool nothing_named = p_.server_files.value.paths.size() == manifests.size();
        if (nothing_named && !manifests.empty()) add_folder("");
        if (nothing_named && manifests.empty() && !pattern_.empty()) add_folder(opened_.storage.prefix());
        return std::move(found_);
    }

  private:
    void read_manifest(const std::string& key) {
        workshop_.progress(0, "Validating the input manifest file");
        out_.folders.emplace_back(workshop_.scratch);
        const auto path = out_.folders.back().path() / "manifest.jsonl";
        with_bucket(opened_, key, [&] { opened_.objects->download(key, path); });
        out_.manifest = path;
        manifest_ = media::read_manifest(path);
        out_.manifest_folder = key_beside(key, "");
        for (const auto& image : manifest_->images) in_manifest_[key_beside(key, image.name)] = &image;
    }

    bool wanted(const std::string& key) const {
        const auto excluded = [&](const Text<1024>& item) {
            return key == item.value || (item.value.ends_with('/') && key.starts_with(item.value));
        };
        return key.starts_with(opened_.storage.prefix()) && (pattern_.empty() || glob_match(pattern_, key)) &&
               std::ranges::none_of(p_.server_files_exclude.value, excluded);
    }

    void take(Source source) {
        if (!wanted(source.name) || !seen_.insert(source.name).second) return;
        if (const auto known = in_manifest_.find(source.name); known != in_manifest_.end()) {
            source.width = known->second->width;
            source.height = known->second->height;
            for (const auto& related : known->second->related_images) add_context(source, related);
        }
        found_.push_back(std::move(source));
    }

    void add_context(Source& source, const std::string& related) {
        source.related.push_back(out_.manifest_folder + related);
        if (!seen_.insert(source.related.back()).second) return;
        found_.push_back(source_of({source.related.back(), 0, {}}));
        found_.back().context = true;
    }

    void add(std::string_view name) {
        while (name.starts_with('/')) name.remove_prefix(1);
        if (media::kind_of(name) == media::Kind::manifest) return;
        if (name.ends_with('/')) return add_folder(name);
        take(source_of({std::string(name), 0, {}}));
    }

    void add_folder(std::string_view folder) {
        if (manifest_) {
            for (const auto& key : manifest_keys(*manifest_, out_.manifest_folder))
                if (key.starts_with(folder)) take(source_of({key, 0, {}}));
            return;
        }
        for (const auto& object : with_bucket(opened_, {}, [&] { return opened_.objects->list_all(folder); }))
            if (media::kind_of(object.key) != media::Kind::manifest) take(source_of(object));
    }

    const Workshop& workshop_;
    const DataParameters& p_;
    Sources& out_;
    const Clouds::Opened& opened_;
    std::string pattern_;
    std::optional<media::Manifest> manifest_;
    std::unordered_map<std::string, const media::ManifestImage*> in_manifest_; // by key
    std::set<std::string> seen_;
    std::vector<Source> found_;
};

// --- fetching

void check_name(const Source& source) {
    if (!storage::is_safe_key("raw/" + source.name))
        throw queue::Failure("ValueError",
                             fmt::format("the object '{}' has a name that no file can have", source.name));
}

void download(const Clouds::Opened& opened, const Media& media, const fs::path& folder, Source& source) {
    source.path = folder / uuid4();
    with_bucket(opened, source.object, [&] { opened.objects->download(source.object, source.path); });
    source.bytes = static_cast<int64_t>(fs::file_size(source.path));
    source.key = media.raw_key(source.name);
    source.arrived = false;
}

// The size in pixels or points. Throws media::MediaError.
void probe(Source& source, const fs::path& path) {
    if (media::is_point_cloud(source.name)) {
        const auto header = media::read_pcd_header(path, source.name);
        source.width = header.width, source.height = header.height;
    } else {
        const auto info = media::probe_image(path, source.name);
        source.width = info.width, source.height = info.height;
    }
}

void measure(const Clouds::Opened& opened, const fs::path& folder, Source& source) {
    const auto path = folder / uuid4();
    for (const auto size : header_sizes) {
        const auto head =
            with_bucket(opened, source.object, [&] { return opened.objects->read_head(source.object, size); });
        std::ofstream(path, std::ios::binary | std::ios::trunc) << head;
        try {
            probe(source, path);
            fs::remove(path);
            return;
        } catch (const media::MediaError&) { // more of it may tell
            if (head.size() < size) throw;
        }
    }
    with_bucket(opened, source.object, [&] { opened.objects->download(source.object, path); });
    probe(source, path);
    fs::remove(path);
}

} // namespace

void in_parallel(size_t count, const std::function<void(size_t)>& f) {
    std::atomic<size_t> next{0};
    std::exception_ptr failure;
    std::mutex mutex;
    const auto work = [&] {
        for (size_t i = next++; i < count; i = next++) try {
                f(i);
            } catch (...) {
                std::lock_guard lock(mutex);
                if (!failure) failure = std::current_exception();
                next = count;
            }
    };
    {
        std::vector<std::jthread> threads;
        for (size_t i = 1; i < std::min(count, most_threads); ++i) threads.emplace_back(work);
        work();
    }
    if (failure) std::rethrow_exception(failure);
}

void gather_cloud(const Workshop& workshop, const DataParameters& p, std::vector<Source>& all, Sources& out) {
    out.storage = "cloud_storage";
    out.cloud = workshop.clouds->open(**p.cloud_storage_id);
    for (auto& source : Choice(workshop, p, out).find()) {
        if (media::kind_of(source.name) == media::Kind::other) continue;
        check_name(source);
        all.push_back(std::move(source));
    }
}

void fetch_whole(const Workshop& workshop, const Media& media, Sources& sources, Source& source) {
    if (source.object.empty()) return;
    workshop.progress(0, "Downloading input media");
    sources.folders.emplace_back(workshop.scratch);
    download(*sources.cloud, media, sources.folders.back().path(), source);
    sources.storage = "local";
}

void fetch_chosen(const Workshop& workshop, const Media& media, const DataParameters& p, Sources& sources,
                  const std::set<std::string>& frames, const std::set<std::string>& contexts) {
    if (!sources.cloud) return;
    sources.folders.emplace_back(workshop.scratch);
    const auto folder = sources.folders.back().path();
    std::vector<Source*> wanted;
    for (auto& source : sources.files)
        if (!source.object.empty() && (frames.contains(source.name) || contexts.contains(source.name)))
            wanted.push_back(&source);
    const std::span<Source* const> all(wanted);
    constexpr size_t at_once = 64; // between two reports, where the request may be cancelled, too
    for (size_t first = 0; first < all.size(); first += at_once) {
        workshop.progress(0.4 * static_cast<double>(first) / static_cast<double>(all.size()),
                          "Downloading input media");
        const auto some = all.subspan(first, std::min(at_once, all.size() - first));
        in_parallel(some.size(), [&](size_t i) {
            auto& source = *some[i];
            const bool convert = lower(source.name).ends_with(".bin");
            if (!p.use_cache || convert)
                download(*sources.cloud, media, folder, source);
            else if (!source.width && frames.contains(source.name))
                measure(*sources.cloud, folder, source);
        });
    }
}

} // namespace limn::tasks
