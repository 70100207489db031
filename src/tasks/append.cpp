#include "tasks/append.h"

#include <algorithm>
#include <fstream>
#include <stdexcept>

#include <boost/json.hpp>
#include <fmt/format.h>
#include <sodium.h>

#include "base/error.h"
#include "base/text.h"
#include "queue/queue.h"
#include "tasks/job.h"
#include "tasks/segments.h"
#include "tasks/validation.h"

namespace limn::tasks {
namespace {

[[noreturn]] void fail(std::string_view message) { throw queue::Failure("ValueError", message); }

DataParameters parameters_of(const Media& media, std::string_view sorting) {
    return read_data_parameters(
        boost::json::object{{"image_quality", media.image_quality}, {"sorting_method", sorting}});
}

constexpr size_t sha256_size = crypto_hash_sha256_BYTES;

std::string sha256_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error(fmt::format("{} cannot be read", path.string()));
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    std::vector<char> buffer(256 * 1024);
    while (file.read(buffer.data(), static_cast<std::streamsize>(buffer.size())), file.gcount() > 0)
        crypto_hash_sha256_update(&state, reinterpret_cast<const unsigned char*>(buffer.data()),
                                  static_cast<unsigned long long>(file.gcount()));
    std::string digest(sha256_size, '\0');
    crypto_hash_sha256_final(&state, reinterpret_cast<unsigned char*>(digest.data()));
    return digest;
}

// Leaves out what is in the task already, and counts it.
void leave_out(Sources& sources, const std::unordered_set<std::string>& names, KnownPictures* pictures, Appended& out) {
    out.skipped = static_cast<int64_t>(
        std::erase_if(sources.files, [&](const Source& source) { return names.contains(source.name); }));
    if (!pictures) return;
    out.same = static_cast<int64_t>(std::erase_if(
        sources.files, [&](const Source& source) { return !source.context && pictures->find(source.path); }));
}

std::string nothing_new(const Appended& out) {
    std::vector<std::string> there;
    const auto say = [&](std::string_view what, int64_t count) {
        if (count == 1) there.push_back(fmt::format("the {} of a file", what));
        if (count > 1) there.push_back(fmt::format("the {}s of {} files", what, count));
    };
    say("name", out.skipped);
    say("picture", out.same);
    return fmt::format("Nothing is new: the task has {} already", join(there, " and "));
}

void check_kind(const FramePlan& plan, const Media& media) {
    if (plan.kind == media.kind) return;
    fail(media.kind == media_kind::pointcloud ? "Pictures cannot be added to a task of point clouds"
                                              : "Point clouds cannot be added to a task of images");
}

// The new frames' jobs, after the frames that are there.
std::vector<FrameRange> ranges_after(int64_t size, int64_t added, int64_t length, const Task& task) {
    auto ranges = cut_frames(added, length, task.overlap, false).ranges;
    for (auto& range : ranges) range = {range.start + size, range.stop + size};
    return ranges;
}

std::vector<int64_t> save(db::Connection& c, const Task& task, int64_t media_id, FramePlan plan) {
    const auto time = now();
    auto media = lock_media(c, media_id);
    const auto before = media.size;
    for (auto& frame : plan.frames) frame.number += before;
    media.size += plan.size;
    media.stop_frame += plan.size * media.frame_step;
    save_media(c, media);
    insert_frames(c, media.id, plan.frames);
    // Segments of chosen frames are said to reach over the whole task.
    c.execute("UPDATE segment SET stop_frame = ? WHERE task_id = ? AND kind = 'specific_frames'", media.size - 1,
              task.id);
    const auto ranges = ranges_after(before, plan.size, length_of_new_jobs(c, task.id), task);
    auto jobs = create_segments_and_jobs(c, task.id, ranges, task.consensus_replicas, time);
    update_task_status(c, task.id, time);
    touch_task_and_project(c, task.id, time);
    return jobs;
}

} // namespace

