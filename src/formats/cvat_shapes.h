// Shapes as elements of CVAT's XML, which the image and the video form share.
#pragma once

#include "annotation/expand.h"
#include "formats/items_out.h"
#include "formats/xml_writer.h"

#include <unordered_map>

namespace limn::formats {

// Attribute names by the id of their specification, over all labels.
class AttributeNames {
  public:
    explicit AttributeNames(const std::vector<Label>& labels);

    // <attribute name="...">value</attribute> for each, in stored order.
    void write(XmlWriter& xml, const std::vector<annotation::Attribute>& attributes) const;

  private:
    std::unordered_map<int64_t, std::string_view> names_;
};

// box, polygon, ... for everything that is drawn.
std::string_view cvat_element(annotation::ShapeType type);

// The attributes that hold the geometry, in their order: coordinates with two decimals, the runs of a mask as they are.
void write_cvat_geometry(XmlWriter& xml, annotation::ShapeType type, const std::vector<double>& points);

// rotation, when there is one, for the shapes that have it.
void write_cvat_rotation(XmlWriter& xml, annotation::ShapeType type, double rotation);

// group_id, when there is one.
void write_cvat_group(XmlWriter& xml, const std::optional<int64_t>& group);

// Copies the images of all frames to images/, with a folder a subset for projects.
void save_cvat_images(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive);

} // namespace limn::formats
