// XML as CVAT writes it: two spaces a level, a leaf with its text on one line, any other element's end on a line of its
// own even when it is empty.
#pragma once

#include "formats/archive_writer.h"

#include <string>
#include <string_view>
#include <vector>

namespace limn::formats {

// & < > as entities.
void append_xml_text(std::string& out, std::string_view text);
// Quoted: with ' when the text has " but no ', else with ".
void append_xml_attribute(std::string& out, std::string_view text);

class XmlWriter {
  public:
    // Begins the member with the XML declaration.
    XmlWriter(ArchiveWriter& archive, std::string_view name);

    // <tag
    XmlWriter& begin(std::string_view tag);
    // name="value", between begin() and children() or leaf text
    XmlWriter& attribute(std::string_view name, std::string_view value);
    XmlWriter& attribute(std::string_view name, int64_t value);
    XmlWriter& fixed_attribute(std::string_view name, double value); // two decimals
    // An attribute whose text is made on the spot and needs no escaping.
    XmlWriter& raw_attribute(std::string_view name, auto&& append) {
        auto& out = buffer();
        ((out += ' ') += name) += "=\"";
        append(out);
        out += '"';
        return *this;
    }
    // > and a new line: the element has children.
    XmlWriter& children();
    // >text</tag>
    void text(std::string_view text);
    // The end of an element with children.
    void end();

    // <tag>text</tag> without attributes.
    void leaf(std::string_view tag, std::string_view text) { begin(tag).text(text); }
    void leaf(std::string_view tag, int64_t number);

  private:
    std::string& buffer() { return archive_.buffer(); }
    void indent();

    ArchiveWriter& archive_;
    std::vector<std::string> open_;
};

} // namespace limn::formats
