// /api/invitations: asking people into an organisation by their e-mail address.
#include "api/invitations.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include "access/policy.h"
#include "access/throttle.h"
#include "access/users.h"
#include "api/announcement.h"
#include "api/checks.h"
#include "api/mailer.h"
#include "api/member_roles.h"
#include "api/user_json.h"
#include "base/error.h"
#include "base/text.h"
#include "db/list.h"
#include "tasks/ids.h"

namespace limn::api {
namespace json = boost::json;

namespace {

constexpr int64_t valid_seconds = 7 * 24 * 3600; // after the last mail
constexpr size_t key_length = 64;
constexpr size_t resends = 5; // an hour, of one account

struct Invitation {
    std::string key;
    Time created_date;
    std::optional<Time> sent_date;
    std::optional<int64_t> owner_id;
    int64_t membership_id = 0, account_id = 0, organization_id = 0;
    std::string slug, role;
    bool accepted = false;

    std::optional<bool> expired() const {
        if (!sent_date) return {};
        return sent_date->plus_seconds(valid_seconds) < now();
    }
};

const db::Listing& listing() {
    using F = db::ListField;
    static const db::Listing one{
        "invitation i JOIN membership m ON m.id = i.membership_id LEFT JOIN account w ON w.id = i.owner_id",
        "i.membership_id",
        {{"owner", "w.username", db::FieldType::text, F::all},
         {"user_id", "m.account_id", db::FieldType::integer, F::filter | F::simple},
         {"accepted", "m.is_active", db::FieldType::boolean, F::filter | F::simple},
         {"created_date", "i.created_date", db::FieldType::time, F::sort}},
        "-created_date"};
    return one;
}

db::Sql visible_invitations(const Call& call, const access::Caller& caller) {
    return access::visible_rows(caller, call.context, "invitations",
                                {{access::owner, "i.owner_id = ?"}, {access::invitee, "m.account_id = ?"}},
                                "m.organization_id");
}

std::unordered_map<int64_t, Invitation> load(db::Connection& c, const std::vector<int64_t>& membership_ids) {
    std::unordered_map<int64_t, Invitation> found;
    tasks::in_batches(membership_ids, [&](std::span<const int64_t> some) {
        auto rows = tasks::query_ids(
            c,
            "SELECT i.key, i.created_date, i.sent_date, i.owner_id, m.id, m.account_id, m.organization_id, "
            "o.slug, m.role, m.is_active FROM invitation i JOIN membership m ON m.id = i.membership_id "
            "JOIN organization o ON o.id = m.organization_id WHERE m.id IN ",
            some);
        while (rows.next())
            found.emplace(rows.integer(4), Invitation{rows.text(0), rows.time(1), rows.maybe_time(2),
                                                      rows.maybe_integer(3), rows.integer(4), rows.integer(5),
                                                      rows.integer(6), rows.text(7), rows.text(8), rows.boolean(9)});
    });
    return found;
}

// Found among what the caller's list shows in the workspace of the request.
Invitation find(db::Connection& c, const Call& call, const std::string& key) {
    auto looker = call.caller; // what a token may do is asked of the scope of the call, not of looking
    looker.credential = access::Credential::none;
    if (!access::allows(looker, call.context, "invitations", "list", {.organization_id = call.context.organization_id}))
        throw not_found("Invitation");
    db::Sql sql;
    sql.add("SELECT m.id FROM ")
        .add(listing().from)
        .add(" WHERE i.key = ?", key)
        .add(" AND ")
        .add(visible_invitations(call, looker));
    sql.add(" AND ").add(db::list_condition(listing(), call.request.query, true));
    const auto id = c.value(sql);
    if (!id) throw not_found("Invitation");
    return load(c, {*id}).at(*id);
}

// In the invitation's own organisation.
void require(db::Connection& c, const Call& call, const Invitation& i, std::string_view scope) {
    uint32_t relations = 0;
    if (i.owner_id == call.caller.id) relations |= access::owner;
    if (i.account_id == call.caller.id) relations |= access::invitee;
    access::require(
        call.caller, access::workspace_of(c, call.caller, i.organization_id), "invitations", scope,
        {.organization_id = i.organization_id, .relations = relations, .member_role = access::role_of(i.role)});
}

std::string invitation_json(const Invitation& i, const BasicUsers& users) {
    JsonWriter w;
    w.begin_object();
    w.member("key", i.key);
    w.member("created_date", to_iso(i.created_date));
    w.key("owner");
    users.write(w, i.owner_id);
    w.member("role", i.role);
    w.key("user");
    users.write(w, i.account_id);
    w.member("organization", i.organization_id);
    w.member("expired", i.expired());
    w.key("organization_info");
    w.begin_object();
    w.member("id", i.organization_id);
    w.member("slug", i.slug);
    w.end_object();
    w.member("accepted", i.accepted);
    w.end_object();
    return w.take();
}

std::string invitation_json(db::Connection& c, const Call& call, const Invitation& i) {
    return invitation_json(i, BasicUsers(call, c, {i.owner_id, i.account_id}));
}

http::Response list(Call& call) {
    return call.database().read([&](db::Connection& c) {
        const auto page = db::list_page(c, listing(), visible_invitations(call, call.caller), call.request.query);
        return page_response(call, page, invitation_items(call, c, page.ids));
    });
}

http::Response retrieve(Call& call) {
    return call.json(200, call.database().read([&](db::Connection& c) {
        const auto i = find(c, call, call.request.parameters.at(0));
        require(c, call, i, "view");
        return invitation_json(c, call, i);
    }));
}

void activate(Call& call, db::Connection& c, Invitation& i) {
    Announcement announcement(call, c);
    announcement.will_change(Kind::membership, {i.membership_id});
    c.execute("UPDATE membership SET is_active = 1, joined_date = ? WHERE id = ? AND is_active = 0", now(),
              i.membership_id);
    announcement.send();
    i.accepted = true;
}

struct InvitationWrite {
    Text<320> email;
    Choice<MemberRoles> role;
};
BOOST_DESCRIBE_STRUCT(InvitationWrite, (), (email, role))

access::Role wanted_role(const json::value& body) {
    const auto* role = body.is_object() ? body.get_object().if_contains("role") : nullptr;
    return role && role->is_string() ? access::role_of(role->get_string()) : access::Role::none;
}

InvitationWrite read_invitation(const json::value& body) {
    Problems problems;
    const auto given = problems.read<InvitationWrite>(body);
    if (!problems.has("email"))
        if (const auto problem = email_problem(given.email.value)) problems.add("email", *problem);
    problems.throw_if_any();
    return given;
}

struct Created {
    Invitation invitation;
    bool needs_mail = false;
    std::string json;
};

// Strangers get an account without a password, which their registration takes over. People who have one are members at
// once.
Created create_invitation(db::Connection& c, Call& call, const InvitationWrite& given) {
    const auto organization = *call.context.organization_id;
    auto user = access::find_user_by_email(c, given.email.value);
    if (!user) {
        const auto id =
            access::create_user(c, {.username = given.email.value, .email = given.email.value, .is_placeholder = true});
        user = access::find_user(c, id);
    }
    if (c.value("SELECT 1 FROM membership WHERE account_id = ? AND organization_id = ?", user->id, organization))
        throw list_error("The user is a member of the organization already.");
    const auto membership =
        c.insert("INSERT INTO membership (account_id, organization_id, role) VALUES (?, ?, ?) RETURNING id", user->id,
                 organization, given.role.value);
    c.execute("INSERT INTO invitation (key, created_date, owner_id, membership_id) VALUES (?, ?, ?, ?)",
              random_text(key_length), now(), call.caller.id, membership);
    Announcement announcement(call, c);
    announcement.created(Kind::membership, {membership});
    announcement.created(Kind::invitation, {membership});
    announcement.send();
    Created created{load(c, {membership}).at(membership), user->is_placeholder, {}};
    if (!created.needs_mail) activate(call, c, created.invitation);
    created.json = invitation_json(c, call, created.invitation);
    return created;
}

// Afterwards the seven days begin anew.
void mail_invitation(Call& call, const Invitation& i, const std::string& email) {
    const auto link = call.link("/auth/register?email=" + percent_encode(email) + "&invitation=" + i.key);
    send_mail(
        call.services.mailer,
        {email, fmt::format("An invitation to {}", i.slug),
         fmt::format(
             "Hello,\n\n{} invites you to the organization {} as {}. Register here with this address, then accept "
             "the invitation, within seven days:\n\n{}\n",
             call.caller.username, i.slug, i.role, link)});
    call.database().write(
        [&](db::Connection& c) { c.execute("UPDATE invitation SET sent_date = ? WHERE key = ?", now(), i.key); });
}

http::Response create(Call& call) {
    const auto body = call.body();
    access::require(call.caller, call.context, "invitations", "create",
                    {.organization_id = call.context.organization_id, .member_role = wanted_role(body)});
    if (!call.context.organization_id)
        throw list_error("Name the organization that the invitation is for (?org= or X-Organization).");
    const auto given = read_invitation(body);
    auto created = call.database().write([&](db::Connection& c) { return create_invitation(c, call, given); });
    if (created.needs_mail) {
        mail_invitation(call, created.invitation, given.email.value);
        const auto& key = created.invitation.key;
        created.json =
            call.database().read([&](db::Connection& c) { return invitation_json(c, call, find(c, call, key)); });
    }
    return call.json(201, std::move(created.json));
}

http::Response remove(Call& call) {
    call.database().write([&](db::Connection& c) {
        const auto i = find(c, call, call.request.parameters.at(0));
        require(c, call, i, "delete");
        Announcement announcement(call, c);
        announcement.will_delete(Kind::invitation, {i.membership_id});
        announcement.send();
        c.execute("DELETE FROM invitation WHERE key = ?", i.key); // the membership waits or stays
    });
    return call.no_content();
}

void require_valid(const Invitation& i) {
    if (i.expired().value_or(false))
        throw string_error("Your invitation is expired. Please contact organization owner to renew it.");
}

http::Response accept(Call& call) {
    const auto slug = call.database().write([&](db::Connection& c) {
        auto i = find(c, call, call.request.parameters.at(0));
        require(c, call, i, "accept");
        require_valid(i);
        if (i.accepted) throw string_error("Your invitation is already accepted.");
        activate(call, c, i);
        return i.slug;
    });
    return call.json(200, to_json(json::object{{"organization_slug", slug}}));
}

// The older way of accepting: PATCH ...?accepted
http::Response update(Call& call) {
    const bool accepting = call.argument("accepted").has_value();
    return call.json(200, call.database().write([&](db::Connection& c) {
        auto i = find(c, call, call.request.parameters.at(0));
        require(c, call, i, accepting ? "accept" : "resend");
        if (!accepting) throw list_error("There is nothing to change in an invitation: accept, decline or resend it.");
        if (!i.accepted) {
            require_valid(i);
            activate(call, c, i);
        }
        return invitation_json(c, call, i);
    }));
}

http::Response decline(Call& call) {
    call.database().write([&](db::Connection& c) {
        const auto i = find(c, call, call.request.parameters.at(0));
        require(c, call, i, "decline");
        Announcement announcement(call, c);
        announcement.will_delete(Kind::membership, {i.membership_id});
        announcement.send();
        c.execute("DELETE FROM membership WHERE id = ?", i.membership_id); // the invitation goes with it
    });
    return call.no_content();
}

http::Response resend(Call& call) {
    static access::Throttle throttle(resends, std::chrono::hours(1));
    std::string email;
    const auto i = call.database().read([&](db::Connection& c) {
        auto found = find(c, call, call.request.parameters.at(0));
        require(c, call, found, "resend");
        if (const auto user = access::find_user(c, found.account_id)) email = user->email;
        return found;
    });
    throttle.pass(std::to_string(call.caller.id));
    if (i.accepted) throw string_error("This invitation is already accepted.");
    mail_invitation(call, i, email);
    return call.no_content();
}

} // namespace

std::vector<std::string> invitation_items(Call& call, db::Connection& c, const std::vector<int64_t>& memberships) {
    const auto invitations = load(c, memberships);
    std::vector<std::optional<int64_t>> people;
    for (const auto& [id, i] : invitations) people.insert(people.end(), {i.owner_id, i.account_id});
    const BasicUsers users(call, c, people);
    std::vector<std::string> items;
    for (const auto id : memberships)
        if (const auto i = invitations.find(id); i != invitations.end())
            items.push_back(invitation_json(i->second, users));
    return items;
}

void add_invitation_routes(Routes& routes) {
    routes.get("/api/invitations", list)
        .describe({"Lists invitations that the caller sent, received or manages", {}, {}});
    routes.post("/api/invitations", create)
        .describe({"Invites somebody into an organization", record_schema<InvitationWrite>(), {}, 201});
    routes.get("/api/invitations/{key}", retrieve).describe({"Shows an invitation", {}, {}});
    routes.patch("/api/invitations/{key}", update).describe({"Accepts an invitation", {}, {}});
    routes.remove("/api/invitations/{key}", remove).describe({"Takes an invitation back", {}, {}, 204});
    routes.post("/api/invitations/{key}/accept", accept).describe({"Accepts an invitation", {}, {}});
    routes.post("/api/invitations/{key}/decline", decline).describe({"Declines an invitation", {}, {}, 204});
    routes.post("/api/invitations/{key}/resend", resend).describe({"Mails an invitation again", {}, {}, 204});
}

} // namespace limn::api
