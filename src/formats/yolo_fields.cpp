#include "formats/yolo_fields.h"

#include "base/text.h"
#include "formats/format.h"

#include <fmt/format.h>

namespace limn::formats {

int64_t yolo_label(std::string_view field, size_t count) {
    const auto label = parse_int(field);
    if (!label) throw FormatError(fmt::format("Can't parse bbox label id from '{}'. Expected <class 'int'>", field));
    if (*label < 0 || *label >= static_cast<int64_t>(count))
        throw FormatError(fmt::format("Undeclared label '{}'", *label));
    return *label;
}

double yolo_number(std::string_view field, std::string_view what) {
    if (const auto number = parse_double(field)) return *number;
    throw FormatError(fmt::format("Can't parse {} from '{}'. Expected <class 'float'>", what, field));
}

std::vector<double> yolo_box(std::span<const std::string_view> fields, const Item& item) {
    const double cx = yolo_number(fields[1], "bbox x") * item.width,
                 cy = yolo_number(fields[2], "bbox y") * item.height;
    const double w = yolo_number(fields[3], "bbox width") * item.width,
                 h = yolo_number(fields[4], "bbox height") * item.height;
    return {cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2};
}

std::string_view yolo_local_path(std::string_view path) {
    for (bool again = true; again;) {
        again = false;
        for (const std::string_view prefix : {"./", "../", "/"}) {
            if (!path.starts_with(prefix)) continue;
            path.remove_prefix(prefix.size());
            again = true;
        }
    }
    if (path.starts_with("data/")) path.remove_prefix(5);
    return path;
}

} // namespace limn::formats
