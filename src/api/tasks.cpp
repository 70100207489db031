#include "api/tasks.h"

#include <fmt/format.h>

#include "annotation/load.h"
#include "api/announcement.h"
#include "api/bodies.h"
#include "api/changes.h"
#include "api/subjects.h"
#include "api/work_json.h"
#include "base/error.h"
#include "tasks/task.h"

namespace limn::api {

namespace {

constexpr KeyScope keys[] = {
    {"name", "update:desc"},
    {"labels", "update:desc"},
    {"bug_tracker", "update:desc"},
    {"subset", "update:desc"},
    {"owner_id", "update:owner"},
    {"assignee_id", "update:assignee"},
    {"project_id", "update:project"},
    {"source_storage", "update:associated_storage"},
    {"target_storage", "update:associated_storage"},
    {"organization_id", ""},
};

constexpr int64_t most_replicas = 11;

tasks::Task existing(db::Connection& c, int64_t id) {
    auto task = tasks::find_task(c, id);
    if (!task) throw not_found("Task");
    return std::move(*task);
}

http::Response list_tasks(Call& call) {
    return call.database().read([&](db::Connection& c) {
        const auto page = db::list_page(c, task_listing(), visible_tasks(call), call.request.query);
        return page_response(call, page, task_items(call, c, page.ids));
    });
}

void require_creation(db::Connection& c, Call& call, const boost::json::object& body) {
    auto project_id = named_id(body, "project_id");
    if (!project_id) project_id = named_id(body, "project");
    access::Subject subject{.organization_id = call.context.organization_id};
    if (project_id) {
        const auto project = named_project(c, call, *project_id);
        if (project.owner_id == call.caller.id) subject.relations |= access::project_owner;
        if (project.assignee_id == call.caller.id) subject.relations |= access::project_assignee;
        require_project_view(c, call, call.context, *project_id);
    }
    require_named(c, call, call.context, body);
    access::require(call.caller, call.context, "tasks", project_id ? "create@project" : "create", subject);
}

NewTaskBody read_new_task(const boost::json::object& body) {
    auto r = read_record<NewTaskBody>(body);
    if (const int64_t replicas = r.consensus_replicas.value; replicas == 1 || replicas > most_replicas)
        throw field_error(
            "consensus_replicas",
            fmt::format("Consensus replicas must be 0 or a positive number more than 1 and less than {}, got {}",
                        most_replicas + 1, replicas));
    return r;
}

tasks::NewTask new_task(const Call& call, const NewTaskBody& r) {
    return {
        .name = r.name.value,
        .project_id = value_of(r.project_id),
        .owner_id = value_of(r.owner_id).value_or(call.caller.id),
        .assignee_id = value_of(r.assignee_id),
        .organization_id = call.context.organization_id,
        .bug_tracker = r.bug_tracker.value.value,
        .subset = r.subset.value.value,
        .overlap = r.overlap && *r.overlap ? std::optional<int64_t>(r.overlap->value().value) : std::nullopt,
        .segment_size = r.segment_size.value,
        .consensus_replicas = r.consensus_replicas.value,
        .source_storage = storage_location(r.source_storage),
        .target_storage = storage_location(r.target_storage),
        .labels = label_changes(r.labels.value),
    };
}

http::Response create_task(Call& call) {
    const auto body = body_object(call);
    call.database().read([&](db::Connection& c) { require_creation(c, call, body); });
    const auto task = new_task(call, read_new_task(body));
    const auto text = call.database().write([&](db::Connection& c) {
        if (task.project_id) named_project(c, call, *task.project_id);
        require_account(c, "owner_id", task.owner_id);
        require_account(c, "assignee_id", task.assignee_id);
        Announcement announcement(call, c);
        if (task.project_id) announcement.will_change(Kind::project, {*task.project_id});
        const auto id = tasks::create_task(c, task);
        announcement.created(Kind::task, {id});
        announcement.send();
        return task_item(call, c, id);
    });
    return call.json(201, text);
}

http::Response retrieve_task(Call& call) {
    return call.json(200, call.database().read([&](db::Connection& c) {
        const auto found = find_task(c, call, call.id(0));
        found.require(call.caller, "view");
        return task_item(call, c, found.id);
    }));
}

void require_change(db::Connection& c, Call& call, const Found& found, const boost::json::object& body) {
    require_keys(found, call, body, keys);
    if (const auto project = named_id(body, "project_id")) require_project_view(c, call, found.workspace, *project);
    require_named(c, call, found.workspace, body);
    if (body.contains("organization_id")) require_transfer(c, call, found, named_id(body, "organization_id"));
}

void check_body(const boost::json::object& body, const ResourceChangeBody& r, const Found& found) {
    if (r.project_id && !r.organization_id && !*r.project_id && found.project_id)
        throw record_error(
            "A task cannot be taken out of its project. It stays where it is; move it to another project instead.");
    if (!r.organization_id) return;
    if (r.project_id)
        throw record_error("A task cannot be moved into a project and into an organization at the same time");
    if (found.project_id) throw record_error("Only top-level resources can be moved between workspaces");
    check_transfer_body(body);
}

// Exactly one of three: another workspace, another project, or the fields.
void apply_change(db::Connection& c, Call& call, const tasks::Task& task, const ResourceChangeBody& r) {
    const auto change = resource_change(r);
    if (change.owner_id) require_account(c, "owner_id", *change.owner_id);
    if (change.assignee_id) require_account(c, "assignee_id", *change.assignee_id);
    if (r.organization_id && *r.organization_id != task.organization_id) {
        tasks::transfer_task(c, task, *r.organization_id, call.caller.id, change);
    } else if (r.project_id && *r.project_id && *r.project_id != task.project_id) {
        named_project(c, call, **r.project_id);
        tasks::move_task(c, task, **r.project_id, change.labels.value_or(std::vector<tasks::LabelChange>()),
                         annotation::rewrite_labels);
    } else {
        tasks::update_task(c, task, change);
    }
}

http::Response update_task(Call& call) {
    const auto id = call.id(0);
    const auto body = body_object(call);
    const auto found = call.database().read([&](db::Connection& c) {
        auto task = find_task(c, call, id);
        require_change(c, call, task, body);
        return task;
    });
    const auto r = read_record<ResourceChangeBody>(body);
    check_body(body, r, found);
    return call.json(200, call.database().write([&](db::Connection& c) {
        // An empty change is none: not even the project is touched.
        const auto task = existing(c, id);
        if (!body.empty()) {
            Announcement announcement(call, c);
            announcement.will_change(Kind::task, {id}, r.organization_id.has_value());
            apply_change(c, call, task, r);
            announcement.send();
        }
        return task_item(call, c, id);
    }));
}

http::Response delete_task(Call& call) {
    const auto folders = call.database().write([&](db::Connection& c) {
        const auto found = find_task(c, call, call.id(0));
        found.require(call.caller, "delete");
        Announcement announcement(call, c);
        announcement.will_delete(Kind::task, {found.id});
        auto files = tasks::delete_task(c, existing(c, found.id));
        announcement.send();
        return files;
    });
    remove_files(call, folders);
    return call.no_content();
}

} // namespace

void add_task_routes(Routes& routes) {
    routes.get("/api/tasks", list_tasks);
    routes.post("/api/tasks", create_task)
        .describe({"Create a task without media", record_schema<NewTaskBody>(), {}, 201});
    routes.get("/api/tasks/{id}", retrieve_task);
    routes.patch("/api/tasks/{id}", update_task)
        .describe({"Change or move a task", record_schema<ResourceChangeBody>(), {}, 200});
    routes.remove("/api/tasks/{id}", delete_task);
}

} // namespace limn::api
