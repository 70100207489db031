#include "formats/label_me_attributes.h"

#include "base/text.h"

namespace limn::formats {
namespace {

constexpr std::string_view special = "\\=\",";

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (special.find(c) != std::string_view::npos) out += '\\';
        out += c;
    }
    return out;
}

bool looks_like_number(std::string_view text) { return parse_double(trim(text)).has_value(); }

std::string spelled(const Value& value) {
    if (const auto* truth = std::get_if<bool>(&value)) return *truth ? "true" : "false";
    if (!std::holds_alternative<std::string>(value)) return to_text(value);
    const auto& text = std::get<std::string>(value);
    return looks_like_number(text) ? "\"" + text + "\"" : escaped(text);
}

// A part of the line up to one of the ends, with its escapes resolved.
struct Token {
    std::string text;
    bool quoted = false;
};

Token next_token(std::string_view& line, std::string_view ends) {
    Token out;
    line = trim(line);
    bool inside = false;
    size_t i = 0;
    for (; i < line.size(); ++i) {
        const char c = line[i];
        if (c == '\\' && i + 1 < line.size()) {
            out.text += line[++i];
        } else if (c == '"') {
            inside = !inside;
            out.quoted = true;
        } else if (!inside && ends.find(c) != std::string_view::npos) {
            break;
        } else {
            out.text += c;
        }
    }
    line.remove_prefix(i);
    if (!out.quoted) out.text = std::string(trim(out.text));
    return out;
}

Value typed(const Token& token) {
    if (token.quoted) return token.text;
    if (equal_ignoring_case(token.text, "true")) return true;
    if (equal_ignoring_case(token.text, "false")) return false;
    if (const auto whole = parse_int(token.text)) return *whole;
    if (const auto number = parse_double(token.text)) return *number;
    return token.text;
}

} // namespace

std::string label_me_attributes(const ItemAnnotation& annotation) {
    std::string out;
    each_attribute(annotation, [&](std::string_view name, const Value& value) {
        if (name == "username" || name == "occluded") return;
        if (!out.empty()) out += ", ";
        ((out += escaped(name)) += '=') += spelled(value);
    });
    return out;
}

void read_label_me_attributes(std::string_view line, ItemAnnotation& to) {
    while (!trim(line).empty()) {
        const Token name = next_token(line, "=,");
        Value value = true;
        if (line.starts_with('=')) {
            line.remove_prefix(1);
            value = typed(next_token(line, ","));
        }
        if (!name.text.empty()) set_attribute(to, name.text, std::move(value));
        if (line.starts_with(',')) line.remove_prefix(1);
    }
}

} // namespace limn::formats
