// CVAT 1.1 into a task or job: both forms of the XML, straight to annotations.
#include "formats/cvat_geometry_in.h"
#include "formats/cvat_links.h"
#include "formats/functions.h"
#include "formats/input.h"
#include "formats/matching.h"
#include "formats/missing.h"
#include "formats/xml_reader.h"

#include <algorithm>

#include <fmt/format.h>

namespace limn::formats {
namespace {

using annotation::Annotations;
using annotation::Keyframe;
using annotation::Object;
using annotation::Shape;
using annotation::ShapeType;
using annotation::Tag;
using annotation::Track;

class CvatReader {
  public:
    explicit CvatReader(const Dataset& known) : labels_(known.labels), frames_(known.tasks.at(0)) {}

    void read(pugi::xml_node root) {
        learn_root(root);
        for (const auto element : root.children()) {
            const std::string_view name = element.name();
            if (name == "image") read_image(element);
            if (name == "track") read_track(element);
        }
        links_.read(root);
    }

    Found finish() { return {std::move(out_), std::move(links_.links)}; }

  private:
    void learn_root(pugi::xml_node root) {
        std::vector<std::string> ids;
        for (const auto image : root.children("image"))
            ids.push_back(without_extension(image.attribute("name").value()));
        frames_.learn_root({ids.begin(), ids.end()});
    }

    // Clients know these two failures by the words of the program that they come from.
    const Label& known_label(std::string_view name, std::string_view parent = {}) const {
        if (const Label* found = labels_.find(name, parent)) return *found;
        throw FormatError(fmt::format("ValueError: Label '{}' is not registered for this task\n", name));
    }

    int64_t frame_of(const Item& item) const {
        if (const auto found = frames_.find(item)) return *found;
        throw FormatError(fmt::format("cvat.apps.dataset_manager.bindings.CvatImportError: "
                                      "Could not match item id: '{}' with any task frame\n",
                                      item.id));
    }

    std::vector<annotation::Attribute> attributes(pugi::xml_node element, const Label& label) const {
        std::vector<Attribute> found;
        for (const auto attribute : element.children("attribute")) {
            found.push_back({std::string(required(attribute, "name")), std::string(attribute.text().get())});
        }
        return match_attributes(label, found);
    }

    const Label& fill(Object& object, pugi::xml_node element, int64_t frame, std::string_view parent = {}) const {
        const Label& found = known_label(required(element, "label"), parent);
        object.frame = frame;
        object.label_id = found.id;
        object.group = optional_int(element, "group_id");
        object.source = "file";
        return found;
    }

    void read_image(pugi::xml_node image) {
        Item item;
        item.id = without_extension(required(image, "name"));
        if (image.attribute("id")) item.frame = required_int(image, "id");
        const int64_t frame = frame_of(item);
        for (const auto element : image.children()) {
            if (std::string_view(element.name()) == "tag") {
                Tag tag;
                tag.attributes = attributes(element, fill(tag, element, frame));
                out_.tags.push_back(std::move(tag));
            } else if (const auto type = cvat_shape_type(element.name())) {
                links_.note(element, "shape", out_.shapes.emplace_back(shape(element, *type, frame)));
            }
        }
    }

    Shape shape(pugi::xml_node element, ShapeType type, int64_t frame) const {
        Shape out;
        const Label& label = fill(out, element, frame);
        out.attributes = attributes(element, label);
        out.type = type;
        out.occluded = optional_int(element, "occluded") != 0;
        out.outside = optional_int(element, "outside") != 0;
        out.z_order = static_cast<int32_t>(optional_int(element, "z_order"));
        out.rotation = optional_number(element, "rotation");
        out.points = read_cvat_geometry(element, type);
        if (type != ShapeType::skeleton) return out;
        for (const auto child : element.children()) {
            const auto child_type = cvat_shape_type(child.name());
            if (!child_type) continue;
            Shape inner;
            inner.attributes = attributes(child, fill(inner, child, frame, label.name));
            inner.type = *child_type;
            inner.occluded = required_int(child, "occluded") != 0;
            inner.outside = required_int(child, "outside") != 0;
            inner.rotation = optional_number(child, "rotation");
            inner.points = read_cvat_geometry(child, *child_type);
            out.elements.push_back(std::move(inner));
        }
        return out;
    }

