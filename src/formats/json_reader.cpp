#include "formats/json_reader.h"

#include "formats/format.h"

#include <fmt/format.h>

namespace limn::formats {

using simdjson::dom::element;
using simdjson::dom::element_type;

namespace {

std::string_view type_name(element value) {
    switch (value.type()) {
    case element_type::ARRAY: return "list";
    case element_type::OBJECT: return "dict";
    case element_type::INT64:
    case element_type::UINT64: return "int";
    case element_type::DOUBLE: return "float";
    case element_type::STRING: return "str";
    case element_type::BOOL: return "bool";
    case element_type::NULL_VALUE: break;
    }
    return "NoneType";
}

[[noreturn]] void wrong_type(const char* name, element value, std::string_view expected) {
    throw FormatError(
        fmt::format("Invalid annotation field '{}' type '{}'. Expected {}", name, type_name(value), expected));
}

} // namespace

JsonDocument::JsonDocument(const std::string& text, std::string_view file_name) {
    const auto error = parser_.parse(text).get(root_);
    if (error)
        throw FormatError(fmt::format("The file '{}' is no JSON: {}", file_name, simdjson::error_message(error)));
}

element json_member(element object, const char* name) {
    element out;
    if (!object.is_object())
        throw FormatError(fmt::format("Expected an object with the field '{}', not a {}", name, type_name(object)));
    if (object[name].get(out)) throw FormatError(fmt::format("Missing annotation field '{}'", name));
    return out;
}

std::optional<element> json_optional(element object, const char* name) {
    element out;
    if (!object.is_object() || object[name].get(out) || out.is_null()) return std::nullopt;
    return out;
}

int64_t json_int(element object, const char* name) {
    const element value = json_member(object, name);
    int64_t out;
    if (value.get(out)) wrong_type(name, value, "int");
    return out;
}

double json_number(element object, const char* name) {
    const element value = json_member(object, name);
    double out;
    if (value.get(out)) wrong_type(name, value, "float");
    return out;
}

std::string_view json_text(element object, const char* name) {
    const element value = json_member(object, name);
    std::string_view out;
    if (value.get(out)) wrong_type(name, value, "str");
    return out;
}

simdjson::dom::array json_list(element object, const char* name) {
    const element value = json_member(object, name);
    simdjson::dom::array out;
    if (value.get(out)) wrong_type(name, value, "list");
    return out;
}

std::vector<double> json_numbers(element list, const char* name) {
    simdjson::dom::array items;
    if (list.get(items)) wrong_type(name, list, "list");
    std::vector<double> out;
    out.reserve(items.size());
    for (const element item : items) {
        double number;
        if (item.get(number)) wrong_type(name, item, "float");
        out.push_back(number);
    }
    return out;
}

geometry::Rle json_mask(element rle) {
    constexpr double largest_side = 65535;
    const auto size = json_numbers(json_member(rle, "size"), "size");
    if (size.size() != 2)
        throw FormatError(fmt::format("Mask size has wrong value count {}. Expected 2 values.", size.size()));
    for (const double side : size)
        if (!(side >= 0 && side <= largest_side)) throw FormatError(fmt::format("A mask has a side of {}", side));
    const int height = static_cast<int>(size[0]), width = static_cast<int>(size[1]);
    const element counts = json_member(rle, "counts");
    std::string_view text;
    if (!counts.get(text)) return geometry::decompress(text, height, width);
    geometry::Rle out{height, width, {}};
    for (const double count : json_numbers(counts, "counts")) {
        if (!(count >= 0 && count < 4294967296.0))
            throw FormatError(fmt::format("A mask has a run length of {}", count));
        out.counts.push_back(static_cast<uint32_t>(count));
    }
    geometry::check_size(out);
    return out;
}

Value json_value(element value) {
    switch (value.type()) {
    case element_type::BOOL: return bool(value);
    case element_type::INT64: return int64_t(value);
    case element_type::UINT64:
    case element_type::DOUBLE: return double(value);
    case element_type::STRING: return std::string(std::string_view(value));
    case element_type::NULL_VALUE: return std::string();
    case element_type::ARRAY:
    case element_type::OBJECT: break;
    }
    return simdjson::minify(value);
}

void json_attributes(element object, ItemAnnotation& to) {
    simdjson::dom::object members;
    if (object.get(members)) return;
    for (const auto [name, value] : members) set_attribute(to, std::string(name), json_value(value));
}

} // namespace limn::formats
