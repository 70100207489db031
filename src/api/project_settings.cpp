#include "api/project_settings.h"

#include <fmt/format.h>

#include "api/kept_settings.h"
#include "api/subjects.h"
#include "base/error.h"
#include "base/json.h"

namespace limn::api {

namespace {

constexpr size_t largest_settings = 64 * 1024; // as JSON text, of one project

std::string stored(db::Connection& c, int64_t project) {
    auto rows = c.query("SELECT settings FROM project WHERE id = ?", project);
    if (!rows.next()) throw not_found("Project");
    return rows.text(0);
}

http::Response retrieve(Call& call) {
    return call.json(200, call.database().read([&](db::Connection& c) {
        const auto project = find_project(c, call, call.id(0), Filters::none);
        project.require(call.caller, "view");
        return stored(c, project.id);
    }));
}

http::Response update(Call& call) {
    const auto id = call.id(0);
    call.database().read(
        [&](db::Connection& c) { find_project(c, call, id, Filters::none).require(call.caller, "update:desc"); });
    const auto body = call.body();
    return call.json(200, call.database().write([&](db::Connection& c) {
        // Writing first locks the row: whoever changes the same settings waits and sees these.
        c.execute("UPDATE project SET settings = settings WHERE id = ?", id);
        const auto all =
            changed_settings(stored(c, id), body, largest_settings,
                             fmt::format("The settings of a project take at most {} KiB. Nothing was changed.",
                                         largest_settings / 1024));
        c.execute("UPDATE project SET settings = ? WHERE id = ?", all, id);
        return all;
    }));
}

// Who is given a job need not see its project.
http::Response of_job(Call& call) {
    return call.json(200, call.database().read([&](db::Connection& c) {
        const auto job = find_job(c, call, call.id(0), Filters::none);
        job.require(call.caller, "view");
        const bool changeable =
            job.project_id && find_project(c, call, *job.project_id, Filters::none).allows(call.caller, "update:desc");
        JsonWriter w;
        w.begin_object();
        w.member("project_id", job.project_id);
        w.member("changeable", changeable);
        w.key("settings");
        w.raw(job.project_id ? stored(c, *job.project_id) : "{}");
        w.end_object();
        return w.take();
    }));
}

} // namespace

void add_project_settings_routes(Routes& routes) {
    routes.get("/api/projects/{id}/settings", retrieve)
        .describe({"Shows what the editor begins with in the project", {}, {}});
    routes.patch("/api/projects/{id}/settings", update)
        .describe({"Replaces the named settings of the project; null takes one away", {}, {}});
    routes.get("/api/jobs/{id}/settings", of_job)
        .describe({"Shows what the editor begins with in the project of the job", {}, {}});
}

} // namespace limn::api
