#include "media/pointcloud.h"

#include "base/text.h"
#include "media/error.h"
#include "storage/temp_file.h"

#include <fmt/format.h>
#include <fstream>

namespace limn::media {
namespace {

constexpr std::uint64_t max_header_lines = 100;
constexpr std::uint64_t kitti_point_bytes = 4 * sizeof(float);

[[noreturn]] void fail(std::string_view name, std::string_view reason) {
    throw MediaError(fmt::format("Could not read pcd file '{}': {}", name, reason));
}

std::int64_t positive(std::string_view name, std::string_view key, std::string_view text) {
    const std::optional<std::int64_t> value = parse_int(trim(text));
    if (value.value_or(-1) < 0 || *value > INT32_MAX) fail(name, fmt::format("invalid {} '{}'", key, trim(text)));
    return *value;
}

bool is_known_version(std::string_view version) {
    if (version.starts_with('0')) version.remove_prefix(1);
    return version.size() == 2 && version[0] == '.' && version[1] >= '1' && version[1] <= '7';
}

void take_line(PcdHeader& header, std::string_view name, std::string_view key, std::string_view value) {
    if (key == "VERSION") {
        if (!is_known_version(value)) fail(name, fmt::format("unsupported version '{}'", value));
        header.version = value;
    } else if (key == "FIELDS" || key == "COLUMNS") {
        for (const std::string_view field : split(value, ' ')) {
            if (!field.empty()) header.fields.emplace_back(field);
        }
    } else if (key == "WIDTH") {
        header.width = static_cast<int>(positive(name, key, value));
    } else if (key == "HEIGHT") {
        header.height = static_cast<int>(positive(name, key, value));
    } else if (key == "POINTS") {
        header.points = static_cast<std::uint64_t>(positive(name, key, value));
    } else if (key == "DATA") {
        if (value != "ascii" && value != "binary" && value != "binary_compressed") {
            fail(name, fmt::format("unsupported data '{}'", value));
        }
        header.data = value;
    } else if (key != "SIZE" && key != "TYPE" && key != "COUNT" && key != "VIEWPOINT") {
        fail(name, fmt::format("unexpected header line '{}'", key.substr(0, 40)));
    }
}

} // namespace

PcdHeader read_pcd_header(const std::filesystem::path& path, std::string_view name) {
    std::ifstream input(path, std::ios::binary);
    if (!input) fail(name, "the file cannot be opened");
    PcdHeader header;
    std::string line;
    for (std::uint64_t lines = 0; header.data.empty(); ++lines) {
        if (lines == max_header_lines || !std::getline(input, line)) fail(name, "the header ends without DATA");
        std::string_view text = trim(line);
        if (text.empty() || text.starts_with('#')) continue;
        const std::size_t space = std::min(text.find_first_of(" \t"), text.size());
        take_line(header, name, text.substr(0, space), trim(text.substr(space)));
    }
    header.data_offset = static_cast<std::uint64_t>(input.tellg());
    if (header.version.empty()) fail(name, "the version is missing");
    if (header.fields.empty()) fail(name, "the fields are missing");
    if (header.width == 0 && header.points > 0) header.width = static_cast<int>(header.points);
    if (header.height == 0) header.height = 1;
    return header;
}

void convert_kitti_to_pcd(const std::filesystem::path& bin, const std::filesystem::path& pcd, std::string_view name) {
    std::error_code failure;
    const std::uint64_t bytes = std::filesystem::file_size(bin, failure);
    if (failure) fail(name, "the file cannot be opened");
    if (bytes == 0 || bytes % kitti_point_bytes != 0) {
        fail(name, fmt::format("{} bytes are no whole number of points of {} bytes", bytes, kitti_point_bytes));
    }
    const std::uint64_t points = bytes / kitti_point_bytes;
    storage::TempFile output(pcd.parent_path());
    output.write(fmt::format("VERSION 0.7\nFIELDS x y z intensity\nSIZE 4 4 4 4\nTYPE F F F F\nCOUNT 1 1 1 1\n"
                             "WIDTH {0}\nHEIGHT 1\nVIEWPOINT 0 0 0 1 0 0 0\nPOINTS {0}\nDATA binary\n",
                             points));
    std::ifstream input(bin, std::ios::binary);
    std::vector<char> buffer(1 << 20);
    while (input.read(buffer.data(), static_cast<std::streamsize>(buffer.size())), input.gcount() > 0) {
        output.write(std::string_view(buffer.data(), static_cast<std::size_t>(input.gcount())));
    }
    output.keep_as(pcd);
}

} // namespace limn::media