    void read_track(pugi::xml_node element) {
        Track track;
        const Label& label = fill(track, element, 0);
        for (const auto child : element.children()) {
            const auto type = cvat_shape_type(child.name());
            if (!type) continue;
            const int64_t frame = frames_.from_absolute(required_int(child, "frame"));
            add_keyframe(track, child, *type, frame, label);
            if (*type == ShapeType::skeleton) add_elements(track, child, frame, label);
        }
        if (track.keyframes.empty()) return;
        if (track.keyframes.front().type == ShapeType::mask) {
            links_.note(element, "shape", out_.shapes.emplace_back(first_shape(track)));
            return;
        }
        finish_frames(track);
        links_.note(element, "track", track);
        out_.tracks.push_back(std::move(track));
    }

    // Elements with keyframe="0" are what the exporter interpolated.
    void add_keyframe(Track& track, pugi::xml_node element, ShapeType type, int64_t frame, const Label& label) const {
        if (required_int(element, "keyframe") == 0) return;
        Keyframe out;
        out.frame = frame;
        out.type = type;
        out.occluded = optional_int(element, "occluded") != 0;
        out.outside = optional_int(element, "outside") != 0;
        out.z_order = static_cast<int32_t>(optional_int(element, "z_order"));
        out.rotation = optional_number(element, "rotation");
        out.points = read_cvat_geometry(element, type);
        for (auto& attribute : attributes(element, label)) {
            const auto spec = std::find_if(label.attributes.begin(), label.attributes.end(),
                                           [&](const auto& candidate) { return candidate.id == attribute.spec_id; });
            if (spec->is_mutable) {
                out.attributes.push_back(std::move(attribute));
            } else if (track.keyframes.empty()) {
                track.attributes.push_back(std::move(attribute));
            }
        }
        track.keyframes.push_back(std::move(out));
    }

    void add_elements(Track& skeleton, pugi::xml_node element, int64_t frame, const Label& label) const {
        for (const auto child : element.children()) {
            const auto type = cvat_shape_type(child.name());
            if (!type) continue;
            required_int(child, "outside");
            required_int(child, "occluded");
            const Label& point = known_label(required(child, "label"), label.name);
            auto track = std::find_if(skeleton.elements.begin(), skeleton.elements.end(),
                                      [&](const Track& candidate) { return candidate.label_id == point.id; });
            if (track == skeleton.elements.end()) {
                track = skeleton.elements.emplace(track);
                fill(*track, child, frame, label.name);
            }
            add_keyframe(*track, child, *type, frame, point);
        }
    }

    static Shape first_shape(const Track& track) {
        const Keyframe& first = track.keyframes.front();
        Shape out;
        static_cast<Object&>(out) = track;
        out.frame = first.frame;
        out.attributes.insert(out.attributes.end(), first.attributes.begin(), first.attributes.end());
        out.type = first.type;
        out.occluded = first.occluded;
        out.z_order = first.z_order;
        out.points = first.points;
        return out;
    }

    static void finish_frames(Track& track) {
        std::erase_if(track.elements, [](const Track& element) { return element.keyframes.empty(); });
        for (Track& element : track.elements) finish_frames(element);
        const auto first = std::min_element(track.keyframes.begin(), track.keyframes.end(),
                                            [](const auto& a, const auto& b) { return a.frame < b.frame; });
        track.frame = first->frame;
    }

    LabelMatcher labels_;
    FrameMatcher frames_;
    Annotations out_;
    CvatLinkReader links_;
};

} // namespace

Found read_cvat_task(const Input& input, const Dataset& known) {
    auto files = input.unpacked() ? input.below("", ".xml") : input.names();
    if (files.empty()) dataset_not_found("cvat", {"*.xml"});
    CvatReader reader(known);
    for (const std::string& file : files) reader.read(XmlDocument(input.read(file), file).root());
    return reader.finish();
}

} // namespace limn::formats
