// COCO Keypoints 1.0: skeletons, with what they are grouped with.
#include "formats/coco_reader.h"
#include "formats/coco_writer.h"
#include "formats/format.h"
#include "formats/functions.h"

#include <algorithm>

#include <fmt/format.h>

namespace limn::formats {
namespace {

using simdjson::dom::element;

class KeypointWriter {
  public:
    explicit KeypointWriter(const Dataset& dataset) : labels_(dataset.labels) {
        points_.resize(labels_.size());
        for (size_t i = 0; i < labels_.size(); ++i) {
            if (labels_.at(static_cast<int64_t>(i)).type == "skeleton")
                points_[i] = labels_.points(static_cast<int64_t>(i));
        }
    }

    void categories(std::string& out) const {
        bool first = true;
        for (size_t i = 0; i < labels_.size(); ++i) {
            const auto index = static_cast<int64_t>(i);
            if (labels_.at(index).parent != 0) continue;
            if (!first) out += ',';
            first = false;
            append_coco_category(out, index, labels_.at(index).name, "");
            out += ",\"keypoints\":[";
            for (size_t k = 0; k < points_[i].size(); ++k) {
                if (k > 0) out += ',';
                append_ascii_json(out, labels_.at(points_[i][k]).name);
            }
            out += "],\"skeleton\":[";
            const auto joints = labels_.joints(index);
            for (size_t k = 0; k < joints.size(); ++k) {
                fmt::format_to(std::back_inserter(out), "{}[{},{}]", k > 0 ? "," : "", joints[k].first,
                               joints[k].second);
            }
            out += "]}";
        }
    }

    void annotate(Item& item, int64_t image, CocoAnnotations& annotations) const {
        const auto any_skeleton = [](const ItemAnnotation& a) { return a.kind == Kind::skeleton; };
        if (std::none_of(item.annotations.begin(), item.annotations.end(), any_skeleton)) return;
        const auto instances = coco_instances(item);
        for (const ItemAnnotation& skeleton : item.annotations) {
            if (skeleton.kind != Kind::skeleton) continue;
            const auto holds = [&](const CocoInstance& instance) {
                return skeleton.group != 0 && instance.leader->group == skeleton.group;
            };
            if (std::any_of(instances.begin(), instances.end(), holds)) continue;
            add(alone(skeleton), skeleton, image, annotations);
        }
        for (const CocoInstance& instance : instances) {
            if (instance.skeleton) add(instance, *instance.skeleton, image, annotations);
        }
    }

  private:
    static CocoInstance alone(const ItemAnnotation& skeleton) {
        std::vector<double> present;
        for (const SkeletonPoint& point : skeleton.elements) {
            if (point.visibility != Visibility::absent) present.insert(present.end(), {point.x, point.y});
        }
        CocoInstance out;
        out.leader = &skeleton;
        out.box = geometry::bounds(present);
        out.area = out.box.width() * out.box.height();
        return out;
    }

    void add(const CocoInstance& instance, const ItemAnnotation& skeleton, int64_t image,
             CocoAnnotations& annotations) const {
        annotations.add(instance, image, [&](std::string& out) {
            int seen = 0;
            out += ",\"keypoints\":[";
            bool first = true;
            for (int64_t label : points_[static_cast<size_t>(skeleton.label)]) {
                const auto point = std::find_if(skeleton.elements.begin(), skeleton.elements.end(),
                                                [&](const SkeletonPoint& p) { return p.label == label; });
                if (!first) out += ',';
                first = false;
                if (point == skeleton.elements.end()) {
                    out += "0,0,0";
                    continue;
                }
                append_float(out, point->x);
                out += ',';
                append_float(out, point->y);
                out += ',';
                append_int(out, static_cast<int64_t>(point->visibility));
                seen += point->visibility != Visibility::absent;
            }
            fmt::format_to(std::back_inserter(out), "],\"num_keypoints\":{}", seen);
        });
    }

    LabelIndex labels_;
    std::vector<std::vector<int64_t>> points_; // of each label, empty for those that are no skeleton
};

class KeypointReader : public CocoReader {
  public:
    explicit KeypointReader(const Input& input) : CocoReader(input, "person_keypoints") {}

  protected:
    void read_category(element category, int64_t label) override {
        json_list(category, "skeleton");
        const std::string name = set_.labels[static_cast<size_t>(label)].name;
        auto& points = points_[label];
        points.clear();
        for (const element point : json_list(category, "keypoints")) {
            std::string_view text;
            if (point.get(text)) throw FormatError("Invalid annotation field 'keypoints' type. Expected str");
            points.push_back(set_.label(text, name));
        }
    }

    void read_annotation(element from, const ItemAnnotation& common, Item& item) override {
        for (auto& segment : segments(from, common, item)) item.annotations.push_back(std::move(segment));
        const auto given = json_optional(from, "keypoints");
        if (!given) return;
        const auto numbers = json_numbers(*given, "keypoints");
        if (numbers.size() % 3 != 0) {
            throw FormatError(fmt::format("Keypoints have invalid value count {}, which is not divisible by 3. "
                                          "Expected (x, y, visibility) triplets.",
                                          numbers.size()));
        }
        ItemAnnotation out = common;
        out.kind = Kind::skeleton;
        const auto labels = points_.find(common.label);
        if (labels == points_.end()) throw FormatError("annotation has no label");
        for (size_t i = 0; i < numbers.size() / 3 && i < labels->second.size(); ++i) {
            SkeletonPoint point;
            point.label = labels->second[i];
            point.x = numbers[3 * i];
            point.y = numbers[3 * i + 1];
            const double v = numbers[3 * i + 2];
            point.visibility = v == 0 ? Visibility::absent : v == 1 ? Visibility::hidden : Visibility::visible;
            out.elements.push_back(std::move(point));
        }
        item.annotations.push_back(std::move(out));
    }

  private:
    std::unordered_map<int64_t, std::vector<int64_t>> points_; // labels of the points of a label
};

} // namespace

void write_coco_keypoints(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive) {
    const KeypointWriter writer(dataset);
    CocoFiles(dataset, options, archive, "person_keypoints")
        .write([&](std::string& out) { writer.categories(out); },
               [&](Item& item, int64_t image, CocoAnnotations& annotations) {
                   writer.annotate(item, image, annotations);
               });
}

ItemSet read_coco_keypoints(const Input& input, const Dataset&) { return KeypointReader(input).read(); }

} // namespace limn::formats
