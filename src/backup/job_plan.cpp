#include "backup/job_plan.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include <fmt/format.h>

#include "queue/queue.h"
#include "tasks/job.h"

namespace limn::backup {

namespace {

using tasks::Frame;

[[noreturn]] void fail(std::string_view reason) { throw queue::Failure("ValueError", reason); }

constexpr std::string_view outside = "Segment frames must be inside the range [start_frame; stop_frame]";

std::vector<const JobDescription*> of_type(const TaskDescription& task, std::string_view type) {
    std::vector<const JobDescription*> out;
    for (const auto& job : task.jobs)
        if (job.type == type) out.push_back(&job);
    return out;
}

void check_files(const std::vector<const JobDescription*>& jobs) {
    for (size_t i = 0; i < jobs.size(); ++i)
        if (static_cast<int64_t>(jobs[i]->files.size()) != jobs[i]->stop - jobs[i]->start + 1)
            fail(fmt::format("segment {}: segment files do not match segment size", i));
}

// Frames as the files of the jobs order them.
class Arranger {
  public:
    explicit Arranger(std::vector<Frame> frames) : frames_(std::move(frames)) {
        for (size_t i = 0; i < frames_.size(); ++i) by_name_.emplace(frames_[i].name, i);
    }

    const Frame& named(const std::string& name) const {
        const auto found = by_name_.find(name);
        if (found == by_name_.end())
            fail(fmt::format("The backup is damaged: a job shows '{}', which is none of its frames", name));
        return frames_[found->second];
    }
    void add(const std::string& name) {
        auto& frame = out_.emplace_back(named(name));
        frame.number = static_cast<int64_t>(out_.size()) - 1;
    }
    std::vector<Frame> out_;

