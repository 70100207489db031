#include "annotation/duplicates.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>

#include "annotation/expand.h"
#include "annotation/overlap.h"

namespace limn::annotation {
namespace {

template <class T> void drop(std::vector<T>& objects, const std::vector<bool>& unwanted) {
    size_t i = 0;
    std::erase_if(objects, [&](const T&) { return unwanted[i++]; });
}

// --- tags

using TagKey = std::tuple<int64_t, int64_t, std::vector<std::pair<int64_t, std::string>>>;

TagKey key_of(const Tag& t) {
    std::vector<std::pair<int64_t, std::string>> attributes;
    for (const auto& a : t.attributes) attributes.emplace_back(a.spec_id, a.value);
    std::sort(attributes.begin(), attributes.end());
    return {t.frame, t.label_id, std::move(attributes)};
}

std::vector<bool> known_tags(const std::vector<Tag>& present, const std::vector<Tag>& fresh, const LabelSet& labels) {
    std::set<TagKey> known;
    for (const auto& t : present) known.insert(key_of(t));
    Annotations filled{.tags = fresh, .shapes = {}, .tracks = {}};
    fill_defaults(filled, labels);
    std::vector<bool> found;
    for (const auto& t : filled.tags) found.push_back(known.contains(key_of(t)));
    return found;
}

// --- shapes

// Boxes in the cells of grids whose cells double in size: each lies in the grid of its own size, in four cells at most.
class Cells {
  public:
    void add(const geometry::Box& box, uint32_t index) {
        const int size = size_of(box);
        auto& grid = grids_[size];
        grid.all.push_back(index);
        for_cells(box, size, [&](int64_t x, int64_t y) { grid.cells[cell(x, y)].push_back(index); });
    }

    // Calls f for whatever may meet the box, perhaps more than once, until it returns true.
    template <class F> bool any(const geometry::Box& box, F&& f) const {
        const auto any_of = [&](const std::vector<uint32_t>& some) { return std::any_of(some.begin(), some.end(), f); };
        for (const auto& [size, grid] : grids_) {
            if (cell_count(box, size) > static_cast<double>(grid.all.size())) {
                if (any_of(grid.all)) return true;
                continue;
            }
            bool found = false;
            for_cells(box, size, [&](int64_t x, int64_t y) {
                if (found) return;
                const auto there = grid.cells.find(cell(x, y));
                found = there != grid.cells.end() && any_of(there->second);
            });
            if (found) return true;
        }
        return false;
    }

  private:
    struct Grid {
        std::vector<uint32_t> all;
        std::unordered_map<uint64_t, std::vector<uint32_t>> cells;
    };

    static int size_of(const geometry::Box& box) {
        return std::ilogb(std::max({box.width(), box.height(), 1.0})) + 1; // a power of two over it
    }
    static uint64_t cell(int64_t x, int64_t y) {
        return static_cast<uint64_t>(x) << 32 ^ (static_cast<uint64_t>(y) & 0xffffffff);
    }
    static int64_t column(double value, int size) {
        constexpr double far = 1e9; // beyond any image; what is still further shares a cell
        return static_cast<int64_t>(std::floor(std::clamp(std::ldexp(value, -size), -far, far)));
    }
    static double cell_count(const geometry::Box& box, int size) {
        return (std::ldexp(box.width(), -size) + 1) * (std::ldexp(box.height(), -size) + 1);
    }
    template <class F> static void for_cells(const geometry::Box& box, int size, F&& f) {
        const auto right = column(box.right, size), bottom = column(box.bottom, size);
        for (auto y = column(box.top, size); y <= bottom; ++y)
            for (auto x = column(box.left, size); x <= right; ++x) f(x, y);
    }

    std::map<int, Grid> grids_;
};

// The shapes of one frame, label and type.
class Bucket {
  public:
    void add(const Shape& s) { shapes_.push_back(&s); }

    bool has(const Shape& wanted, const DuplicateRule& rule) {
        if (has_equal(wanted)) return true;
        if (reaches_.empty()) look(rule);
        const auto own = reach(wanted, rule.overlap, rule.three_d);
        return cells_.any(own.box, [&](uint32_t i) {
            return can_overlap(own, reaches_[i], rule.overlap) &&
                   overlap(wanted, *shapes_[i], rule.three_d) >= rule.overlap;
        });
    }

