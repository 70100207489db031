#include "api/route_description.h"

#include <boost/json.hpp>

#include "base/error.h"
#include "base/json.h"
#include "base/text.h"

namespace limn::api {
namespace json = boost::json;

namespace {

constexpr std::string_view form_path = "/api/assets"; // takes forms only

// Collections whose singular is not the last word without its "s".
constexpr std::pair<std::string_view, std::string_view> singulars[] = {
    {"cloudstorages", "Cloud Storage"},
    {"guides", "Annotation Guides"},
    {"access_tokens", "Access Tokens"},
    {"reports", "Quality Reports"},
    {"conflicts", "Quality Conflicts"},
    {"settings", "Settings"},
    {"events", "Events"},
    {"formats", "Formats"},
    {"merges", "Consensus Merges"},
    {"assets", "Assets"},
};

std::string title(std::string_view word) {
    std::string out;
    bool start = true;
    for (const char c : word) {
        out += c == '_' || c == '-' ? ' ' : start ? static_cast<char>(std::toupper(static_cast<unsigned char>(c))) : c;
        start = c == '_' || c == '-';
    }
    return out;
}

std::string singular(std::string_view word) {
    for (const auto& [plural, name] : singulars)
        if (plural == word) return std::string(name);
    return title(word.ends_with('s') ? word.substr(0, word.size() - 1) : word);
}

void write_field(JsonWriter& w, std::string_view name, const json::object& schema, bool required) {
    const auto text = [&](std::string_view key) {
        const auto* v = schema.if_contains(key);
        return v && v->is_string() ? std::string(v->get_string()) : std::string();
    };
    w.key(name);
    w.begin_object();
    w.member("type", text("type").empty() ? std::string("field") : text("type"));
    w.member("required", required);
    w.member("read_only", false);
    w.member("label", title(name));
    if (const auto* longest = schema.if_contains("maxLength")) w.member("max_length", *longest);
    w.end_object();
}

void write_fields(JsonWriter& w, const json::value& schema) {
    w.begin_object();
    const auto* properties = schema.is_object() ? schema.get_object().if_contains("properties") : nullptr;
    const auto* required = schema.is_object() ? schema.get_object().if_contains("required") : nullptr;
    if (properties && properties->is_object())
        for (const auto& [name, field] : properties->get_object()) {
            bool needed = false;
            if (required && required->is_array())
                for (const auto& one : required->get_array()) needed |= one.is_string() && one.get_string() == name;
            if (field.is_object()) write_field(w, name, field.get_object(), needed);
        }
    w.end_object();
}

} // namespace

std::string name_of_path(std::string_view pattern) {
    while (pattern.ends_with('/')) pattern.remove_suffix(1);
    const auto parts = split(pattern, '/');
    const auto last = parts.back();
    if (last.starts_with('{')) return parts.size() > 1 ? singular(parts[parts.size() - 2]) + " Instance" : "Instance";
    const bool collection = last.ends_with('s') && (parts.size() < 2 || !parts[parts.size() - 2].starts_with('{'));
    return collection ? singular(last) + " List" : title(last);
}

std::string describe_path(std::string_view pattern, const std::vector<const DescribedRoute*>& routes) {
    JsonWriter w;
    w.begin_object();
    const auto name = name_of_path(pattern);
    w.member("name", name);
    // Lists and instances speak for themselves; other paths are described.
    const bool plain = name.ends_with(" List") || name.ends_with(" Instance");
    std::string description;
    const DescribedRoute* post = nullptr;
    for (const auto* route : routes) {
        if (route->method == http::Method::post) post = route;
        if (!plain && description.empty() && route->operation) description = route->operation->summary;
    }
    w.member("description", description);
    w.key("renders");
    w.begin_array();
    w.value(json_content_type);
    w.value("text/html");
    w.end_array();
    w.key("parses");
    w.begin_array();
    w.value(pattern.starts_with(form_path) ? "multipart/form-data" : "application/json");
    w.end_array();
    if (post) {
        w.key("actions");
        w.begin_object();
        w.key("POST");
        write_fields(w, post->operation ? post->operation->request : json::value());
        w.end_object();
    }
    w.end_object();
    return w.take();
}

} // namespace limn::api
