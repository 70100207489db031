#include "base/json.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "base/error.h"

namespace limn {
namespace json = boost::json;

namespace {

constexpr size_t max_depth = 64;

void append_escaped(std::string& out, unsigned char c) {
    switch (c) {
    case '"': out += "\\\""; break;
    case '\\': out += "\\\\"; break;
    case '\b': out += "\\b"; break;
    case '\f': out += "\\f"; break;
    case '\n': out += "\\n"; break;
    case '\r': out += "\\r"; break;
    case '\t': out += "\\t"; break;
    default: fmt::format_to(std::back_inserter(out), "\\u{:04x}", c);
    }
}

// U+2028 and U+2029 end a line in older JavaScript, which would break a page that embeds an answer.
bool is_line_separator(std::string_view text, size_t i) {
    return i + 2 < text.size() && text[i] == '\xe2' && text[i + 1] == '\x80' &&
           (text[i + 2] == '\xa8' || text[i + 2] == '\xa9');
}

} // namespace

void append_json_string(std::string& out, std::string_view text) {
    out += '"';
    size_t plain = 0;
    for (size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (c >= 0x20 && c != '"' && c != '\\' && c != 0xe2) continue;
        if (c == 0xe2 && !is_line_separator(text, i)) continue;
        out.append(text, plain, i - plain);
        if (c == 0xe2) {
            out += text[i + 2] == '\xa8' ? "\\u2028" : "\\u2029";
            i += 2;
        } else {
            append_escaped(out, c);
        }
        plain = i + 1;
    }
    out.append(text, plain);
    out += '"';
}

void append_json_number(std::string& out, double v) {
    if (!std::isfinite(v)) { // JSON has no word for it
        out += "null";
        return;
    }
    char buffer[32];
    const double magnitude = std::fabs(v);
    const bool plain = magnitude == 0 || (magnitude >= 1e-4 && magnitude < 1e16);
    const auto format = plain ? std::chars_format::fixed : std::chars_format::scientific;
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, v, format).ptr;
    const std::string_view digits(buffer, end);
    out += digits;
    if (plain && digits.find('.') == std::string_view::npos) out += ".0";
}

void append_json_number(std::string& out, int64_t v) {
    char buffer[24];
    out.append(buffer, std::to_chars(buffer, buffer + sizeof buffer, v).ptr);
}

void JsonWriter::separate() {
    if (comma_) out_ += ',';
    comma_ = true;
}

void JsonWriter::open(char c) {
    separate();
    out_ += c;
    comma_ = false;
}

void JsonWriter::close(char c) {
    out_ += c;
    comma_ = true;
}

void JsonWriter::key(std::string_view name) {
    separate();
    append_json_string(out_, name);
    out_ += ':';
    comma_ = false;
}

void JsonWriter::value(std::nullptr_t) { raw("null"); }
void JsonWriter::value(bool v) { raw(v ? "true" : "false"); }

void JsonWriter::value(int64_t v) {
    separate();
    append_json_number(out_, v);
}

void JsonWriter::value(double v) {
    separate();
    append_json_number(out_, v);
}

void JsonWriter::value(std::string_view v) {
    separate();
    append_json_string(out_, v);
}

void JsonWriter::raw(std::string_view text) {
    separate();
    out_ += text;
}

void JsonWriter::value(const json::value& v) {
    switch (v.kind()) {
    case json::kind::null: value(nullptr); break;
    case json::kind::bool_: value(v.get_bool()); break;
    case json::kind::int64: value(v.get_int64()); break;
    case json::kind::uint64: raw(fmt::to_string(v.get_uint64())); break;
    case json::kind::double_: value(v.get_double()); break;
    case json::kind::string: value(std::string_view(v.get_string())); break;
    case json::kind::array:
        begin_array();
        for (const auto& item : v.get_array()) value(item);
        end_array();
        break;
    case json::kind::object:
        begin_object();
        for (const auto& item : v.get_object()) member(item.key(), item.value());
        end_object();
        break;
    }
}

std::string to_json(const json::value& v) {
    JsonWriter w;
    w.value(v);
    return w.take();
}

