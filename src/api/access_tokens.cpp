// /api/auth/access_tokens: keys for programs, each with a name, an end and, mostly, no right to change anything.
#include "api/access_tokens.h"

#include <boost/json.hpp>

#include "access/policy.h"
#include "access/tokens.h"
#include "api/user_json.h"
#include "base/error.h"
#include "base/record.h"
#include "db/list.h"

namespace limn::api {
namespace json = boost::json;

namespace {

const db::Listing& listing() {
    using F = db::ListField;
    static const db::Listing one{"access_token t",
                                 "t.id",
                                 {{"name", "t.name", db::FieldType::text, F::all},
                                  {"id", "t.id", db::FieldType::integer, F::filter_sort},
                                  {"created_date", "t.created_date", db::FieldType::time, F::filter_sort},
                                  {"updated_date", "t.updated_date", db::FieldType::time, F::filter_sort},
                                  {"expiry_date", "t.expiry_date", db::FieldType::time, F::filter_sort},
                                  {"last_used_date", "t.last_used_date", db::FieldType::time, F::filter_sort},
                                  {"read_only", "t.read_only", db::FieldType::boolean, F::filter_sort}}};
    return one;
}

// value: only in the answer to its creation.
std::string token_json(const access::AccessToken& t, const BasicUsers& users, std::string_view value = {}) {
    JsonWriter w;
    const auto moment = [&](std::string_view name, const std::optional<Time>& time) {
        w.key(name);
        time ? w.value(to_iso(*time)) : w.value(nullptr);
    };
    w.begin_object();
    w.member("id", t.id);
    w.member("name", t.name);
    moment("created_date", t.created_date);
    moment("updated_date", t.updated_date);
    moment("expiry_date", t.expiry_date);
    moment("last_used_date", t.last_used_date);
    w.member("read_only", t.read_only);
    w.key("owner");
    users.write(w, t.owner_id);
    if (!value.empty()) w.member("value", value);
    w.end_object();
    return w.take();
}

// Tokens that work no more are not found.
access::AccessToken find(db::Connection& c, const Call& call, int64_t id) {
    db::Sql sql;
    sql.add("SELECT 1 FROM access_token t WHERE t.id = ?", id).add(" AND ").add(access::usable_tokens(now()));
    sql.add(" AND ").add(db::list_condition(listing(), call.request.query));
    auto token = c.value(sql) ? access::find_access_token(c, id) : std::nullopt;
    if (!token) throw not_found("AccessToken");
    return *token;
}

void require(const Call& call, const access::AccessToken& t, std::string_view scope) {
    const uint32_t relations = t.owner_id == call.caller.id ? uint32_t{access::owner} : 0;
    access::require(call.caller, call.context, "access_tokens", scope, {.relations = relations});
}

db::Sql own_tokens(const Call& call) {
    db::Sql sql;
    return sql.add("t.owner_id = ?", call.caller.id).add(" AND ").add(access::usable_tokens(now()));
}

http::Response list(Call& call) {
    access::require(call.caller, call.context, "access_tokens", "list", {});
    std::vector<std::string> items;
    const auto page = call.database().read([&](db::Connection& c) {
        auto found = db::list_page(c, listing(), own_tokens(call), call.request.query);
        const BasicUsers users(call, c, {call.caller.id});
        for (const auto id : found.ids)
            if (const auto token = access::find_access_token(c, id)) items.push_back(token_json(*token, users));
        return found;
    });
    return page_response(call, page, items);
}

std::string shown(db::Connection& c, const Call& call, int64_t id) {
    const auto token = find(c, call, id);
    require(call, token, "view");
    return token_json(token, BasicUsers(call, c, {token.owner_id}));
}

http::Response retrieve(Call& call) {
    return call.json(200, call.database().read([&](db::Connection& c) { return shown(c, call, call.id(0)); }));
}

http::Response retrieve_self(Call& call) {
    return call.json(200, call.database().read([&](db::Connection& c) {
        return shown(c, call, call.caller.access_token_id.value_or(0));
    }));
}

struct TokenWrite {
    Text<50> name;
    Given<Nullable<Time>> expiry_date;
    Default<bool> read_only{true};
};
BOOST_DESCRIBE_STRUCT(TokenWrite, (), (name, expiry_date, read_only))

struct TokenPatch {
    Given<Text<50>> name;
    Given<Nullable<Time>> expiry_date;
    Given<bool> read_only;
};
BOOST_DESCRIBE_STRUCT(TokenPatch, (), (name, expiry_date, read_only))

http::Response create(Call& call) {
    access::require(call.caller, call.context, "access_tokens", "create", {});
    const auto given = read_record<TokenWrite>(call.body());
    return call.json(201, call.database().write([&](db::Connection& c) {
        const auto usable = c.value(db::Sql().add("SELECT count(*) FROM access_token t WHERE ").add(own_tokens(call)));
        if (usable.value_or(0) >= access::most_access_tokens)
            throw list_error("You have reached the maximum allowed number of Personal Access Tokens for a user");
        const auto expiry = given.expiry_date ? std::optional<Time>(*given.expiry_date) : std::nullopt;
        const auto made = access::create_access_token(c, call.caller.id, given.name.value, given.read_only, expiry);
        return token_json(*access::find_access_token(c, made.id), BasicUsers(call, c, {call.caller.id}), made.value);
    }));
}

http::Response update(Call& call) {
    const auto id = call.id(0);
    require(call, call.database().read([&](db::Connection& c) { return find(c, call, id); }), "update");
    const auto given = read_record<TokenPatch>(call.body());
    return call.json(200, call.database().write([&](db::Connection& c) {
        auto token = find(c, call, id);
        if (given.name) token.name = given.name->value;
        if (given.expiry_date) token.expiry_date = *given.expiry_date;
        if (given.read_only) token.read_only = *given.read_only;
        token.updated_date = now();
        c.execute("UPDATE access_token SET name = ?, expiry_date = ?, read_only = ?, updated_date = ? WHERE id = ?",
                  token.name, token.expiry_date, token.read_only, token.updated_date, id);
        return token_json(token, BasicUsers(call, c, {token.owner_id}));
    }));
}

http::Response revoke(Call& call) {
    call.database().write([&](db::Connection& c) {
        const auto token = find(c, call, call.id(0));
        require(call, token, "delete");
        c.execute("UPDATE access_token SET revoked = 1, updated_date = ? WHERE id = ?", now(), token.id);
    });
    return call.no_content();
}

} // namespace

void add_access_token_routes(Routes& routes) {
    routes.get("/api/auth/access_tokens", list).describe({"Lists the caller's access tokens that work", {}, {}});
    routes.post("/api/auth/access_tokens", create)
        .describe({"Makes an access token; its value is shown this once", record_schema<TokenWrite>(), {}, 201});
    routes.get("/api/auth/access_tokens/self", retrieve_self, Access::access_token)
        .describe({"Shows the token that this request carries", {}, {}});
    routes.get("/api/auth/access_tokens/{id}", retrieve).describe({"Shows an access token", {}, {}});
    routes.patch("/api/auth/access_tokens/{id}", update)
        .describe({"Changes an access token", record_schema<TokenPatch>(), {}});
    routes.remove("/api/auth/access_tokens/{id}", revoke).describe({"Revokes an access token", {}, {}, 204});
}

} // namespace limn::api
