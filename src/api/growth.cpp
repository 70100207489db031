// /api/growth: which hints of CVAT's own page a person has seen. Each has one record, made when it is first asked for.
#include "api/growth.h"

#include "api/bodies.h"
#include "base/error.h"
#include "base/record.h"
#include "db/list.h"

namespace limn::api {

namespace {

struct GrowthBody {
    Given<bool> github_prompt_shown, github_prompt_support_clicked, promotion_notifications_allowed;
};
BOOST_DESCRIBE_STRUCT(GrowthBody, (),
                      (github_prompt_shown, github_prompt_support_clicked, promotion_notifications_allowed))

std::string growth_item(db::Connection& c, int64_t account_id) {
    auto rows = c.query("SELECT id, account_id, github_prompt_shown, github_prompt_support_clicked, "
                        "promotion_notifications_allowed FROM growth WHERE account_id = ?",
                        account_id);
    if (!rows.next()) throw not_found("Growth");
    JsonWriter w;
    w.begin_object();
    w.member("id", rows.integer(0));
    w.member("owner", rows.integer(1));
    w.member("github_prompt_enabled", false);
    w.member("github_prompt_shown", rows.boolean(2));
    w.member("github_prompt_support_clicked", rows.boolean(3));
    w.member("promotion_notifications_allowed", rows.boolean(4));
    w.end_object();
    return w.take();
}

void require_own(db::Connection& c, const Call& call) {
    const auto owner = c.value("SELECT account_id FROM growth WHERE id = ?", call.id(0));
    if (owner != call.caller.id) throw not_found("Growth");
}

http::Response list(Call& call) {
    const auto item = call.database().write([&](db::Connection& c) {
        c.execute("INSERT INTO growth (account_id) VALUES (?) ON CONFLICT (account_id) DO NOTHING", call.caller.id);
        return growth_item(c, call.caller.id);
    });
    const auto request = db::page_request(call.request.query);
    return page_response(call, {.count = 1, .number = 1, .size = request.size}, {item});
}

http::Response retrieve(Call& call) {
    return call.json(200, call.database().read([&](db::Connection& c) {
        require_own(c, call);
        return growth_item(c, call.caller.id);
    }));
}

// What was shown or clicked stays so.
http::Response update(Call& call) {
    const auto r = read_record<GrowthBody>(body_object(call));
    return call.json(200, call.database().write([&](db::Connection& c) {
        require_own(c, call);
        if (r.github_prompt_shown.value_or(false))
            c.execute("UPDATE growth SET github_prompt_shown = 1 WHERE account_id = ?", call.caller.id);
        if (r.github_prompt_support_clicked.value_or(false))
            c.execute("UPDATE growth SET github_prompt_support_clicked = 1 WHERE account_id = ?", call.caller.id);
        if (r.promotion_notifications_allowed)
            c.execute("UPDATE growth SET promotion_notifications_allowed = ? WHERE account_id = ?",
                      *r.promotion_notifications_allowed, call.caller.id);
        return growth_item(c, call.caller.id);
    }));
}

} // namespace

void add_growth_routes(Routes& routes) {
    routes.get("/api/growth", list).describe({"The caller's own record", {}, {}});
    routes.get("/api/growth/{id}", retrieve).describe({"Show a record", {}, {}});
    routes.patch("/api/growth/{id}", update).describe({"Change a record", record_schema<GrowthBody>(), {}});
}

} // namespace limn::api
