#include "geometry/coco_rle.h"

#include <algorithm>
#include <stdexcept>

namespace limn::geometry {
namespace {

// Collects pixels of one column after another into runs.
class RunWriter {
  public:
    void add(uint8_t value, uint32_t count) {
        if (count == 0) return;
        if (value != value_) {
            counts_.push_back(run_);
            run_ = 0;
            value_ = value;
        }
        run_ += count;
    }
    std::vector<uint32_t> finish() {
        if (run_ > 0 || counts_.empty()) counts_.push_back(run_);
        return std::move(counts_);
    }

  private:
    std::vector<uint32_t> counts_;
    uint32_t run_ = 0;
    uint8_t value_ = 0;
};

// Calls visit(first, end) for each run of set pixels, as positions in column order.
template <typename Visit> void each_set_run(const Rle& rle, Visit visit) {
    uint64_t position = 0;
    for (size_t i = 0; i < rle.counts.size(); ++i) {
        const uint64_t end = position + rle.counts[i];
        if (i % 2 == 1 && end > position) visit(position, end);
        position = end;
    }
}

} // namespace

void check_size(const Rle& rle) {
    uint64_t total = 0;
    for (uint32_t count : rle.counts) total += count;
    if (rle.width < 0 || rle.height < 0 ||
        total != static_cast<uint64_t>(rle.width) * static_cast<uint64_t>(rle.height)) {
        throw std::invalid_argument("mask run lengths do not add up to the image size");
    }
}

Rle to_rle(const Bitmap& bitmap) {
    return to_rle(Mask{{0, 0, bitmap.width - 1, bitmap.height - 1}, bitmap}, bitmap.width, bitmap.height);
}

Rle to_rle(const Mask& mask, int image_width, int image_height) {
    RunWriter out;
    const auto& box = mask.box;
    const int left = std::clamp(box.left, 0, image_width), end = std::clamp(box.right + 1, left, image_width);
    const int top = std::clamp(box.top, 0, image_height), bottom = std::clamp(box.bottom + 1, top, image_height);
    const auto height = static_cast<uint32_t>(image_height);
    out.add(0, static_cast<uint32_t>(left) * height);
    for (int x = left; x < end; ++x) {
        out.add(0, static_cast<uint32_t>(top));
        for (int y = top; y < bottom; ++y) out.add(mask.bits.at(x - box.left, y - box.top), 1);
        out.add(0, static_cast<uint32_t>(image_height - bottom));
    }
    out.add(0, static_cast<uint32_t>(image_width - end) * height);
    return {image_height, image_width, out.finish()};
}

Bitmap to_bitmap(const Rle& rle) {
    check_size(rle);
    Bitmap out(rle.width, rle.height);
    each_set_run(rle, [&](uint64_t first, uint64_t end) {
        for (uint64_t i = first; i < end; ++i) out.at(int(i / rle.height), int(i % rle.height)) = 1;
    });
    return out;
}

std::vector<double> encode_mask(const Rle& rle) {
    check_size(rle);
    const Box box = bounds(rle);
    if (box.empty()) return encode_mask(Mask{{}, Bitmap(1, 1)});
    Mask mask{{int(box.left), int(box.top), int(box.right) - 1, int(box.bottom) - 1}, {}};
    mask.bits = Bitmap(static_cast<int>(box.width()), static_cast<int>(box.height()));
    each_set_run(rle, [&](uint64_t first, uint64_t end) {
        for (uint64_t i = first; i < end; ++i) {
            mask.bits.at(int(i / rle.height) - mask.box.left, int(i % rle.height) - mask.box.top) = 1;
        }
    });
    return encode_mask(mask);
}

int64_t area(const Rle& rle) {
    int64_t sum = 0;
    for (size_t i = 1; i < rle.counts.size(); i += 2) sum += rle.counts[i];
    return sum;
}

Box bounds(const Rle& rle) {
    if (rle.height == 0) return {};
    const auto height = static_cast<uint64_t>(rle.height);
    uint64_t left = static_cast<uint64_t>(rle.width), right = 0, top = height, bottom = 0;
    each_set_run(rle, [&](uint64_t first, uint64_t end) {
        const uint64_t first_column = first / height, last_column = (end - 1) / height;
        left = std::min(left, first_column);
        right = std::max(right, last_column + 1);
        const bool one_column = first_column == last_column;
        top = std::min(top, one_column ? first % height : 0);
        bottom = std::max(bottom, one_column ? (end - 1) % height + 1 : height);
    });
    if (right == 0) return {};
    return {double(left), double(top), double(right), double(bottom)};
}

Rle unite(const Rle& a, const Rle& b) {
    RunWriter out;
    size_t i = 0, j = 0;
    uint32_t left_a = a.counts.empty() ? 0 : a.counts[0], left_b = b.counts.empty() ? 0 : b.counts[0];
    while (i < a.counts.size() && j < b.counts.size()) {
        const uint32_t step = std::min(left_a, left_b);
        out.add((i | j) % 2 == 1 ? 1 : 0, step);
        left_a -= step;
        left_b -= step;
        if (left_a == 0 && ++i < a.counts.size()) left_a = a.counts[i];
        if (left_b == 0 && ++j < b.counts.size()) left_b = b.counts[j];
    }
    return {a.height, a.width, out.finish()};
}

std::string compress(const Rle& rle) {
    std::string out;
    for (size_t i = 0; i < rle.counts.size(); ++i) {
        int64_t value = rle.counts[i];
        if (i > 2) value -= rle.counts[i - 2];
        bool more = true;
        while (more) {
            int64_t group = value & 0x1f;
            value >>= 5;
            more = (group & 0x10) != 0 ? value != -1 : value != 0;
            if (more) group |= 0x20;
            out += static_cast<char>(group + '0');
        }
    }
    return out;
}

Rle decompress(std::string_view text, int height, int width) {
    Rle rle{height, width, {}};
    for (size_t i = 0; i < text.size();) {
        int64_t value = 0;
        int shift = 0;
        bool more = true;
        while (more) {
            if (i == text.size() || text[i] < '0' || text[i] > 'o' || shift > 35) {
                throw std::invalid_argument("compressed mask run lengths are damaged");
            }
            const int64_t group = text[i++] - '0';
            value |= (group & 0x1f) << shift;
            more = (group & 0x20) != 0;
            shift += 5;
            if (!more && (group & 0x10) != 0) value |= -(int64_t{1} << shift);
        }
        if (rle.counts.size() > 2) value += rle.counts[rle.counts.size() - 2];
        if (value < 0 || value > int64_t{UINT32_MAX})
            throw std::invalid_argument("compressed mask run lengths are damaged");
        rle.counts.push_back(static_cast<uint32_t>(value));
    }
    check_size(rle);
    return rle;
}

} // namespace limn::geometry
