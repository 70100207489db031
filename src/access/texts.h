// Data files that are part of the program.
#pragma once
#include <string_view>
#include <utility>
#include <vector>

namespace limn::access {

extern const std::vector<std::pair<std::string_view, std::string_view>> access_texts; // file name, text

inline std::string_view access_text(std::string_view name) {
    for (const auto& [file, text] : access_texts)
        if (file == name) return text;
    return {};
}

} // namespace limn::access
