#include "api/lambda.h"

#include <fmt/format.h>

#include "api/bodies.h"
#include "api/subjects.h"
#include "base/error.h"

namespace limn::api {

namespace {

struct FunctionRequestBody {
    Text<> function;
    int64_t task = 0;
    Given<Nullable<int64_t>> job;
    Given<Nullable<double>> threshold;
    Default<bool> cleanup, conv_mask_to_poly;
    Given<boost::json::value> mapping;
    Given<Nullable<int64_t>> max_distance;
};
BOOST_DESCRIBE_STRUCT(FunctionRequestBody, (),
                      (function, task, job, threshold, cleanup, conv_mask_to_poly, mapping, max_distance))

void require(const Call& call, std::string_view scope) {
    access::require(call.caller, call.context, "lambda", scope, {});
}

// Functions see frames: whoever calls one must be allowed to. What the body names is found, or 400.
void require_data(Call& call, const boost::json::object& body) {
    call.database().read([&](db::Connection& c) {
        if (const auto job = named_id(body, "job"))
            access::require(call.caller, call.context, "jobs", "view:data", named_job(c, call, *job).subject);
        else if (const auto task = named_id(body, "task"))
            access::require(call.caller, call.context, "tasks", "view:data", named_task(c, call, *task).subject);
    });
}

Error no_functions() {
    return string_error("No server of functions is connected to this Limn: there is nothing that could be called. "
                        "Functions that run beside a client (cvat-cli task auto-annotate) work.",
                        503);
}

http::Response list_functions(Call& call) {
    require(call, "list");
    throw no_functions();
}

http::Response retrieve_function(Call& call) {
    require(call, "view");
    throw no_functions();
}

http::Response call_function(Call& call) {
    const auto body = body_object(call);
    require_data(call, body);
    require(call, "call:online");
    if (!named_id(body, "job") && !named_id(body, "task"))
        throw string_error(
            fmt::format("`{}` lambda function was run with wrong arguments ('task')", call.request.parameters.at(0)));
    throw no_functions();
}

http::Response list_requests(Call& call) {
    require(call, "list:offline");
    return call.json(200, "[]");
}

http::Response create_request(Call& call) {
    const auto body = body_object(call);
    require_data(call, body);
    require(call, "call:offline");
    const auto r = read_record<FunctionRequestBody>(body);
    call.database().read([&](db::Connection& c) { named_task(c, call, r.task); });
    throw no_functions();
}

http::Response unknown_request(Call& call) {
    require(call, "call:offline");
    throw string_error(fmt::format("{} lambda job is not found", call.request.parameters.at(0)), 404);
}

} // namespace

void add_lambda_routes(Routes& routes) {
    routes.get("/api/lambda/functions", list_functions).describe({"List functions that annotate", {}, {}});
    routes.get("/api/lambda/functions/{func_id}", retrieve_function).describe({"Show a function", {}, {}});
    routes.post("/api/lambda/functions/{func_id}", call_function).describe({"Call a function on a frame", {}, {}});
    routes.get("/api/lambda/requests", list_requests).describe({"List calls on whole tasks", {}, {}});
    routes.post("/api/lambda/requests", create_request)
        .describe({"Call a function on a task or job", record_schema<FunctionRequestBody>(), {}});
    routes.get("/api/lambda/requests/{id}", unknown_request).describe({"Show a call on a task", {}, {}});
    routes.remove("/api/lambda/requests/{id}", unknown_request).describe({"Cancel a call on a task", {}, {}, 204});
}

} // namespace limn::api
