// Pixels as OpenCV sees them, for the files of this floor that work with it.
#pragma once

#include "media/image.h"

#include <opencv2/core.hpp>

namespace limn::media {

// The image's own pixels, not a copy; RGB order.
inline cv::Mat view(const Image& image) {
    return {image.height, image.width, CV_8UC(image.channels), const_cast<std::uint8_t*>(image.pixels.data())};
}

// Upright from an EXIF orientation, 1 to 8.
void orient(cv::Mat& pixels, int orientation);

} // namespace limn::media
