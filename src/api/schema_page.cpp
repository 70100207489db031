#include "api/schema_page.h"

#include <map>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "base/json.h"
#include "base/text.h"

namespace limn::api {
namespace json = boost::json;

namespace {

constexpr std::string_view head = R"(<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Limn API</title><style>
:root{color-scheme:light dark;--line:color-mix(in srgb,currentColor 18%,transparent)}
body{font:15px/1.5 system-ui,sans-serif;max-width:64rem;margin:2rem auto;padding:0 1rem}
nav a{display:inline-block;margin:0 .8rem .2rem 0}h2{margin:2.2rem 0 .4rem;border-bottom:1px solid var(--line)}
h4{margin:.8rem 0 .2rem}summary{cursor:pointer;padding:.15rem 0}details>div{padding:0 0 .6rem 1.2rem}
code,b.method{font-family:ui-monospace,monospace;font-size:.92em}b.method{display:inline-block;width:4.6rem}
small{opacity:.75;margin-left:.6rem}table{border-collapse:collapse}td{padding:.1rem .9rem .1rem 0;vertical-align:top;
border-top:1px solid var(--line)}del{opacity:.6}:target>details,:target{outline:2px solid highlight;outline-offset:3px}
</style></head><body>)";

std::string escaped(std::string_view text) {
    return replace_all(replace_all(replace_all(text, "&", "&amp;"), "<", "&lt;"), "\"", "&quot;");
}

std::string_view text_of(const json::object& o, std::string_view key) {
    const auto* found = o.if_contains(key);
    return found && found->is_string() ? std::string_view(found->get_string()) : std::string_view();
}

bool says(const json::object& o, std::string_view key) {
    const auto* found = o.if_contains(key);
    return found && found->is_bool() && found->get_bool();
}

std::string type_of(const json::value& schema);

std::string joined_types(const json::array& all) {
    std::string out;
    for (const auto& one : all) out += (out.empty() ? "" : " | ") + type_of(one);
    return out;
}

// "integer", "list of <a>Label</a>", "one of a, b": in HTML.
std::string type_of(const json::value& value) {
    if (!value.is_object()) return "anything";
    const auto& schema = value.get_object();
    if (const auto name = text_of(schema, "$ref"); !name.empty()) {
        const auto plain = name.substr(name.rfind('/') + 1);
        return fmt::format("<a href=\"#{0}\">{0}</a>", escaped(plain));
    }
    for (const std::string_view key : {"allOf", "oneOf", "anyOf"})
        if (const auto* all = schema.if_contains(key)) return joined_types(all->as_array());
    if (const auto* words = schema.if_contains("enum")) {
        std::string out;
        for (const auto& word : words->as_array())
            out += (out.empty() ? "one of <code>" : "</code>, <code>") + escaped(to_json(word));
        return out + "</code>";
    }
    if (const auto* items = schema.if_contains("items")) return "list of " + type_of(*items);
    auto type = std::string(text_of(schema, "type"));
    if (type.empty()) return "anything";
    if (const auto format = text_of(schema, "format"); !format.empty()) type += fmt::format(" ({})", escaped(format));
    return type;
}

std::string limits_of(const json::object& schema) {
    std::string out;
    for (const auto& [key, word] :
         std::initializer_list<std::pair<std::string_view, std::string_view>>{{"minimum", "from"},
                                                                              {"maximum", "to"},
                                                                              {"minLength", "at least"},
                                                                              {"maxLength", "at most"},
                                                                              {"default", "else"}})
        if (const auto* limit = schema.if_contains(key)) out += fmt::format(" {} {}", word, escaped(to_json(*limit)));
    if (says(schema, "nullable")) out += " or null";
    if (says(schema, "readOnly")) out += ", only read";
    if (says(schema, "writeOnly")) out += ", only written";
    return out;
}

void add_row(std::string& html, std::string_view name, std::string_view note, const json::value& schema) {
    html += fmt::format("<tr><td><code>{}</code><td>{}<td>{}{}", escaped(name), note, type_of(schema),
                        schema.is_object() ? limits_of(schema.get_object()) : "");
}

void add_properties(std::string& html, const json::object& schema) {
    const auto* properties = schema.if_contains("properties");
    if (!properties) {
        html += fmt::format("<p>{}{}</p>", type_of(schema), limits_of(schema));
        return;
    }
    const auto* required = schema.if_contains("required");
    html += "<table>";
    for (const auto& [name, field] : properties->as_object()) {
        const bool needed = required && std::ranges::any_of(required->as_array(),
                                                            [&](const auto& one) { return one.as_string() == name; });
        add_row(html, name, needed ? "required" : "", field);
    }
    html += "</table>";
}

void add_content(std::string& html, const json::object& holder) {
    const auto* content = holder.if_contains("content");
    if (!content) return;
    for (const auto& [type, body] : content->as_object()) {
        html += fmt::format("<p><code>{}</code></p>", escaped(type));
        if (const auto* schema = body.as_object().if_contains("schema"); schema && schema->is_object())
            add_properties(html, schema->get_object());
    }
}

void add_operation(std::string& html, std::string_view path, std::string_view method, const json::object& operation) {
    const std::string_view strike = says(operation, "deprecated") ? "del" : "span";
    html += fmt::format(
        "<details id=\"{}\"><summary><b class=method>{}</b><{}><code>{}</code></{}><small>{}</small></summary><div>",
        escaped(text_of(operation, "operationId")), upper(method), strike, escaped(path), strike,
        escaped(text_of(operation, "summary")));
    if (const auto* parameters = operation.if_contains("parameters")) {
        html += "<h4>Parameters</h4><table>";
        for (const auto& parameter : parameters->as_array()) {
            const auto& p = parameter.as_object();
            add_row(html, text_of(p, "name"),
                    fmt::format("{}{}", text_of(p, "in"), says(p, "required") ? ", required" : ""), p.at("schema"));
        }
        html += "</table>";
    }
    if (const auto* body = operation.if_contains("requestBody")) {
        html += "<h4>Body</h4>";
        add_content(html, body->as_object());
    }
    html += "<h4>Answers</h4>";
    for (const auto& [status, answer] : operation.at("responses").as_object()) {
        html +=
            fmt::format("<p><b>{}</b> {}</p>", escaped(status), escaped(text_of(answer.as_object(), "description")));
        if (status.starts_with('2')) add_content(html, answer.as_object());
    }
    html += "</div></details>";
}

} // namespace

