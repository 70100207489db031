// PNG, TIFF and WebP by their own libraries, with all channels and bits as stored: what a picture loses on its way to
// the eye (alpha, deep samples) is still there. Channels in the order red, green, blue, alpha.
#pragma once

#include "media/opencv.h"
#include "media/probe.h"

#include <cstddef>
#include <span>
#include <string>

namespace limn::media {

// 8-bit or 16-bit samples of 1, 3 or 4 channels; palettes become colours. Empty when the file is damaged, or has more
// than 2^30 pixels.
cv::Mat decode_png(std::span<const std::byte> content);
cv::Mat decode_webp(std::span<const std::byte> content);

// Besides those, 32-bit integers and floats. Upright: the file's own orientation is applied.
cv::Mat decode_tiff(std::span<const std::byte> content);

// By one of those three; empty for other formats, too.
cv::Mat decode_lossless(std::span<const std::byte> content, ImageFormat format);

// Throw MediaError when the picture is too large for the format. PNG and TIFF: 8 or 16 bits of 1, 3 or 4 channels, TIFF
// 32 bits, too; WebP: 8 bits.
std::string encode_png(const cv::Mat& pixels);
std::string encode_webp(const cv::Mat& pixels);
std::string encode_tiff(const cv::Mat& pixels);

} // namespace limn::media
