// Frames out of a backup's media.
#include <algorithm>
#include <map>
#include <unordered_set>

#include <fmt/format.h>

#include "backup/media_files.h"
#include "base/text.h"
#include "media/error.h"
#include "media/kinds.h"
#include "media/manifest.h"
#include "media/order.h"
#include "media/pointcloud.h"
#include "media/probe.h"
#include "media/related.h"
#include "queue/queue.h"
#include "tasks/sources.h"

namespace limn::backup {
namespace fs = std::filesystem;

namespace {

using Names = std::vector<std::string>;

[[noreturn]] void fail(std::string_view reason) { throw queue::Failure("ValueError", reason); }

constexpr std::string_view manifest_name = "manifest.jsonl";

media::Selection select(const MediaDescription& data, int64_t total) {
    const auto step = media::parse_frame_filter(data.frame_filter);
    if (!step) fail(fmt::format("The backup is damaged: '{}' is no frame filter", data.frame_filter));
    const auto selection = media::select_frames(total, data.start_frame.value_or(0), data.stop_frame, *step);
    if (selection.size < 1)
        fail(fmt::format("The backup is damaged: its first frame is {}, its media have {}",
                         data.start_frame.value_or(0), total));
    return selection;
}

// Names in the order of the manifest, or, in archives without one, in the order that the task had by rule.
Names ordered(const std::optional<media::Manifest>& manifest, Names names, const MediaDescription& data) {
    if (manifest) {
        const std::unordered_set<std::string> there(names.begin(), names.end());
        Names out;
        for (const auto& image : manifest->images) {
            if (!there.contains(image.name))
                fail(fmt::format("The backup is damaged: its manifest names '{}', which it does not hold", image.name));
            out.push_back(image.name);
        }
        return out;
    }
    const auto sorting = *media::parse_sorting(data.sorting_method);
    if (sorting == media::Sorting::random || sorting == media::Sorting::predefined)
        fail("It isn't supported to import the task that was created without cache but with random/predefined sorting");
    media::sort_names(names, sorting);
    return media::find_related_images(names).frames;
}

// The context images of each frame: as the manifest says, else by the layout of the files.
std::map<std::string, Names> related_of(const std::optional<media::Manifest>& manifest, const Names& names) {
    std::map<std::string, Names> out;
    const std::unordered_set<std::string> there(names.begin(), names.end());
    if (manifest)
        for (const auto& image : manifest->images)
            for (const auto& name : image.related_images)
                if (there.contains(name)) out[image.name].push_back(name);
    if (!out.empty()) return out;
    return media::find_related_images(names).related;
}

tasks::Frame measured(const fs::path& path, const std::string& name, bool three_d) {
    tasks::Frame frame;
    frame.name = frame.file = name;
    frame.bytes = static_cast<int64_t>(fs::file_size(path));
    if (three_d) {
        const auto header = media::read_pcd_header(path, name);
        frame.width = header.width;
        frame.height = header.height;
    } else {
        const auto info = media::probe_image(path, name);
        frame.width = info.width;
        frame.height = info.height;
    }
    return frame;
}

void take_selection(RestoredMedia& out, const media::Selection& selection) {
    out.media.size = selection.size;
    out.media.start_frame = selection.start;
    out.media.stop_frame = selection.stop;
    out.media.frame_step = selection.step;
}

RestoredMedia plan_video(const fs::path& folder, const std::string& name, const MediaDescription& data) {
    RestoredMedia out;
    out.index = media::index_video(folder / name, name);
    const auto selection = select(data, out.index.frames());
    out.media.kind = tasks::media_kind::video;
    take_selection(out, selection);
    out.media.chapters = out.index.chapters;
    out.frames.push_back({.name = name,
                          .file = name,
                          .width = out.index.width,
                          .height = out.index.height,
                          .bytes = static_cast<int64_t>(fs::file_size(folder / name))});
    return out;
}

RestoredMedia plan_pictures(const fs::path& folder, const std::optional<media::Manifest>& manifest, Names names,
                            const MediaDescription& data) {
    std::erase_if(names, [](const auto& name) { return media::kind_of(name) != media::Kind::image; });
    const auto source = ordered(manifest, names, data);
    if (source.empty()) fail("No media data found");
    const auto related = related_of(manifest, names);
    RestoredMedia out;
    out.three_d = media::is_point_cloud(source.front());
    out.media.kind = out.three_d ? tasks::media_kind::pointcloud : tasks::media_kind::images;
    const auto selection = select(data, static_cast<int64_t>(source.size()));
    take_selection(out, selection);
    for (int64_t i = 0; i < selection.size; ++i) {
        const auto& name = source[static_cast<size_t>(selection.absolute(i))];
        auto& frame = out.frames.emplace_back(measured(folder / name, name, out.three_d));
        frame.number = i;
        if (const auto found = related.find(name); found != related.end()) frame.related = found->second;
    }
    return out;
}

void describe(RestoredMedia& out, const MediaDescription& data) {
    auto& m = out.media;
    const auto& first = out.frames.front();
    m.image_quality = data.image_quality;
    m.frame_filter = data.frame_filter;
    m.original_chunk_type = m.is_video() ? "video" : "imageset";
    m.compressed_chunk_type = m.is_video() && data.chunk_type == "video" ? "video" : "imageset";
    m.storage_method = data.storage_method == "cache" ? "cache" : "file_system";
    m.sorting_method = data.sorting_method;
    m.chunk_size = data.chunk_size.value_or(
        media::default_chunk_size(first.width, first.height, m.compressed_chunk_type == "video"));
    for (const auto frame : data.deleted_frames)
        if (frame < m.size) m.deleted_frames.push_back(frame);
    std::ranges::sort(m.deleted_frames);
    m.deleted_frames.erase(std::ranges::unique(m.deleted_frames).begin(), m.deleted_frames.end());
}

} // namespace

RestoredMedia plan_media(const fs::path& folder, Names names, const TaskDescription& task) {
    std::optional<media::Manifest> manifest;
    if (std::ranges::find(names, manifest_name) != names.end()) manifest = media::read_manifest(folder / manifest_name);
    std::erase_if(names, [](const auto& name) { return name == manifest_name || name == "index.json"; });
    const auto video =
        std::ranges::find_if(names, [](const auto& name) { return media::kind_of(name) == media::Kind::video; });
    auto out = video != names.end() && !(manifest && !manifest->is_video)
                   ? plan_video(folder, *video, task.data)
                   : plan_pictures(folder, manifest, std::move(names), task.data);
    describe(out, task.data);
    return out;
}

namespace {

std::string in_bucket(std::string_view name) { return fmt::format("{}{}", tasks::cloud_prefix, name); }

} // namespace

RestoredMedia plan_cloud_media(const fs::path& folder, const TaskDescription& task) {
    const auto manifest = media::read_manifest(folder / manifest_name);
    if (manifest.is_video) fail("A lightweight backup of a video cannot be restored: its frames are not listed");
    if (manifest.images.empty()) fail("No media data found");
    RestoredMedia out;
    out.three_d = media::is_point_cloud(manifest.images.front().name);
    out.media.kind = out.three_d ? tasks::media_kind::pointcloud : tasks::media_kind::images;
    out.media.storage = "cloud_storage"; // which one its owner says later
    const auto selection = select(task.data, static_cast<int64_t>(manifest.images.size()));
    take_selection(out, selection);
    for (int64_t i = 0; i < selection.size; ++i) {
        const auto& image = manifest.images[static_cast<size_t>(selection.absolute(i))];
        out.frames.push_back({.number = i,
                              .name = image.name,
                              .file = in_bucket(image.name),
                              .width = image.width,
                              .height = image.height});
        for (const auto& name : image.related_images) out.frames.back().related.push_back(in_bucket(name));
    }
    describe(out, task.data);
    return out;
}

} // namespace limn::backup
