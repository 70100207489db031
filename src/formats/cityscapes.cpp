// Cityscapes 1.0: images of colours, of label indices and of instances; only frames with masks.
#include "base/text.h"
#include "formats/format.h"
#include "formats/functions.h"
#include "formats/input.h"
#include "formats/items_out.h"
#include "formats/label_colours.h"
#include "formats/missing.h"
#include "formats/raster_items.h"
#include "geometry/raster.h"
#include "media/kinds.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

namespace limn::formats {
namespace {

constexpr std::string_view masks_folder = "gtFine/";
constexpr std::string_view images_folder = "imgsFine/leftImg8bit/";
constexpr std::string_view instance_end = "_gtFine_instanceIds.png";
constexpr std::string_view train_end = "_gtFine_labelTrainIds.png";
constexpr std::string_view image_end = "_leftImg8bit";
constexpr int64_t instances_a_label = 1000;

class CityscapesWriter {
  public:
    CityscapesWriter(const Dataset& dataset, ArchiveWriter& archive)
        : labels_(dataset.labels), map_(dataset.labels), archive_(archive) {
        archive_.add("label_colors.txt", map_.text());
    }

    void write(Item& item) {
        mask_pipeline(item);
        if (!has_masks(item)) return;
        const auto add = [&](const char* kind, const std::string& bytes) {
            archive_.add(fmt::format("{}{}/{}_gtFine_{}.png", masks_folder, item.subset, item.id, kind), bytes);
        };
        add("color", encode_mask_image(map_.colours(item, labels_)));
        const auto indices = map_.indices(paint_masks(item), labels_);
        add("labelIds", encode_mask_image(gray_image(item.width, item.height, indices)));
        add("instanceIds", encode_mask_image(gray_image(item.width, item.height, instances(item)), Depth::bits16));
    }

  private:
    // The label's index times 1000 and the place of the mask in the item, or the index alone for crowds.
    std::vector<int64_t> instances(const Item& item) const {
        std::vector<geometry::Layer> layers;
        for (const ItemAnnotation& annotation : item.annotations) {
            if (annotation.kind != Kind::mask) continue;
            const int64_t index = map_.index(labels_, annotation.label);
            const Value* crowd = annotation.find("is_crowd");
            const bool is_crowd = crowd && std::holds_alternative<bool>(*crowd) && std::get<bool>(*crowd);
            const auto place = static_cast<int64_t>(layers.size()) + 1;
            const int64_t value = index == 0 || is_crowd ? index : index * instances_a_label + place;
            layers.push_back({&annotation.mask, value, annotation.z_order});
        }
        return geometry::paint(layers, item.width, item.height).labels;
    }

    LabelIndex labels_;
    ColouredLabels map_;
    ArchiveWriter& archive_;
};

class CityscapesReader {
  public:
    CityscapesReader(const Input& input, const Dataset& known) : input_(input) {
        map_ = input.has("label_colors.txt") ? read_label_colours(input.read("label_colors.txt"))
                                             : default_label_colours(known.labels);
        settle_background(map_);
        for (const MapEntry& entry : map_) set_.labels.push_back({entry.name, ""});
    }

    ItemSet read() {
        for (const std::string& file : input_.below("imgsFine/leftImg8bit")) {
            if (media::kind_of(file) == media::Kind::image) add_image(file);
        }
        const bool train = std::any_of(input_.names().begin(), input_.names().end(),
                                       [](const auto& name) { return name.ends_with(train_end); });
        const auto end = train ? train_end : instance_end;
        for (const std::string& file : input_.below("gtFine", end)) {
            const auto inside = std::string_view(file).substr(masks_folder.size());
            const auto [subset, path] = subset_and_path(inside.substr(0, inside.size() - end.size()));
            read_masks(item(subset, path), file);
        }
        return std::move(set_);
    }

  private:
    static std::pair<std::string, std::string> subset_and_path(std::string_view text) {
        const size_t slash = text.find('/');
        if (slash == std::string_view::npos) return {"default", std::string(text)};
        return {std::string(text.substr(0, slash)), std::string(text.substr(slash + 1))};
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

    void add_image(const std::string& file) {
        const auto [subset, path] = subset_and_path(std::string_view(file).substr(images_folder.size()));
        std::string id = without_extension(path);
        const std::string extension = path.substr(id.size());
        if (id.ends_with(image_end)) id.resize(id.size() - image_end.size());
        Item& to = item(subset, id);
        to.extension = extension;
        to.file = input_.path(file);
    }

    void read_masks(Item& to, const std::string& file) {
        const auto image = decode_mask_image(input_.read(file), file);
        to.width = image.width;
        to.height = image.height;
        for (auto& [value, mask] : split_values(pixel_values(image), image.width, image.height)) {
            const bool crowd = value < instances_a_label;
            ItemAnnotation out;
            out.kind = Kind::mask;
            out.label = label_of_value(map_, crowd ? value : value / instances_a_label, false);
            out.attributes = {{"is_crowd", crowd}};
            out.mask = std::move(mask);
            to.annotations.push_back(std::move(out));
        }
    }

    const Input& input_;
    LabelMap map_;
    ItemSet set_;
    std::map<std::pair<std::string, std::string>, size_t> items_;
};

bool is_cityscapes(const Input& input) {
    return !input.below("gtFine", instance_end).empty() || !input.below("gtFine", train_end).empty() ||
           !input.below("imgsFine/leftImg8bit").empty();
}

} // namespace

void write_cityscapes(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive) {
    CityscapesWriter writer(dataset, archive);
    each_item(dataset, options, {}, [&](Item& item) { writer.write(item); });
    if (!options.save_images) return;
    each_image(dataset, {}, [&](Item& item) {
        save_image(item, archive,
                   fmt::format("{}{}/{}{}{}", images_folder, item.subset, item.id, image_end, item.extension));
    });
}

ItemSet read_cityscapes(const Input& input, const Dataset& known) {
    const auto root = input.root(is_cityscapes);
    if (!root) {
        dataset_not_found("cityscapes", {"gtFine/**/*_gtFine_instanceIds.png", "gtFine/**/*_gtFine_labelTrainIds.png",
                                         "imgsFine/leftImg8bit/**/*_leftImg8bit.*"});
    }
    return CityscapesReader(*root, known).read();
}

} // namespace limn::formats
