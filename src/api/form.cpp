#include "api/form.h"

#include <boost/json.hpp>

#include "base/text.h"

namespace limn::api {
namespace json = boost::json;

Form::Node& Form::Node::member(std::string_view name) {
    for (auto& [known, node] : members)
        if (known == name) return node;
    return members.emplace_back(name, Node()).second;
}

void Form::add(std::string_view name, std::string value) {
    Node* node = &root_;
    auto rest = name;
    while (!rest.empty()) {
        if (rest.front() == '.') rest.remove_prefix(1);
        const auto close = rest.find(']');
        const auto index = rest.starts_with('[') && close != std::string_view::npos
                               ? parse_int(rest.substr(1, close - 1))
                               : std::nullopt;
        if (index && *index >= 0 && node != &root_) {
            node = &node->items[*index];
            rest.remove_prefix(close + 1);
        } else {
            const auto end = rest.find_first_of(".[", 1);
            node = &node->member(rest.substr(0, end));
            rest = end == std::string_view::npos ? std::string_view() : rest.substr(end);
        }
    }
    if (node != &root_) node->values.push_back(std::move(value));
}

json::value Form::Node::value() const {
    if (!items.empty()) {
        json::array list;
        for (const auto& [index, item] : items) list.push_back(item.value());
        return list;
    }
    if (!members.empty()) {
        json::object object;
        for (const auto& [name, node] : members) object[name] = node.value();
        return object;
    }
    if (values.size() == 1) return json::string(values.front());
    json::array list;
    for (const auto& text : values) list.emplace_back(text);
    return list;
}

json::value Form::value() const {
    json::object object;
    for (const auto& [name, node] : root_.members) object[name] = node.value();
    return object;
}

} // namespace limn::api
