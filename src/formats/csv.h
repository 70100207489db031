// Comma-separated values with a header line, CRLF ends and quotes around what needs them.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace limn::formats {

// Appends a line.
void append_csv(std::string& out, const std::vector<std::string>& fields);

// Fields of a line without its end.
std::vector<std::string> csv_fields(std::string_view line);

// The lines below the header by the header's names; fields that are missing at the end are empty.
std::vector<std::map<std::string, std::string>> read_csv(std::string_view text);

} // namespace limn::formats
