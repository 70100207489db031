#include "api/guides.h"

#include "api/announcement.h"
#include "api/asset_links.h"
#include "api/bodies.h"
#include "api/changes.h"
#include "api/subjects.h"
#include "api/work_json.h"
#include "base/error.h"
#include "tasks/project.h"
#include "tasks/removal.h"
#include "tasks/task.h"

namespace limn::api {

namespace {

struct NewGuideBody {
    Given<Nullable<int64_t>> task_id, project_id;
    Default<BlankText<>> markdown;
};
BOOST_DESCRIBE_STRUCT(NewGuideBody, (), (task_id, project_id, markdown))

struct GuideChangeBody {
    Given<BlankText<>> markdown;
};
BOOST_DESCRIBE_STRUCT(GuideChangeBody, (), (markdown))

enum class Form { brief, full }; // creating and changing answer without dates

std::string guide_item(db::Connection& c, int64_t id, Form form) {
    auto rows =
        c.query("SELECT id, task_id, project_id, markdown, created_date, updated_date FROM guide WHERE id = ?", id);
    if (!rows.next()) throw not_found("AnnotationGuide");
    JsonWriter w;
    w.begin_object();
    w.member("id", rows.integer(0));
    w.member("task_id", rows.maybe_integer(1));
    w.member("project_id", rows.maybe_integer(2));
    if (form == Form::full) {
        w.member("created_date", to_iso(rows.time(4)));
        w.member("updated_date", to_iso(rows.time(5)));
    }
    w.member("markdown", rows.view(3));
    w.end_object();
    return w.take();
}

void touch_target(db::Connection& c, const Found& guide) {
    if (guide.project_id) tasks::touch_project(c, *guide.project_id, now());
    if (guide.task_id) tasks::touch_task(c, *guide.task_id, now());
}

// Who works on what the guide will be attached to. Judged in the workspace of the request.
void require_creation(db::Connection& c, Call& call, const boost::json::object& body) {
    const auto task_id = named_id(body, "task_id"), project_id = named_id(body, "project_id");
    access::Subject subject{.organization_id = call.context.organization_id};
    const auto add = [&](const Found& target) {
        subject.organization_id = target.subject.organization_id;
        if (target.owner_id == call.caller.id) subject.relations |= access::target_owner;
        if (target.assignee_id == call.caller.id) subject.relations |= access::target_assignee;
    };
    if (project_id) add(named_project(c, call, *project_id));
    if (task_id) add(named_task(c, call, *task_id));
    access::require(call.caller, call.context, "guides", "create", subject);
}

NewGuideBody read_new_guide(const boost::json::object& body) {
    auto r = read_record<NewGuideBody>(body);
    const bool task = value_of(r.task_id).has_value(), project = value_of(r.project_id).has_value();
    if (!task && !project) throw list_error("One of project_id or task_id must be specified");
    if (task && project) throw list_error("Both project_id and task_id must not be specified");
    return r;
}

int64_t insert_guide(db::Connection& c, const NewGuideBody& r) try {
    const auto when = now();
    return c.insert(
        "INSERT INTO guide (task_id, project_id, created_date, updated_date) VALUES (?, ?, ?, ?) RETURNING id",
        value_of(r.task_id), value_of(r.project_id), when, when);
} catch (const db::ConstraintError&) {
    throw list_error("There is a guide already. Nothing was made; change that one instead.");
}

// A change of a guide is one of what it belongs to.
void announce_target(Announcement& announcement, std::optional<int64_t> project_id, std::optional<int64_t> task_id) {
    if (task_id)
        announcement.will_change(Kind::task, {*task_id});
    else if (project_id)
        announcement.will_change(Kind::project, {*project_id});
}

LinkChanges store_text(db::Connection& c, Call& call, int64_t id, const std::string& markdown) {
    auto changes = settle_links(c, call, {.guide_id = id}, markdown);
    c.execute("UPDATE guide SET markdown = ?, updated_date = ? WHERE id = ?", changes.markdown, now(), id);
    return changes;
}

http::Response create_guide(Call& call) {
    const auto body = body_object(call);
    call.database().read([&](db::Connection& c) { require_creation(c, call, body); });
    const auto r = read_new_guide(body);
    const auto [text, changes] = call.database().write([&](db::Connection& c) {
        if (const auto id = value_of(r.project_id)) named_project(c, call, *id);
        if (const auto id = value_of(r.task_id)) named_task(c, call, *id);
        Announcement announcement(call, c);
        announce_target(announcement, value_of(r.project_id), value_of(r.task_id));
        const auto id = insert_guide(c, r);
        auto links = store_text(c, call, id, r.markdown.value.value);
        touch_target(c, find_guide(c, call, id));
        announcement.send();
        return std::pair(guide_item(c, id, Form::brief), std::move(links));
    });
    settle_files(call, changes);
    return call.json(201, text);
}

http::Response retrieve_guide(Call& call) {
    return call.json(200, call.database().read([&](db::Connection& c) {
        const auto guide = find_guide(c, call, call.id(0));
        guide.require(call.caller, "view");
        return guide_item(c, guide.id, Form::full);
    }));
}

http::Response update_guide(Call& call) {
    call.database().read([&](db::Connection& c) { find_guide(c, call, call.id(0)).require(call.caller, "update"); });
    const auto r = read_record<GuideChangeBody>(body_object(call));
    const auto [text, changes] = call.database().write([&](db::Connection& c) {
        const auto guide = find_guide(c, call, call.id(0));
        Announcement announcement(call, c);
        announce_target(announcement, guide.project_id, guide.task_id);
        LinkChanges links;
        if (r.markdown) links = store_text(c, call, guide.id, r.markdown->value);
        touch_target(c, guide);
        announcement.send();
        return std::pair(guide_item(c, guide.id, Form::brief), std::move(links));
    });
    settle_files(call, changes);
    return call.json(200, text);
}

http::Response delete_guide(Call& call) {
    const auto folders = call.database().write([&](db::Connection& c) {
        const auto guide = find_guide(c, call, call.id(0));
        guide.require(call.caller, "delete");
        Announcement announcement(call, c);
        announce_target(announcement, guide.project_id, guide.task_id);
        auto files = tasks::asset_folders_of_guide(c, guide.id);
        c.execute("DELETE FROM guide WHERE id = ?", guide.id);
        touch_target(c, guide);
        announcement.send();
        return files;
    });
    remove_files(call, folders);
    return call.no_content();
}

} // namespace

void add_guide_routes(Routes& routes) {
    routes.post("/api/guides", create_guide).describe({"Attach a guide", record_schema<NewGuideBody>(), {}, 201});
    routes.get("/api/guides/{id}", retrieve_guide);
    routes.patch("/api/guides/{id}", update_guide)
        .describe({"Change a guide", record_schema<GuideChangeBody>(), {}, 200});
    routes.remove("/api/guides/{id}", delete_guide);
}

} // namespace limn::api
