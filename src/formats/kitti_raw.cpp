// Kitti Raw Format 1.0 (3D): tracklets in the XML of a serialised archive; each cuboid is one of its own.
#include "base/text.h"
#include "formats/format.h"
#include "formats/functions.h"
#include "formats/input.h"
#include "formats/items_out.h"
#include "formats/missing.h"
#include "formats/text_reader.h"
#include "formats/text_writer.h"
#include "formats/xml_reader.h"
#include "formats/xml_writer.h"
#include "media/kinds.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

namespace limn::formats {
namespace {

struct Tracklet {
    std::string label;
    int64_t frame = 0; // counted over the exported frames
    std::vector<double> points;
    bool occluded = false;
};

class TrackletXml {
  public:
    explicit TrackletXml(std::string& out) : out_(out) {}

    void open(std::string_view tag, std::string_view attributes = {}) {
        line(fmt::format("<{}{}>", tag, attributes));
        ++depth_;
    }
    void close(std::string_view tag) {
        --depth_;
        line(fmt::format("</{}>", tag));
    }
    void leaf(std::string_view tag, std::string_view text) {
        std::string escaped;
        append_xml_text(escaped, text);
        line(fmt::format("<{}>{}</{}>", tag, escaped, tag));
    }
    void number(std::string_view tag, double value) { leaf(tag, to_text(value)); }

  private:
    void line(const std::string& text) {
        // What is directly below the root stands at the margin as well.
        out_.append(2 * static_cast<size_t>(std::max(depth_ - 1, 0)), ' ');
        (out_ += text) += '\n';
    }

    std::string& out_;
    int depth_ = 0;
};

void append_tracklet(TrackletXml& xml, const Tracklet& tracklet, bool first) {
    const auto described = [&](int id) {
        return first ? fmt::format(" version=\"{}\" tracking_level=\"0\" class_id=\"{}\"", id == 2 ? 0 : 1, id)
                     : std::string();
    };
    xml.open("item", described(1));
    xml.leaf("objectType", tracklet.label);
    const auto& p = tracklet.points;
    xml.number("h", p[7]);
    xml.number("w", p[6]);
    xml.number("l", p[8]);
    xml.leaf("first_frame", std::to_string(tracklet.frame));
    xml.open("poses", described(2));
    xml.leaf("count", "1");
    xml.leaf("item_version", "0");
    xml.open("item", described(3));
    constexpr const char* pose[] = {"tx", "ty", "tz", "rx", "ry", "rz"};
    for (size_t i = 0; i < 6; ++i) xml.number(pose[i], p[i]);
    xml.leaf("state", "2");
    xml.leaf("occlusion", tracklet.occluded ? "1" : "0");
    xml.leaf("occlusion_kf", tracklet.occluded ? "1" : "0");
    xml.leaf("truncation", "0");
    for (const char* name : {"amt_occlusion", "amt_border_l", "amt_border_r", "amt_occlusion_kf", "amt_border_kf"})
        xml.leaf(name, "-1");
    xml.close("item");
    xml.close("poses");
    xml.leaf("finished", "1");
    xml.close("item");
}

std::string tracklet_file(const std::vector<Tracklet>& tracklets) {
    std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<!DOCTYPE boost_serialization>\n";
    TrackletXml xml(out);
    xml.open("boost_serialization", " version=\"9\" signature=\"serialization::archive\"");
    xml.open("tracklets", " version=\"0\" tracking_level=\"0\" class_id=\"0\"");
    xml.leaf("count", std::to_string(tracklets.size()));
    xml.leaf("item_version", "1");
    for (size_t i = tracklets.size(); i-- > 0;) append_tracklet(xml, tracklets[i], i + 1 == tracklets.size());
    xml.close("tracklets");
    xml.close("boost_serialization");
    return out;
}

double number(pugi::xml_node parent, const char* name) {
    const auto value = parse_double(trim(parent.child_value(name)));
    if (!value) throw FormatError(fmt::format("Invalid annotation field '{}' value", name));
    return *value;
}

class KittiRawReader {
  public:
    explicit KittiRawReader(const Input& input) : input_(input) {}

    ItemSet read(const std::string& file) {
        if (input_.unpacked() && input_.has("frame_list.txt")) read_frames();
        const XmlDocument document(input_.read(file), file);
        for (const auto tracklet : document.root().child("tracklets").children("item")) read_tracklet(tracklet);
        return std::move(set_);
    }

