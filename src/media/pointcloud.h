// Point clouds: the header of PCD files, and KITTI velodyne scans turned into PCD.
// Format: https://pointclouds.org/documentation/tutorials/pcd_file_format.html
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace limn::media {

struct PcdHeader {
    std::string version;
    std::vector<std::string> fields; // x y z intensity ...
    int width = 0;                   // points in a row
    int height = 0;                  // rows; 1 for an unordered cloud
    std::uint64_t points = 0;
    std::string data;              // ascii, binary or binary_compressed
    std::uint64_t data_offset = 0; // of the first byte after the header
};

// Throws MediaError `Could not read pcd file 'x': <reason>`; `name` is how the user knows the file.
PcdHeader read_pcd_header(const std::filesystem::path& path, std::string_view name);

// A KITTI scan is little-endian float32 x, y, z, intensity for each point. Writes an uncompressed binary PCD.
// Throws MediaError when the size is no multiple of a point; limn::Error 507 on a full disk.
void convert_kitti_to_pcd(const std::filesystem::path& bin, const std::filesystem::path& pcd, std::string_view name);

} // namespace limn::media
