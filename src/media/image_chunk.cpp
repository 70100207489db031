#include "media/chunks.h"

#include "media/kinds.h"
#include "media/related.h"
#include "media/zip_writer.h"

#include <fmt/format.h>
#include <fstream>
#include <zlib.h>

namespace limn::media {
namespace {

constexpr std::size_t checksum_bytes = 1000;
constexpr int best_quality = 100;

EncodedFrame chunk_frame(const ChunkFile& file, Quality kind, int quality) {
    if (file.path.empty()) return {placeholder_jpeg(), "image/jpeg", "jpeg"};
    if (kind == Quality::original || is_point_cloud(file.name)) return original_frame(file.path, file.name);
    return compressed_frame(file.path, file.name, quality);
}

std::uint32_t checksum(std::string_view head, std::uint64_t size) {
    const auto crc = [](std::uint32_t seed, std::string_view text) {
        return static_cast<std::uint32_t>(
            crc32_z(seed, reinterpret_cast<const unsigned char*>(text.data()), text.size()));
    };
    return crc(crc(0, std::to_string(size)), head);
}

} // namespace

void write_image_chunk(std::span<const ChunkFile> files, Quality kind, int quality, storage::TempFile& output) {
    ZipWriter zip(output);
    for (std::size_t i = 0; i < files.size(); ++i) {
        const EncodedFrame frame = chunk_frame(files[i], kind, quality);
        zip.add(fmt::format("{:06}.{}", i, frame.extension), frame.bytes);
    }
    zip.finish();
}

void write_jpeg_chunk(std::size_t count, const std::function<Image(std::size_t)>& read, int quality,
                      storage::TempFile& output) {
    ZipWriter zip(output);
    for (std::size_t i = 0; i < count; ++i) {
        const Image image = read(i);
        zip.add(fmt::format("{:06}.jpeg", i), image.empty() ? placeholder_jpeg() : encode_jpeg(image, quality));
    }
    zip.finish();
}

void write_context_archive(std::span<const ChunkFile> files, storage::TempFile& output) {
    std::vector<std::string> paths;
    for (const ChunkFile& file : files) paths.push_back(file.name);
    const std::vector<std::string> names = context_member_names(paths);
    ZipWriter zip(output);
    for (std::size_t i = 0; i < files.size(); ++i) {
        zip.add(names[i], compressed_frame(files[i].path, files[i].name, best_quality).bytes);
    }
    zip.finish();
}

std::uint32_t content_checksum(std::string_view content) {
    return checksum(content.substr(0, checksum_bytes), content.size());
}

std::uint32_t chunk_checksum(const std::filesystem::path& file) {
    std::string head(checksum_bytes, '\0');
    std::ifstream input(file, std::ios::binary);
    input.read(head.data(), static_cast<std::streamsize>(head.size()));
    head.resize(static_cast<std::size_t>(std::max<std::streamsize>(input.gcount(), 0)));
    return checksum(head, std::filesystem::file_size(file));
}

} // namespace limn::media
