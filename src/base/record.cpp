#include "base/record.h"

#include <cmath>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "base/text.h"

namespace limn::record {
namespace json = boost::json;

namespace {

// The name a list or object has in the contract's messages.
std::string_view kind_name(const json::value& v) {
    switch (v.kind()) {
    case json::kind::null: return "NoneType";
    case json::kind::bool_: return "bool";
    case json::kind::int64:
    case json::kind::uint64: return "int";
    case json::kind::double_: return "float";
    case json::kind::string: return "str";
    case json::kind::array: return "list";
    case json::kind::object: return "dict";
    }
    return "";
}

std::optional<int64_t> as_integer(const json::value& v) {
    if (v.is_int64()) return v.get_int64();
    if (v.is_double()) {
        const double d = v.get_double();
        if (d == std::floor(d) && std::fabs(d) < 9e15) return static_cast<int64_t>(d);
        return {};
    }
    if (!v.is_string()) return {};
    auto text = trim(v.get_string());
    if (const auto dot = text.find('.');
        dot != std::string_view::npos && dot > 0 && text.find_first_not_of('0', dot + 1) == std::string_view::npos)
        text = text.substr(0, dot); // "5.0"
    return parse_int(text);
}

std::optional<double> as_number(const json::value& v) {
    if (v.is_double()) return v.get_double();
    if (v.is_bool()) return v.get_bool() ? 1.0 : 0.0;
    if (v.is_int64()) return static_cast<double>(v.get_int64());
    if (v.is_uint64()) return static_cast<double>(v.get_uint64());
    if (v.is_string()) return parse_double(trim(v.get_string()));
    return {};
}

std::string choice_text(const json::value& v) {
    if (v.is_string()) return std::string(v.get_string());
    if (v.is_bool()) return v.get_bool() ? "True" : "False";
    return to_json(v);
}

} // namespace

Problem problem(std::string_view message) { return json::array{message}; }

Problem read_text(const json::value& v, std::string& out, size_t max, bool blank) {
    if (v.is_string())
        out = trim(v.get_string());
    else if (v.is_number())
        out = to_json(v);
    else
        return problem("Not a valid string.");
    if (out.find('\0') != std::string::npos) return problem("Null characters are not allowed.");
    if (out.empty() && !blank) return problem("This field may not be blank.");
    if (max && utf8_length(out) > max)
        return problem(fmt::format("Ensure this field has no more than {} characters.", max));
    return nullptr;
}

Problem read(const json::value& v, std::string& out) { return read_text(v, out, 0, false); }

Problem read_integer(const json::value& v, int64_t& out, int64_t min, int64_t max) {
    const auto number = v.is_bool() ? std::nullopt : as_integer(v);
    if (!number) return problem("A valid integer is required.");
    if (*number < min) return problem(fmt::format("Ensure this value is greater than or equal to {}.", min));
    if (*number > max) return problem(fmt::format("Ensure this value is less than or equal to {}.", max));
    out = *number;
    return nullptr;
}

Problem read(const json::value& v, int64_t& out) {
    return read_integer(v, out, std::numeric_limits<int64_t>::min(), std::numeric_limits<int64_t>::max());
}

Problem read_number(const json::value& v, double& out, double min, double max) {
    const auto number = as_number(v);
    if (!number) return problem("A valid number is required.");
    if (*number < min) return problem(fmt::format("Ensure this value is greater than or equal to {}.", min));
    if (*number > max) return problem(fmt::format("Ensure this value is less than or equal to {}.", max));
    out = *number;
    return nullptr;
}

Problem read(const json::value& v, double& out) {
    return read_number(v, out, std::numeric_limits<double>::lowest(), std::numeric_limits<double>::max());
}

Problem read(const json::value& v, bool& out) {
    std::string word;
    if (v.is_bool())
        word = v.get_bool() ? "true" : "false";
    else if (v.is_string())
        word = lower(trim(v.get_string()));
    else if (v.is_number())
        word = to_json(v);
    for (const auto yes : {"true", "t", "yes", "y", "on", "1", "1.0"})
        if (word == yes) return out = true, nullptr;
    for (const auto no : {"false", "f", "no", "n", "off", "0", "0.0"})
        if (word == no) return out = false, nullptr;
    return problem("Must be a valid boolean.");
}

Problem read(const json::value& v, Time& out) {
    const auto time = v.is_string() ? from_iso(trim(v.get_string())) : std::nullopt;
    if (!time)
        return problem("Datetime has wrong format. Use one of these formats instead: "
                       "YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z].");
    out = *time;
    return nullptr;
}

Problem read(const json::value& v, json::value& out) {
    out = v;
    return nullptr;
}

Problem read_choice(const json::value& v, std::string& out, const std::string_view* words, size_t count) {
    const auto text = choice_text(v);
    for (size_t i = 0; i < count; ++i)
        if (text == words[i]) return out = text, nullptr;
    return problem(fmt::format("\"{}\" is not a valid choice.", text));
}

Problem not_a_list(const json::value& v) {
    return problem(fmt::format("Expected a list of items but got type \"{}\".", kind_name(v)));
}

Problem read_members(const json::value& v, void* record, const std::vector<Member>& members) {
    if (!v.is_object()) {
        if (v.is_null()) return json::object{{"non_field_errors", {"No data provided"}}};
        return json::object{
            {"non_field_errors", {fmt::format("Invalid data. Expected a dictionary, but got {}.", kind_name(v))}}};
    }
    json::object problems;
    for (const auto& member : members) {
        const auto* found = v.get_object().if_contains(member.name);
        Problem p;
        if (!found)
            p = member.required ? problem("This field is required.") : Problem();
        else if (found->is_null() && !member.nullable)
            p = problem("This field may not be null.");
        else
            p = member.read(*found, record);
        if (!p.is_null()) problems[member.name] = std::move(p);
    }
    if (problems.empty()) return nullptr;
    return problems;
}

void write_members(JsonWriter& w, const void* record, const std::vector<Member>& members) {
    w.begin_object();
    for (const auto& member : members) member.write(w, record);
    w.end_object();
}

json::object members_schema(const std::vector<Member>& members) {
    json::object properties;
    json::array required;
    for (const auto& member : members) {
        member.schema(properties[member.name].emplace_object());
        if (member.required) required.emplace_back(member.name);
    }
    json::object schema{{"type", "object"}, {"properties", std::move(properties)}};
    if (!required.empty()) schema["required"] = std::move(required);
    return schema;
}

json::object plain_schema(std::string_view type, std::string_view format) {
    json::object schema{{"type", type}};
    if (!format.empty()) schema["format"] = format;
    return schema;
}

json::object text_schema(size_t max, bool blank) {
    auto schema = plain_schema("string");
    if (max) schema["maxLength"] = max;
    if (!blank) schema["minLength"] = 1;
    return schema;
}

json::object integer_schema(int64_t min, int64_t max) {
    auto schema = plain_schema("integer");
    schema["minimum"] = min;
    if (max != std::numeric_limits<int64_t>::max()) schema["maximum"] = max;
    return schema;
}

json::object choice_schema(const std::string_view* words, size_t count) {
    auto schema = plain_schema("string");
    json::array list;
    for (size_t i = 0; i < count; ++i) list.emplace_back(words[i]);
    schema["enum"] = std::move(list);
    return schema;
}

} // namespace limn::record
