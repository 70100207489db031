// KITTI 1.0: boxes as lines of 16 fields; everything else that fills an area as images of labels and instances.
#include "base/text.h"
#include "formats/format.h"
#include "formats/functions.h"
#include "formats/input.h"
#include "formats/items_out.h"
#include "formats/label_colours.h"
#include "formats/missing.h"
#include "formats/raster_items.h"
#include "formats/text_reader.h"
#include "formats/text_writer.h"
#include "media/kinds.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

namespace limn::formats {
namespace {

double number_of(const Value* value, double fallback) {
    return value ? parse_double(to_text(*value)).value_or(fallback) : fallback;
}

void append_box(std::string& out, const ItemAnnotation& box, const std::string& label) {
    const Value* truncated = box.find("truncated");
    const bool flag = truncated && std::holds_alternative<bool>(*truncated);
    out += label + " ";
    append_float(out, flag ? (std::get<bool>(*truncated) ? 1.0 : 0.0) : number_of(truncated, 0));
    out += box.occluded.value_or(false) ? " 1 -1" : " 0 -1";
    for (double side : box.points) {
        out += ' ';
        append_float(out, side);
    }
    out += " -1 -1 -1 -1 -1 -1 -1 ";
    append_float(out, number_of(box.find("score"), 1));
    out += '\n';
}

class KittiWriter {
  public:
    KittiWriter(const Dataset& dataset, ArchiveWriter& archive)
        : labels_(dataset.labels), map_(dataset.labels), archive_(archive) {}

    void write(Item& item) {
        rotated_boxes_to_polygons(item);
        to_masks(item, {Kind::polygon, Kind::ellipse});
        merge_masks(item);
        std::string boxes;
        for (const ItemAnnotation& box : item.annotations) {
            if (box.kind == Kind::bbox) append_box(boxes, box, labels_.at(box.label).name);
        }
        if (!boxes.empty()) archive_.add(fmt::format("{}/label_2/{}.txt", item.subset, item.id), boxes);
        if (has_masks(item)) write_masks(item);
    }

    const ColouredLabels& map() const { return map_; }

  private:
    void write_masks(const Item& item) {
        const auto indices = map_.indices(paint_masks(item), labels_);
        const auto add = [&](const char* folder, const std::string& bytes) {
            archive_.add(fmt::format("{}/{}/{}.png", item.subset, folder, item.id), bytes);
        };
        auto instances = indices;
        for (int64_t& value : instances) value *= 256; // all instances of a label are one
        add("instance", encode_mask_image(gray_image(item.width, item.height, instances), Depth::bits16));
        add("semantic", encode_mask_image(gray_image(item.width, item.height, indices), Depth::bits16));
        add("semantic_rgb", encode_mask_image(map_.colours(item, labels_)));
    }

    LabelIndex labels_;
    ColouredLabels map_;
    ArchiveWriter& archive_;
};

class KittiReader {
  public:
    KittiReader(const Input& input, const Dataset& known) : input_(input) {
        map_ = input.has("label_colors.txt") ? read_label_colours(input.read("label_colors.txt"))
                                             : default_label_colours(known.labels);
        settle_background(map_);
        keep_background_ = std::any_of(known.labels.begin(), known.labels.end(),
                                       [&](const Label& label) { return label.name == map_[0].name; });
    }

    ItemSet read() {
        find_images();
        bool boxes = false;
        each_file("/label_2/", ".txt", [&](Item& item, const std::string& file) {
            boxes = true;
            read_boxes(item, file);
        });
        if (!boxes)
            each_file("/instance/", ".png", [&](Item& item, const std::string& file) { read_masks(item, file); });
        return std::move(set_);
    }

