// MOTS PNG 1.0: tracked masks as 16-bit images of 1000 * label + track.
#include "base/text.h"
#include "formats/format.h"
#include "formats/functions.h"
#include "formats/input.h"
#include "formats/items_out.h"
#include "formats/label_colours.h"
#include "formats/missing.h"
#include "formats/raster_items.h"
#include "formats/text_reader.h"
#include "geometry/raster.h"
#include "media/kinds.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

namespace limn::formats {
namespace {

constexpr int64_t tracks_a_label = 1000;
constexpr int64_t ignored_class = 10;
constexpr std::string_view mots_labels[] = {"background", "car", "pedestrian", "ignored"};

std::vector<int64_t> track_values(const Item& item) {
    std::vector<geometry::Layer> layers;
    for (const ItemAnnotation& annotation : item.annotations) {
        if (annotation.kind != Kind::mask || !annotation.track) continue;
        if (*annotation.track >= tracks_a_label || annotation.label >= 65) {
            throw FormatError(
                fmt::format("MOTS PNG holds 1000 tracks and 65 labels; the image '{}' has track {} of label {}. "
                            "Choose another format.",
                            item.id, *annotation.track, annotation.label + 1));
        }
        layers.push_back(
            {&annotation.mask, tracks_a_label * (annotation.label + 1) + *annotation.track, annotation.z_order});
    }
    return geometry::paint(layers, item.width, item.height).labels;
}

class MotsReader {
  public:
    explicit MotsReader(const Input& input) : input_(input) {}

    ItemSet read() {
        for (const std::string& file : input_.names()) {
            if (!file.ends_with(".png")) continue;
            const std::string rooted = "/" + file;
            const size_t at = rooted.find("/instances/");
            if (at == std::string::npos) continue;
            const std::string subset = at == 0 ? "default" : rooted.substr(1, at - 1);
            read_masks(subset, without_extension(rooted.substr(at + std::string_view("/instances/").size())), file);
        }
        return std::move(set_);
    }

  private:
    // Each subset has a list of its own.
    const std::vector<int64_t>& labels(const std::string& subset) {
        auto [entry, fresh] = labels_.try_emplace(subset);
        if (!fresh) return entry->second;
        const std::string file = subset == "default" && input_.has("instances/labels.txt")
                                     ? "instances/labels.txt"
                                     : subset + "/instances/labels.txt";
        if (!input_.has(file)) {
            for (const auto name : mots_labels) entry->second.push_back(set_.label(name));
            return entry->second;
        }
        const std::string text = input_.read(file);
        for (const auto line : lines(without_bom(text))) {
            if (!trim(line).empty()) entry->second.push_back(set_.label(trim(line)));
        }
        return entry->second;
    }

    void find_image(Item& item) const {
        for (const char* extension : {".jpg", ".jpeg", ".png", ".PNG", ".JPG", ".bmp"}) {
            const std::string prefix =
                item.subset == "default" && input_.has("instances/labels.txt") ? "" : item.subset + "/";
            const std::string path = fmt::format("{}images/{}{}", prefix, item.id, extension);
            if (!input_.has(path)) continue;
            item.extension = extension;
            item.file = input_.path(path);
            return;
        }
    }

    void read_masks(const std::string& subset, const std::string& id, const std::string& file) {
        const auto image = decode_mask_image(input_.read(file), file);
        const auto& known = labels(subset);
        Item item;
        item.id = id;
        item.subset = subset;
        item.width = image.width;
        item.height = image.height;
        find_image(item);
        for (auto& [value, mask] : split_values(pixel_values(image), image.width, image.height)) {
            if (value == 0) continue;
            const int64_t number = value / tracks_a_label;
            const bool ignored = number == ignored_class && static_cast<int64_t>(known.size()) < ignored_class;
            if (!ignored && (number < 1 || number > static_cast<int64_t>(known.size()))) {
                throw FormatError(fmt::format("Failed to import item ('{}', '{}') annotation: Undeclared label '{}'",
                                              id, subset, number));
            }
            ItemAnnotation out;
            out.kind = Kind::mask;
            out.label = ignored ? set_.label("ignored") : known[static_cast<size_t>(number - 1)];
            out.z_order = ignored ? 1 : 0;
            out.track = value % tracks_a_label;
            out.keyframe = true;
            out.source = "manual";
            out.mask = std::move(mask);
            item.annotations.push_back(std::move(out));
        }
        set_.items.push_back(std::move(item));
    }

    const Input& input_;
    ItemSet set_;
    std::map<std::string, std::vector<int64_t>> labels_; // by subset, in the order of their numbers
};

bool has_instances(const Input& input) {
    return std::any_of(input.names().begin(), input.names().end(), [](const std::string& name) {
        const size_t at = ("/" + name).find("/instances/");
        return at != std::string::npos &&
               std::count(name.begin(), name.begin() + static_cast<std::ptrdiff_t>(at), '/') <= 1;
    });
}

} // namespace

void write_mots(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive) {
    std::vector<std::string> names;
    for (const Label& label : dataset.labels) names.push_back(label.name);
    std::set<std::string> listed;
    each_item(dataset, options, {}, [&](Item& item) {
        if (listed.insert(item.subset).second)
            archive.add(fmt::format("{}/instances/labels.txt", item.subset), join(names, "\n"));
        std::erase_if(item.annotations, [](const ItemAnnotation& annotation) { return !annotation.track; });
        mask_pipeline(item);
        if (!has_masks(item)) return;
        const auto image = gray_image(item.width, item.height, track_values(item));
        archive.add(fmt::format("{}/instances/{}.png", item.subset, item.id), encode_mask_image(image, Depth::bits16));
    });
    if (!options.save_images) return;
    each_image(dataset, {}, [&](Item& item) {
        save_image(item, archive, fmt::format("{}/images/{}{}", item.subset, item.id, item.extension));
    });
}

ItemSet read_mots(const Input& input, const Dataset&) {
    const auto root = input.root(has_instances);
    if (!root) dataset_not_found("mots", {});
    return MotsReader(*root).read();
}

} // namespace limn::formats
