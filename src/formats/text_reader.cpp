#include "formats/text_reader.h"

#include <algorithm>

namespace limn::formats {

std::vector<std::string_view> lines(std::string_view text) {
    std::vector<std::string_view> out;
    while (!text.empty()) {
        const size_t end = text.find('\n');
        auto line = text.substr(0, end);
        if (line.ends_with('\r')) line.remove_suffix(1);
        out.push_back(line);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return out;
}

std::string_view without_bom(std::string_view text) {
    if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
    return text;
}

std::vector<std::string_view> words(std::string_view line) {
    constexpr std::string_view blank = " \t\r\n\v\f";
    std::vector<std::string_view> out;
    for (size_t begin = line.find_first_not_of(blank); begin != std::string_view::npos;) {
        const size_t end = std::min(line.find_first_of(blank, begin), line.size());
        out.push_back(line.substr(begin, end - begin));
        begin = line.find_first_not_of(blank, end);
    }
    return out;
}

} // namespace limn::formats
