// CVAT for images 1.1: one <image> a frame with everything on it; tracks are written as plain shapes.
#include "formats/cvat_links.h"
#include "formats/cvat_meta.h"
#include "formats/cvat_shapes.h"
#include "formats/frame_view.h"
#include "formats/functions.h"
#include "formats/layout.h"

namespace limn::formats {
namespace {

using annotation::FrameShape;
using annotation::ShapeType;

class ImagesWriter {
  public:
    ImagesWriter(const Dataset& dataset, XmlWriter& xml)
        : dataset_(dataset), xml_(xml), labels_(dataset.labels), attributes_(dataset.labels), links_(dataset) {}

    void write_task(size_t task, FrameNames& names, const ExportOptions& options) {
        const TaskPart& part = dataset_.tasks[task];
        const auto annotations = part.annotations();
        FrameViews views(part, annotations, dataset_.three_d);
        for (size_t i = 0; i < part.frames.size(); ++i) {
            write_frame(part, part.frames[i], names, views.at(part.frames[i].number), annotations);
            if (!options.progress || i % 64 != 0) continue;
            const double share = static_cast<double>(i) / static_cast<double>(part.frames.size());
            options.progress((static_cast<double>(task) + share) / static_cast<double>(dataset_.tasks.size()));
        }
    }

    void finish() { links_.write(xml_); }

  private:
    const std::string* label(int64_t id) const {
        const int64_t index = labels_.index(id);
        return index < 0 ? nullptr : &labels_.at(index).name;
    }

    void write_frame(const TaskPart& part, const Frame& frame, FrameNames& names, const FrameView& view,
                     const annotation::Annotations& all) {
        const FrameName name = names.name(frame);
        xml_.begin("image").attribute("id", name.number).attribute("name", name.path);
        if (dataset_.target == Target::project) xml_.attribute("subset", names.subset()).attribute("task_id", part.id);
        xml_.attribute("width", frame.width).attribute("height", frame.height).children();
        for (const FrameShape& shape : view.shapes) write_shape(shape, all);
        for (const auto* tag : view.tags) write_tag(*tag);
        xml_.end();
    }

    void write_shape(const FrameShape& from, const annotation::Annotations& all) {
        const auto& shape = from.shape;
        const auto* name = label(shape.label_id);
        if (!name) return;
        xml_.begin(cvat_element(shape.type)).attribute("label", *name).attribute("source", shape.source);
        if (shape.type != ShapeType::skeleton) xml_.attribute("occluded", int64_t{shape.occluded});
        write_cvat_geometry(xml_, shape.type, shape.points);
        write_cvat_rotation(xml_, shape.type, shape.rotation);
        xml_.attribute("z_order", shape.z_order);
        write_cvat_group(xml_, shape.group);
        if (from.track)
            links_.mark(xml_, "track", all.tracks[static_cast<size_t>(*from.track)].id);
        else
            links_.mark(xml_, "shape", shape.id);
        xml_.children();
        for (const FrameShape& element : from.elements) write_element(element.shape);
        attributes_.write(xml_, shape.attributes);
        xml_.end();
    }

    void write_element(const annotation::Shape& shape) {
        const auto* name = label(shape.label_id);
        if (!name) return;
        xml_.begin(cvat_element(shape.type)).attribute("label", *name).attribute("source", shape.source);
        xml_.attribute("outside", int64_t{shape.outside}).attribute("occluded", int64_t{shape.occluded});
        write_cvat_geometry(xml_, shape.type, shape.points);
        write_cvat_rotation(xml_, shape.type, shape.rotation);
        write_cvat_group(xml_, shape.group);
        xml_.children();
        attributes_.write(xml_, shape.attributes);
        xml_.end();
    }

    void write_tag(const annotation::Tag& tag) {
        const auto* name = label(tag.label_id);
        if (!name) return;
        xml_.begin("tag").attribute("label", *name).attribute("source", tag.source);
        write_cvat_group(xml_, tag.group);
        xml_.children();
        attributes_.write(xml_, tag.attributes);
        xml_.end();
    }

    const Dataset& dataset_;
    XmlWriter& xml_;
    LabelIndex labels_;
    AttributeNames attributes_;
    CvatLinkWriter links_;
};

} // namespace

void write_cvat_images(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive) {
    XmlWriter xml(archive, "annotations.xml");
    xml.begin("annotations").children();
    write_cvat_meta(dataset, xml);
    ImagesWriter writer(dataset, xml);
    FrameNames names(dataset);
    for (size_t task = 0; task < dataset.tasks.size(); ++task) {
        names.enter(task);
        writer.write_task(task, names, options);
    }
    writer.finish();
    xml.end();
    save_cvat_images(dataset, options, archive);
}

} // namespace limn::formats