  private:
    // Calls visit with the item and the path of each file that lies in a folder below a subset.
    void each_file(std::string_view folder, std::string_view extension, const auto& visit) {
        for (const std::string& file : input_.names()) {
            const std::string rooted = "/" + file;
            const size_t at = rooted.find(folder);
            if (at == std::string::npos || !file.ends_with(extension)) continue;
            Item& to = item(at == 0 ? "default" : rooted.substr(1, at - 1),
                            without_extension(rooted.substr(at + folder.size())));
            try {
                visit(to, file);
            } catch (const FormatError& error) {
                throw FormatError(
                    fmt::format("Failed to import item ('{}', '{}') annotation: {}", to.id, to.subset, error.what()));
            }
        }
    }

    void find_images() {
        each_file("/image_2/", "", [&](Item& item, const std::string& file) {
            if (media::kind_of(file) != media::Kind::image) return;
            item.extension = media::extension(file);
            item.file = input_.path(file);
        });
    }

    Item& item(const std::string& subset, const std::string& id) {
        const auto [entry, fresh] = items_.try_emplace({subset, id}, set_.items.size());
        if (fresh) {
            Item out;
            out.id = id;
            out.subset = subset;
            set_.items.push_back(std::move(out));
        }
        return set_.items[entry->second];
    }

    void read_boxes(Item& item, const std::string& file) {
        const std::string text = input_.read(file);
        for (const auto line : lines(text)) {
            const auto fields = words(line);
            if (fields.empty()) continue;
            if (fields.size() != 15 && fields.size() != 16) {
                throw FormatError(fmt::format(
                    "Unexpected field count {} in the bbox description. Expected 15 or 16 fields.", fields.size()));
            }
            const auto number = [&](size_t i) {
                if (const auto value = parse_double(fields[i])) return *value;
                throw FormatError(fmt::format("Can't parse the number '{}' in the line '{}'", fields[i], line));
            };
            ItemAnnotation box;
            box.kind = Kind::bbox;
            box.label = set_.label(fields[0]);
            box.points = {number(4), number(5), number(6), number(7)};
            box.attributes = {{"truncated", number(1) != 0}};
            box.occluded = number(2) != 0;
            if (fields.size() == 16) box.attributes.push_back({"score", number(15)});
            item.annotations.push_back(std::move(box));
        }
    }

    void read_masks(Item& item, const std::string& file) {
        const auto image = decode_mask_image(input_.read(file), file);
        item.width = image.width;
        item.height = image.height;
        for (auto& [value, mask] : split_values(pixel_values(image), image.width, image.height)) {
            const int64_t label = label_of_value(map_, value >> 8, false);
            if (label == 0 && !keep_background_) continue;
            ItemAnnotation out;
            out.kind = Kind::mask;
            out.label = set_.label(map_[static_cast<size_t>(label)].name);
            out.attributes = {{"is_crowd", (value & 255) == 0}};
            out.mask = std::move(mask);
            item.annotations.push_back(std::move(out));
        }
    }

    Input input_;
    LabelMap map_;
    bool keep_background_ = false;
    ItemSet set_;
    std::map<std::pair<std::string, std::string>, size_t> items_;
};

bool has_folder(const Input& input) {
    return std::any_of(input.names().begin(), input.names().end(), [](const std::string& name) {
        const std::string rooted = "/" + name;
        return rooted.find("/label_2/") != std::string::npos || rooted.find("/instance/") != std::string::npos;
    });
}

} // namespace

void write_kitti(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive) {
    KittiWriter writer(dataset, archive);
    archive.add("label_colors.txt", writer.map().text());
    each_item(dataset, options, {}, [&](Item& item) { writer.write(item); });
    if (!options.save_images) return;
    each_image(dataset, {}, [&](Item& item) {
        save_image(item, archive, fmt::format("{}/image_2/{}{}", item.subset, item.id, item.extension));
    });
}

ItemSet read_kitti(const Input& input, const Dataset& known) {
    if (!has_folder(input)) dataset_not_found("kitti", {});
    const auto root = input.root([](const Input& candidate) { return candidate.has("label_colors.txt"); });
    return KittiReader(root.value_or(input), known).read();
}

} // namespace limn::formats
