#include "tasks/validation.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/error.h"
#include "tasks/task.h"
#include "tasks/validation_pool.h"

namespace limn::tasks {

namespace {

// The frames that a request asks for.
std::vector<int64_t> requested_frames(db::Connection& c, const Task& task, int64_t size,
                                      const GroundTruthRequest& request) {
    const auto& numbers = request.numbers;
    media::RandomSelection random(numbers.seed());
    if (request.method == "random_uniform") {
        const auto count = frames_asked(numbers.frame_count, numbers.frame_share, size);
        if (count > size)
            throw list_error(
                fmt::format("The number of frames requested ({}) must not be greater than the number of the task "
                            "frames ({})",
                            count, size));
        return select_uniform(random, size, count);
    }
    if (request.method == "random_per_job") {
        const auto count = frames_asked(numbers.frames_per_job_count, numbers.frames_per_job_share, task.segment_size);
        if (count > size)
            throw list_error(
                fmt::format("The number of frames requested ({}) must be not be greater than the segment size ({})",
                            count, task.segment_size));
        std::vector<FrameRange> segments;
        for (const auto& job : jobs_of_task(c, task.id))
            if (job.type == job_type::annotation) segments.push_back(job.range);
        return select_per_job(random, segments, task.overlap.value_or(0), count);
    }
    const std::set<int64_t> frames(request.frames.begin(), request.frames.end());
    if (frames.size() != request.frames.size()) throw list_error("Frames must not repeat");
    const std::vector<int64_t> unknown(frames.lower_bound(size), frames.end());
    if (!unknown.empty())
        throw list_error(fmt::format("The following frames do not exist in the task: {}", list_some(unknown)));
    return {frames.begin(), frames.end()};
}

} // namespace

std::optional<ValidationLayout> find_validation_layout(db::Connection& c, int64_t task_id) {
    auto rows = c.query(
        "SELECT mode, frames, disabled_frames, frames_per_job_count FROM validation_layout WHERE task_id = ?", task_id);
    if (!rows.next()) return {};
    return ValidationLayout{rows.text(0), parse_numbers(rows.view(1)), parse_numbers(rows.view(2)),
                            rows.maybe_integer(3)};
}

void save_validation_layout(db::Connection& c, int64_t task_id, const ValidationLayout& v) {
    c.execute("INSERT INTO validation_layout (task_id, mode, frames, disabled_frames, frames_per_job_count) VALUES (?, "
              "?, ?, ?, ?) "
              "ON CONFLICT (task_id) DO UPDATE SET mode = excluded.mode, frames = excluded.frames, "
              "disabled_frames = excluded.disabled_frames, frames_per_job_count = excluded.frames_per_job_count",
              task_id, v.mode, format_numbers(v.frames), format_numbers(v.disabled_frames), v.frames_per_job_count);
}

int64_t create_ground_truth(db::Connection& c, int64_t task_id, int64_t task_size, const ValidationLayout& layout,
                            std::optional<int64_t> assignee_id, Time when) {
    save_validation_layout(c, task_id, layout);
    const auto segment = layout.is_pool()
                             ? create_segment(c, task_id, {layout.frames.front(), layout.frames.back()}, when)
                             : create_segment(c, task_id, layout.frames, task_size, when);
    return create_job(c, task_id, segment, job_type::ground_truth, {}, assignee_id, when);
}

int64_t add_ground_truth(db::Connection& c, int64_t task_id, const GroundTruthRequest& request) {
    const auto size = lock_media(c, media_of_task(c, task_id).id).size;
    const auto task = find_task(c, task_id).value();
    if (task.dimension != "2d") throw list_error("Ground Truth jobs can only be added in 2d tasks");
    if (const auto layout = find_validation_layout(c, task_id))
        throw list_error(fmt::format("Task with validation mode \"{}\" cannot have more than 1 GT job", layout->mode));
    const ValidationLayout layout{.mode = "gt", .frames = requested_frames(c, task, size, request)};
    return create_ground_truth(c, task_id, size, layout, request.assignee_id, now());
}

void check_pool_deletions(db::Connection& c, int64_t task_id, const Media& media, const std::vector<int64_t>& deleted) {
    const auto layout = find_validation_layout(c, task_id);
    if (!layout || !layout->is_pool()) return;
    for (const auto frame : deleted)
        if (std::ranges::binary_search(layout->frames, frame) &&
            !std::ranges::binary_search(media.deleted_frames, frame))
            throw field_error("deleted_frames",
                              "When task validation mode is gt_pool, GT frames can only be deleted and restored "
                              "via the GT job's api/jobs/{id}/data/meta endpoint");
}

void disable_validation_frames(db::Connection& c, int64_t task_id, Media& media, const std::vector<int64_t>& frames) {
    auto layout = find_validation_layout(c, task_id);
    if (!layout) throw list_error("The task has no ground truth");
    const std::set<int64_t> disabled(frames.begin(), frames.end());
    std::vector<int64_t> unknown;
    std::ranges::set_difference(disabled, layout->frames, std::back_inserter(unknown));
    if (!unknown.empty())
        throw list_error(
            fmt::format("Unknown frames requested for exclusion from the validation set: {}", list_some(unknown)));
    layout->disabled_frames.assign(disabled.begin(), disabled.end());
    save_validation_layout(c, task_id, *layout);
    if (!layout->is_pool()) return;
    auto deleted = disabled;
    for (const auto& honeypot : find_honeypots(c, media.id))
        if (disabled.contains(honeypot.real_frame)) deleted.insert(honeypot.frame);
    media.deleted_frames.assign(deleted.begin(), deleted.end());
}

} // namespace limn::tasks
