#include "formats/xml_reader.h"

#include "base/text.h"
#include "formats/format.h"

#include <charconv>

#include <fmt/format.h>

namespace limn::formats {
namespace {

double number(pugi::xml_node element, const char* name, std::string_view text) {
    if (const auto value = parse_double(trim(text))) return *value;
    throw FormatError(
        fmt::format("The attribute '{}' of an element <{}> is no number: '{}'", name, element.name(), text));
}

int64_t whole(pugi::xml_node element, const char* name, std::string_view text) {
    if (const auto value = parse_int(trim(text))) return *value;
    throw FormatError(
        fmt::format("The attribute '{}' of an element <{}> is no whole number: '{}'", name, element.name(), text));
}

} // namespace

XmlDocument::XmlDocument(std::string text, std::string_view file_name) : text_(std::move(text)) {
    const auto result = document_.load_buffer_inplace(text_.data(), text_.size());
    if (result) return;
    throw FormatError(fmt::format("The file '{}' is no well-formed XML: {} at byte {}", file_name, result.description(),
                                  result.offset));
}

std::string_view required(pugi::xml_node element, const char* name) {
    const auto attribute = element.attribute(name);
    if (attribute) return attribute.value();
    throw FormatError(fmt::format("An element <{}> lacks the attribute '{}'", element.name(), name));
}

double required_number(pugi::xml_node element, const char* name) {
    return number(element, name, required(element, name));
}

int64_t required_int(pugi::xml_node element, const char* name) { return whole(element, name, required(element, name)); }

double optional_number(pugi::xml_node element, const char* name) {
    const auto attribute = element.attribute(name);
    return attribute ? number(element, name, attribute.value()) : 0;
}

int64_t optional_int(pugi::xml_node element, const char* name) {
    const auto attribute = element.attribute(name);
    return attribute ? whole(element, name, attribute.value()) : 0;
}

std::vector<double> parse_points(std::string_view text) {
    std::vector<double> out;
    const char* at = text.data();
    const char* const end = at + text.size();
    while (at < end) {
        if (*at == ' ' || *at == ';' || *at == ',') {
            ++at;
            continue;
        }
        double value = 0;
        const auto [next, error] = std::from_chars(at, end, value);
        if (error != std::errc()) throw FormatError(fmt::format("The list of points is damaged: '{}'", text));
        out.push_back(value);
        at = next;
    }
    if (out.size() % 2 != 0) throw FormatError(fmt::format("The list of points has a number too many: '{}'", text));
    return out;
}

} // namespace limn::formats
