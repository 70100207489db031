#include "formats/mask_layers.h"

#include "geometry/raster.h"

#include <algorithm>
#include <map>

namespace limn::formats {

bool has_masks(const Item& item) {
    return std::any_of(item.annotations.begin(), item.annotations.end(),
                       [](const auto& a) { return a.kind == Kind::mask; });
}

PaintedMasks paint_masks(const Item& item) {
    std::vector<geometry::Layer> layers;
    for (const ItemAnnotation& annotation : item.annotations) {
        if (annotation.kind == Kind::mask)
            layers.push_back({&annotation.mask, annotation.label + 1, annotation.z_order});
    }
    auto painting = geometry::paint(layers, item.width, item.height);
    for (int64_t& label : painting.labels) --label;
    return {item.width, item.height, std::move(painting.labels), std::move(painting.instances)};
}

MaskImage coloured(int width, int height, const std::vector<int64_t>& values,
                   const std::function<geometry::Colour(int64_t)>& colour) {
    MaskImage out(width, height, 3);
    int64_t last = 0;
    geometry::Colour last_colour;
    for (size_t i = 0; i < values.size(); ++i) {
        if (i == 0 || values[i] != last) {
            last = values[i];
            last_colour = colour(last);
        }
        out.samples[3 * i] = last_colour.red;
        out.samples[3 * i + 1] = last_colour.green;
        out.samples[3 * i + 2] = last_colour.blue;
    }
    return out;
}

std::vector<int64_t> pixel_values(const MaskImage& image) {
    std::vector<int64_t> out(image.pixels());
    const auto channels = static_cast<size_t>(image.channels);
    for (size_t i = 0; i < out.size(); ++i) {
        const uint16_t* sample = image.samples.data() + i * channels;
        out[i] = channels < 3 ? sample[0] : int64_t{sample[0]} << 16 | int64_t{sample[1]} << 8 | sample[2];
    }
    return out;
}

std::vector<std::pair<int64_t, geometry::Rle>> split_values(const std::vector<int64_t>& values, int width, int height) {
    std::map<int64_t, geometry::Bitmap> bitmaps;
    geometry::Bitmap* current = nullptr;
    for (size_t i = 0; i < values.size(); ++i) {
        if (i == 0 || values[i] != values[i - 1])
            current = &bitmaps.try_emplace(values[i], width, height).first->second;
        current->pixels[i] = 1;
    }
    std::vector<std::pair<int64_t, geometry::Rle>> out;
    for (const auto& [value, bitmap] : bitmaps) out.emplace_back(value, geometry::to_rle(bitmap));
    return out;
}

} // namespace limn::formats
