// Previews: JPEGs that fit into 256 x 256 pixels, never enlarged.
#pragma once

#include "media/image.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace limn::media {

inline constexpr int preview_side = 256;

// Of an image file; large JPEGs are decoded at a fraction of their size.
std::string make_preview(const std::filesystem::path& image, std::string_view name);
// Of a decoded frame.
std::string make_preview(const Image& image);

// What stands for every point cloud.
const std::string& point_cloud_preview();

// `image` shrunk to fit `side` x `side` keeping its aspect, by averaging; as it is when it fits already.
Image fit(const Image& image, int side);

} // namespace limn::media
