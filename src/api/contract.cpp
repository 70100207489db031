#include "api/contract.h"

#include <unordered_map>
#include <utility>
#include <vector>

#include <boost/json.hpp>

#include "base/json.h"

namespace limn::api {
namespace json = boost::json;

extern const std::vector<std::pair<std::string_view, std::string_view>> contract_text; // embedded

namespace {

constexpr std::string_view reference_start = "#/components/schemas/";

const json::object& contract() {
    static const json::value all = parse_json(contract_text.front().second);
    return all.get_object();
}

// "/api/tasks/{id}/data/" -> "/api/tasks/{}/data"
std::string shape_of(std::string_view path) {
    std::string out;
    bool inside = false;
    for (const char c : path) {
        if (c == '}') inside = false;
        if (!inside) out += c;
        if (c == '{') inside = true;
    }
    while (out.ends_with('/')) out.pop_back();
    return out;
}

const std::unordered_map<std::string, const json::object::value_type*>& by_shape() {
    static const auto all = [] {
        std::unordered_map<std::string, const json::object::value_type*> found;
        for (const auto& item : contract().at("paths").as_object()) found.emplace(shape_of(item.key()), &item);
        return found;
    }();
    return all;
}

} // namespace

ContractOperation contract_operation(std::string_view path, std::string_view method) {
    const auto found = by_shape().find(shape_of(path));
    if (found == by_shape().end()) return {std::string(path), nullptr};
    const auto* operation = found->second->value().as_object().if_contains(method);
    return {found->second->key(), operation ? &operation->as_object() : nullptr};
}

const json::object& contract_schemas() { return contract().at("schemas").as_object(); }

const json::value& resolved(const json::value& schema) {
    const auto* reference = schema.is_object() ? schema.get_object().if_contains("$ref") : nullptr;
    if (!reference) return schema;
    return contract_schemas().at(std::string_view(reference->as_string()).substr(reference_start.size()));
}

} // namespace limn::api
