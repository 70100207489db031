// /api/memberships: who belongs to an organisation, and in which role.
#include "api/memberships.h"

#include <boost/json.hpp>

#include "access/policy.h"
#include "api/announcement.h"
#include "api/member_roles.h"
#include "api/user_json.h"
#include "base/error.h"
#include "base/record.h"
#include "db/list.h"
#include "tasks/ids.h"

namespace limn::api {
namespace json = boost::json;

namespace {

struct Membership {
    int64_t id = 0, account_id = 0, organization_id = 0;
    bool is_active = false;
    std::optional<Time> joined_date;
    std::string role;
    std::optional<std::string> invitation; // its key
};

const db::Listing& listing() {
    using F = db::ListField;
    static const db::Listing one{"membership m JOIN account u ON u.id = m.account_id",
                                 "m.id",
                                 {{"user", "u.username", db::FieldType::text, F::all},
                                  {"role",
                                   "m.role",
                                   db::FieldType::choice,
                                   F::all,
                                   {std::begin(MemberRoles::list), std::end(MemberRoles::list)}},
                                  {"id", "m.id", db::FieldType::integer, F::filter_sort}}};
    return one;
}

std::unordered_map<int64_t, Membership> load(db::Connection& c, const std::vector<int64_t>& ids) {
    std::unordered_map<int64_t, Membership> found;
    tasks::in_batches(ids, [&](std::span<const int64_t> some) {
        auto rows =
            tasks::query_ids(c,
                             "SELECT m.id, m.account_id, m.organization_id, m.is_active, m.joined_date, m.role, i.key "
                             "FROM membership m LEFT JOIN invitation i ON i.membership_id = m.id WHERE m.id IN ",
                             some);
        while (rows.next())
            found.emplace(rows.integer(0),
                          Membership{rows.integer(0), rows.integer(1), rows.integer(2), rows.boolean(3),
                                     rows.maybe_time(4), rows.text(5), rows.maybe_text(6)});
    });
    return found;
}

Membership find(db::Connection& c, const Call& call, int64_t id) {
    db::Sql sql;
    sql.add("SELECT 1 FROM ").add(listing().from).add(" WHERE m.id = ?", id);
    sql.add(" AND ").add(db::list_condition(listing(), call.request.query));
    if (!c.value(sql)) throw not_found("Membership");
    return load(c, {id}).at(id);
}

// In the membership's own organisation, whatever the request names.
void require(db::Connection& c, const Call& call, const Membership& m, std::string_view scope) {
    const bool own = m.account_id == call.caller.id;
    access::require(call.caller, access::workspace_of(c, call.caller, m.organization_id), "memberships", scope,
                    {.organization_id = m.organization_id,
                     .relations = own ? uint32_t{access::self} : 0,
                     .member_role = access::role_of(m.role),
                     .is_active = m.is_active,
                     .not_self = !own});
}

std::string membership_json(const Membership& m, const BasicUsers& users) {
    JsonWriter w;
    w.begin_object();
    w.member("id", m.id);
    w.key("user");
    users.write(w, m.account_id);
    w.member("organization", m.organization_id);
    w.member("is_active", m.is_active);
    w.key("joined_date");
    m.joined_date ? w.value(to_iso(*m.joined_date)) : w.value(nullptr);
    w.member("role", m.role);
    w.member("invitation", m.invitation);
    w.end_object();
    return w.take();
}

http::Response list(Call& call) {
    return call.database().read([&](db::Connection& c) {
        const auto visible =
            access::visible_rows(call.caller, call.context, "memberships", {{access::self, "m.account_id = ?"}},
                                 "m.organization_id", "m.is_active = 1");
        const auto page = db::list_page(c, listing(), visible, call.request.query);
        return page_response(call, page, membership_items(call, c, page.ids));
    });
}

http::Response retrieve(Call& call) {
    return call.json(200, call.database().read([&](db::Connection& c) {
        const auto m = find(c, call, call.id(0));
        require(c, call, m, "view");
        return membership_json(m, BasicUsers(call, c, {m.account_id}));
    }));
}

struct MembershipWrite {
    Given<Choice<MemberRoles>> role;
};
BOOST_DESCRIBE_STRUCT(MembershipWrite, (), (role))

http::Response update(Call& call) {
    const auto id = call.id(0);
    const auto before = call.database().read([&](db::Connection& c) { return find(c, call, id); });
    const auto body = call.body();
    return call.json(200, call.database().write([&](db::Connection& c) {
        auto m = find(c, call, before.id);
        bool names_role = false;
        if (body.is_object())
            for (const auto& member : body.get_object()) {
                if (member.key() != "role") throw detail_error(403, "Attempted to update an unknown field");
                names_role = true;
            }
        require(c, call, m, "view");
        if (names_role) require(c, call, m, "change:role");
        const auto given = read_record<MembershipWrite>(body);
        Announcement announcement(call, c);
        announcement.will_change(Kind::membership, {m.id});
        if (given.role) {
            m.role = given.role->value;
            c.execute("UPDATE membership SET role = ? WHERE id = ?", m.role, m.id);
        }
        announcement.send();
        return membership_json(m, BasicUsers(call, c, {m.account_id}));
    }));
}

http::Response remove(Call& call) {
    call.database().write([&](db::Connection& c) {
        const auto m = find(c, call, call.id(0));
        require(c, call, m, "delete");
        Announcement announcement(call, c);
        announcement.will_delete(Kind::membership, {m.id});
        c.execute("DELETE FROM membership WHERE id = ?", m.id);
        announcement.send();
    });
    return call.no_content();
}

} // namespace

std::vector<std::string> membership_items(Call& call, db::Connection& c, const std::vector<int64_t>& ids) {
    const auto memberships = load(c, ids);
    std::vector<std::optional<int64_t>> people;
    for (const auto& [id, m] : memberships) people.push_back(m.account_id);
    const BasicUsers users(call, c, people);
    std::vector<std::string> items;
    for (const auto id : ids)
        if (const auto m = memberships.find(id); m != memberships.end())
            items.push_back(membership_json(m->second, users));
    return items;
}

void add_membership_routes(Routes& routes) {
    routes.get("/api/memberships", list)
        .describe({"Lists members of an organization, or the caller's memberships", {}, {}});
    routes.get("/api/memberships/{id}", retrieve).describe({"Shows a membership", {}, {}});
    routes.patch("/api/memberships/{id}", update)
        .describe({"Gives a member another role", record_schema<MembershipWrite>(), {}});
    routes.remove("/api/memberships/{id}", remove)
        .describe({"Removes a member, or leaves an organization", {}, {}, 204});
}

} // namespace limn::api