std::string schema_page(const json::object& document) {
    std::map<std::string, std::string> resources; // name -> HTML of its operations
    for (const auto& [path, item] : document.at("paths").as_object())
        for (const auto& [method, operation] : item.as_object()) {
            const auto* tags = operation.as_object().if_contains("tags");
            const auto resource = tags ? std::string(tags->as_array().at(0).as_string()) : std::string("other");
            add_operation(resources[resource], path, method, operation.as_object());
        }
    std::string html(head);
    html += "<h1>Limn API</h1><p>The same as a machine reads it: <a "
            "href=\"/api/schema/?scheme=json\">/api/schema/</a></p><nav>";
    for (const auto& [name, operations] : resources) html += fmt::format("<a href=\"#r-{0}\">{0}</a>", escaped(name));
    html += "<a href=\"#records\">records</a></nav>";
    for (const auto& [name, operations] : resources)
        html += fmt::format("<h2 id=\"r-{0}\">{0}</h2>{1}", escaped(name), operations);
    html += "<h2 id=records>Records</h2>";
    for (const auto& [name, schema] : document.at("components").at("schemas").as_object()) {
        html += fmt::format("<section id=\"{0}\"><details><summary><code>{0}</code></summary><div>", escaped(name));
        add_properties(html, schema.as_object());
        html += "</div></details></section>";
    }
    return html + "</body></html>";
}

} // namespace limn::api