std::string to_python(const json::value& v) {
    switch (v.kind()) {
    case json::kind::null: return "None";
    case json::kind::bool_: return v.get_bool() ? "True" : "False";
    case json::kind::string: {
        const std::string_view text = v.get_string();
        const char quote =
            text.find('\'') != std::string_view::npos && text.find('"') == std::string_view::npos ? '"' : '\'';
        std::string out(1, quote);
        for (const char c : text) {
            if (c == quote || c == '\\') out += '\\';
            if (c == '\n')
                out += "\\n";
            else
                out += c;
        }
        return out + quote;
    }
    case json::kind::array: {
        std::string out;
        for (const auto& item : v.get_array()) out += (out.empty() ? "" : ", ") + to_python(item);
        return "[" + out + "]";
    }
    case json::kind::object: {
        std::string out;
        for (const auto& item : v.get_object())
            out += (out.empty() ? "" : ", ") + to_python(json::value(item.key())) + ": " + to_python(item.value());
        return "{" + out + "}";
    }
    default: return to_json(v);
    }
}

namespace {

json::parse_options strict() {
    json::parse_options options;
    options.max_depth = max_depth;
    return options;
}

// Where the text stops being JSON: {} when it does not.
std::optional<size_t> failure_offset(std::string_view text) {
    json::stream_parser parser({}, strict());
    boost::system::error_code failure;
    const auto used = parser.write_some(text, failure);
    if (failure) return used;
    if (used < text.size())
        return text.find_first_not_of(" \t\r\n", used) == std::string_view::npos ? std::nullopt : std::optional(used);
    parser.finish(failure);
    return failure ? std::optional(text.size()) : std::nullopt;
}

} // namespace

namespace {

// Whether the end of the text, which is the beginning of something valid, is a place between members.
bool is_inside_object(std::string_view text) {
    std::string open;
    bool in_string = false;
    for (size_t i = 0; i < text.size(); ++i) {
        const char ch = text[i];
        if (in_string) {
            if (ch == '\\')
                ++i;
            else if (ch == '"')
                in_string = false;
        } else if (ch == '"') {
            in_string = true;
        } else if (ch == '{' || ch == '[') {
            open += ch;
        } else if ((ch == '}' || ch == ']') && !open.empty()) {
            open.pop_back();
        }
    }
    return !open.empty() && open.back() == '{';
}

// 1e999 is a number by the grammar, but none that can be stored.
bool all_finite(const json::value& v) {
    switch (v.kind()) {
    case json::kind::double_: return std::isfinite(v.get_double());
    case json::kind::array: return std::ranges::all_of(v.get_array(), all_finite);
    case json::kind::object:
        return std::ranges::all_of(v.get_object(), [](const auto& member) { return all_finite(member.value()); });
    default: return true;
    }
}

std::string out_of_range(std::string_view what) {
    return fmt::format("Out of range float values are not JSON compliant: '{}'", what);
}

} // namespace

std::string json_problem(std::string_view text) {
    const auto offset = failure_offset(text);
    if (!offset) return all_finite(json::parse(text, {}, strict())) ? "" : out_of_range("inf");
    const auto last = text.substr(0, *offset).find_last_not_of(" \t\r\n");
    const char before = last == std::string_view::npos ? '\0' : text[last];
    // Python reads these and refuses them afterwards.
    for (const std::string_view word : {"NaN", "Infinity"})
        if (text.substr(*offset).starts_with(word))
            return out_of_range(fmt::format("{}{}", before == '-' ? "-" : "", word));
    std::string_view what = "Expecting value";
    if (before == '{' || (before == ',' && is_inside_object(text.substr(0, *offset))))
        what = "Expecting property name enclosed in double quotes";
    else if (before != '\0' && before != '[' && before != ',' && before != ':') {
        const auto rest = text.find_first_not_of(" \t\r\n", *offset);
        what = rest == std::string_view::npos   ? "Unterminated text"
               : before == '}' || before == ']' ? "Extra data"
                                                : "Expecting ',' delimiter";
    }
    const auto lines = std::count(text.begin(), text.begin() + static_cast<ptrdiff_t>(*offset), '\n');
    const auto start = text.substr(0, *offset).rfind('\n');
    const auto column = start == std::string_view::npos ? *offset + 1 : *offset - start;
    return fmt::format("{}: line {} column {} (char {})", what, lines + 1, column, *offset);
}

json::value parse_json(std::string_view text) {
    boost::system::error_code failure;
    auto v = json::parse(text, failure, {}, strict());
    if (failure || !all_finite(v)) throw detail_error(400, "JSON parse error - " + json_problem(text));
    return v;
}

} // namespace limn
