// Files for the tests of this floor.
#pragma once

#include "media/image.h"
#include "storage/temp_file.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace limn::media::test {

inline std::filesystem::path sample(std::string_view name) {
    return std::filesystem::path(LIMN_TEST_DATA) / "media" / name;
}

inline std::span<const std::byte> bytes_of(const std::string& text) { return std::as_bytes(std::span(text)); }

// Runs `act` and gives the text of the MediaError it throws, or "" when it throws none.
std::string media_error(const std::function<void()>& act);

void write_file(const std::filesystem::path& path, std::string_view content);

// A picture whose pixels all differ enough to tell how it was turned.
Image gradient(int width, int height, int channels = 3);

// The picture with an EXIF orientation in front of its first segment.
std::string with_orientation(const std::string& jpeg, int orientation);

// An uncompressed RGB TIFF, of 16 bits a sample when `deep`.
std::string make_tiff(const Image& image, int orientation, bool deep);

// The largest difference of any sample.
int difference(const Image& a, const Image& b);

// The members of a stored zip.
std::vector<std::pair<std::string, std::string>> unzip(const std::filesystem::path& zip);

// A zip with members as given, names unchecked, deflated or stored.
std::string make_zip(const std::vector<std::pair<std::string, std::string>>& members, bool deflated = false);

} // namespace limn::media::test
