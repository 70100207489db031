#include "api/schema.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include "api/route_description.h"
#include "base/error.h"
#include "base/json.h"
#include "base/text.h"

namespace limn::api {
namespace json = boost::json;

namespace {

// The document as JSON, made once when the routes are complete.
std::string& document() {
    static std::string text;
    return text;
}

// "/api/tasks/{id}/data/{file:rest}" -> "/api/tasks/{id}/data/{file}"; the names go to `names`.
std::string plain_path(std::string_view pattern, std::vector<std::string>& names) {
    std::string out;
    while (!pattern.empty()) {
        const auto open = pattern.find('{');
        out += pattern.substr(0, open);
        if (open == std::string_view::npos) break;
        const auto close = pattern.find('}', open);
        auto name = pattern.substr(open + 1, close - open - 1);
        name = name.substr(0, name.find(':'));
        names.emplace_back(name);
        out += fmt::format("{{{}}}", name);
        pattern.remove_prefix(close + 1);
    }
    return out;
}

json::array path_parameters(const std::vector<std::string>& names) {
    json::array out;
    for (const auto& name : names)
        out.push_back({{"name", name},
                       {"in", "path"},
                       {"required", true},
                       {"schema", {{"type", name == "id" ? "integer" : "string"}}}});
    return out;
}

json::object answers(const DescribedRoute& route) {
    const int status = route.operation ? route.operation->status : route.method == http::Method::delete_ ? 204 : 200;
    json::object good{{"description", "Done"}};
    if (route.operation && !route.operation->response.is_null())
        good["content"] = {{json_content_type, {{"schema", route.operation->response}}}};
    json::object out{{std::to_string(status), std::move(good)}};
    if (route.access == Access::user) {
        out["401"] = {{"description", "Authentication credentials were not provided, or are wrong"}};
        out["403"] = {{"description", "The caller may not do this"}};
    }
    if (route.pattern.find('{') != std::string::npos) out["404"] = {{"description", "There is no such object"}};
    return out;
}

json::object operation_of(const DescribedRoute& route, const std::vector<std::string>& names, std::string_view id) {
    json::object out{{"operationId", id}};
    const auto parts = split(route.pattern, '/');
    if (parts.size() > 2) out["tags"] = {parts[2]};
    if (route.operation) out["summary"] = route.operation->summary;
    if (!names.empty()) out["parameters"] = path_parameters(names);
    if (route.operation && !route.operation->request.is_null())
        out["requestBody"] = {{"content", {{"application/json", {{"schema", route.operation->request}}}}}};
    out["responses"] = answers(route);
    if (route.access != Access::user && route.access != Access::access_token)
        out["security"] = json::array{json::object()};
    return out;
}

json::object security_schemes() {
    return {{"sessionAuth", {{"type", "apiKey"}, {"in", "cookie"}, {"name", "sessionid"}}},
            {"csrfHeaderAuth", {{"type", "apiKey"}, {"in", "header"}, {"name", "X-CSRFToken"}}},
            {"tokenAuth",
             {{"type", "apiKey"}, {"in", "header"}, {"name", "Authorization"}, {"description", "Token <key>"}}},
            {"accessTokenAuth", {{"type", "http"}, {"scheme", "bearer"}}},
            {"basicAuth", {{"type", "http"}, {"scheme", "basic"}}}};
}

json::array security() {
    return {{{"sessionAuth", json::array()}, {"csrfHeaderAuth", json::array()}},
            {{"tokenAuth", json::array()}},
            {{"accessTokenAuth", json::array()}},
            {{"basicAuth", json::array()}}};
}

http::Response schema(Call& call) {
    if (!call.request.path.ends_with('/')) {
        http::Response elsewhere;
        elsewhere.status = 301;
        return elsewhere.header("Location", "/api/schema/");
    }
    const auto accept = call.request.header("Accept");
    const auto wanted = call.argument("scheme").value_or("");
    const auto wants = [&](std::string_view type) { return accept.find(type) != std::string_view::npos; };
    std::string_view type = "application/vnd.oai.openapi";
    if (wanted == "json")
        type = "application/vnd.oai.openapi+json";
    else if (wanted.empty() && wants("application/vnd.oai.openapi+json"))
        type = "application/vnd.oai.openapi+json";
    else if (wanted.empty() && wants("application/json"))
        type = "application/json";
    else if (wanted.empty() && wants("application/yaml"))
        type = "application/yaml";
    const bool acceptable = accept.empty() || wants("*/*") || wants("application/") || !wanted.empty();
    if (!acceptable)
        return http::make_response(406, "Not acceptable: the document is there as YAML and as JSON.", type);
    // JSON is YAML, too: one text serves both.
    auto response = http::make_response(200, document(), type);
    const bool as_json = type.find("json") != std::string_view::npos;
    return response.header("Content-Disposition",
                           fmt::format("inline; filename=\"CVAT REST API (2.0).{}\"", as_json ? "json" : "yaml"));
}

std::string escaped(std::string_view text) { return replace_all(replace_all(text, "&", "&amp;"), "<", "&lt;"); }

// Every operation on one page, without scripts.
http::Response docs(Call&) {
    const auto all = parse_json(document());
    std::string html =
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Limn API</title>"
        "<style>body{font:15px/1.5 system-ui;max-width:60rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}"
        "summary{cursor:pointer}b{display:inline-block;width:5rem;font-family:monospace}pre{overflow:auto}</style>"
        "<h1>Limn API</h1><p>The same as a machine reads it: <a href=\"/api/schema/?scheme=json\">/api/schema/</a></p>";
    for (const auto& path : all.at("paths").as_object())
        for (const auto& operation : path.value().as_object()) {
            const auto* summary = operation.value().as_object().if_contains("summary");
            html += fmt::format("<details><summary><b>{}</b>{} <small>{}</small></summary><pre>{}</pre></details>",
                                upper(operation.key()), escaped(path.key()),
                                summary ? escaped(std::string_view(summary->as_string())) : "",
                                escaped(to_json(operation.value())));
        }
    return http::make_response(200, html, "text/html; charset=utf-8");
}

} // namespace

json::value openapi_document(const std::vector<DescribedRoute>& routes, std::string_view version) {
    json::object paths;
    for (const auto& route : routes) {
        if (route.method == http::Method::head || route.method == http::Method::options) continue;
        std::vector<std::string> names;
        const auto path = plain_path(route.pattern, names);
        const auto method = lower(http::to_string(route.method));
        auto& item = paths[path];
        if (item.is_null()) item.emplace_object();
        item.get_object()[method] = operation_of(
            route, names,
            fmt::format("{}_{}", method, replace_all(trim(replace_all(path.substr(5), "/", " ")), " ", "_")));
    }
    return json::object{{"openapi", "3.0.3"},
                        {"info", {{"title", "Limn REST API"}, {"version", version}, {"license", {{"name", "MIT"}}}}},
                        {"paths", std::move(paths)},
                        {"components", {{"securitySchemes", security_schemes()}}},
                        {"security", security()}};
}

void add_schema_routes(Routes& routes) {
    routes.get("/api/schema/", schema, Access::open).describe({"This document", {}, {}});
    routes.get("/api/docs/", docs, Access::open).describe({"This document as a page", {}, {}});
    document() = to_json(openapi_document(routes.all(), "2.79.0"));
}

} // namespace limn::api