  private:
    void read_frames() {
        const std::string text = input_.read("frame_list.txt");
        for (const auto line : lines(without_bom(text))) {
            const auto fields = words(line);
            const auto index = fields.size() < 2 ? std::nullopt : parse_int(fields[0]);
            if (!index) continue;
            names_[*index] = std::string(trim(line.substr(static_cast<size_t>(fields[1].data() - line.data()))));
            item(*index);
        }
    }

    Item& item(int64_t frame) {
        const auto [entry, fresh] = items_.try_emplace(frame, set_.items.size());
        if (fresh) {
            Item out;
            const auto name = names_.find(frame);
            out.id = name == names_.end() ? fmt::format("{:010}", frame) : name->second;
            out.subset = "default";
            out.frame = frame;
            const std::string cloud = fmt::format("velodyne_points/data/{}.pcd", out.id);
            if (input_.unpacked() && input_.has(cloud)) {
                out.file = input_.path(cloud);
                out.extension = ".pcd";
                for (const std::string& image : input_.names()) {
                    const bool related = image.starts_with("image_") &&
                                         image.find(fmt::format("/data/{}.", out.id)) != std::string::npos;
                    if (related) out.related.push_back(input_.path(image));
                }
            }
            set_.items.push_back(std::move(out));
        }
        return set_.items[entry->second];
    }

    void read_tracklet(pugi::xml_node tracklet) {
        const int64_t label = set_.label(trim(tracklet.child_value("objectType")));
        const double h = number(tracklet, "h"), w = number(tracklet, "w"), l = number(tracklet, "l");
        auto frame = static_cast<int64_t>(number(tracklet, "first_frame"));
        const auto poses = tracklet.child("poses");
        const auto items = poses.children("item");
        if (static_cast<int64_t>(number(poses, "count")) != std::distance(items.begin(), items.end())) {
            throw FormatError("The number of poses of a tracklet differs from its count");
        }
        for (const auto pose : items) {
            const auto truncation = static_cast<int64_t>(number(pose, "truncation"));
            if (truncation != 2 && truncation != 99) { // inside the picture
                ItemAnnotation out;
                out.kind = Kind::cuboid_3d;
                out.label = label;
                for (const char* name : {"tx", "ty", "tz", "rx", "ry", "rz"}) out.points.push_back(number(pose, name));
                out.points.insert(out.points.end(), {w, h, l});
                const auto occlusion = static_cast<int64_t>(number(pose, "occlusion"));
                out.occluded = occlusion == 1 || occlusion == 2;
                item(frame).annotations.push_back(std::move(out));
            }
            ++frame;
        }
    }

    const Input& input_;
    ItemSet set_;
    std::map<int64_t, std::string> names_;
    std::map<int64_t, size_t> items_;
};

} // namespace

void write_kitti_raw(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive) {
    const LabelIndex labels(dataset.labels);
    std::vector<Tracklet> tracklets;
    std::string frames;
    int64_t number = 0;
    each_item(dataset, options, {}, [&](Item& item) {
        frames += fmt::format("{} {}\n", number, item.id);
        for (const ItemAnnotation& annotation : item.annotations) {
            if (annotation.kind != Kind::cuboid_3d) continue;
            tracklets.push_back(
                {labels.at(annotation.label).name, number, annotation.points, annotation.occluded.value_or(false)});
        }
        ++number;
    });
    archive.add("tracklet_labels.xml", tracklet_file(tracklets));
    archive.add("frame_list.txt", frames);
    if (!options.save_images) return;
    each_image(dataset, {}, [&](Item& item) {
        save_image(item, archive, fmt::format("velodyne_points/data/{}.pcd", item.id));
        for (size_t i = 0; i < item.media->related.size(); ++i) {
            archive.begin(fmt::format("image_{:02}/data/{}{}", i, item.id, media::extension(item.media->related[i])));
            item.part->related_image(*item.media, i, [&](std::string_view piece) { archive.write(piece); });
        }
    });
}

ItemSet read_kitti_raw(const Input& input, const Dataset&) {
    const auto holds = [](const Input& candidate) {
        return std::any_of(candidate.names().begin(), candidate.names().end(), [](const std::string& name) {
            return name.find('/') == std::string::npos && name.ends_with(".xml");
        });
    };
    if (!input.unpacked()) return KittiRawReader(input).read(input.names().front());
    const auto root = input.root(holds);
    if (!root) dataset_not_found("kitti-raw", {"*.xml"});
    for (const std::string& name : root->names()) {
        if (name.find('/') == std::string::npos && name.ends_with(".xml")) return KittiRawReader(*root).read(name);
    }
    dataset_not_found("kitti-raw", {"*.xml"});
}

} // namespace limn::formats
