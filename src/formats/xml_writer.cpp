#include "formats/xml_writer.h"

#include "formats/text_writer.h"

namespace limn::formats {

void append_xml_text(std::string& out, std::string_view text) {
    for (const char c : text) {
        switch (c) {
        case '&': out += "&amp;"; break;
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        default: out += c;
        }
    }
}

void append_xml_attribute(std::string& out, std::string_view text) {
    const bool has_double = text.find('"') != std::string_view::npos;
    const char quote = has_double && text.find('\'') == std::string_view::npos ? '\'' : '"';
    out += quote;
    for (const char c : text) {
        switch (c) {
        case '&': out += "&amp;"; break;
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '\n': out += "&#10;"; break;
        case '\t': out += "&#9;"; break;
        case '\r': out += "&#13;"; break;
        case '"':
            if (quote == '"') {
                out += "&quot;";
                break;
            }
            [[fallthrough]];
        default: out += c;
        }
    }
    out += quote;
}

XmlWriter::XmlWriter(ArchiveWriter& archive, std::string_view name) : archive_(archive) {
    archive_.begin(name);
    buffer() += "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";
}

void XmlWriter::indent() { buffer().append(2 * open_.size(), ' '); }

XmlWriter& XmlWriter::begin(std::string_view tag) {
    indent();
    (buffer() += '<') += tag;
    open_.emplace_back(tag);
    return *this;
}

XmlWriter& XmlWriter::attribute(std::string_view name, std::string_view value) {
    auto& out = buffer();
    ((out += ' ') += name) += '=';
    append_xml_attribute(out, value);
    return *this;
}

XmlWriter& XmlWriter::attribute(std::string_view name, int64_t value) {
    return raw_attribute(name, [&](std::string& out) { append_int(out, value); });
}

XmlWriter& XmlWriter::fixed_attribute(std::string_view name, double value) {
    return raw_attribute(name, [&](std::string& out) { append_fixed(out, value, 2); });
}

XmlWriter& XmlWriter::children() {
    buffer() += ">\n";
    return *this;
}

void XmlWriter::text(std::string_view text) {
    auto& out = buffer();
    out += '>';
    append_xml_text(out, text);
    ((out += "</") += open_.back()) += ">\n";
    open_.pop_back();
    archive_.spill();
}

void XmlWriter::end() {
    const std::string tag = std::move(open_.back());
    open_.pop_back();
    indent();
    ((buffer() += "</") += tag) += ">\n";
    archive_.spill();
}

void XmlWriter::leaf(std::string_view tag, int64_t number) {
    std::string digits;
    append_int(digits, number);
    leaf(tag, digits);
}

} // namespace limn::formats
