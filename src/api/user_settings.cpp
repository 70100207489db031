#include "api/user_settings.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include "access/policy.h"
#include "base/error.h"
#include "base/json.h"

namespace limn::api {
namespace json = boost::json;

namespace {

constexpr size_t largest_settings = 256 * 1024; // as JSON text, of one account

void require(const Call& call, std::string_view scope) {
    access::require(call.caller, call.context, "users", scope, {.relations = uint32_t{access::self}});
}

json::object stored(db::Connection& c, int64_t account) {
    auto rows = c.query("SELECT settings FROM account WHERE id = ?", account);
    if (!rows.next()) throw not_found("User");
    return json::parse(rows.view(0)).as_object();
}

http::Response retrieve(Call& call) {
    require(call, "view");
    return call.json(200, to_json(call.database().read([&](db::Connection& c) { return stored(c, call.caller.id); })));
}

// Members that are given replace those of the same name, null takes one away; the others stay. Two browsers that change
// different members at once keep both.
http::Response update(Call& call) {
    require(call, "update");
    const auto body = call.body();
    if (!body.is_object()) throw record_error("Settings are an object: one member for each part of the page.");
    const auto text = call.database().write([&](db::Connection& c) {
        // Writing first locks the row: whoever changes the same account's settings waits and sees these.
        c.execute("UPDATE account SET settings = settings WHERE id = ?", call.caller.id);
        auto settings = stored(c, call.caller.id);
        for (const auto& [name, value] : body.get_object()) {
            if (value.is_null())
                settings.erase(name);
            else
                settings[name] = value;
        }
        auto all = to_json(settings);
        if (all.size() > largest_settings)
            throw record_error(fmt::format("The settings of one account take at most {} KiB. Nothing was changed; "
                                           "delete saved views that are no longer needed.",
                                           largest_settings / 1024));
        c.execute("UPDATE account SET settings = ? WHERE id = ?", all, call.caller.id);
        return all;
    });
    return call.json(200, text);
}

} // namespace

void add_user_settings_routes(Routes& routes) {
    routes.get("/api/users/self/settings", retrieve).describe({"Shows what the caller has set on the page", {}, {}});
    routes.patch("/api/users/self/settings", update)
        .describe({"Replaces the named settings of the caller; null takes one away", {}, {}});
}

} // namespace limn::api
