// Open Images V6 1.0, written: CSV files of labels, boxes and masks, and an image a mask.
#include "formats/open_images.h"
#include "base/text.h"
#include "formats/csv.h"
#include "formats/format.h"
#include "formats/functions.h"
#include "formats/items_out.h"
#include "formats/mask_layers.h"
#include "formats/raster_items.h"

#include <algorithm>
#include <cctype>
#include <map>

#include <fmt/format.h>

namespace limn::formats {
namespace {

// A name fit for a file: small letters, digits, _ and -.
std::string slug(std::string_view name) {
    std::string out;
    for (const char c : lower(trim(name))) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80 && (std::isalnum(byte) || c == '_')) out += c;
        if ((c == ' ' || c == '-') && (out.empty() || out.back() != '-')) out += '-';
    }
    return out;
}

// 0 or 1, -1 where the label has no such attribute.
std::string flag(const Value* value) {
    if (!value) return "-1";
    if (const auto* truth = std::get_if<bool>(value)) return *truth ? "1" : "0";
    const auto number = parse_double(to_text(*value));
    return number && *number != 0 ? "1" : "0";
}

std::string confidence(const ItemAnnotation& annotation) {
    const Value* score = annotation.find("score");
    const auto number = score ? parse_double(to_text(*score)) : std::nullopt;
    return number ? to_text(*number) : "1";
}

std::vector<std::string> shares(const geometry::Box& box, const Item& item) {
    return {to_text(box.left / item.width), to_text(box.right / item.width), to_text(box.top / item.height),
            to_text(box.bottom / item.height)};
}

class Table {
  public:
    void add(const std::string& subset, const std::vector<std::string_view>& columns, std::vector<std::string> fields) {
        std::string& text = text_[subset];
        if (text.empty()) append_csv(text, {columns.begin(), columns.end()});
        fields.resize(columns.size());
        append_csv(text, fields);
    }

    void write(std::string_view name, ArchiveWriter& archive) const {
        for (const auto& [subset, text] : text_) archive.add(fmt::format("annotations/{}-{}.csv", subset, name), text);
    }

  private:
    std::map<std::string, std::string> text_; // by subset
};

class OpenImagesWriter {
  public:
    OpenImagesWriter(const Dataset& dataset, ArchiveWriter& archive) : labels_(dataset.labels), archive_(archive) {}

    void add(Item& item) {
        rotated_boxes_to_polygons(item);
        to_masks(item, {Kind::polygon, Kind::ellipse});
        images_.add(item.subset, open_images::image_columns, {item.id, item.subset});
        bool boxes = false;
        int next_box = 0;
        for (const ItemAnnotation& annotation : item.annotations) {
            if (annotation.label < 0) continue;
            const std::string& label = labels_.at(annotation.label).name;
            if (annotation.kind == Kind::label) {
                tags_.add(item.subset, open_images::tag_columns, {item.id, "", label, confidence(annotation)});
            } else if (annotation.kind == Kind::bbox) {
                boxes = true;
                add_box(item, annotation, label);
            } else if (annotation.kind == Kind::mask) {
                add_mask(item, annotation, label, next_box++);
            }
        }
        if (boxes) sizes_ += fmt::format("{} {} {}\n", open_images::shell_quoted(item.id), item.height, item.width);
    }

    void write() {
        std::string names;
        for (size_t i = 0; i < labels_.size(); ++i) {
            const std::string& name = labels_.at(static_cast<int64_t>(i)).name;
            append_csv(names, {name, name});
        }
        archive_.add("annotations/class-descriptions.csv", names);
        archive_.add("annotations/bbox_labels_600_hierarchy.json", hierarchy());
        images_.write("images-with-rotation", archive_);
        tags_.write("annotations-human-imagelabels", archive_);
        boxes_.write("annotations-bbox", archive_);
        masks_.write("annotations-object-segmentation", archive_);
        archive_.add("annotations/images.meta", "# Image sizes: name, height, width\n\n" + sizes_);
    }

  private:
    void add_box(const Item& item, const ItemAnnotation& box, const std::string& label) {
        std::vector<std::string> row = {item.id, "", label, confidence(box)};
        const auto& p = box.points;
        for (auto& share : shares({p[0], p[1], p[2], p[3]}, item)) row.push_back(std::move(share));
        row.push_back(box.occluded ? (*box.occluded ? "1" : "0") : "-1");
        for (const char* name : {"is_truncated", "is_group_of", "is_depiction", "is_inside"})
            row.push_back(flag(box.find(name)));
        boxes_.add(item.subset, open_images::box_columns, std::move(row));
    }

    void add_mask(const Item& item, const ItemAnnotation& mask, const std::string& label, int number) {
        const Value* given = mask.find("box_id");
        const std::string box_id = given && !to_text(*given).empty() ? to_text(*given) : fmt::format("{:08x}", number);
        const std::string file = fmt::format("{}_{}_{}.png", slug(item.id), slug(label), box_id);
        MaskImage image(item.width, item.height, 1);
        const auto bitmap = geometry::to_bitmap(mask.mask);
        std::copy(bitmap.pixels.begin(), bitmap.pixels.end(), image.samples.begin());
        archive_.add(fmt::format("masks/{}/{}", item.subset, file), encode_mask_image(image));
        std::vector<std::string> row = {file, item.id, label, box_id};
        const auto box = std::find_if(item.annotations.begin(), item.annotations.end(), [&](const ItemAnnotation& a) {
            return a.kind == Kind::bbox && a.group != 0 && a.group == mask.group;
        });
        if (box != item.annotations.end()) {
            const auto& p = box->points;
            for (auto& share : shares({p[0], p[1], p[2], p[3]}, item)) row.push_back(std::move(share));
        }
        row.resize(8);
        const Value* iou = mask.find("predicted_iou");
        row.push_back(iou ? to_text(*iou) : "");
        masks_.add(item.subset, open_images::mask_columns, std::move(row));
    }

    // Labels that are points of another are below it.
    std::string hierarchy() const {
        std::string out = "{\n    \"LabelName\": \"/m/0\"";
        append_children(out, 0, 1);
        return out + "\n}";
    }

    void append_children(std::string& out, int64_t parent, int depth) const {
        const std::string indent(static_cast<size_t>(4 * depth), ' ');
        bool any = false;
        for (size_t i = 0; i < labels_.size(); ++i) {
            const Label& label = labels_.at(static_cast<int64_t>(i));
            if (label.parent != parent) continue;
            out += any ? ",\n" : ",\n" + indent + "\"Subcategory\": [\n";
            any = true;
            out += indent + "    {\n" + indent + "        \"LabelName\": " + open_images::json_text(label.name);
            append_children(out, label.id, depth + 2);
            out += "\n" + indent + "    }";
        }
        if (any) out += "\n" + indent + "]";
    }

    LabelIndex labels_;
    ArchiveWriter& archive_;
    Table images_, tags_, boxes_, masks_;
    std::string sizes_;
};

} // namespace

void write_open_images(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive) {
    OpenImagesWriter writer(dataset, archive);
    each_item(dataset, options, {}, [&](Item& item) { writer.add(item); });
    writer.write();
    if (!options.save_images) return;
    each_image(dataset, {}, [&](Item& item) {
        save_image(item, archive, fmt::format("images/{}/{}{}", item.subset, item.id, item.extension));
    });
}

} // namespace limn::formats
