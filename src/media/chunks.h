// Chunks: consecutive frames of a task in one answer, as a zip of pictures or as an MP4.
#pragma once

#include "media/frames.h"
#include "media/video_reader.h"
#include "storage/temp_file.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace limn::media {

enum class Quality { compressed, original };

inline constexpr std::string_view image_chunk_mime = "application/zip";
inline constexpr std::string_view video_chunk_mime = "video/mp4";

// A file of a chunk, and the name its user knows it by.
struct ChunkFile {
    std::filesystem::path path; // empty: not part of the job, a placeholder takes its place
    std::string name;
};

// A zip with the members 000000.<ext>, 000001.<ext> and on, stored. Compressed members are `.jpeg` of `quality`
// percent; original ones keep their own extension. Point clouds are copied in both.
void write_image_chunk(std::span<const ChunkFile> files, Quality kind, int quality, storage::TempFile& output);

// The same from frames that `read` gives for the positions 0 to count - 1, e.g. of a video; JPEG of `quality` each.
// An empty image is replaced by the placeholder.
void write_jpeg_chunk(std::size_t count, const std::function<Image(std::size_t)>& read, int quality,
                      storage::TempFile& output);

// H.264 at 25 frames a second, one picture for each of `frames` (numbers in the video, ascending). Compressed chunks
// are baseline, shrunk by the factor of `compressed_scale`; original ones are nearly lossless and whole.
void write_video_chunk(VideoReader& video, std::span<const std::int64_t> frames, Quality kind, int quality,
                       storage::TempFile& output);

// 1, 2, 4, ...: doubled until the divided height is below 1080 lines.
int compressed_scale(int height);

// The size of pictures in compressed video chunks: divided by the scale, odd sizes rounded up.
struct PictureSize {
    int width = 0;
    int height = 0;
    bool operator==(const PictureSize&) const = default;
};
PictureSize compressed_size(int width, int height);

// A zip of one JPEG (quality 100) for each context image of a frame; a valid empty one for none.
void write_context_archive(std::span<const ChunkFile> files, storage::TempFile& output);

// CRC-32 of the first 1000 bytes, seeded with the CRC-32 of the size in decimal digits: how clients recognise a chunk.
std::uint32_t chunk_checksum(const std::filesystem::path& file);
std::uint32_t content_checksum(std::string_view content);

} // namespace limn::media
