// Where the bands of an image come from: what the libraries of the two formats read.
#pragma once

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
};

// From the header.
StoredBands png_bands(std::span<const std::byte> content);
StoredBands tiff_bands(std::span<const std::byte> content);

// Each band as 16 bits of one channel; signed samples raised by 32768. PNGs as they lie in the file, TIFFs upright.
// Empty when the file is damaged.
std::vector<cv::Mat> read_png_bands(std::span<const std::byte> content);
std::vector<cv::Mat> read_tiff_bands(std::span<const std::byte> content);

// The first `count` channels.
std::vector<cv::Mat> split_bands(const cv::Mat& pixels, int count);

} // namespace limn::media
