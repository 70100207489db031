#include "api/user_settings.h"

#include <fmt/format.h>

#include "access/policy.h"
#include "api/kept_settings.h"
#include "base/error.h"

namespace limn::api {

namespace {

constexpr size_t largest_settings = 256 * 1024; // as JSON text, of one account

void require(const Call& call, std::string_view scope) {
    access::require(call.caller, call.context, "users", scope, {.relations = uint32_t{access::self}});
}

std::string stored(db::Connection& c, int64_t account) {
    auto rows = c.query("SELECT settings FROM account WHERE id = ?", account);
    if (!rows.next()) throw not_found("User");
    return rows.text(0);
}

http::Response retrieve(Call& call) {
    require(call, "view");
    return call.json(200, call.database().read([&](db::Connection& c) { return stored(c, call.caller.id); }));
}

// Members that are given replace those of the same name, null takes one away; the others stay. Two browsers that change
// different members at once keep both.
http::Response update(Call& call) {
    require(call, "update");
    const auto body = call.body();
    const auto text = call.database().write([&](db::Connection& c) {
        // Writing first locks the row: whoever changes the same account's settings waits and sees these.
        c.execute("UPDATE account SET settings = settings WHERE id = ?", call.caller.id);
        const auto all = changed_settings(
            stored(c, call.caller.id), body, largest_settings,
            fmt::format("The settings of one account take at most {} KiB. Nothing was changed; delete saved views that "
                        "are no longer needed.",
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
