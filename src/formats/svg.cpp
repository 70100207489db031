#include "formats/svg.h"

#include <string>

namespace limn::formats {

std::vector<std::string_view> svg_tags(std::string_view svg, std::string_view name) {
    const std::string start = "<" + std::string(name);
    std::vector<std::string_view> out;
    for (size_t begin = svg.find(start); begin != std::string_view::npos; begin = svg.find(start, begin + 1)) {
        const auto rest = svg.substr(begin);
        const auto tag = rest.substr(0, rest.find('>'));
        const bool whole_name = tag.size() > start.size() && (tag[start.size()] == ' ' || tag[start.size()] == '\n');
        if (whole_name) out.push_back(tag);
    }
    return out;
}

std::string_view svg_attribute(std::string_view tag, std::string_view name) {
    const std::string start = " " + std::string(name) + "=\"";
    const size_t begin = tag.find(start);
    if (begin == std::string_view::npos) return {};
    const auto value = tag.substr(begin + start.size());
    return value.substr(0, value.find('"'));
}

} // namespace limn::formats
