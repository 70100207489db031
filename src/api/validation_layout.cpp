// GET and PATCH .../validation_layout of tasks and jobs: which frames check the annotators' work, which of them are out
// of use, and which of them the honeypots show.
#include "api/validation_layout.h"

#include <fmt/format.h>

#include "annotation/erase.h"
#include "api/announcement.h"
#include "api/subjects.h"
#include "api/work_json.h"
#include "base/error.h"
#include "base/record.h"
#include "tasks/task.h"
#include "tasks/validation.h"
#include "tasks/validation_pool.h"

namespace limn::api {
namespace {

using tasks::Honeypot;
using tasks::Job;
using tasks::Media;
using tasks::ValidationLayout;
using FrameNumbers = std::vector<Int<0>>;
using Method = Choice<tasks::FrameSelectionMethods>;

struct TaskLayoutBody {
    Given<FrameNumbers> disabled_frames;
    Given<Method> frame_selection_method;
    Given<FrameNumbers> honeypot_real_frames;
};
BOOST_DESCRIBE_STRUCT(TaskLayoutBody, (), (disabled_frames, frame_selection_method, honeypot_real_frames))

struct JobLayoutBody {
    Method frame_selection_method;
    Given<FrameNumbers> honeypot_real_frames;
};
BOOST_DESCRIBE_STRUCT(JobLayoutBody, (), (frame_selection_method, honeypot_real_frames))

void check_method(std::string_view method, bool has_frames) {
    if (method == "manual" && !has_frames) throw record_error("The \"honeypot_real_frames\" field is required");
    if (method != "manual" && has_frames)
        throw record_error("\"honeypot_real_frames\" can only be used when \"frame_selection_method\" is \"manual\"");
    if (method == "random_per_job")
        throw field_error("frame_selection_method",
                          "Validation frames of honeypots are chosen by \"manual\" or \"random_uniform\"");
}

std::vector<int64_t> numbers(const FrameNumbers& given) { return {given.begin(), given.end()}; }

// --- answers

void write_honeypots(JsonWriter& w, std::span<const Honeypot> honeypots) {
    std::vector<int64_t> frames, real_frames;
    for (const auto& honeypot : honeypots) {
        frames.push_back(honeypot.frame);
        real_frames.push_back(honeypot.real_frame);
    }
    w.member("honeypot_count", static_cast<int64_t>(honeypots.size()));
    write_numbers(w, "honeypot_frames", frames);
    write_numbers(w, "honeypot_real_frames", real_frames);
}

std::string task_layout(db::Connection& c, const Found& task) {
    const auto layout = tasks::find_validation_layout(c, task.id);
    JsonWriter w;
    w.begin_object();
    w.member("mode", layout ? std::optional(layout->mode) : std::nullopt);
    w.member("frames_per_job_count", layout ? layout->frames_per_job_count : std::nullopt);
    if (layout) {
        write_numbers(w, "validation_frames", layout->frames);
        write_numbers(w, "disabled_frames", layout->disabled_frames);
        if (layout->is_pool()) write_honeypots(w, tasks::find_honeypots(c, task.media_id.value()));
    }
    w.end_object();
    return w.take();
}

std::string job_layout(db::Connection& c, const Found& found) {
    const auto layout = tasks::find_validation_layout(c, found.task_id.value());
    JsonWriter w;
    w.begin_object();
    if (layout && layout->is_pool()) {
        const auto job = tasks::find_job(c, found.id).value();
        write_honeypots(w, tasks::honeypots_of(tasks::find_honeypots(c, found.media_id.value()), job));
    }
    w.end_object();
    return w.take();
}

// --- changes

// What the honeypots of some jobs show: of each of them in its order.
struct HoneypotChange {
    std::vector<Job> jobs;
    std::vector<Honeypot> all; // of the task
    std::vector<std::vector<int64_t>> real_frames;
};

// The annotations of what is no longer to be seen go, in replicas too.
void apply(db::Connection& c, const Call& call, const HoneypotChange& change, const ValidationLayout& layout,
           Media& media, Time when) {
    std::vector<annotation::Erasure> erasures;
    for (size_t i = 0; i < change.jobs.size(); ++i) {
        const auto& job = change.jobs[i];
        const auto changed = tasks::change_honeypots(c, job, tasks::honeypots_of(change.all, job),
                                                     change.real_frames[i], layout, media, when);
        if (changed.empty()) continue;
        auto rows = c.query("SELECT id FROM job WHERE segment_id = ? ORDER BY id", job.segment_id);
        while (rows.next()) erasures.push_back({rows.integer(0), changed});
    }
    annotation::erase_frames(c, erasures, {.account_id = call.caller.id, .when = when});
}

ValidationLayout pool_layout(db::Connection& c, int64_t task_id) {
    auto layout = tasks::find_validation_layout(c, task_id);
    if (!layout || !layout->is_pool())
        throw list_error("Honeypots can only be modified if the task validation mode is 'gt_pool'");
    return std::move(*layout);
}

// Of the whole task, one list of frames after the other.
std::vector<std::vector<int64_t>> split(const FrameNumbers& given, const HoneypotChange& change) {
    if (given.size() != change.all.size())
        throw list_error(fmt::format("Invalid size of 'honeypot_real_frames' array, expected {}", change.all.size()));
    std::vector<std::vector<int64_t>> parts;
    auto next = given.begin();
    for (const auto& job : change.jobs) {
        const auto end = next + static_cast<std::ptrdiff_t>(tasks::honeypots_of(change.all, job).size());
        parts.emplace_back(next, end);
        next = end;
    }
    return parts;
}

void change_task_honeypots(db::Connection& c, const Call& call, const Found& task, const TaskLayoutBody& body,
                           Media& media, Time when) {
    const auto layout = pool_layout(c, task.id);
    HoneypotChange change{.all = tasks::find_honeypots(c, media.id)};
    for (auto& job : tasks::jobs_of_task(c, task.id))
        if (job.type == tasks::job_type::annotation) change.jobs.push_back(std::move(job));
    change.real_frames = body.honeypot_real_frames ? split(*body.honeypot_real_frames, change)
                                                   : tasks::choose_real_frames(change.jobs, change.all, layout, {});
    apply(c, call, change, layout, media, when);
}

http::Response get_task_layout(Call& call) {
    return call.json(200, call.database().read([&](db::Connection& c) {
        const auto task = find_task(c, call, call.id(0));
        task.require(call.caller, "view:validation_layout");
        return task_layout(c, task);
    }));
}

http::Response patch_task_layout(Call& call) {
    const auto task = call.database().read([&](db::Connection& c) {
        auto found = find_task(c, call, call.id(0));
        found.require(call.caller, "update:validation_layout");
        return found;
    });
    const auto body = read_record<TaskLayoutBody>(call.body());
    if (body.frame_selection_method || body.honeypot_real_frames)
        check_method(body.frame_selection_method ? body.frame_selection_method->value : "",
                     body.honeypot_real_frames.has_value());
    return call.json(200, call.database().write([&](db::Connection& c) {
        if (!tasks::find_validation_layout(c, task.id))
            throw list_error("Task has no validation setup configured. Validation must be initialized during task "
                             "creation");
        auto media = tasks::lock_media(c, task.media_id.value());
        Announcement announcement(call, c);
        announcement.will_change(Kind::task, {task.id});
        const auto when = now();
        if (body.disabled_frames) tasks::disable_validation_frames(c, task.id, media, numbers(*body.disabled_frames));
        if (body.frame_selection_method) change_task_honeypots(c, call, task, body, media, when);
        if (body.disabled_frames || body.frame_selection_method) {
            tasks::save_media(c, media);
            tasks::touch_task_and_project(c, task.id, when);
            announcement.send();
        }
        return task_layout(c, task);
    }));
}

http::Response get_job_layout(Call& call) {
    return call.json(200, call.database().read([&](db::Connection& c) {
        const auto job = find_job(c, call, call.id(0));
        job.require(call.caller, "view:validation_layout");
        return job_layout(c, job);
    }));
}

void change_job_honeypots(db::Connection& c, const Call& call, const Found& found, const JobLayoutBody& body) {
    const auto task_id = found.task_id.value();
    auto media = tasks::lock_media(c, found.media_id.value());
    const auto layout = pool_layout(c, task_id);
    const auto job = tasks::find_job(c, found.id);
    if (!job) throw not_found("Job");
    if (job->is_ground_truth()) throw list_error("Honeypots cannot exist in ground_truth jobs");
    HoneypotChange change{.jobs = {*job}, .all = tasks::find_honeypots(c, media.id)};
    if (body.honeypot_real_frames)
        change.real_frames.push_back(numbers(*body.honeypot_real_frames));
    else
        change.real_frames = tasks::choose_real_frames(change.jobs, change.all, layout, change.all);
    const auto when = now();
    apply(c, call, change, layout, media, when);
    tasks::save_media(c, media);
    tasks::touch_task_and_project(c, task_id, when);
}

http::Response patch_job_layout(Call& call) {
    const auto job = call.database().read([&](db::Connection& c) {
        auto found = find_job(c, call, call.id(0));
        found.require(call.caller, "update:validation_layout");
        return found;
    });
    const auto body = read_record<JobLayoutBody>(call.body());
    check_method(body.frame_selection_method.value, body.honeypot_real_frames.has_value());
    return call.json(200, call.database().write([&](db::Connection& c) {
        Announcement announcement(call, c);
        announcement.will_change(Kind::task, {job.task_id.value()});
        change_job_honeypots(c, call, job, body);
        announcement.send();
        return job_layout(c, job);
    }));
}

} // namespace

void add_validation_layout_routes(Routes& routes) {
    routes.get("/api/tasks/{id}/validation_layout", get_task_layout);
    routes.patch("/api/tasks/{id}/validation_layout", patch_task_layout)
        .describe({"Disable validation frames, give honeypots others", record_schema<TaskLayoutBody>(), {}, 200});
    routes.get("/api/jobs/{id}/validation_layout", get_job_layout);
    routes.patch("/api/jobs/{id}/validation_layout", patch_job_layout)
        .describe({"Give the honeypots of a job other validation frames", record_schema<JobLayoutBody>(), {}, 200});
}

} // namespace limn::api
