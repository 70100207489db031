// Parts of paths within archives.
#pragma once
#include <string_view>

namespace limn::formats {

// Behind the last slash.
inline std::string_view base_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

// Before the last slash; empty where there is none.
inline std::string_view folder_of(std::string_view path) {
    const size_t slash = path.rfind('/');
    return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

// The folder of images without a label, in formats that have one for each label.
constexpr std::string_view no_label = "no_label";

} // namespace limn::formats
