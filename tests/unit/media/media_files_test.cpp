#include "media_files.h"

#include "media/error.h"
#include "media/zip_index.h"

#include <fstream>
#include <gtest/gtest.h>
#include <zlib.h>

namespace limn::media::test {
namespace {

std::string little(std::uint64_t value, int count) {
    std::string bytes;
    for (int i = 0; i < count; ++i, value >>= 8) bytes += static_cast<char>(value);
    return bytes;
}

} // namespace

std::string media_error(const std::function<void()>& act) {
    try {
        act();
    } catch (const MediaError& error) {
        return error.what();
    }
    return "";
}

void write_file(const std::filesystem::path& path, std::string_view content) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << content;
}

Image gradient(int width, int height, int channels) {
    Image image = make_image(width, height, channels);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            std::uint8_t* pixel = image.row(y) + x * channels;
            pixel[0] = static_cast<std::uint8_t>(x * 255 / width);
            if (channels == 3) {
                pixel[1] = static_cast<std::uint8_t>(y * 255 / height);
                pixel[2] = static_cast<std::uint8_t>((x + y) * 127 / (width + height));
            }
        }
    }
    return image;
}

std::string with_orientation(const std::string& jpeg, int orientation) {
    std::string tiff("MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0", 19);
    tiff += static_cast<char>(orientation);
    tiff += std::string(6, '\0');
    const std::string body = std::string("Exif\0\0", 6) + tiff;
    const std::size_t length = body.size() + 2;
    return jpeg.substr(0, 2) + "\xff\xe1" + static_cast<char>(length >> 8) + static_cast<char>(length & 255) + body +
           jpeg.substr(2);
}

std::string make_tiff(const Image& image, int orientation, bool deep) {
    std::string pixels;
    for (const std::uint8_t sample : image.pixels) pixels += deep ? little(sample * 257u, 2) : little(sample, 1);
    const auto entry = [](int tag, int type, int count, std::uint64_t value) {
        return little(static_cast<std::uint64_t>(tag), 2) + little(static_cast<std::uint64_t>(type), 2) +
               little(static_cast<std::uint64_t>(count), 4) + little(value, 4);
    };
    constexpr int entries = 10, bits_offset = 8 + 2 + 12 * entries + 4, pixels_offset = bits_offset + 6;
    const auto width = static_cast<std::uint64_t>(image.width), height = static_cast<std::uint64_t>(image.height);
    const std::uint64_t bits = deep ? 16 : 8;
    return "II*" + std::string(1, '\0') + little(8, 4) + little(entries, 2) + entry(256, 3, 1, width) +
           entry(257, 3, 1, height) + entry(258, 3, 3, bits_offset) + entry(259, 3, 1, 1) + entry(262, 3, 1, 2) +
           entry(273, 4, 1, pixels_offset) + entry(274, 3, 1, static_cast<std::uint64_t>(orientation)) +
           entry(277, 3, 1, 3) + entry(278, 3, 1, height) + entry(279, 4, 1, pixels.size()) + little(0, 4) +
           little(bits, 2) + little(bits, 2) + little(bits, 2) + pixels;
}

int difference(const Image& a, const Image& b) {
    if (a.width != b.width || a.height != b.height || a.channels != b.channels) return 999;
    int largest = 0;
    for (std::size_t i = 0; i < a.pixels.size(); ++i) largest = std::max(largest, std::abs(a.pixels[i] - b.pixels[i]));
    return largest;
}

std::vector<std::pair<std::string, std::string>> unzip(const std::filesystem::path& zip) {
    std::vector<std::pair<std::string, std::string>> members;
    for (const ZipMember& member : read_zip_index(zip)) {
        EXPECT_TRUE(member.stored);
        members.emplace_back(member.name, read_zip_member(zip, member));
    }
    return members;
}

namespace {

std::string deflate_raw(const std::string& content) {
    z_stream stream{};
    deflateInit2(&stream, 9, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY);
    std::string packed(deflateBound(&stream, content.size()), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(content.data()));
    stream.avail_in = static_cast<uInt>(content.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    deflate(&stream, Z_FINISH);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    return packed;
}

} // namespace

std::string make_zip(const std::vector<std::pair<std::string, std::string>>& members, bool deflated) {
    std::string file, table;
    for (const auto& [name, content] : members) {
        const std::string packed = deflated ? deflate_raw(content) : content;
        const std::uint64_t crc = crc32_z(0, reinterpret_cast<const Bytef*>(content.data()), content.size());
        const std::string common = little(20, 2) + little(0, 2) + little(deflated ? 8 : 0, 2) + little(0x00210000, 4) +
                                   little(crc, 4) + little(packed.size(), 4) + little(content.size(), 4) +
                                   little(name.size(), 2) + little(0, 2);
        table += little(0x02014b50, 4) + little(20, 2) + common + little(0, 10) + little(file.size(), 4) + name;
        file += little(0x04034b50, 4) + common + name + packed;
    }
    return file + table + little(0x06054b50, 4) + little(0, 4) + little(members.size(), 2) + little(members.size(), 2) +
           little(table.size(), 4) + little(file.size(), 4) + little(0, 2);
}

} // namespace limn::media::test
