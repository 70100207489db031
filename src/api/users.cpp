// /api/users: accounts as people and administrators see and change them.
#include "api/users.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include "access/policy.h"
#include "access/users.h"
#include "api/announcement.h"
#include "api/checks.h"
#include "api/user_json.h"
#include "base/error.h"
#include "base/text.h"
#include "db/list.h"

namespace limn::api {
namespace json = boost::json;

namespace {

const db::Listing& listing() {
    using F = db::ListField;
    static const db::Listing one{"account u",
                                 "u.id",
                                 {{"username", "u.username", db::FieldType::text, F::all},
                                  {"first_name", "u.first_name", db::FieldType::text, F::all},
                                  {"last_name", "u.last_name", db::FieldType::text, F::all},
                                  {"id", "u.id", db::FieldType::integer, F::filter_sort},
                                  {"is_active", "u.is_active", db::FieldType::boolean, F::simple_all}}};
    return one;
}

std::string user_json(const Call& call, const access::User& user, bool full) {
    JsonWriter w;
    full ? write_full_user(w, call, user) : write_basic_user(w, call, user);
    return w.take();
}

// Everybody with a membership in the organisation, or without any when the personal workspace is named.
db::Sql visible_users(const Call& call) {
    db::Sql sql = access::visible_rows(call.caller, call.context, "users", {{access::self, "u.id = ?"}}, {});
    if (!call.context.given) return sql;
    constexpr std::string_view memberships = "EXISTS (SELECT 1 FROM membership m WHERE m.account_id = u.id";
    if (call.context.organization_id)
        return sql.add(" AND ").add(memberships).add(" AND m.organization_id = ?)", *call.context.organization_id);
    return sql.add(" AND NOT ").add(memberships).add(")");
}

access::User find(db::Connection& c, const Call& call, int64_t id) {
    db::Sql sql;
    sql.add("SELECT 1 FROM account u WHERE u.id = ?", id)
        .add(" AND ")
        .add(db::list_condition(listing(), call.request.query));
    auto user = c.value(sql) ? access::find_user(c, id) : std::nullopt;
    if (!user) throw not_found("User");
    return *user;
}

void require(const Call& call, const access::User& user, std::string_view scope) {
    const uint32_t relations = user.id == call.caller.id ? uint32_t{access::self} : 0;
    access::require(call.caller, call.context, "users", scope, {.relations = relations});
}

http::Response list(Call& call) {
    std::vector<std::string> items;
    const auto page = call.database().read([&](db::Connection& c) {
        auto found = db::list_page(c, listing(), visible_users(call), call.request.query);
        std::unordered_map<int64_t, std::string> texts;
        for (const auto& user : access::find_users(c, found.ids))
            texts.emplace(user.id, user_json(call, user, call.caller.is_staff));
        for (const auto id : found.ids) items.push_back(std::move(texts.at(id)));
        return found;
    });
    return page_response(call, page, items);
}

http::Response retrieve(Call& call) {
    const auto user = call.database().read([&](db::Connection& c) { return find(c, call, call.id(0)); });
    require(call, user, "view");
    return call.json(200, user_json(call, user, call.caller.is_staff || user.id == call.caller.id));
}

http::Response retrieve_self(Call& call) {
    const auto user = call.database().read([&](db::Connection& c) { return access::find_user(c, call.caller.id); });
    if (!user) throw not_found("User");
    require(call, *user, "view");
    return call.json(200, user_json(call, *user, true));
}

struct UserWrite {
    Given<Text<150>> username;
    Given<BlankText<150>> first_name, last_name;
};
BOOST_DESCRIBE_STRUCT(UserWrite, (), (username, first_name, last_name))

struct StaffUserWrite : UserWrite { // what staff may change besides
    Given<BlankText<254>> email;
    Given<json::value> groups;
    Given<bool> is_staff, is_superuser, is_active;
};
BOOST_DESCRIBE_STRUCT(StaffUserWrite, (UserWrite), (email, groups, is_staff, is_superuser, is_active))

// Callers who are not staff are told about every field that is not theirs.
void refuse_other_fields(const json::value& body) {
    if (!body.is_object()) return;
    std::string others;
    bool reserved = false;
    for (const auto& member : body.get_object()) {
        const std::string_view key = member.key();
        if (key == "url" || key == "id" || key == "username" || key == "first_name" || key == "last_name") continue;
        reserved |= key == "is_staff" || key == "is_superuser" || key == "groups";
        others += fmt::format("{}'{}'", others.empty() ? "" : ", ", key);
    }
    if (others.empty()) return;
    throw record_error(fmt::format(
        "{}: {{{}}}", reserved ? "You do not have permissions to access some of these fields" : "Got unknown fields",
        others));
}

std::optional<std::vector<std::string>> read_groups(const json::value& v, Problems& problems) {
    if (v.is_null()) {
        problems.add("groups", "This field may not be null.");
        return {};
    }
    if (const auto* list = v.if_array()) {
        std::vector<std::string> groups;
        for (const auto& item : *list) {
            const auto name = item.is_string() ? std::string(item.get_string()) : to_json(item);
            if (!access::is_group(name)) {
                problems.add("groups", fmt::format("Object with name={} does not exist.", name));
                return {};
            }
            if (std::find(groups.begin(), groups.end(), name) == groups.end()) groups.push_back(name);
        }
        return groups;
    }
    const auto problem = record::not_a_list(v);
    problems.add("groups", std::string_view(problem.as_array().front().as_string()));
    return {};
}

template <class T, class V> void assign(T& field, const Given<V>& given) {
    if (!given) return;
    if constexpr (std::is_same_v<V, bool>)
        field = *given;
    else
        field = given->value;
}

void apply_names(db::Connection& c, access::User& user, const UserWrite& given, Problems& problems) {
    if (given.username && !problems.has("username")) {
        if (const auto problem = username_problem(given.username->value))
            problems.add("username", *problem);
        else if (access::username_taken(c, given.username->value, access::NameCase::exact, user.id))
            problems.add("username", "A user with that username already exists.");
    }
    assign(user.username, given.username);
    assign(user.first_name, given.first_name);
    assign(user.last_name, given.last_name);
}

void apply_all(db::Connection& c, access::User& user, const StaffUserWrite& given, Problems& problems) {
    apply_names(c, user, given, problems);
    if (given.email && !given.email->value.empty() && !problems.has("email"))
        if (const auto problem = email_problem(given.email->value)) problems.add("email", *problem);
    if (given.groups)
        if (auto groups = read_groups(*given.groups, problems)) user.groups = std::move(*groups);
    assign(user.email, given.email);
    assign(user.is_staff, given.is_staff);
    assign(user.is_superuser, given.is_superuser);
    assign(user.is_active, given.is_active);
}

http::Response update(Call& call) {
    const auto id = call.id(0);
    require(call, call.database().read([&](db::Connection& c) { return find(c, call, id); }), "update");
    const auto body = call.body();
    const bool staff = call.caller.is_staff;
    if (!staff) refuse_other_fields(body);
    const auto user = call.database().write([&](db::Connection& c) {
        auto changed = find(c, call, id);
        Problems problems;
        if (staff)
            apply_all(c, changed, problems.read<StaffUserWrite>(body), problems);
        else
            apply_names(c, changed, problems.read<UserWrite>(body), problems);
        problems.throw_if_any();
        Announcement announcement(call, c);
        announcement.will_change(Kind::user, {changed.id});
        access::update_user(c, changed);
        announcement.send();
        return changed;
    });
    return call.json(200, user_json(call, user, staff));
}

http::Response remove(Call& call) {
    call.database().write([&](db::Connection& c) {
        const auto user = find(c, call, call.id(0));
        require(call, user, "delete");
        Announcement announcement(call, c);
        announcement.will_delete(Kind::user, {user.id});
        access::delete_user(c, user.id);
        announcement.send();
    });
    return call.no_content();
}

} // namespace

void add_user_routes(Routes& routes) {
    routes.get("/api/users", list).describe({"Lists the users that the caller may see", {}, {}});
    routes.get("/api/users/self", retrieve_self)
        .describe({"Method returns an instance of a user who is currently authenticated", {}, {}});
    routes.get("/api/users/{id}", retrieve).describe({"Shows a user", {}, {}});
    routes.patch("/api/users/{id}", update).describe({"Changes a user", record_schema<StaffUserWrite>(), {}});
    routes.remove("/api/users/{id}", remove)
        .describe({"Deletes a user; what they own stays, without an owner", {}, {}, 204});
}

} // namespace limn::api
