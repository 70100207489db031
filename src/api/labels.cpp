#include "api/labels.h"

#include "annotation/skeleton_parts.h"
#include "api/announcement.h"
#include "api/bodies.h"
#include "api/files.h"
#include "api/subjects.h"
#include "api/work_json.h"
#include "base/error.h"
#include "base/text.h"
#include "tasks/label.h"

namespace limn::api {

namespace {

const db::Listing& label_listing() {
    using db::FieldType;
    using db::ListField;
    static const db::Listing listing{
        "label l LEFT JOIN task t ON t.id = l.task_id LEFT JOIN project p ON p.id = l.project_id",
        "l.id",
        {
            {"name", "l.name", FieldType::text, ListField::all},
            {"parent", "(SELECT name FROM label WHERE id = l.parent_id)", FieldType::text, ListField::all},
            {"id", "l.id", FieldType::integer},
            {"type",
             "l.type",
             FieldType::choice,
             ListField::simple_all,
             {std::begin(LabelTypes::list), std::end(LabelTypes::list)}},
            {"color", "l.color", FieldType::text, ListField::simple_all},
            {"parent_id", "l.parent_id", FieldType::integer, ListField::simple_all},
            {"position", "coalesce(l.position, l.id)", FieldType::integer, ListField::sort | ListField::always},
        },
        "id"};
    return listing;
}

// CVAT's labels have no hotkeys: they are told to who asks for them.
bool wants_hotkeys(const Call& call) { return flag(call, "hotkeys", false); }

constexpr std::string_view organization_sql = "coalesce(t.organization_id, p.organization_id)";

access::RequestContext context_of_list(const Call& call) {
    auto context = call.context;
    if (call.caller.privilege == access::Privilege::worker && !context.organization_id &&
        call.request.has_argument("job_id"))
        context.given = false; // outsourced workers name the personal workspace
    return context;
}

db::Sql visible_labels(const Call& call) {
    static const std::vector<std::pair<access::Relation, std::string_view>> relations{
        {access::owner, "(t.owner_id = ? OR p.owner_id = ?)"},
        {access::assignee, "(t.assignee_id = ? OR p.assignee_id = ?)"},
        {access::project_owner, "p.owner_id = ?"},
        {access::project_assignee, "p.assignee_id = ?"},
    };
    return access::visible_rows(call.caller, context_of_list(call), "labels", relations, organization_sql);
}

// The object of ?job_id=, ?task_id= or ?project_id=, at most one of them.
std::optional<Found> named_target(db::Connection& c, Call& call) {
    constexpr std::pair<std::string_view, Found (*)(db::Connection&, Call&, int64_t, Filters)> kinds[] = {
        {"job_id", find_job}, {"task_id", find_task}, {"project_id", find_project}};
    std::optional<Found> found;
    int named = 0;
    for (const auto& [name, find] : kinds) named += !call.argument(name).value_or("").empty();
    if (named > 1) throw list_error("job_id, task_id and project_id parameters cannot be used together");
    for (const auto& [name, find] : kinds) {
        const auto text = call.argument(name).value_or("");
        if (text.empty()) continue;
        const auto id = parse_int(text);
        if (!id) throw field_error(name, "A valid integer is required.");
        found = find(c, call, *id, Filters::none);
    }
    return found;
}

// All labels of the object's owner, to those who may see the object.
db::Sql labels_of_target(const Call& call, const Found& target) {
    target.require(call.caller, "view");
    db::Sql sql;
    if (target.project_id)
        sql.add("l.project_id = ?", *target.project_id);
    else
        sql.add("l.task_id = ?", *target.task_id);
    const auto context = context_of_list(call);
    if (!context.given) return sql;
    sql.add(" AND ").add(organization_sql);
    return context.organization_id ? sql.add(" = ?", *context.organization_id) : sql.add(" IS NULL");
}

http::Response list_labels(Call& call) {
    return call.database().read([&](db::Connection& c) {
        access::require(call.caller, call.context, "labels", "list", {.organization_id = call.context.organization_id});
        const auto target = named_target(c, call);
        db::Sql visible;
        visible.add("l.parent_id IS NULL AND (")
            .add(target ? labels_of_target(call, *target) : visible_labels(call))
            .add(")");
        const auto page = db::list_page(c, label_listing(), visible, call.request.query);
        return page_response(call, page, label_items(c, page.ids, wants_hotkeys(call)));
    });
}

struct FoundLabel {
    tasks::Label label;
    Found owner; // project or task
};

FoundLabel find_label(db::Connection& c, Call& call) {
    db::Sql sql;
    sql.add("SELECT l.id FROM ").add(label_listing().from).add(" WHERE l.id = ? AND ", call.id(0));
    if (!c.value(sql.add(db::list_condition(label_listing(), call.request.query)))) throw not_found("Label");
    auto label = tasks::find_label(c, call.id(0));
    const auto owner = label->project_id ? find_project(c, call, *label->project_id, Filters::none)
                                         : find_task(c, call, *label->task_id, Filters::none);
    return {std::move(*label), owner};
}

std::string label_item(const Call& call, db::Connection& c, int64_t id) {
    JsonWriter w;
    const auto label = tasks::find_label(c, id);
    if (!label) throw not_found("Label");
    write_label(w, *label, wants_hotkeys(call));
    return w.take();
}

// Labels have the rights of their project or task; the second gate for tokens knows labels by their own name.
void require(const Call& call, const Found& owner, std::string_view scope) {
    auto subject = owner.subject;
    subject.parent = owner.resource == "projects" ? "project" : "task";
    access::require(call.caller, owner.workspace, "labels", scope, subject);
}

http::Response retrieve_label(Call& call) {
    return call.json(200, call.database().read([&](db::Connection& c) {
        const auto [label, owner] = find_label(c, call);
        require(call, owner, "view");
        JsonWriter w;
        write_label(w, label, wants_hotkeys(call));
        return w.take();
    }));
}

tasks::LabelOwner owner_of(const tasks::Label& label) {
    return label.project_id ? tasks::LabelOwner::project(*label.project_id) : tasks::LabelOwner::task(*label.task_id);
}

// A change of labels is one of what they belong to.
void announce_owner(Announcement& announcement, const tasks::Label& label) {
    if (label.project_id)
        announcement.will_change(Kind::project, {*label.project_id});
    else
        announcement.will_change(Kind::task, {*label.task_id});
}

// The record, whose id is the one in the path.
tasks::LabelChange label_change(boost::json::object body, int64_t id) {
    body["id"] = id;
    auto r = read_record<LabelChangeBody>(body);
    if (r.deleted.value)
        throw record_error(
            "Labels cannot be deleted by updating in this endpoint. Please use the DELETE method instead.");
    return label_changes(std::vector{std::move(r)}).front();
}

http::Response update_label(Call& call) {
    call.database().read([&](db::Connection& c) { require(call, find_label(c, call).owner, "update"); });
    const auto body = body_object(call);
    return call.json(200, call.database().write([&](db::Connection& c) {
        const auto label = find_label(c, call).label;
        if (label.parent_id)
            throw list_error("Sublabels cannot be modified this way. Please send a PATCH request with updated parent "
                             "label data instead.");
        const auto change = label_change(body, label.id);
        Announcement announcement(call, c);
        announce_owner(announcement, label);
        tasks::patch_labels(c, owner_of(label), {&change, 1}, now());
        announcement.send();
        return label_item(call, c, label.id);
    }));
}

// More parts and other names for a skeleton that is in use. CVAT leaves them out of a change of the label, and so do
// we.
http::Response change_skeleton(Call& call) {
    call.database().read([&](db::Connection& c) { require(call, find_label(c, call).owner, "update"); });
    const auto change = skeleton_change(read_record<SkeletonBody>(body_object(call)));
    return call.json(200, call.database().write([&](db::Connection& c) {
        const auto label = find_label(c, call).label;
        if (label.type != "skeleton") throw list_error("Only labels of type skeleton have sublabels.");
        const auto when = now();
        Announcement announcement(call, c);
        announce_owner(announcement, label);
        const auto fresh = tasks::change_skeleton(c, label, change, when);
        annotation::add_skeleton_parts(c, *tasks::find_label(c, label.id), fresh,
                                       {.account_id = call.caller.id, .when = when});
        announcement.send();
        return label_item(call, c, label.id);
    }));
}

http::Response show_usage(Call& call) {
    return call.json(200, call.database().read([&](db::Connection& c) {
        const auto [label, owner] = find_label(c, call);
        require(call, owner, "view");
        const auto usage = tasks::label_usage(c, label.id);
        JsonWriter w;
        w.begin_object();
        w.member("tags", usage.tags);
        w.member("shapes", usage.shapes);
        w.member("tracks", usage.tracks);
        w.member("jobs", usage.jobs);
        w.end_object();
        return w.take();
    }));
}

http::Response delete_label(Call& call) {
    call.database().write([&](db::Connection& c) {
        const auto [label, owner] = find_label(c, call);
        require(call, owner, "delete");
        if (label.parent_id)
            throw list_error("Sublabels cannot be deleted this way. Please send a PATCH request with updated parent "
                             "label data instead.");
        Announcement announcement(call, c);
        announce_owner(announcement, label);
        tasks::delete_label(c, label, now());
        announcement.send();
    });
    return call.no_content();
}

} // namespace

void add_label_routes(Routes& routes) {
    routes.get("/api/labels", list_labels);
    routes.get("/api/labels/{id}", retrieve_label);
    routes.patch("/api/labels/{id}", update_label)
        .describe({"Change a label", record_schema<LabelChangeBody>(), {}, 200});
    routes.remove("/api/labels/{id}", delete_label);
    routes.patch("/api/labels/{id}/skeleton", change_skeleton)
        .describe({"Add and rename the points of a skeleton", record_schema<SkeletonBody>(), {}, 200});
    routes.get("/api/labels/{id}/usage", show_usage);
}

} // namespace limn::api