std::optional<std::string> append_refusal(db::Connection& c, const Task& task, const Media& media) {
    if (!media.size) return "The task has no frames yet: its first files go to its data";
    if (media.is_video()) return "Nothing can be added to a video. Make another task of the files";
    if (media.cloud_storage_id)
        return "The frames of this task lie in a cloud storage, and only those that were there when it was made. "
               "Make another task of the files";
    const auto layout = find_validation_layout(c, task.id);
    if (layout && layout->mode == "gt_pool")
        return "The validation frames of this task are dealt out among its jobs, which a new job would have none of. "
               "Make another task of the files";
    return {};
}

int64_t length_of_new_jobs(db::Connection& c, int64_t task_id) {
    // What the task says of its jobs' length is no more than the frames that it began with.
    auto rows = c.query("SELECT count(DISTINCT start_frame), max(stop_frame - start_frame + 1) FROM segment WHERE "
                        "task_id = ? AND kind = 'range'",
                        task_id);
    return rows.next() && rows.integer(0) > 1 ? rows.integer(1) : 0;
}

std::unordered_set<std::string> names_in_task(db::Connection& c, const Media& media) {
    std::unordered_set<std::string> names;
    for (const auto& frame : find_frames(c, media.id)) {
        names.insert(frame.name);
        for (const auto& file : frame.related) names.insert(name_of_file(media, file));
    }
    return names;
}

KnownPictures::KnownPictures(const storage::BlobStore& blobs, std::filesystem::path share,
                             const std::vector<Frame>& frames)
    : blobs_(blobs), share_(std::move(share)) {
    for (const auto& frame : frames)
        if (frame.bytes > 0) by_size_[frame.bytes].push_back({frame.number, frame.file, {}});
}

std::optional<int64_t> KnownPictures::find(int64_t size, std::string_view sha256) {
    const auto found = by_size_.find(size);
    if (found == by_size_.end()) return {};
    for (auto& known : found->second) {
        if (!known.sha256) known.sha256 = sha256_of(frame_path(blobs_, share_, known.file));
        if (*known.sha256 == sha256) return known.frame;
    }
    return {};
}

std::optional<int64_t> KnownPictures::find(const std::filesystem::path& file) {
    const auto size = static_cast<int64_t>(std::filesystem::file_size(file));
    return may_know(size) ? find(size, sha256_of(file)) : std::nullopt;
}

Appended append_task_media(db::Database& database, const Workshop& workshop, int64_t task_id, const AppendOrder& order,
                           const AppendWitness& witness) {
    std::optional<Task> task;
    Media media;
    std::unordered_set<std::string> known;
    std::optional<KnownPictures> pictures;
    database.read([&](db::Connection& c) {
        task = find_task(c, task_id);
        if (!task) throw not_found("Task");
        media = media_of_task(c, task_id);
        if (const auto refusal = append_refusal(c, *task, media)) fail(*refusal);
        known = names_in_task(c, media);
        if (order.leave_out_same) pictures.emplace(workshop.blobs, workshop.share, find_frames(c, media.id));
    });
    const auto parameters = parameters_of(media, order.sorting);
    auto sources = collect_sources(workshop, media, order.names, parameters);
    if (sources.video) fail("Videos cannot be added to a task. Make another task of them");
    Appended out;
    leave_out(sources, known, pictures ? &*pictures : nullptr, out);
    if (sources.files.empty()) fail(nothing_new(out));
    auto whole = *task; // its cutting is not that of the new frames
    whole.segment_size = 0;
    const auto plan = plan_frames(workshop, media, sources, parameters, whole);
    check_kind(plan, media);
    workshop.progress(0.9, "The frames are being added");
    adopt_sources(workshop, sources);
    out.frames = plan.size;
    database.write([&](db::Connection& c) {
        witness(c, [&] {
            out.jobs = save(c, *task, media.id, plan);
            return out;
        });
    });
    for (const auto& key : sources.spent) workshop.blobs.remove(key);
    return out;
}

} // namespace limn::tasks
