#include "base/json.h"

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

json::value parse_json(std::string_view text) {
    json::parse_options options;
    options.max_depth = max_depth;
    boost::system::error_code failure;
    auto v = json::parse(text, failure, {}, options);
    if (failure) throw detail_error(400, "JSON parse error - " + failure.message());
    return v;
}

} // namespace limn
