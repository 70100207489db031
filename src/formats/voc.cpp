// PASCAL VOC 1.1: boxes as XML, one file a frame; masks as images; tags as lists. Polygons have no place in it.
#include "formats/functions.h"
#include "formats/mask_layers.h"
#include "formats/raster_items.h"
#include "formats/text_writer.h"
#include "formats/voc_layout.h"
#include "formats/xml_writer.h"

#include <algorithm>

#include <fmt/format.h>

namespace limn::formats {
namespace {

constexpr std::string_view native_flags[] = {"truncated", "occluded", "difficult"};

bool native(std::string_view name) {
    return name == "pose" ||
           std::find(std::begin(native_flags), std::end(native_flags), name) != std::end(native_flags);
}

bool truth(const Value* value) {
    if (!value) return false;
    if (const auto* flag = std::get_if<bool>(value)) return *flag;
    const std::string text = to_text(*value);
    return text == "1" || text == "1.0" || text == "true" || text == "True";
}

class VocFile {
  public:
    explicit VocFile(std::string& out) : out_(out) {}

    void open(std::string_view tag) {
        indent();
        ((out_ += '<') += tag) += ">\n";
        ++depth_;
    }
    void close(std::string_view tag) {
        --depth_;
        indent();
        ((out_ += "</") += tag) += ">\n";
    }
    void leaf(std::string_view tag, std::string_view text) {
        indent();
        ((out_ += '<') += tag) += '>';
        append_xml_text(out_, text);
        ((out_ += "</") += tag) += ">\n";
    }
    void number(std::string_view tag, double value) { leaf(tag, to_text(value)); }

  private:
    void indent() { out_.append(2 * depth_, ' '); }
    std::string& out_;
    size_t depth_ = 0;
};

void write_object(VocFile& xml, const ItemAnnotation& box, const std::string& name) {
    xml.open("object");
    xml.leaf("name", name);
    if (const Value* pose = box.find("pose")) xml.leaf("pose", to_text(*pose));
    xml.leaf("truncated", truth(box.find("truncated")) ? "1" : "0");
    xml.leaf("occluded", box.occluded.value_or(false) ? "1" : "0");
    xml.leaf("difficult", truth(box.find("difficult")) ? "1" : "0");
    const auto& p = box.points;
    xml.open("bndbox");
    xml.number("xmin", p[0]);
    xml.number("ymin", p[1]);
    xml.number("xmax", p[0] + (p[2] - p[0]));
    xml.number("ymax", p[1] + (p[3] - p[1]));
    xml.close("bndbox");
    bool any = false;
    each_attribute(box, [&](std::string_view attribute, const Value& value) {
        if (native(attribute)) return;
        if (!any) xml.open("attributes");
        any = true;
        xml.open("attribute");
        xml.leaf("name", attribute);
        xml.leaf("value", to_text(value));
        xml.close("attribute");
    });
    if (any) xml.close("attributes");
    xml.close("object");
}

std::string annotation_file(const Item& item, const LabelIndex& labels) {
    std::string out;
    VocFile xml(out);
    xml.open("annotation");
    const size_t underscore = item.id.find('_');
    xml.leaf("folder", underscore == std::string::npos ? "" : item.id.substr(0, underscore));
    xml.leaf("filename", item.id + item.extension);
    xml.open("source");
    for (const auto* tag : {"database", "annotation", "image"}) xml.leaf(tag, "Unknown");
    xml.close("source");
    xml.open("size");
    xml.leaf("width", std::to_string(item.width));
    xml.leaf("height", std::to_string(item.height));
    xml.leaf("depth", "");
    xml.close("size");
    xml.leaf("segmented", has_masks(item) ? "1" : "0");
    for (const ItemAnnotation& annotation : item.annotations) {
        if (annotation.kind == Kind::bbox) write_object(xml, annotation, labels.at(annotation.label).name);
    }
    xml.close("annotation");
    return out;
}

// ImageSets/Main/<label>_<subset>.txt: for each item with tags whether it has this one.
class TagLists {
  public:
    explicit TagLists(const LabelMap& map) : map_(map) {}

    void add(const Item& item, const LabelIndex& labels) {
        std::vector<bool> present(map_.size());
        bool any = false;
        for (const ItemAnnotation& annotation : item.annotations) {
            if (annotation.kind != Kind::label) continue;
            any = true;
            present[static_cast<size_t>(find_label(map_, labels.at(annotation.label).name))] = true;
        }
        if (!any) return;
        auto& texts = by_subset_[item.subset];
        texts.resize(map_.size());
        for (size_t i = 0; i < map_.size(); ++i) texts[i] += fmt::format("{} {}\n", item.id, present[i] ? " 1" : "-1");
    }

    void write(ArchiveWriter& archive) const {
        for (const auto& [subset, texts] : by_subset_) {
            for (size_t i = 0; i < map_.size(); ++i) {
                archive.add(fmt::format("ImageSets/Main/{}_{}.txt", map_[i].name, subset), texts[i]);
            }
        }
    }

  private:
    const LabelMap& map_;
    std::map<std::string, std::vector<std::string>> by_subset_;
};

} // namespace

void write_voc(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive) {
    const LabelIndex labels(dataset.labels);
    const LabelMap map = voc_label_map(dataset.labels);
    archive.add("labelmap.txt", write_label_map(map));
    VocLists all, with_masks, empty;
    TagLists tags(map);
    each_item(dataset, options, {}, [&](Item& item) {
        const bool nothing = item.annotations.empty();
        to_masks(item, {Kind::ellipse});
        archive.add(fmt::format("Annotations/{}.xml", item.id), annotation_file(item, labels));
        if (has_masks(item)) write_voc_masks(item, labels, map, archive);
        all.add(item.subset, item.id);
        if (nothing) empty.add(item.subset, item.id);
        if (nothing || has_masks(item)) with_masks.add(item.subset, item.id);
        tags.add(item, labels);
    });
    all.write("Main", archive);
    tags.write(archive);
    with_masks.write("Segmentation", archive);
    empty.write("Action", archive);
    empty.write("Layout", archive);
    save_voc_images(dataset, options, archive);
}

} // namespace limn::formats
