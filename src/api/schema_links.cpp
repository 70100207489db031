#include "api/schema_links.h"

#include <string>
#include <vector>

#include <boost/json.hpp>
#include <fmt/format.h>

namespace limn::api {
namespace json = boost::json;

namespace {

struct Target {
    std::string parameter; // "id" of "/api/tasks/{id}/data"
    std::string operation;
};

// The operations on one member of the collection.
std::vector<Target> targets_of(const json::object& paths, std::string_view collection) {
    const auto start = fmt::format("{}/{{", collection);
    std::vector<Target> found;
    for (const auto& [path, item] : paths) {
        const std::string_view text = path;
        if (!text.starts_with(start) || text.find('{', start.size()) != std::string_view::npos) continue;
        const auto parameter = text.substr(start.size(), text.find('}') - start.size());
        for (const auto& [method, operation] : item.as_object())
            if (method != "head")
                found.push_back({std::string(parameter), std::string(operation.at("operationId").as_string())});
    }
    return found;
}

void link(json::object& operation, std::string_view status, std::string_view member,
          const std::vector<Target>& targets) {
    auto* answer = operation["responses"].as_object().if_contains(status);
    if (!answer || !answer->as_object().contains("content")) return;
    auto& links = answer->as_object()["links"];
    if (links.is_null()) links.emplace_object();
    for (const auto& target : targets)
        links.as_object()[target.operation] = {
            {"operationId", target.operation},
            {"parameters", {{target.parameter, fmt::format("$response.body#/{}{}", member, target.parameter)}}}};
}

} // namespace

void add_links(json::object& paths) {
    for (auto& [path, item] : paths) {
        // What is below a member would need that member's id, too.
        if (std::string_view(path).find('{') != std::string_view::npos) continue;
        const auto targets = targets_of(paths, path);
        if (targets.empty()) continue;
        if (auto* list = item.as_object().if_contains("get")) link(list->as_object(), "200", "results/0/", targets);
        if (auto* creation = item.as_object().if_contains("post")) link(creation->as_object(), "201", "", targets);
    }
}

} // namespace limn::api
