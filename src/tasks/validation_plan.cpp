// Ground truth that is asked for together with the media.
#include <algorithm>
#include <unordered_map>

#include <fmt/format.h>

#include "base/error.h"
#include "media/order.h"
#include "tasks/creation.h"
#include "tasks/honeypots.h"

namespace limn::tasks {
namespace {

// Positions of the named frames, in the order in which they are named.
std::vector<int64_t> named_frames(const FramePlan& plan, const ValidationParameters& v) {
    std::unordered_map<std::string_view, int64_t> by_name;
    for (const auto& frame : plan.frames) by_name.emplace(frame.name, frame.number);
    std::vector<int64_t> found;
    std::vector<std::string> unknown;
    for (const auto& name : *v.frames) {
        const auto at = by_name.find(name.value);
        at == by_name.end() ? unknown.push_back(name.value) : found.push_back(at->second);
    }
    if (!unknown.empty()) throw list_error(fmt::format("Unknown validation frames requested: {}", list_some(unknown)));
    std::ranges::sort(found);
    return found;
}

// --- one job over chosen frames

void plan_ground_truth(FramePlan& plan, const ValidationParameters& v, int64_t segment_size) {
    media::RandomSelection random(v.seed());
    auto& frames = plan.validation.emplace(ValidationLayout{.mode = "gt"}).frames;
    const std::string& method = v.frame_selection_method;
    if (method == "manual") {
        frames = named_frames(plan, v);
    } else if (method == "random_uniform") {
        const auto count = frames_asked(v.frame_count, v.frame_share, plan.size);
        if (count > plan.size)
            throw list_error(
                fmt::format("The number of validation frames requested ({}) is greater that the number of task frames "
                            "({})",
                            count, plan.size));
        frames = select_uniform(random, plan.size, count);
    } else {
        if (v.frames_per_job_count && v.frames_per_job_count->value >= segment_size)
            throw list_error("Validation frame count per job cannot be greater than segment size");
        const auto count = frames_asked(v.frames_per_job_count, v.frames_per_job_share, plan.cutting.segment_size);
        frames = select_per_job(random, plan.cutting.ranges, plan.cutting.overlap, count);
    }
}

// --- validation frames among those of every job

std::vector<int64_t> choose_pool(media::RandomSelection& random, const FramePlan& plan, const ValidationParameters& v) {
    if (v.frame_selection_method.value == "manual") return named_frames(plan, v);
    const auto count = frames_asked(v.frame_count, v.frame_share, plan.size);
    if (v.frame_count && count >= plan.size)
        throw list_error(
            fmt::format("The number of validation frames requested ({}) must be less than the number of task frames "
                        "({})",
                        count, plan.size));
    return select_uniform(random, plan.size, count);
}

int64_t honeypots_per_job(const ValidationParameters& v, int64_t segment_size, int64_t pool_size) {
    const auto count = frames_asked(v.frames_per_job_count, v.frames_per_job_share, segment_size);
    if (v.frames_per_job_count && count > pool_size)
        throw list_error(
            fmt::format("The requested number of validation frames per job ({}) is greater than the validation pool "
                        "size ({})",
                        count, pool_size));
    return std::min(count, pool_size);
}

void number_frames(std::vector<Frame>& frames) {
    for (size_t i = 0; i < frames.size(); ++i) frames[i].number = static_cast<int64_t>(i);
}

// The frames as the layout places them; honeypots name the number that the frame they show has in the pool.
std::vector<Frame> placed(const std::vector<Frame>& images, const PoolLayout& layout,
                          const std::vector<int64_t>& pool) {
    const auto pool_start = static_cast<int64_t>(layout.frames.size() - pool.size());
    std::vector<Frame> frames;
    for (const auto& place : layout.frames) {
        frames.push_back(images[static_cast<size_t>(place.image)]);
        if (place.honeypot)
            frames.back().real_frame = pool_start + (std::ranges::lower_bound(pool, place.image) - pool.begin());
    }
    number_frames(frames);
    return frames;
}

void plan_pool(FramePlan& plan, const ValidationParameters& v, int64_t segment_size) {
    std::ranges::stable_sort(plan.frames, media::natural_less, &Frame::name);
    number_frames(plan.frames);
    media::RandomSelection random(v.seed());
    const auto pool = choose_pool(random, plan, v);
    const auto pool_size = static_cast<int64_t>(pool.size());
    if (pool_size >= plan.size)
        throw list_error("Cannot create task: too few non-honeypot frames left after selecting validation frames");
    const auto per_job = honeypots_per_job(v, segment_size, pool_size);
    const auto layout = lay_out_pool(random, v.seed(), plan.size, pool, segment_size, per_job);
    plan.frames = placed(plan.frames, layout, pool);
    plan.size = static_cast<int64_t>(plan.frames.size());
    plan.selection = {.start = 0, .stop = plan.size - 1, .step = 1, .size = plan.size};
    plan.frame_filter.clear();
    plan.cutting = cut_frames(layout.job_sizes);
    plan.validation = ValidationLayout{.mode = "gt_pool", .frames_per_job_count = per_job};
    for (auto frame = plan.size - pool_size; frame < plan.size; ++frame) plan.validation->frames.push_back(frame);
}

} // namespace

void check_validation(const DataParameters& p, bool video) {
    const auto* v = p.validation();
    if (!v) return;
    if (!v->is_pool()) {
        if (video && v->frame_selection_method.value == "manual")
            throw list_error("manual validation frame selection method at task creation is only available for "
                             "image-based tasks. Please create the GT job after the task is created.");
        return;
    }
    if (p.sorting_method.value.value != "random")
        throw list_error("validation mode \"gt_pool\" can only be used with \"random\" sorting");
    if (p.job_file_mapping) throw list_error("validation mode \"gt_pool\" cannot be used with \"job_file_mapping\"");
    if (video) throw list_error("validation mode 'gt_pool' can only be used with 'annotation' mode tasks");
}

void plan_validation(FramePlan& plan, const DataParameters& p, int64_t segment_size) {
    const auto* v = p.validation();
    if (!v) return;
    if (plan.three_d()) throw list_error("Ground Truth jobs can only be added in 2d tasks");
    v->is_pool() ? plan_pool(plan, *v, segment_size) : plan_ground_truth(plan, *v, segment_size);
}

} // namespace limn::tasks
