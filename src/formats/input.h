// The files of a dataset to be imported: an unpacked archive, or one file that came alone.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace limn::formats {

class Input {
  public:
    // A file by itself.
    Input(std::filesystem::path file, std::string_view name);
    // Files below a folder by their paths within it; some may be known by name only and not be there to be read.
    Input(std::filesystem::path folder, std::vector<std::string> names);

    // Whether this is an archive's content.
    bool unpacked() const { return unpacked_; }

    // Paths relative to the root of the dataset, sorted by code points.
    const std::vector<std::string>& names() const { return names_; }
    bool has(std::string_view name) const;
    // Where a file is on this disk, whether or not it can be read.
    std::filesystem::path path(std::string_view name) const;
    // The whole file. Throws FormatError when it is not there or larger than 4 GiB.
    std::string read(std::string_view name) const;

    // Names that begin with `folder/` (all for an empty one) and end with `extension`.
    std::vector<std::string> below(std::string_view folder, std::string_view extension = {}) const;

    // The dataset as `fits` finds it: this, or what is in its only folder, in the only folder of that, and so on, four
    // times at most. None when nothing fits.
    std::optional<Input> root(const std::function<bool(const Input&)>& fits) const;

  private:
    std::filesystem::path folder_;
    std::vector<std::string> names_;
    bool unpacked_ = true;
};

} // namespace limn::formats
