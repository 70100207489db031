#include <algorithm>
#include <fstream>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include <fmt/format.h>

#include "base/error.h"
#include "base/text.h"
#include "media/error.h"
#include "media/manifest.h"
#include "media/order.h"
#include "media/pointcloud.h"
#include "media/probe.h"
#include "media/related.h"
#include "queue/queue.h"
#include "tasks/cloud_sources.h"
#include "tasks/creation.h"

namespace limn::tasks {
namespace fs = std::filesystem;

namespace {

constexpr std::string_view manifest_help =
    "When the 'predefined' sorting method is used, this file is required in the input files. "
    "Read more: https://docs.cvat.ai/docs/manual/advanced/dataset_manifest/";

using Names = std::vector<std::string>;

// --- order

void check_mapping(const DataParameters& p, int64_t segment_size, bool video) {
    const auto refuse = [](std::string_view what) {
        throw list_error(fmt::format("job_file_mapping cannot be used with {}", what));
    };
    if (video) throw list_error("job_file_mapping can't be used with sequence-based data like videos");
    if (segment_size) refuse("segment_size");
    if (p.sorting_method.value.value != "lexicographical") refuse("sorting_method");
    if (p.start_frame.value.value) refuse("start_frame");
    if (p.stop_frame && *p.stop_frame) refuse("stop_frame");
    if (!p.frame_filter.value.value.empty()) refuse("frame_filter");
    if (p.filename_pattern && *p.filename_pattern) refuse("filename_pattern");
    if (!p.server_files_exclude.value.empty()) refuse("server_files_exclude");
}

Names mapped_order(const DataParameters& p, const Names& names, Cutting& cutting) {
    const std::unordered_set<std::string> known(names.begin(), names.end());
    Names out;
    std::vector<int64_t> job_sizes;
    for (const auto& job : *p.job_file_mapping) {
        for (const auto& name : job) {
            if (!known.contains(name.value))
                throw list_error(fmt::format("Can't find file '{}' in the input files", name.value));
            out.push_back(name.value);
        }
        job_sizes.push_back(static_cast<int64_t>(job.size()));
    }
    cutting = cut_frames(job_sizes);
    return out;
}

void order_by_manifest(const Sources& sources, Names& names) {
    Names wanted;
    for (const auto& image : media::read_manifest(*sources.manifest).images)
        wanted.push_back(sources.manifest_folder + image.name);
    if (sources.cloud) { // whose files are chosen from the manifest
        const std::unordered_set<std::string> chosen(names.begin(), names.end());
        std::erase_if(wanted, [&](const auto& name) { return !chosen.contains(name); });
    }
    if (const auto mismatch = media::order_as(names, wanted, "upload", "manifest"))
        throw queue::Failure("FileNotFoundError",
                             fmt::format("Uploaded files do no match the upload manifest file contents. "
                                         "Please check the upload manifest file contents and the list of "
                                         "uploaded files. Mismatching files: {}",
                                         *mismatch));
}

// The order in which pictures become frames, context images still among them.
Names ordered(const Sources& sources, const DataParameters& p) {
    Names names;
    for (const auto& source : sources.files)
        if (!source.context) names.push_back(source.name);
    const auto sorting = *media::parse_sorting(p.sorting_method.value.value);
    if (sources.manifest && sorting == media::Sorting::random)
        throw list_error("It isn't supported to upload manifest file and use random sorting");
    if (sources.manifest) media::read_manifest(*sources.manifest); // an unreadable one is refused, needed or not
    if (sorting != media::Sorting::predefined) {
        media::sort_names(names, sorting);
        return names;
    }
    if (sources.packed && !sources.manifest)
        throw queue::Failure(
            "FileNotFoundError",
            fmt::format("Can't find upload manifest file 'manifest.jsonl' in the uploaded files. {}", manifest_help));
    if (sources.manifest) order_by_manifest(sources, names);
    return names;
}

// --- measuring

// A KITTI scan becomes a PCD beside it; the frame is named after the PCD.
Source as_pcd(const Workshop& workshop, Sources& sources, const Source& source) {
    if (!lower(source.name).ends_with(".bin")) return source;
    if (sources.folders.empty()) sources.folders.emplace_back(workshop.scratch);
    const auto renamed = [](std::string text) { return text.substr(0, text.size() - 4) + ".pcd"; };
    const auto path = sources.folders.back().path() / (uuid4() + ".pcd");
    media::convert_kitti_to_pcd(source.path, path, source.name);
    const auto key = source.key.starts_with(share_prefix) ? std::string() : renamed(source.key);
    if (key.empty())
        throw queue::Failure(
            "ValueError",
            fmt::format("'{}' has to be converted: make the task with copies of the shared files", source.name));
    return {renamed(source.name), path, key, false};
}

Frame measured(const Source& source, bool point_cloud) {
    Frame frame;
    frame.name = source.name;
    frame.file = source.key;
    if (source.path.empty()) {
        frame.bytes = source.bytes;
        frame.width = source.width;
        frame.height = source.height;
        return frame;
    }
    frame.bytes = static_cast<int64_t>(fs::file_size(source.path));
    if (point_cloud) {
        const auto header = media::read_pcd_header(source.path, source.name);
        frame.width = header.width;
        frame.height = header.height;
    } else {
        const auto info = media::probe_image(source.path, source.name);
        frame.width = info.width;
        frame.height = info.height;
    }
    return frame;
}

media::Selection select(const DataParameters& p, int64_t total) {
    const auto stop = p.stop_frame ? std::optional(p.stop_frame->value) : std::nullopt;
    const auto selection = media::select_frames(total, p.start_frame.value.value, stop, p.step());
    if (selection.size < 1)
        throw queue::Failure(
            "ValueError", fmt::format("No media data found: the first frame asked for is {}, the media have {} frames",
                                      p.start_frame.value.value, total));
    return selection;
}

FramePlan plan_video(const Workshop& workshop, const Sources& sources, const DataParameters& p) {
    FramePlan plan{.kind = std::string(media_kind::video)};
    const auto& source = sources.files.front();
    plan.index =
        media::index_video(source.path, source.name, [&](double share) { workshop.progress(0.5 + share * 0.4, {}); });
    plan.selection = select(p, plan.index.frames());
    plan.size = plan.selection.size;
    plan.frames.push_back({.name = source.name,
                           .file = source.key,
                           .width = plan.index.width,
                           .height = plan.index.height,
                           .bytes = static_cast<int64_t>(fs::file_size(source.path))});
    return plan;
}

// Of media in a bucket: the frames, and the context images that go with them.
template <class F>
void fetch(const Workshop& workshop, const Media& media, const DataParameters& p, Sources& sources,
           const media::RelatedImages& split, int64_t size, const F& name_of) {
    if (!sources.cloud || sources.packed) return;
    std::set<std::string> frames, contexts;
    for (int64_t i = 0; i < size; ++i) {
        const auto name = name_of(i);
        if (const auto related = split.related.find(name); related != split.related.end())
            contexts.insert(related->second.begin(), related->second.end());
        frames.insert(name);
    }
    for (const auto& source : sources.files)
        if (frames.contains(source.name)) contexts.insert(source.related.begin(), source.related.end());
    fetch_chosen(workshop, media, p, sources, frames, contexts);
}

FramePlan plan_pictures(const Workshop& workshop, const Media& media, Sources& sources, const DataParameters& p) {
    FramePlan plan{.kind = std::string(media_kind::images)};
    std::unordered_map<std::string, const Source*> by_name;
    for (const auto& source : sources.files) by_name[source.name] = &source;
    auto split = media::find_related_images(ordered(sources, p));
    if (p.job_file_mapping) split.frames = mapped_order(p, split.frames, plan.cutting);
    if (split.frames.empty()) throw queue::Failure("ValueError", "No media data found");
    if (media::is_point_cloud(split.frames.front())) plan.kind = media_kind::pointcloud;

    plan.selection = select(p, static_cast<int64_t>(split.frames.size()));
    plan.size = plan.selection.size;
    const auto name_of = [&](int64_t i) { return split.frames[static_cast<size_t>(plan.selection.absolute(i))]; };
    fetch(workshop, media, p, sources, split, plan.size, name_of);
    std::vector<Source> converted;
    for (int64_t i = 0; i < plan.size; ++i) {
        const auto name = name_of(i);
        const auto source = plan.three_d() ? as_pcd(workshop, sources, *by_name.at(name)) : *by_name.at(name);
        auto frame = measured(source, plan.three_d());
        frame.number = i;
        if (const auto related = split.related.find(name); related != split.related.end())
            for (const auto& image : related->second) frame.related.push_back(by_name.at(image)->key);
        for (const auto& image : source.related) frame.related.push_back(by_name.at(image)->key);
        plan.frames.push_back(std::move(frame));
        if (!source.arrived) converted.push_back(source);
        if (i % 256 == 0)
            workshop.progress(0.5 + 0.4 * static_cast<double>(i) / static_cast<double>(plan.size),
                              "Preparing a manifest file");
    }
    // Converted scans are adopted besides the files that they were made of.
    for (auto& source : converted)
        if (!by_name.contains(source.name)) sources.files.push_back(std::move(source));
    return plan;
}

} // namespace

FramePlan plan_frames(const Workshop& workshop, const Media& media, Sources& sources, const DataParameters& parameters,
                      const Task& task) {
    if (parameters.job_file_mapping) check_mapping(parameters, task.segment_size, sources.video);
    check_validation(parameters, sources.video);
    auto plan =
        sources.video ? plan_video(workshop, sources, parameters) : plan_pictures(workshop, media, sources, parameters);
    plan.frame_filter = parameters.frame_filter.value.value;
    if (plan.cutting.ranges.empty())
        plan.cutting = cut_frames(plan.size, task.segment_size, task.overlap, plan.interpolation());
    plan_validation(plan, parameters, task.segment_size);
    return plan;
}

} // namespace limn::tasks
