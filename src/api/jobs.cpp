#include "api/jobs.h"

#include "api/bodies.h"
#include "api/changes.h"
#include "api/subjects.h"
#include "api/work_json.h"
#include "base/error.h"
#include "tasks/job.h"

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
        tasks::update_job(c, existing(c, id), change);
        return job_item(call, c, id);
    }));
}

http::Response delete_job(Call& call) {
    call.database().write([&](db::Connection& c) {
        const auto found = find_job(c, call, call.id(0));
        found.require(call.caller, "delete");
        tasks::delete_job(c, existing(c, found.id));
    });
    return call.no_content();
}

} // namespace

void add_job_routes(Routes& routes) {
    routes.get("/api/jobs", list_jobs);
    routes.get("/api/jobs/{id}", retrieve_job);
    routes.patch("/api/jobs/{id}", update_job).describe({"Change a job", record_schema<JobChangeBody>(), {}, 200});
    routes.remove("/api/jobs/{id}", delete_job);
}

} // namespace limn::api
