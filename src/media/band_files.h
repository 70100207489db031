// Where the bands of an image come from: what the libraries of the two formats read.
#pragma once

#include "media/bands.h"
#include "media/opencv.h"

#include <cstddef>
#include <span>
#include <vector>

namespace limn::media {

struct StoredBands {
    int samples = 0; // of a pixel, alpha among them
    int bands = 0;   // those that are measures; 0 when they cannot be had
    int bits = 8;
    bool is_signed = false;
    bool is_float = false;
};

// From the header.
StoredBands png_bands(std::span<const std::byte> content);
StoredBands tiff_bands(std::span<const std::byte> content);

// Each band as 16 bits of one channel; signed samples raised by 32768. PNGs as they lie in the file, TIFFs upright.
// Empty when the file is damaged. Floating samples are spread over the 16 bits; range, if given, becomes what 0 and
// 65535 stand for.
std::vector<cv::Mat> read_png_bands(std::span<const std::byte> content);
std::vector<cv::Mat> read_tiff_bands(std::span<const std::byte> content, SampleRange* range = nullptr);

// The first `count` channels; whole numbers as 16 bits.
std::vector<cv::Mat> split_bands(const cv::Mat& pixels, int count);

} // namespace limn::media
