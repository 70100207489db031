#include "formats/yolo_names.h"

#include "base/text.h"
#include "formats/layout.h"
#include "formats/text_writer.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace limn::formats {

std::map<std::string, std::string> yolo_subsets(const Dataset& dataset,
                                                std::initializer_list<std::string_view> reserved) {
    const auto names = subsets(dataset);
    std::map<std::string, std::string> out;
    for (const std::string& name : names) {
        if (std::find(reserved.begin(), reserved.end(), name) != reserved.end()) {
            throw FormatError(fmt::format("Can't export '{}' subset in YOLO format, this word is reserved.", name));
        }
        out[name] = name;
        if (name != "default") continue;
        const auto train =
            std::find_if(names.begin(), names.end(), [](const auto& n) { return equal_ignoring_case(n, "train"); });
        out[name] = train == names.end() ? "train" : *train;
    }
    return out;
}

std::vector<int64_t> yolo_classes(const LabelIndex& labels) {
    std::vector<int64_t> out;
    int64_t next = 0;
    for (size_t i = 0; i < labels.size(); ++i)
        out.push_back(labels.at(static_cast<int64_t>(i)).parent == 0 ? next++ : -1);
    return out;
}

bool yolo_rotated(const ItemAnnotation& annotation) { return std::fmod(annotation.rotated(), 360) > 1e-5; }

void append_yolo_box(std::string& out, const geometry::Box& box, const Item& item) {
    append_fixed(out, (box.left + box.right) / 2 / item.width, 6);
    out += ' ';
    append_fixed(out, (box.top + box.bottom) / 2 / item.height, 6);
    out += ' ';
    append_fixed(out, box.width() / item.width, 6);
    out += ' ';
    append_fixed(out, box.height() / item.height, 6);
}

void append_yolo_points(std::string& out, geometry::Coordinates points, const Item& item) {
    for (size_t i = 0; i + 1 < points.size(); i += 2) {
        out += ' ';
        append_fixed(out, points[i] / item.width, 6);
        out += ' ';
        append_fixed(out, points[i + 1] / item.height, 6);
    }
}

} // namespace limn::formats
