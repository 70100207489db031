// CVAT for video 1.1: one <track> a track with its keyframes, then every plain shape as a track of one frame. Tags have
// no place in it. Keyframes that only points of a skeleton have are not written.
#include "formats/cvat_links.h"
#include "formats/cvat_meta.h"
#include "formats/cvat_shapes.h"
#include "formats/frame_view.h"
#include "formats/functions.h"
#include "formats/layout.h"

#include <algorithm>

namespace limn::formats {
namespace {

using annotation::FrameShape;
using annotation::Keyframe;
using annotation::Shape;
using annotation::ShapeType;
using annotation::Track;
using annotation::TrackExpansion;

bool has_frame(const TaskPart& part, int64_t number) {
    const auto found = std::lower_bound(part.frames.begin(), part.frames.end(), number,
                                        [](const Frame& frame, int64_t value) { return frame.number < value; });
    return found != part.frames.end() && found->number == number;
}

class TracksWriter {
  public:
    TracksWriter(const Dataset& dataset, XmlWriter& xml)
        : dataset_(dataset), xml_(xml), labels_(dataset.labels), attributes_(dataset.labels), links_(dataset) {}

    void enter(const TaskPart& part, const FrameNames& names) {
        part_ = &part;
        offset_ = names.offset();
        subset_ = names.subset();
    }

    void write_track(const Track& track) {
        const auto options = expand_options(*part_, dataset_.three_d);
        auto element_options = options;
        element_options.include_outside = true;
        TrackExpansion expansion(track, options);
        std::vector<TrackExpansion> elements;
        for (const Track& element : track.elements) elements.emplace_back(element, element_options);
        if (!begin(track, "track")) return;
        for (const Keyframe& keyframe : in_order(track.keyframes)) {
            auto at = expansion.at(keyframe.frame);
            if (!at || !has_frame(*part_, keyframe.frame)) continue;
            write_head({part_->absolute(keyframe.frame) + offset_, at->shape.outside}, at->shape);
            for (size_t i = 0; i < elements.size(); ++i) {
                const auto element = elements[i].at(keyframe.frame);
                if (element)
                    write_element(track.elements[i], element->shape, element->keyframe, &track.elements[i].attributes);
            }
            attributes_.write(xml_, at->shape.attributes);
            attributes_.write(xml_, track.attributes);
            xml_.end();
        }
        xml_.end();
    }

    // The shape on its frame, and outside on the next one if that is not the last.
    void write_shape(const Shape& shape) {
        if (!has_frame(*part_, shape.frame) || !begin(shape, "shape")) return;
        const int64_t frame = part_->absolute(shape.frame);
        write_shape_at(shape, {frame + offset_, false});
        if (frame + part_->step < part_->stop_frame) write_shape_at(shape, {frame + part_->step + offset_, true});
        xml_.end();
    }

    void finish() { links_.write(xml_); }

  private:
    struct Head {
        int64_t frame; // in the source media
        bool outside;
    };

    static std::vector<Keyframe> in_order(std::vector<Keyframe> keyframes) {
        std::stable_sort(keyframes.begin(), keyframes.end(),
                         [](const auto& a, const auto& b) { return a.frame < b.frame; });
        const auto same = [](const auto& a, const auto& b) { return a.frame == b.frame; };
        keyframes.erase(std::unique(keyframes.begin(), keyframes.end(), same), keyframes.end());
        return keyframes;
    }

    bool begin(const annotation::Object& object, std::string_view type) {
        const int64_t label = labels_.index(object.label_id);
        if (label < 0) return false;
        xml_.begin("track").attribute("id", next_id_++).attribute("label", labels_.at(label).name);
        xml_.attribute("source", object.source);
        if (dataset_.target == Target::project) xml_.attribute("task_id", part_->id).attribute("subset", subset_);
        write_cvat_group(xml_, object.group);
        links_.mark(xml_, type, object.id);
        xml_.children();
        return true;
    }

    void write_shape_at(const Shape& shape, const Head& head) {
        write_head(head, shape);
        for (const Shape& element : shape.elements) {
            auto copy = element;
            copy.outside = copy.outside || head.outside;
            write_element(element, copy, true, nullptr);
        }
        attributes_.write(xml_, shape.attributes);
        xml_.end();
    }

    // Plain shapes and keyframes alike.
    void write_head(const Head& head, const auto& shape) {
        xml_.begin(cvat_element(shape.type)).attribute("frame", head.frame).attribute("keyframe", 1);
        if (shape.type != ShapeType::skeleton) {
            xml_.attribute("outside", int64_t{head.outside}).attribute("occluded", int64_t{shape.occluded});
        }
        write_cvat_geometry(xml_, shape.type, shape.points);
        write_cvat_rotation(xml_, shape.type, shape.rotation);
        xml_.attribute("z_order", shape.z_order).children();
    }

    // `own` are the attributes of an element's track.
    void write_element(const annotation::Object& owner, const auto& shape, bool keyframe,
                       const std::vector<annotation::Attribute>* own) {
        const int64_t label = labels_.index(owner.label_id);
        if (label < 0) return;
        xml_.begin(cvat_element(shape.type)).attribute("label", labels_.at(label).name);
        xml_.attribute("keyframe", int64_t{keyframe}).attribute("outside", int64_t{shape.outside});
        xml_.attribute("occluded", int64_t{shape.occluded});
        write_cvat_geometry(xml_, shape.type, shape.points);
        write_cvat_rotation(xml_, shape.type, shape.rotation);
        xml_.children();
        attributes_.write(xml_, shape.attributes);
        if (own) attributes_.write(xml_, *own);
        xml_.end();
    }

    const Dataset& dataset_;
    XmlWriter& xml_;
    LabelIndex labels_;
    AttributeNames attributes_;
    CvatLinkWriter links_;
    const TaskPart* part_ = nullptr;
    int64_t offset_ = 0;
    std::string subset_;
    int64_t next_id_ = 0;
};

} // namespace

void write_cvat_video(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive) {
    XmlWriter xml(archive, "annotations.xml");
    xml.begin("annotations").children();
    write_cvat_meta(dataset, xml);
    TracksWriter writer(dataset, xml);
    // Ids count over the tracks of all tasks, then over their shapes: several tasks are read twice rather than kept.
    const auto each_task = [&](auto&& write) {
        FrameNames names(dataset);
        for (size_t task = 0; task < dataset.tasks.size(); ++task) {
            names.enter(task);
            writer.enter(dataset.tasks[task], names);
            const auto annotations = dataset.tasks[task].annotations();
            write(annotations);
            if (options.progress)
                options.progress(static_cast<double>(task) / static_cast<double>(dataset.tasks.size()));
        }
    };
    const auto write_tracks = [&](const annotation::Annotations& annotations) {
        for (const Track& track : annotations.tracks) writer.write_track(track);
    };
    const auto write_shapes = [&](const annotation::Annotations& annotations) {
        for (const Shape& shape : annotations.shapes) writer.write_shape(shape);
    };
    if (dataset.tasks.size() == 1) {
        each_task([&](const annotation::Annotations& annotations) {
            write_tracks(annotations);
            write_shapes(annotations);
        });
    } else {
        each_task(write_tracks);
        each_task(write_shapes);
    }
    writer.finish();
    xml.end();
    save_cvat_images(dataset, options, archive);
}

} // namespace limn::formats
