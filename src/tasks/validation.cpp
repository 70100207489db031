#include "tasks/validation.h"

#include <algorithm>
#include <set>

#include "base/error.h"

namespace limn::tasks {

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

void disable_validation_frames(db::Connection& c, const Job& ground_truth, Media& media,
                               const std::vector<int64_t>& frames) {
    auto layout = find_validation_layout(c, ground_truth.task_id);
    if (!layout) throw list_error("The task has no ground truth");
    const std::set<int64_t> disabled(frames.begin(), frames.end());
    layout->disabled_frames.assign(disabled.begin(), disabled.end());
    save_validation_layout(c, ground_truth.task_id, *layout);
    if (!layout->is_pool()) return;
    auto deleted = disabled;
    for (const auto& frame : find_frames(c, media.id))
        if (frame.real_frame && disabled.contains(*frame.real_frame)) deleted.insert(frame.number);
    media.deleted_frames.assign(deleted.begin(), deleted.end());
}

} // namespace limn::tasks
