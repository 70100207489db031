// /api/organizations: teams with a workspace of their own.
#include "api/organizations.h"

#include <boost/json.hpp>

#include "access/policy.h"
#include "api/announcement.h"
#include "api/checks.h"
#include "api/user_json.h"
#include "base/error.h"
#include "base/text.h"
#include "db/list.h"
#include "tasks/ids.h"

namespace limn::api {
namespace json = boost::json;

namespace {

struct Organization {
    int64_t id = 0;
    std::string slug, name, description, contact; // contact: JSON
    std::optional<int64_t> owner_id;
    Time created_date, updated_date;
    uint32_t relations = 0; // of the caller
};

const db::Listing& listing() {
    using F = db::ListField;
    static const db::Listing one{"organization o LEFT JOIN account w ON w.id = o.owner_id",
                                 "o.id",
                                 {{"name", "o.name", db::FieldType::text, F::all},
                                  {"owner", "w.username", db::FieldType::text, F::all},
                                  {"slug", "o.slug", db::FieldType::text, F::all},
                                  {"id", "o.id", db::FieldType::integer, F::filter_sort}}};
    return one;
}

db::Sql visible_organizations(const Call& call) {
    return access::visible_rows(
        call.caller, call.context, "organizations",
        {{access::owner, "o.owner_id = ?"},
         {access::member, "EXISTS (SELECT 1 FROM membership m WHERE m.organization_id = o.id AND "
                          "m.account_id = ? AND m.is_active = 1)"}},
        {});
}

std::unordered_map<int64_t, Organization> load(db::Connection& c, const Call& call, const std::vector<int64_t>& ids) {
    std::unordered_map<int64_t, Organization> found;
    tasks::in_batches(ids, [&](std::span<const int64_t> some) {
        db::Sql sql;
        sql.add(
            "SELECT o.id, o.slug, o.name, o.description, o.contact, o.owner_id, o.created_date, o.updated_date, m.role "
            "FROM organization o LEFT JOIN membership m ON m.organization_id = o.id AND m.account_id = ? AND "
            "m.is_active = 1 "
            "WHERE o.id IN ",
            call.caller.id);
        for (auto rows = c.query(sql.add(tasks::id_list(some))); rows.next();) {
            Organization o{rows.integer(0), rows.text(1),          rows.text(2), rows.text(3),
                           rows.text(4),    rows.maybe_integer(5), rows.time(6), rows.time(7)};
            if (o.owner_id == call.caller.id) o.relations |= access::owner;
            if (!rows.is_null(8)) o.relations |= access::member;
            if (rows.view(8) == "maintainer") o.relations |= access::member_maintainer;
            found.emplace(o.id, std::move(o));
        }
    });
    return found;
}

// Found among what the caller may see, filters of the query included.
Organization find(db::Connection& c, const Call& call, int64_t id) {
    db::Sql sql;
    sql.add("SELECT 1 FROM ")
        .add(listing().from)
        .add(" WHERE o.id = ?", id)
        .add(" AND ")
        .add(visible_organizations(call));
    sql.add(" AND ").add(db::list_condition(listing(), call.request.query));
    if (!c.value(sql)) throw not_found("Organization");
    return load(c, call, {id}).at(id);
}

void require(const Call& call, const Organization& o, std::string_view scope) {
    access::require(call.caller, call.context, "organizations", scope,
                    {.organization_id = o.id, .relations = o.relations});
}

std::string organization_json(const Organization& o, const BasicUsers& users) {
    JsonWriter w;
    w.begin_object();
    w.member("id", o.id);
    w.member("slug", o.slug);
    w.member("name", o.name);
    w.member("description", o.description);
    w.member("created_date", to_iso(o.created_date));
    w.member("updated_date", to_iso(o.updated_date));
    w.key("contact");
    w.raw(o.contact);
    w.key("owner");
    users.write(w, o.owner_id);
    w.end_object();
    return w.take();
}

std::string organization_json(db::Connection& c, const Call& call, int64_t id) {
    const auto o = load(c, call, {id}).at(id);
    return organization_json(o, BasicUsers(call, c, {o.owner_id}));
}

http::Response list(Call& call) {
    return call.database().read([&](db::Connection& c) {
        const auto page = db::list_page(c, listing(), visible_organizations(call), call.request.query);
        return page_response(call, page, organization_items(call, c, page.ids));
    });
}

http::Response retrieve(Call& call) {
    return call.json(200, call.database().read([&](db::Connection& c) {
        const auto o = find(c, call, call.id(0));
        require(call, o, "view");
        return organization_json(o, BasicUsers(call, c, {o.owner_id}));
    }));
}

struct OrganizationWrite { // a slug is required when creating
    Given<Text<16>> slug;
    Given<BlankText<64>> name;
    Given<BlankText<>> description;
    Given<json::value> contact;
};
BOOST_DESCRIBE_STRUCT(OrganizationWrite, (), (slug, name, description, contact))

// except: the organisation that has the slug already.
OrganizationWrite read_organization(db::Connection& c, const json::value& body, int64_t except) {
    Problems problems;
    auto given = problems.read<OrganizationWrite>(body);
    const auto* slug = body.is_object() ? body.get_object().if_contains("slug") : nullptr;
    if (problems.has("slug")) {
        if (slug && (slug->is_array() || slug->is_object() || slug->is_bool())) problems.replace("slug", slug_rule);
    } else if (given.slug) {
        if (const auto problem = slug_problem(given.slug->value))
            problems.add("slug", *problem);
        else if (c.value("SELECT 1 FROM organization WHERE slug = ? AND id <> ?", given.slug->value, except))
            problems.add("slug", "organization with this slug already exists.");
    }
    if (given.contact && given.contact->is_null()) problems.add("contact", "This field may not be null.");
    if (!except && !slug) problems.add("slug", "This field is required.");
    problems.throw_if_any();
    return given;
}

http::Response create(Call& call) {
    access::require(call.caller, call.context, "organizations", "create",
                    {.organization_id = call.context.organization_id});
    const auto body = call.body();
    return call.json(201, call.database().write([&](db::Connection& c) {
        const auto given = read_organization(c, body, 0);
        const auto& slug = given.slug->value;
        const auto name = given.name && !given.name->value.empty() ? given.name->value : slug;
        const auto when = now();
        const auto id = c.insert("INSERT INTO organization (slug, name, description, contact, owner_id, created_date, "
                                 "updated_date) VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id",
                                 slug, name, given.description ? given.description->value : "",
                                 given.contact ? to_json(*given.contact) : "{}", call.caller.id, when, when);
        c.execute("INSERT INTO membership (account_id, organization_id, is_active, joined_date, role) VALUES (?, ?, 1, "
                  "?, 'owner')",
                  call.caller.id, id, when);
        Announcement announcement(call, c);
        announcement.created(Kind::organization, {id});
        announcement.send();
        return organization_json(c, call, id);
    }));
}

http::Response update(Call& call) {
    const auto id = call.id(0);
    require(call, call.database().read([&](db::Connection& c) { return find(c, call, id); }), "update");
    const auto body = call.body();
    return call.json(200, call.database().write([&](db::Connection& c) {
        const auto given = read_organization(c, body, id);
        Announcement announcement(call, c);
        announcement.will_change(Kind::organization, {id});
        const auto set = [&](const std::string& column, const auto& value) {
            if (value) c.execute("UPDATE organization SET " + column + " = ? WHERE id = ?", value->value, id);
        };
        set("slug", given.slug);
        set("name", given.name);
        set("description", given.description);
        if (given.contact) c.execute("UPDATE organization SET contact = ? WHERE id = ?", to_json(*given.contact), id);
        c.execute("UPDATE organization SET updated_date = ? WHERE id = ?", now(), id);
        announcement.send();
        return organization_json(c, call, id);
    }));
}

// Projects, tasks and cloud storages stay with their owners; memberships, invitations and webhooks go (schema).
http::Response remove(Call& call) {
    call.database().write([&](db::Connection& c) {
        const auto o = find(c, call, call.id(0));
        require(call, o, "delete");
        Announcement announcement(call, c);
        announcement.will_delete(Kind::organization, {o.id});
        c.execute("DELETE FROM organization WHERE id = ?", o.id);
        announcement.send();
    });
    return call.no_content();
}

} // namespace

std::vector<std::string> organization_items(Call& call, db::Connection& c, const std::vector<int64_t>& ids) {
    const auto organizations = load(c, call, ids);
    std::vector<std::optional<int64_t>> owners;
    for (const auto& [id, o] : organizations) owners.push_back(o.owner_id);
    const BasicUsers users(call, c, owners);
    std::vector<std::string> items;
    for (const auto id : ids)
        if (const auto o = organizations.find(id); o != organizations.end())
            items.push_back(organization_json(o->second, users));
    return items;
}

void add_organization_routes(Routes& routes) {
    routes.get("/api/organizations", list).describe({"Lists the caller's organizations", {}, {}});
    routes.post("/api/organizations", create)
        .describe({"Makes an organization that the caller owns", record_schema<OrganizationWrite>(), {}, 201});
    routes.get("/api/organizations/{id}", retrieve).describe({"Shows an organization", {}, {}});
    routes.patch("/api/organizations/{id}", update)
        .describe({"Changes an organization", record_schema<OrganizationWrite>(), {}});
    routes.remove("/api/organizations/{id}", remove)
        .describe({"Deletes an organization; its projects and tasks go to their owners", {}, {}, 204});
}

} // namespace limn::api
