#include "formats/text_writer.h"

#include "base/json.h"

#include <charconv>
#include <cmath>

#include <fmt/format.h>

namespace limn::formats {
namespace {

// The code point that begins at i, which is moved past it; U+FFFD for bytes that are no UTF-8.
char32_t next_code_point(std::string_view text, size_t& i) {
    const auto byte = [&](size_t at) { return static_cast<unsigned char>(text[at]); };
    const unsigned char lead = byte(i++);
    const int more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : lead >= 0xc2 ? 1 : -1;
    if (more < 0) return 0xfffd;
    char32_t point = lead & (0x3f >> more);
    for (int k = 0; k < more; ++k) {
        if (i == text.size() || (byte(i) & 0xc0) != 0x80) return 0xfffd;
        point = point << 6 | (byte(i++) & 0x3f);
    }
    return point;
}

void append_escape(std::string& out, char32_t unit) {
    fmt::format_to(std::back_inserter(out), "\\u{:04x}", uint32_t{unit});
}

} // namespace

void append_fixed(std::string& out, double value, int decimals) {
    char text[400];
    const auto end = std::to_chars(text, text + sizeof text, value, std::chars_format::fixed, decimals).ptr;
    out.append(text, end);
}

void append_float(std::string& out, double value) { append_json_number(out, value); }

void append_int(std::string& out, int64_t value) {
    char text[24];
    out.append(text, std::to_chars(text, text + sizeof text, value).ptr);
}

void append_ascii_json(std::string& out, std::string_view text) {
    out += '"';
    for (size_t i = 0; i < text.size();) {
        const char c = text[i];
        if (static_cast<unsigned char>(c) >= 0x80) {
            char32_t point = next_code_point(text, i);
            if (point >= 0x10000) {
                point -= 0x10000;
                append_escape(out, 0xd800 + (point >> 10));
                point = 0xdc00 + (point & 0x3ff);
            }
            append_escape(out, point);
            continue;
        }
        ++i;
        switch (c) {
        case '"': out += "\\\""; break;
        case '\\': out += "\\\\"; break;
        case '\n': out += "\\n"; break;
        case '\r': out += "\\r"; break;
        case '\t': out += "\\t"; break;
        case '\b': out += "\\b"; break;
        case '\f': out += "\\f"; break;
        default:
            if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
                append_escape(out, static_cast<unsigned char>(c));
            } else {
                out += c;
            }
        }
    }
    out += '"';
}

double round2(double value) { return std::nearbyint(value * 100) / 100; }

} // namespace limn::formats