  private:
    std::vector<Frame> frames_;
    std::unordered_map<std::string, size_t> by_name_;
};

void arrange_custom(const std::vector<const JobDescription*>& jobs, std::vector<Frame>& frames) {
    check_files(jobs);
    Arranger arranger(std::move(frames));
    for (const auto* job : jobs)
        for (const auto& name : job->files) arranger.add(name);
    frames = std::move(arranger.out_);
}

// Validation frames stand after all others; in the jobs their names mean honeypots.
void arrange_pool(const TaskDescription& task, const std::vector<const JobDescription*>& jobs,
                  const JobDescription& truth, std::vector<Frame>& frames) {
    check_files(jobs);
    const auto& pool = task.data.pool->frames;
    const std::unordered_set<std::string> wanted(pool.begin(), pool.end()),
        shown(truth.files.begin(), truth.files.end());
    if (wanted != shown || truth.files.size() != wanted.size() || &truth != &task.jobs.back())
        fail("GT job frames do not match validation frames");
    Arranger arranger(std::move(frames));
    std::unordered_map<std::string, int64_t> place;
    int64_t first = 0;
    for (const auto* job : jobs) first += static_cast<int64_t>(job->files.size());
    for (size_t i = 0; i < truth.files.size(); ++i) place[truth.files[i]] = first + static_cast<int64_t>(i);
    for (const auto* job : jobs)
        for (const auto& name : job->files) {
            arranger.add(name);
            if (const auto real = place.find(name); real != place.end()) arranger.out_.back().real_frame = real->second;
        }
    for (const auto& name : truth.files) arranger.add(name);
    frames = std::move(arranger.out_);
}

// The segments lie one after the other and show every frame (of a pool: every frame before it).
void check_ranges(const std::vector<const JobDescription*>& jobs, int64_t size) {
    int64_t next = 0;
    for (const auto* job : jobs) {
        if (job->start > job->stop || job->start > next || job->stop >= size || job->stop < next) fail(outside);
        next = job->stop + 1;
    }
    if (next != size) fail(outside);
}

void check_frames(const JobDescription& truth, int64_t size) {
    if (truth.frames->empty() || truth.frames->back() >= size) fail(outside);
    for (const auto frame : truth.disabled_frames)
        if (!std::ranges::binary_search(*truth.frames, frame)) fail(outside);
}

const JobDescription* find_truth(const TaskDescription& task) {
    const auto found = of_type(task, tasks::job_type::ground_truth);
    if (found.size() > 1) fail("A task can have only one GT job info in the backup files");
    if (found.empty() && task.data.pool) fail("Can't find any GT jobs info in the backup files");
    if (found.empty()) return nullptr;
    if (!found.front()->frames && !task.data.pool) fail("Expected segment info in the backup files");
    return found.front();
}

// Each annotation job is followed by its replicas.
void check_replicas(const TaskDescription& task) {
    bool has_parent = false;
    for (const auto& job : task.jobs) {
        if (job.type == tasks::job_type::replica && !has_parent)
            fail("The backup is damaged: a consensus replica does not follow a job");
        has_parent = job.type != tasks::job_type::ground_truth;
    }
}

std::vector<int64_t> numbers_from(int64_t first, int64_t end) {
    std::vector<int64_t> out;
    for (int64_t n = first; n < end; ++n) out.push_back(n);
    return out;
}

} // namespace

JobPlan plan_jobs(const TaskDescription& task, std::vector<Frame>& frames, tasks::Media& media) {
    const auto jobs = of_type(task, tasks::job_type::annotation);
    if (jobs.empty()) fail("Expected segment info in the backup files");
    if (task.jobs.size() > static_cast<size_t>(tasks::max_jobs_of_task))
        fail(fmt::format("Too many jobs would be created for the task. Current total: {}, maximum allowed: {}.",
                         task.jobs.size(), tasks::max_jobs_of_task));
    check_replicas(task);
    const auto* truth = find_truth(task);
    JobPlan plan;
    if (task.data.pool) {
        arrange_pool(task, jobs, *truth, frames);
        media.size = static_cast<int64_t>(frames.size());
        media.start_frame = 0;
        media.stop_frame = media.size - 1;
        media.frame_step = 1;
        media.frame_filter.clear();
    } else if (task.data.custom_segments && !media.is_video()) {
        arrange_custom(jobs, frames);
        media.size = static_cast<int64_t>(frames.size());
    } else {
        plan.segment_size = jobs.front()->stop - jobs.front()->start + 1;
        plan.overlap = jobs.size() > 1 ? jobs[0]->stop - jobs[1]->start + 1 : 0;
    }
    const auto pool = task.data.pool ? static_cast<int64_t>(truth->files.size()) : 0;
    check_ranges(jobs, media.size - pool);
    if (!truth) return plan;
    plan.layout = tasks::ValidationLayout{.mode = task.data.pool ? "gt_pool" : "gt"};
    if (task.data.pool) {
        plan.layout->frames = numbers_from(media.size - pool, media.size);
        plan.layout->frames_per_job_count = task.data.pool->frames_per_job_count;
        for (const auto frame : truth->disabled_frames)
            if (std::ranges::binary_search(plan.layout->frames, frame)) plan.layout->disabled_frames.push_back(frame);
    } else {
        check_frames(*truth, media.size);
        plan.layout->frames = *truth->frames;
        plan.layout->disabled_frames = truth->disabled_frames;
    }
    std::ranges::sort(plan.layout->disabled_frames);
    return plan;
}

std::vector<int64_t> create_jobs(db::Connection& c, int64_t task_id, int64_t size, const TaskDescription& task,
                                 const JobPlan& plan, Time when) {
    std::vector<int64_t> ids;
    int64_t segment = 0, parent = 0;
    for (const auto& job : task.jobs) {
        if (job.type == tasks::job_type::ground_truth) {
            ids.push_back(tasks::create_ground_truth(c, task_id, size, *plan.layout, {}, when));
        } else if (job.type == tasks::job_type::replica) {
            ids.push_back(tasks::create_job(c, task_id, segment, job.type, parent, {}, when));
        } else {
            segment = tasks::create_segment(c, task_id, {job.start, job.stop}, when);
            parent = tasks::create_job(c, task_id, segment, job.type, {}, {}, when);
            ids.push_back(parent);
        }
        c.execute("UPDATE job SET status = ? WHERE id = ?", job.status, ids.back());
    }
    return ids;
}

} // namespace limn::backup
