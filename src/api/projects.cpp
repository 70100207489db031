#include "api/projects.h"

#include "api/announcement.h"
#include "api/bodies.h"
#include "api/changes.h"
#include "api/subjects.h"
#include "api/work_json.h"
#include "base/error.h"
#include "tasks/project.h"

namespace limn::api {

namespace {

constexpr KeyScope keys[] = {
    {"name", "update:desc"},
    {"labels", "update:desc"},
    {"bug_tracker", "update:desc"},
    {"owner_id", "update:owner"},
    {"assignee_id", "update:assignee"},
    {"source_storage", "update:associated_storage"},
    {"target_storage", "update:associated_storage"},
    {"organization_id", ""},
};

tasks::Project existing(db::Connection& c, int64_t id) {
    auto project = tasks::find_project(c, id);
    if (!project) throw not_found("Project");
    return std::move(*project);
}

http::Response list_projects(Call& call) {
    return call.database().read([&](db::Connection& c) {
        const auto page = db::list_page(c, project_listing(), visible_projects(call), call.request.query);
        return page_response(call, page, project_items(call, c, page.ids));
    });
}

http::Response create_project(Call& call) {
    const auto body = body_object(call);
    call.database().read([&](db::Connection& c) {
        require_named(c, call, call.context, body);
        access::require(call.caller, call.context, "projects", "create",
                        {.organization_id = call.context.organization_id});
    });
    const auto r = read_record<NewProjectBody>(body);
    const auto text = call.database().write([&](db::Connection& c) {
        const tasks::NewProject project{
            .name = r.name.value,
            .owner_id = value_of(r.owner_id).value_or(call.caller.id),
            .assignee_id = value_of(r.assignee_id),
            .organization_id = call.context.organization_id,
            .bug_tracker = r.bug_tracker.value.value,
            .source_storage = storage_location(r.source_storage),
            .target_storage = storage_location(r.target_storage),
            .labels = label_changes(r.labels.value),
        };
        require_account(c, "owner_id", project.owner_id);
        require_account(c, "assignee_id", project.assignee_id);
        const auto id = tasks::create_project(c, project);
        Announcement announcement(call, c);
        announcement.created(Kind::project, {id});
        announcement.send();
        return project_item(call, c, id);
    });
    return call.json(201, text);
}

http::Response retrieve_project(Call& call) {
    return call.json(200, call.database().read([&](db::Connection& c) {
        const auto found = find_project(c, call, call.id(0));
        found.require(call.caller, "view");
        return project_item(call, c, found.id);
    }));
}

http::Response update_project(Call& call) {
    const auto id = call.id(0);
    const auto body = body_object(call);
    call.database().read([&](db::Connection& c) {
        const auto found = find_project(c, call, id);
        require_keys(found, call, body, keys);
        require_named(c, call, found.workspace, body);
        if (body.contains("organization_id")) require_transfer(c, call, found, named_id(body, "organization_id"));
    });
    const auto r = read_record<ResourceChangeBody>(body);
    if (r.organization_id) check_transfer_body(body);
    const auto change = resource_change(r);
    return call.json(200, call.database().write([&](db::Connection& c) {
        const auto project = existing(c, id);
        Announcement announcement(call, c);
        announcement.will_change(Kind::project, {id}, r.organization_id.has_value());
        if (change.owner_id) require_account(c, "owner_id", *change.owner_id);
        if (change.assignee_id) require_account(c, "assignee_id", *change.assignee_id);
        if (r.organization_id && *r.organization_id != project.organization_id)
            tasks::transfer_project(c, project, *r.organization_id, call.caller.id, change);
        else
            tasks::update_project(c, project, change);
        announcement.send();
        return project_item(call, c, id);
    }));
}

http::Response delete_project(Call& call) {
    const auto folders = call.database().write([&](db::Connection& c) {
        const auto found = find_project(c, call, call.id(0));
        found.require(call.caller, "delete");
        Announcement announcement(call, c);
        announcement.will_delete(Kind::project, {found.id});
        auto files = tasks::delete_project(c, existing(c, found.id));
        announcement.send();
        return files;
    });
    remove_files(call, folders);
    return call.no_content();
}

} // namespace

void add_project_routes(Routes& routes) {
    routes.get("/api/projects", list_projects);
    routes.post("/api/projects", create_project)
        .describe({"Create a project", record_schema<NewProjectBody>(), {}, 201});
    routes.get("/api/projects/{id}", retrieve_project);
    routes.patch("/api/projects/{id}", update_project)
        .describe({"Change a project", record_schema<ResourceChangeBody>(), {}, 200});
    routes.remove("/api/projects/{id}", delete_project);
}

} // namespace limn::api
