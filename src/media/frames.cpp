#include "media/frames.h"

#include "media/decode.h"
#include "media/error.h"
#include "media/kinds.h"
#include "media/lossless.h"
#include "storage/temp_file.h"

#include <fmt/format.h>

namespace limn::media {
namespace {

std::string read_picture(const std::filesystem::path& path, std::string_view name) {
    if (!std::filesystem::is_regular_file(path)) {
        throw MediaError(fmt::format("failed to parse image file '{}'", name));
    }
    return storage::read_whole(path);
}

std::string extension_without_dot(std::string_view name) {
    const std::string_view dotted = extension(name);
    return std::string(dotted.substr(dotted.empty() ? 0 : 1));
}

} // namespace

Image decode_image(std::span<const std::byte> content, std::string_view name) {
    return decode_upright(content, probe_image(content, name), name);
}

Image decode_image(const std::filesystem::path& path, std::string_view name) {
    const std::string content = read_picture(path, name);
    return decode_image(std::as_bytes(std::span(content)), name);
}

std::string encode_png(const Image& image) { return encode_png(view(image)); }

EncodedFrame compressed_frame(const std::filesystem::path& path, std::string_view name, int quality) {
    return {encode_jpeg(decode_image(path, name), quality), "image/jpeg", "jpeg"};
}

EncodedFrame original_frame(const std::filesystem::path& path, std::string_view name) {
    EncodedFrame frame{read_picture(path, name), std::string(mime_type(name)), extension_without_dot(name)};
    if (is_point_cloud(name)) return frame;
    const auto content = std::as_bytes(std::span(frame.bytes));
    const ImageInfo info = probe_image(content, name);
    const bool turned = info.orientation != 1;
    if (info.format == ImageFormat::jpeg && turned) {
        frame.bytes = encode_jpeg(decode_upright(content, info, name), 100);
    } else if (info.format == ImageFormat::tiff || turned) {
        frame.bytes = encode_upright(content, info, name);
    }
    return frame;
}

EncodedFrame video_frame_png(const Image& frame) { return {encode_png(frame), "image/png", "png"}; }

EncodedFrame video_frame_jpeg(const Image& frame, int quality) {
    return {encode_jpeg(frame, quality), "image/jpeg", "jpeg"};
}

const std::string& placeholder_jpeg() {
    static const std::string jpeg = encode_jpeg(make_image(1, 1, 3), 100);
    return jpeg;
}

} // namespace limn::media
