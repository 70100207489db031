// Samples of images as they are stored, band by band: what files of 16 bits or of more bands than red, green and blue
// hold beyond the picture that is made of them. Viewers choose from them what is to be seen.
#pragma once

#include "media/probe.h"
#include "storage/temp_file.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>

namespace limn::media {

struct BandLayout {
    int bands = 0;          // without alpha; 0 of files whose samples are no measures, as those of palettes and JPEGs
    int bits = 8;           // of a sample in the file: 8 or 16, 32 of floating ones
    bool is_signed = false; // then 32768 has been added to each
    bool is_float = false;  // then they are spread over the 16 bits: see float_range
    int width = 0;          // of the bands as they are given out: upright, halved until they have at most 4096 x 4096
    int height = 0;         // pixels

    std::uint64_t band_bytes() const {
        return sizeof(std::uint16_t) * static_cast<std::uint64_t>(width) * static_cast<std::uint64_t>(height);
    }
};

// The least and the greatest of the finite samples of all bands together, which 0 and 65535 stand for. What is no
// number counts as the least.
struct SampleRange {
    double low = 0, high = 0;
};

// From the header; of PNG and TIFF, 8 or 16 bits, and of TIFF 32 bits of floating samples. No bands where there are
// more samples than can be had in memory.
BandLayout band_layout(const std::filesystem::path& picture, std::string_view name);

// Of a file with floating samples, all of which are read for it. Throws as write_bands does.
SampleRange float_range(const std::filesystem::path& picture, std::string_view name);

// All bands one after the other, rows from the top, samples of 16 bits, little-endian. Throws MediaError `cannot
// identify image file 'x'` when the file is damaged, or has no bands.
void write_bands(const std::filesystem::path& picture, std::string_view name, storage::TempFile& out);

} // namespace limn::media
