#include "api/jobs.h"

#include <fmt/format.h>

#include "api/announcement.h"
#include "api/bodies.h"
#include "api/changes.h"
#include "api/subjects.h"
#include "api/work_json.h"
#include "base/error.h"
#include "tasks/job.h"
#include "tasks/removal.h"
#include "tasks/validation.h"

namespace limn::api {

namespace {

constexpr KeyScope keys[] = {{"assignee", "update:assignee"}, {"stage", "update:stage"}, {"state", "update:state"}};

struct Stages {
    static constexpr std::string_view list[] = {"annotation", "validation", "acceptance"};
};
struct States {
    static constexpr std::string_view list[] = {"new", "in progress", "completed", "rejected"};
};
struct JobChangeBody {
    Given<Nullable<int64_t>> assignee;
    Given<Choice<Stages>> stage;
    Given<Choice<States>> state;
};
BOOST_DESCRIBE_STRUCT(JobChangeBody, (), (assignee, stage, state))

struct JobTypes {
    static constexpr std::string_view list[] = {"annotation", "ground_truth", "consensus_replica"};
};
struct NewJobBody : tasks::SelectionNumbers {
    Choice<JobTypes> type;
    int64_t task_id = 0;
    Given<Choice<tasks::FrameSelectionMethods>> frame_selection_method; // obligatory for the one type that is made
    Given<std::vector<Int<0>>> frames;
    Given<Nullable<int64_t>> assignee;
};
BOOST_DESCRIBE_STRUCT(NewJobBody, (tasks::SelectionNumbers), (type, task_id, frame_selection_method, frames, assignee))

tasks::Job existing(db::Connection& c, int64_t id) {
    auto job = tasks::find_job(c, id);
    if (!job) throw not_found("Job");
    return std::move(*job);
}

http::Response list_jobs(Call& call) {
    return call.database().read([&](db::Connection& c) {
        const auto page = db::list_page(c, job_listing(), visible_jobs(call), call.request.query);
        return page_response(call, page, job_items(call, c, page.ids));
    });
}

// Judged in the workspace of the request, by what the caller is to the task.
void require_creation(db::Connection& c, Call& call, const boost::json::object& body) {
    const auto task_id = named_id(body, "task_id");
    if (!task_id) throw list_error("task_id is not specified");
    auto subject = named_task(c, call, *task_id).subject;
    const auto of_task = [&](access::Relation from, access::Relation to) {
        if (subject.relations & from) subject.relations = (subject.relations & ~from) | to;
    };
    of_task(access::owner, access::task_owner);
    of_task(access::assignee, access::task_assignee);
    access::require(call.caller, call.context, "jobs", "create", subject);
    require_user_view(call, call.context, named_id(body, "assignee"));
}

NewJobBody read_new_job(const boost::json::object& body) {
    auto r = read_record<NewJobBody>(body);
    if (r.type.value != tasks::job_type::ground_truth)
        throw list_error(fmt::format("Unexpected job type '{}'", r.type.value));
    if (!r.frame_selection_method) throw field_error("frame_selection_method", "This field is required.");
    if (r.frames && r.frames->empty()) throw field_error("frames", "This list may not be empty.");
    const auto frames = r.frames ? std::optional(r.frames->size()) : std::nullopt;
    if (const auto p = tasks::selection_problem(r.frame_selection_method->value, r, frames); !p.is_null())
        throw json_error(400, p);
    return r;
}

http::Response create_job(Call& call) {
    const auto body = body_object(call);
    call.database().read([&](db::Connection& c) { require_creation(c, call, body); });
    const auto r = read_new_job(body);
    tasks::GroundTruthRequest request{.method = r.frame_selection_method->value, .numbers = r};
    if (r.frames) request.frames.assign(r.frames->begin(), r.frames->end());
    request.assignee_id = value_of(r.assignee);
    return call.json(201, call.database().write([&](db::Connection& c) {
        require_account(c, "assignee", request.assignee_id);
        const auto task = named_task(c, call, r.task_id);
        Announcement announcement(call, c);
        announcement.will_change(Kind::task, {task.id});
        const auto id = tasks::add_ground_truth(c, task.id, request);
        announcement.created(Kind::job, {id});
        announcement.send();
        return job_item(call, c, id);
    }));
}

http::Response retrieve_job(Call& call) {
    return call.json(200, call.database().read([&](db::Connection& c) {
        const auto found = find_job(c, call, call.id(0));
        found.require(call.caller, "view");
        return job_item(call, c, found.id);
    }));
}

tasks::JobChange job_change(const JobChangeBody& r) {
    tasks::JobChange change;
    if (r.assignee) change.assignee_id = std::optional<int64_t>(*r.assignee);
    if (r.stage) change.stage = r.stage->value;
    if (r.state) change.state = r.state->value;
    return change;
}

http::Response update_job(Call& call) {
    const auto id = call.id(0);
    const auto body = body_object(call);
    call.database().read([&](db::Connection& c) {
        const auto found = find_job(c, call, id);
        require_keys(found, call, body, keys);
        require_named(c, call, found.workspace, body);
    });
    const auto change = job_change(read_record<JobChangeBody>(body));
    return call.json(200, call.database().write([&](db::Connection& c) {
        if (change.assignee_id) require_account(c, "assignee", *change.assignee_id);
        Announcement announcement(call, c);
        announcement.will_change(Kind::job, {id});
        tasks::update_job(c, existing(c, id), change);
        announcement.send();
        return job_item(call, c, id);
    }));
}

http::Response delete_job(Call& call) {
    const auto folders = call.database().write([&](db::Connection& c) {
        const auto found = find_job(c, call, call.id(0));
        found.require(call.caller, "delete");
        Announcement announcement(call, c);
        announcement.will_delete(Kind::job, {found.id});
        auto files = tasks::asset_folders_of_job(c, found.id);
        tasks::delete_job(c, existing(c, found.id));
        announcement.send();
        return files;
    });
    remove_files(call, folders);
    return call.no_content();
}

} // namespace

void add_job_routes(Routes& routes) {
    routes.get("/api/jobs", list_jobs);
    routes.post("/api/jobs", create_job).describe({"Make a ground truth job", record_schema<NewJobBody>(), {}, 201});
    routes.get("/api/jobs/{id}", retrieve_job);
    routes.patch("/api/jobs/{id}", update_job).describe({"Change a job", record_schema<JobChangeBody>(), {}, 200});
    routes.remove("/api/jobs/{id}", delete_job);
}

} // namespace limn::api
