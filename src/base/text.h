// Small text work that the whole house needs.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace limn {

std::string_view trim(std::string_view text);                               // ASCII whitespace at both ends
std::vector<std::string_view> split(std::string_view text, char separator); // keeps empty parts
std::string join(const std::vector<std::string>& parts, std::string_view separator);
std::string lower(std::string_view text); // ASCII only
std::string upper(std::string_view text);
bool equal_ignoring_case(std::string_view a, std::string_view b); // ASCII only
std::string replace_all(std::string_view text, std::string_view what, std::string_view with);
size_t utf8_length(std::string_view text); // code points
bool is_utf8(std::string_view text);

std::optional<int64_t> parse_int(std::string_view text); // the whole text, decimal, optional sign
std::optional<double> parse_double(std::string_view text);

std::string percent_encode(std::string_view text, std::string_view keep = "-._~"); // letters and digits are always kept
std::string percent_decode(std::string_view text, bool plus_is_space = false);

std::string to_hex(std::string_view bytes);
std::string to_base64(std::string_view bytes);
std::optional<std::string> from_base64(std::string_view text);

std::string random_bytes(size_t count); // from the system's generator
std::string random_text(size_t length); // letters and digits
std::string random_hex(size_t length);
std::string uuid4();

// Compares secrets in a time that does not depend on where they differ.
bool equal_secret(std::string_view a, std::string_view b);

} // namespace limn