  private:
    static uint64_t print(const Shape& s) { // equal shapes have equal ones
        uint64_t h = std::hash<double>()(s.rotation);
        for (const double value : s.points) h = (h ^ std::hash<double>()(value)) * 0x100000001b3;
        for (const auto& e : s.elements) h = (h ^ print(e)) * 0x100000001b3;
        return h;
    }

    // Most of what is imported again is as it was: that needs no measuring.
    bool has_equal(const Shape& wanted) {
        if (by_print_.empty())
            for (const auto* s : shapes_) by_print_.emplace(print(*s), s);
        const auto [first, last] = by_print_.equal_range(print(wanted));
        return std::any_of(first, last, [&](const auto& e) { return same_drawing(*e.second, wanted); });
    }

    void look(const DuplicateRule& rule) {
        for (const auto* s : shapes_) {
            reaches_.push_back(reach(*s, rule.overlap, rule.three_d));
            cells_.add(reaches_.back().box, static_cast<uint32_t>(reaches_.size() - 1));
        }
    }

    std::vector<const Shape*> shapes_;
    std::unordered_multimap<uint64_t, const Shape*> by_print_;
    std::vector<Reach> reaches_;
    Cells cells_;
};

std::vector<bool> known_shapes(const std::vector<Shape>& present, const std::vector<Shape>& fresh,
                               const DuplicateRule& rule) {
    std::map<std::tuple<int64_t, int64_t, ShapeType>, Bucket> buckets;
    const auto key = [](const Shape& s) { return std::tuple(s.frame, s.label_id, s.type); };
    for (const auto& s : fresh) buckets.try_emplace(key(s));
    for (const auto& s : present)
        if (const auto found = buckets.find(key(s)); found != buckets.end()) found->second.add(s);
    std::vector<bool> known;
    for (const auto& s : fresh) known.push_back(buckets.at(key(s)).has(s, rule));
    return known;
}

// --- tracks

// What tracks show on a frame, with elements where shapes have them.
std::vector<std::pair<size_t, Shape>> seen(TracksByFrame& tracks, int64_t frame) {
    std::vector<std::pair<size_t, Shape>> out;
    for (auto& found : tracks.at(frame)) {
        if (found.shape.outside) continue;
        for (auto& e : found.elements) found.shape.elements.push_back(std::move(e.shape));
        out.emplace_back(static_cast<size_t>(*found.track), std::move(found.shape));
    }
    return out;
}

struct Likeness {
    std::map<size_t, double> with; // by the index of the present track: the sum over all frames
    double frames = 0;             // on which the fresh track is to be seen
};

std::vector<bool> known_tracks(const std::vector<Track>& present, const std::vector<Track>& fresh,
                               const DuplicateRule& rule) {
    std::vector<Likeness> all(fresh.size());
    const ExpandOptions options{.end = rule.end, .three_d = rule.three_d};
    TracksByFrame old(present, options), young(fresh, options);
    for (int64_t frame = rule.begin; frame < rule.end && !present.empty() && !fresh.empty(); ++frame) {
        const auto wanted = seen(young, frame);
        for (const auto& [i, s] : wanted) ++all[i].frames;
        if (wanted.empty()) continue;
        for (const auto& [j, there] : seen(old, frame))
            for (const auto& [i, s] : wanted)
                if (s.label_id == there.label_id) all[i].with[j] += overlap(s, there, rule.three_d);
    }
    std::vector<bool> known;
    for (const auto& one : all)
        known.push_back(std::any_of(one.with.begin(), one.with.end(),
                                    [&](const auto& e) { return e.second >= rule.overlap * one.frames - 1e-9; }));
    return known;
}

} // namespace

void drop_duplicates(const Annotations& present, Annotations& fresh, const LabelSet& labels,
                     const DuplicateRule& rule) {
    drop(fresh.tags, known_tags(present.tags, fresh.tags, labels));
    drop(fresh.shapes, known_shapes(present.shapes, fresh.shapes, rule));
    drop(fresh.tracks, known_tracks(present.tracks, fresh.tracks, rule));
}

} // namespace limn::annotation
