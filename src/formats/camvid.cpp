// CamVid 1.0: one image of label colours a frame.
#include "base/text.h"
#include "formats/format.h"
#include "formats/functions.h"
#include "formats/input.h"
#include "formats/items_out.h"
#include "formats/label_colours.h"
#include "formats/raster_items.h"
#include "formats/text_reader.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

namespace limn::formats {
namespace {

std::string quoted(const std::string& path, bool quotes) { return quotes ? "\"" + path + "\"" : path; }

// The two paths of a line, which may be quoted; the second may be missing.
std::pair<std::string, std::string> paths_of(std::string_view line) {
    std::vector<std::string> found;
    while (found.size() < 2) {
        line = trim(line);
        if (line.empty()) break;
        const bool quotes = line.front() == '"';
        if (quotes) line.remove_prefix(1);
        const size_t end = std::min(quotes ? line.find('"') : line.find_first_of(" \t"), line.size());
        found.emplace_back(line.substr(0, end));
        line.remove_prefix(std::min(end + (quotes ? 1 : 0), line.size()));
    }
    found.resize(2);
    for (std::string& path : found)
        path.erase(0, path.find_first_not_of('/') == std::string::npos ? path.size() : path.find_first_not_of('/'));
    return {found[0], found[1]};
}

class CamvidReader {
  public:
    explicit CamvidReader(const Input& input) : input_(input) {}

    ItemSet read() {
        const bool listed = input_.has("label_colors.txt");
        map_ = listed ? read_label_colours(input_.read("label_colors.txt")) : camvid_labels();
        keep_first_ = settle_background(map_) && listed;
        for (const MapEntry& entry : map_) set_.labels.push_back({entry.name, ""});
        bool any = false;
        for (const std::string& file : input_.names()) {
            if (file.find('/') != std::string::npos || !file.ends_with(".txt") || file == "label_colors.txt") continue;
            any = true;
            read_list(file);
        }
        if (!any) throw FormatError("Failed to find dataset at the root of the archive: there is no list of images");
        return std::move(set_);
    }

  private:
    void read_list(const std::string& file) {
        const std::string text = input_.read(file);
        for (const auto line : lines(without_bom(text))) {
            const auto [image, mask] = paths_of(line);
            if (image.empty()) continue;
            Item item;
            item.subset = without_extension(file);
            const std::string name = image.substr(image.find('/') + 1);
            item.id = without_extension(name);
            item.extension = name.substr(item.id.size());
            if (input_.has(image)) item.file = input_.path(image);
            if (!mask.empty()) read_mask(item, mask);
            set_.items.push_back(std::move(item));
        }
    }

    void read_mask(Item& item, const std::string& file) {
        const auto image = decode_mask_image(input_.read(file), file);
        item.width = image.width;
        item.height = image.height;
        for (auto& [value, mask] : split_values(pixel_values(image), image.width, image.height)) {
            const int64_t label = label_of_value(map_, value, image.channels >= 3);
            if (label == 0 && !keep_first_) continue;
            ItemAnnotation out;
            out.kind = Kind::mask;
            out.label = label;
            out.mask = std::move(mask);
            item.annotations.push_back(std::move(out));
        }
    }

    Input input_;
    ItemSet set_;
    LabelMap map_;
    bool keep_first_ = false;
};

} // namespace

void write_camvid(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive) {
    const LabelIndex labels(dataset.labels);
    const ColouredLabels map(dataset.labels);
    archive.add("label_colors.txt", map.text());
    std::map<std::string, std::string> lists;
    each_item(dataset, options, {}, [&](Item& item) {
        mask_pipeline(item);
        const std::string image = fmt::format("/{}/{}{}", item.subset, item.id, item.extension);
        std::string mask;
        if (has_masks(item)) {
            mask = fmt::format("{}annot/{}.png", item.subset, item.id);
            archive.add(mask, encode_mask_image(map.colours(item, labels)));
        }
        const bool quotes = (image + mask).find(' ') != std::string::npos;
        lists[item.subset] += quoted(image, quotes) + " " + (mask.empty() ? mask : quoted(mask, quotes)) + "\n";
    });
    for (const auto& [subset, list] : lists) archive.add(fmt::format("{}.txt", subset), list);
    if (!options.save_images) return;
    each_image(dataset, {}, [&](Item& item) {
        save_image(item, archive, fmt::format("{}/{}{}", item.subset, item.id, item.extension));
    });
}

ItemSet read_camvid(const Input& input, const Dataset&) {
    const auto root = input.root([](const Input& candidate) {
        return std::any_of(candidate.names().begin(), candidate.names().end(), [](const auto& name) {
            return name.find('/') == std::string::npos && name.ends_with(".txt");
        });
    });
    return CamvidReader(root.value_or(input)).read();
}

} // namespace limn::formats
