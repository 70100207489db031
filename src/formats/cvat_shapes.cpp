#include "formats/cvat_shapes.h"

#include "formats/text_writer.h"

#include <array>

#include <fmt/format.h>

namespace limn::formats {
namespace {

using annotation::ShapeType;

constexpr std::array<std::string_view, 16> cuboid_names = {"xtl1", "ytl1", "xbl1", "ybl1", "xtr1", "ytr1",
                                                           "xbr1", "ybr1", "xtl2", "ytl2", "xbl2", "ybl2",
                                                           "xtr2", "ytr2", "xbr2", "ybr2"};

void write_named(XmlWriter& xml, std::span<const std::string_view> names, const std::vector<double>& values) {
    for (size_t i = 0; i < names.size() && i < values.size(); ++i) xml.fixed_attribute(names[i], values[i]);
}

void write_points(XmlWriter& xml, const std::vector<double>& points) {
    xml.raw_attribute("points", [&](std::string& out) {
        for (size_t i = 0; i + 1 < points.size(); i += 2) {
            if (i > 0) out += ';';
            append_fixed(out, points[i], 2);
            out += ',';
            append_fixed(out, points[i + 1], 2);
        }
    });
}

void write_mask(XmlWriter& xml, const std::vector<double>& points) {
    if (points.size() < 4) return;
    const size_t runs = points.size() - 4;
    const auto whole = [&](size_t i) { return static_cast<int64_t>(points[i]); };
    xml.raw_attribute("rle", [&](std::string& out) {
        for (size_t i = 0; i < runs; ++i) {
            if (i > 0) out += ", ";
            append_int(out, whole(i));
        }
    });
    xml.attribute("left", whole(runs)).attribute("top", whole(runs + 1));
    xml.attribute("width", whole(runs + 2) - whole(runs) + 1);
    xml.attribute("height", whole(runs + 3) - whole(runs + 1) + 1);
}

} // namespace

AttributeNames::AttributeNames(const std::vector<Label>& labels) {
    for (const Label& label : labels) {
        for (const AttributeSpec& spec : label.attributes) names_.emplace(spec.id, spec.name);
    }
}

void AttributeNames::write(XmlWriter& xml, const std::vector<annotation::Attribute>& attributes) const {
    for (const auto& attribute : attributes) {
        const auto name = names_.find(attribute.spec_id);
        if (name != names_.end()) xml.begin("attribute").attribute("name", name->second).text(attribute.value);
    }
}

std::string_view cvat_element(ShapeType type) {
    return type == ShapeType::rectangle ? std::string_view("box") : annotation::to_string(type);
}

void write_cvat_geometry(XmlWriter& xml, ShapeType type, const std::vector<double>& points) {
    static constexpr std::array<std::string_view, 4> box_names = {"xtl", "ytl", "xbr", "ybr"};
    static constexpr std::array<std::string_view, 4> ellipse_names = {"cx", "cy", "rx", "ry"};
    switch (type) {
    case ShapeType::rectangle: write_named(xml, box_names, points); break;
    case ShapeType::ellipse:
        if (points.size() == 4) {
            write_named(xml, ellipse_names, {points[0], points[1], points[2] - points[0], points[1] - points[3]});
        }
        break;
    case ShapeType::cuboid: write_named(xml, cuboid_names, points); break;
    case ShapeType::mask: write_mask(xml, points); break;
    case ShapeType::skeleton: break;
    case ShapeType::polygon:
    case ShapeType::polyline:
    case ShapeType::points: write_points(xml, points); break;
    }
}

void write_cvat_rotation(XmlWriter& xml, ShapeType type, double rotation) {
    const bool turns = type == ShapeType::rectangle || type == ShapeType::ellipse;
    if (turns && rotation != 0) xml.fixed_attribute("rotation", rotation);
}

void write_cvat_group(XmlWriter& xml, const std::optional<int64_t>& group) {
    if (group.value_or(0) != 0) xml.attribute("group_id", *group);
}

void save_cvat_images(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive) {
    if (!options.save_images) return;
    each_image(dataset, {}, [&](Item& item) {
        const std::string folder =
            dataset.target == Target::project ? fmt::format("images/{}/", item.subset) : "images/";
        save_image(item, archive, folder + item.id + item.extension);
    });
}

} // namespace limn::formats
