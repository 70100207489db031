// Reading JSON of datasets: large files, members in any order, errors that name the member.
#pragma once

#include "formats/item.h"

#include <simdjson.h>

namespace limn::formats {

class JsonDocument {
  public:
    // Throws FormatError with the file's name when it is no JSON.
    JsonDocument(const std::string& text, std::string_view file_name);

    simdjson::dom::element root() const { return root_; }

  private:
    simdjson::dom::parser parser_;
    simdjson::dom::element root_;
};

// A member of an object. Throw FormatError `Missing annotation field '...'`, or that its type is wrong.
simdjson::dom::element json_member(simdjson::dom::element object, const char* name);
int64_t json_int(simdjson::dom::element object, const char* name);
double json_number(simdjson::dom::element object, const char* name);
std::string_view json_text(simdjson::dom::element object, const char* name);
simdjson::dom::array json_list(simdjson::dom::element object, const char* name);

// None when the member is missing or null.
std::optional<simdjson::dom::element> json_optional(simdjson::dom::element object, const char* name);

// A list of numbers; `name` is for the error.
std::vector<double> json_numbers(simdjson::dom::element list, const char* name);

// {"size": [height, width], "counts": run lengths, packed or as a list}. Throws FormatError, or std::invalid_argument
// when the counts are damaged or do not add up to the size.
geometry::Rle json_mask(simdjson::dom::element rle);

// A value of an attribute: lists and objects as their text.
Value json_value(simdjson::dom::element value);

// Puts every member of an object among the attributes of an annotation.
void json_attributes(simdjson::dom::element object, ItemAnnotation& to);

} // namespace limn::formats
