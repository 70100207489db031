#include "backup/media_files.h"

#include <algorithm>
#include <set>
#include <sstream>
#include <unordered_map>
#include <unordered_set>

#include "media/error.h"
#include "media/kinds.h"
#include "media/manifest.h"
#include "media/pointcloud.h"
#include "media/probe.h"
#include "media/related.h"
#include "tasks/sources.h"

namespace limn::backup {

namespace {

media::ManifestImage described(const tasks::Media& media, const tasks::Frame& frame) {
    media::ManifestImage image{tasks::name_of_file(media, frame.file), static_cast<int>(frame.width),
                               static_cast<int>(frame.height)};
    for (const auto& file : frame.related) image.related_images.push_back(tasks::name_of_file(media, file));
    return image;
}

// A file that the task does not show; nothing when it is none that could be shown.
std::optional<media::ManifestImage> described(const House& house, const tasks::Media& media, const std::string& name) {
    if (media.is_point_cloud() != media::is_point_cloud(name)) return {};
    try {
        const auto path = house.blobs.local_file(media.raw_key(name));
        if (media.is_point_cloud()) {
            const auto header = media::read_pcd_header(path, name);
            return media::ManifestImage{name, header.width, header.height};
        }
        const auto info = media::probe_image(path, name);
        return media::ManifestImage{name, info.width, info.height};
    } catch (const media::MediaError&) {
        return {};
    }
}

// The pictures that were uploaded beside those that became frames, in their order by name.
std::vector<media::ManifestImage> unselected(const House& house, const tasks::Media& media,
                                             const std::vector<MediaFile>& files,
                                             std::span<const tasks::Frame> frames) {
    std::set<std::string> used;
    for (const auto& frame : frames) {
        used.insert(tasks::name_of_file(media, frame.file));
        for (const auto& file : frame.related) used.insert(tasks::name_of_file(media, file));
    }
    std::vector<std::string> names;
    for (const auto& file : files)
        if (media::kind_of(file.name) == media::Kind::image) names.push_back(file.name);
    std::vector<media::ManifestImage> out;
    try {
        for (const auto& name : media::find_related_images(names).frames)
            if (!used.contains(name))
                if (auto image = described(house, media, name)) out.push_back(std::move(*image));
    } catch (const media::MediaError&) {
        out.clear(); // files that were never sorted out: only what is shown is described
    }
    return out;
}

// The order of the source: frames at the places that the selection gives them, the others between them. Empty when that
// is not possible.
std::vector<media::ManifestImage> in_source_order(const tasks::Media& media, std::vector<media::ManifestImage> shown,
                                                  std::vector<media::ManifestImage> others) {
    std::vector<media::ManifestImage> out;
    size_t next = 0, other = 0;
    while (next < shown.size()) {
        const auto place = media.absolute(static_cast<int64_t>(next));
        if (static_cast<int64_t>(out.size()) == place)
            out.push_back(std::move(shown[next++]));
        else if (other < others.size())
            out.push_back(std::move(others[other++]));
        else
            return {};
    }
    while (other < others.size()) out.push_back(std::move(others[other++]));
    return out;
}

std::string manifest_text(const std::vector<media::ManifestImage>& images) {
    std::ostringstream out;
    media::write_image_manifest(out, images);
    return std::move(out).str();
}

// Every file that was uploaded, those that are no frames too.
std::vector<MediaFile> uploaded_files(const House& house, const tasks::Media& media) {
    const auto raw = media.raw_key("");
    std::vector<MediaFile> files;
    for (const auto& blob : house.blobs.list(raw.substr(0, raw.size() - 1))) {
        auto name = blob.key.substr(raw.size());
        if (name == "index.json" || media::kind_of(name) == media::Kind::manifest) continue;
        files.push_back({std::move(name), blob.key});
    }
    return files;
}

std::vector<MediaFile> files_of_frames(const tasks::Media& media, std::span<const tasks::Frame> frames) {
    std::vector<MediaFile> files;
    std::unordered_set<std::string> seen;
    const auto add = [&](const std::string& file) {
        if (seen.insert(file).second) files.push_back({tasks::name_of_file(media, file), file});
    };
    for (const auto& frame : frames) {
        add(frame.file);
        for (const auto& file : frame.related) add(file);
    }
    return files;
}

std::string video_manifest(const House& house, const tasks::Media& media, const tasks::Frame& video) {
    const auto index = media::parse_video_index(storage::read_whole(house.blobs.local_file(media.index_key())));
    std::ostringstream out;
    media::write_video_manifest(out, tasks::name_of_file(media, video.file), index);
    return std::move(out).str();
}

} // namespace

MediaFiles media_files(const House& house, const tasks::Media& media, std::span<const tasks::Frame> frames,
                       bool lightweight) {
    MediaFiles out;
    const bool own = media.storage == "local";
    if (!lightweight) out.files = own ? uploaded_files(house, media) : files_of_frames(media, frames);
    if (media.is_video()) {
        out.manifest = video_manifest(house, media, frames.front());
        return out;
    }
    std::vector<media::ManifestImage> shown, all;
    for (const auto& frame : frames) // honeypots show what other frames describe
        if (!frame.real_frame) shown.push_back(described(media, frame));
    if (own) all = in_source_order(media, shown, unselected(house, media, out.files, frames));
    out.filtered = all.empty();
    out.manifest = manifest_text(out.filtered ? shown : all);
    return out;
}

} // namespace limn::backup
