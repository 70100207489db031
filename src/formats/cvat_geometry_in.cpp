#include "formats/cvat_geometry_in.h"

#include "base/text.h"
#include "formats/format.h"
#include "formats/text_writer.h"
#include "formats/xml_reader.h"

#include <fmt/format.h>

namespace limn::formats {
namespace {

using annotation::ShapeType;

std::vector<double> read_mask(pugi::xml_node element) {
    std::vector<double> out;
    for (const auto part : split(required(element, "rle"), ',')) {
        const auto run = parse_int(trim(part));
        if (!run) throw FormatError(fmt::format("The run lengths of a mask are damaged: '{}'", part));
        out.push_back(static_cast<double>(*run));
    }
    const int64_t left = required_int(element, "left"), top = required_int(element, "top");
    const int64_t right = left + required_int(element, "width") - 1, bottom = top + required_int(element, "height") - 1;
    for (int64_t side : {left, top, right, bottom}) out.push_back(static_cast<double>(side));
    return out;
}

} // namespace

std::optional<ShapeType> cvat_shape_type(std::string_view element) {
    if (element == "box") return ShapeType::rectangle;
    if (element == "rectangle") return std::nullopt;
    return annotation::parse_shape_type(element);
}

std::vector<double> read_cvat_geometry(pugi::xml_node element, ShapeType type) {
    const auto numbers = [&](std::initializer_list<const char*> names) {
        std::vector<double> out;
        for (const char* name : names) out.push_back(required_number(element, name));
        return out;
    };
    switch (type) {
    case ShapeType::rectangle: return numbers({"xtl", "ytl", "xbr", "ybr"});
    case ShapeType::ellipse: {
        const auto p = numbers({"cx", "cy", "rx", "ry"});
        return {p[0], p[1], round2(p[0] + p[2]), round2(p[1] - p[3])};
    }
    case ShapeType::cuboid:
        return numbers({"xtl1", "ytl1", "xbl1", "ybl1", "xtr1", "ytr1", "xbr1", "ybr1", "xtl2", "ytl2", "xbl2", "ybl2",
                        "xtr2", "ytr2", "xbr2", "ybr2"});
    case ShapeType::mask: return read_mask(element);
    case ShapeType::skeleton: return {};
    case ShapeType::polygon:
    case ShapeType::polyline:
    case ShapeType::points: break;
    }
    return parse_points(required(element, "points"));
}

} // namespace limn::formats
