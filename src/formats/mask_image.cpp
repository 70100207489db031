#include "formats/mask_image.h"

#include "formats/format.h"
#include "media/error.h"

#include <fmt/format.h>

namespace limn::formats {

MaskImage decode_mask_image(const std::string& bytes, std::string_view name) {
    try {
        return media::decode_samples(std::as_bytes(std::span(bytes)), name);
    } catch (const media::MediaError& error) {
        throw FormatError(fmt::format("The mask image '{}' could not be read: {}", name, error.what()));
    }
}

std::string encode_mask_image(const MaskImage& image, Depth depth) { return media::encode_png(image, depth); }

} // namespace limn::formats
