// Reading XML of datasets: parsing with errors that say where, and attributes that must be there.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <pugixml.hpp>

namespace limn::formats {

// A parsed document with the text it points into. Entities of a DTD are not expanded.
class XmlDocument {
  public:
    // Throws FormatError with the file's name and the place of the mistake.
    XmlDocument(std::string text, std::string_view file_name);

    pugi::xml_node root() const { return document_.document_element(); }

  private:
    std::string text_;
    pugi::xml_document document_;
};

// Throw FormatError naming the element and the attribute when it is missing or no number.
std::string_view required(pugi::xml_node element, const char* name);
double required_number(pugi::xml_node element, const char* name);
int64_t required_int(pugi::xml_node element, const char* name);

// 0 when it is missing.
double optional_number(pugi::xml_node element, const char* name);
int64_t optional_int(pugi::xml_node element, const char* name);

// `x,y;x,y` as a flat list.
std::vector<double> parse_points(std::string_view text);

} // namespace limn::formats
