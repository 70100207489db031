#include "api/schema.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include "api/contract.h"
#include "api/route_description.h"
#include "api/schema_links.h"
#include "api/schema_page.h"
#include "base/error.h"
#include "base/json.h"
#include "base/text.h"

namespace limn::api {
namespace json = boost::json;

namespace {

constexpr std::string_view described_release = "2.79.0"; // the newest whose clients are served

// Made once, when the routes are complete.
struct Document {
    std::string text;
    std::string page;
};
Document& document() {
    static Document made;
    return made;
}

// "/api/tasks/{id}/data/{file:rest}" -> "/api/tasks/{id}/data/{file}"
std::string plain_path(std::string_view pattern) {
    std::string out;
    while (!pattern.empty()) {
        const auto open = pattern.find('{');
        out += pattern.substr(0, open);
        if (open == std::string_view::npos) break;
        const auto close = pattern.find('}', open);
        const auto name = pattern.substr(open + 1, close - open - 1);
        out += fmt::format("{{{}}}", name.substr(0, name.find(':')));
        pattern.remove_prefix(close + 1);
    }
    return out;
}

std::vector<std::string> names_in(std::string_view path) {
    std::vector<std::string> names;
    for (auto open = path.find('{'); open != std::string_view::npos; open = path.find('{', open + 1))
        names.emplace_back(path.substr(open + 1, path.find('}', open) - open - 1));
    return names;
}

// The contract's, the route's own, and those of the path that neither of them describes.
json::array parameters_of(const DescribedRoute& route, const ContractOperation& contract) {
    json::array out;
    if (const auto* known = contract.at ? contract.at->if_contains("parameters") : nullptr) out = known->as_array();
    if (route.operation)
        for (const auto& parameter : route.operation->parameters) out.push_back(parameter);
    for (const auto& name : names_in(contract.path)) {
        const bool known = std::ranges::any_of(out, [&](const json::value& parameter) {
            return parameter.at("in").as_string() == "path" && parameter.at("name").as_string() == name;
        });
        const auto type = name == "id" ? "integer" : "string";
        if (!known) out.push_back({{"in", "path"}, {"name", name}, {"required", true}, {"schema", {{"type", type}}}});
    }
    return out;
}

// The record says what is read, and how; what it takes as it comes, and fields that it passes over, the contract
// describes.
void complete(json::value& mine, const json::value& contract) {
    const auto& known = resolved(contract).as_object();
    if (!mine.is_object() || !mine.get_object().contains("type")) {
        mine = contract;
        return;
    }
    auto& record = mine.get_object();
    auto* own = record.if_contains("properties");
    if (const auto* properties = known.if_contains("properties"); own && properties)
        for (const auto& [name, schema] : properties->as_object()) complete(own->as_object()[name], schema);
    auto* items = record.if_contains("items");
    if (const auto* known_items = known.if_contains("items"); items && known_items) complete(*items, *known_items);
}

json::value request_body(const DescribedRoute& route, const ContractOperation& contract) {
    json::object out;
    if (const auto* known = contract.at ? contract.at->if_contains("requestBody") : nullptr) out = known->as_object();
    if (!route.operation || route.operation->request.is_null()) return out.empty() ? json::value() : json::value(out);
    auto& content = out["content"];
    if (content.is_null()) content.emplace_object();
    auto& form = content.as_object()["application/json"];
    const auto* held = form.is_object() ? form.get_object().if_contains("schema") : nullptr;
    const auto known = held ? *held : json::value(); // the assignment below would take the pointer's ground away
    auto schema = route.operation->request;
    if (!known.is_null()) complete(schema, known);
    form = {{"schema", std::move(schema)}};
    return out;
}

json::object refusal(std::string_view description) {
    const json::object any_problem{{"schema", {{"$ref", "#/components/schemas/Problem"}}}};
    const json::object text{{"schema", {{"type", "string"}}}};
    return {{"description", description},
            {"content", {{json_content_type, any_problem}, {"text/html", text}, {"text/plain", text}}}};
}

json::object answers(const DescribedRoute& route, const ContractOperation& contract) {
    json::object out;
    if (const auto* known = contract.at ? contract.at->if_contains("responses") : nullptr) out = known->as_object();
    const bool bodiless = route.method == http::Method::delete_;
    if (!contract.at || (route.operation && !route.operation->response.is_null())) {
        const int status = route.operation && route.operation->status != 200 ? route.operation->status
                           : bodiless                                        ? 204
                                                                             : 200;
        json::object good{{"description", "Done"}};
        if (route.operation && !route.operation->response.is_null())
            good["content"] = {{route.operation->media_type.empty() ? json_content_type : route.operation->media_type,
                                {{"schema", route.operation->response}}}};
        out[std::to_string(status)] = std::move(good);
    }
    if (route.access == Access::user) {
        out["401"] = refusal("Authentication credentials were not provided, or are wrong");
        out["403"] = refusal("The caller may not do this");
    }
    if (route.pattern.find('{') != std::string::npos) out["404"] = refusal("There is no such object");
    out["4XX"] = refusal("What was sent cannot be used, and why");
    return out;
}

json::object operation_of(const DescribedRoute& route, const ContractOperation& contract, std::string_view id) {
    json::object out{{"operationId", id}};
    const auto parts = split(route.pattern, '/');
    if (parts.size() > 2) out["tags"] = {parts[2]};
    out["summary"] = route.operation ? route.operation->summary : name_of_path(route.pattern);
    if (auto parameters = parameters_of(route, contract); !parameters.empty())
        out["parameters"] = std::move(parameters);
    if (auto body = request_body(route, contract); !body.is_null()) out["requestBody"] = std::move(body);
    out["responses"] = answers(route, contract);
    if (contract.at && contract.at->contains("deprecated")) out["deprecated"] = true;
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

json::object components() {
    auto schemas = contract_schemas();
    schemas["Problem"] = {
        {"description", "What is wrong: {\"detail\": text}, texts by field, a list of texts, or one text"},
        {"anyOf", {{{"type", "object"}}, {{"type", "array"}, {"items", json::object()}}, {{"type", "string"}}}}};
    return {{"schemas", std::move(schemas)}, {"securitySchemes", security_schemes()}};
}

// Relative links of the page, and clients, need the slash.
std::optional<http::Response> to_slash(const Call& call) {
    if (call.request.path.ends_with('/')) return {};
    http::Response elsewhere;
    elsewhere.status = 301;
    return elsewhere.header("Location", call.request.path + "/");
}

http::Response schema(Call& call) {
    if (auto elsewhere = to_slash(call)) return std::move(*elsewhere);
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
    auto response = http::make_response(200, document().text, type);
    const bool as_json = type.find("json") != std::string_view::npos;
    return response.header("Content-Disposition",
                           fmt::format("inline; filename=\"CVAT REST API (2.0).{}\"", as_json ? "json" : "yaml"));
}

// The page needs nothing but its own style.
http::Response docs(Call& call) {
    if (auto elsewhere = to_slash(call)) return std::move(*elsewhere);
    return http::make_response(200, document().page, "text/html; charset=utf-8")
        .header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; "
                                           "form-action 'none'; frame-ancestors 'none'");
}

} // namespace

json::value openapi_document(const std::vector<DescribedRoute>& routes, std::string_view version) {
    json::object paths;
    for (const auto& route : routes) {
        if (route.method == http::Method::options) continue; // every path answers it
        const auto method = lower(http::to_string(route.method));
        const auto contract = contract_operation(plain_path(route.pattern), method);
        auto& item = paths[contract.path];
        if (item.is_null()) item.emplace_object();
        auto name = replace_all(trim(replace_all(contract.path.substr(5), "/", " ")), " ", "_");
        std::erase_if(name, [](char c) { return c == '{' || c == '}'; });
        item.get_object()[method] = operation_of(route, contract, fmt::format("{}_{}", method, name));
    }
    add_links(paths);
    return json::object{{"openapi", "3.0.3"},
                        {"info", {{"title", "Limn REST API"}, {"version", version}, {"license", {{"name", "MIT"}}}}},
                        {"paths", std::move(paths)},
                        {"components", components()},
                        {"security", security()}};
}

void add_schema_routes(Routes& routes) {
    routes.get("/api/schema/", schema, Access::unchecked).describe({"This document", {}, {}});
    routes.get("/api/docs/", docs, Access::open).describe({"This document as a page", {}, {}});
    const auto all = openapi_document(routes.all(), described_release);
    document() = {to_json(all), schema_page(all.as_object())};
}

} // namespace limn::api
