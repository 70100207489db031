#include "formats/input.h"

#include "base/text.h"
#include "formats/format.h"

#include <algorithm>
#include <fstream>

#include <fmt/format.h>

namespace limn::formats {
namespace {

constexpr uint64_t largest_file = uint64_t{4} << 30;

} // namespace

Input::Input(std::filesystem::path file, std::string_view name)
    : folder_(std::move(file)), names_{std::string(name)}, unpacked_(false) {}

Input::Input(std::filesystem::path folder, std::vector<std::string> names)
    : folder_(std::move(folder)), names_(std::move(names)) {
    std::sort(names_.begin(), names_.end());
    names_.erase(std::unique(names_.begin(), names_.end()), names_.end());
}

bool Input::has(std::string_view name) const { return std::binary_search(names_.begin(), names_.end(), name); }

std::filesystem::path Input::path(std::string_view name) const { return unpacked_ ? folder_ / name : folder_; }

std::string Input::read(std::string_view name) const {
    const auto file = path(name);
    std::error_code error;
    const auto size = std::filesystem::file_size(file, error);
    std::ifstream in(file, std::ios::binary);
    if (error || !has(name) || !in) throw FormatError(fmt::format("The file '{}' is missing in the dataset", name));
    if (size > largest_file) {
        throw FormatError(fmt::format("The file '{}' has {} bytes, more than the 4 GiB that can be read at once. "
                                      "Split the dataset and import its parts.",
                                      name, size));
    }
    std::string out(size, '\0');
    if (!in.read(out.data(), static_cast<std::streamsize>(size))) {
        throw FormatError(fmt::format("The file '{}' could not be read", name));
    }
    return out;
}

std::vector<std::string> Input::below(std::string_view folder, std::string_view extension) const {
    const std::string prefix = folder.empty() ? std::string() : fmt::format("{}/", folder);
    std::vector<std::string> out;
    for (auto it = std::lower_bound(names_.begin(), names_.end(), prefix);
         it != names_.end() && it->starts_with(prefix); ++it) {
        if (it->ends_with(extension)) out.push_back(*it);
    }
    return out;
}

std::optional<Input> Input::root(const std::function<bool(const Input&)>& fits) const {
    if (fits(*this)) return *this;
    Input inner = *this;
    for (int depth = 0; unpacked_ && depth < 4 && !inner.names_.empty(); ++depth) {
        const std::string& first = inner.names_.front();
        const std::string folder = first.substr(0, first.find('/') + 1);
        const auto inside = [&](const std::string& name) { return name.starts_with(folder); };
        if (folder.empty() || !std::all_of(inner.names_.begin(), inner.names_.end(), inside)) break;
        for (std::string& name : inner.names_) name.erase(0, folder.size());
        inner.folder_ /= folder;
        if (fits(inner)) return inner;
    }
    return std::nullopt;
}

} // namespace limn::formats
