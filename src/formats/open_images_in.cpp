// Open Images V6 1.0, read.
#include "base/json.h"
#include "base/text.h"
#include "formats/csv.h"
#include "formats/format.h"
#include "formats/functions.h"
#include "formats/image_sizes.h"
#include "formats/input.h"
#include "formats/mask_layers.h"
#include "formats/missing.h"
#include "formats/open_images.h"
#include "formats/paths.h"
#include "formats/text_reader.h"
#include "media/kinds.h"

#include <algorithm>
#include <map>
#include <tuple>

#include <fmt/format.h>

namespace limn::formats {
namespace open_images {

std::string json_text(std::string_view text) {
    std::string out;
    append_json_string(out, text);
    return out;
}

std::string shell_quoted(std::string_view text) {
    const bool safe = !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) ||
               std::string_view("_@%+=:,./-").find(c) != std::string_view::npos;
    });
    return safe ? std::string(text) : "'" + replace_all(text, "'", "'\"'\"'") + "'";
}

std::string take_shell_word(std::string_view& line) {
    line = trim(line);
    std::string out;
    char quote = 0;
    size_t i = 0;
    for (; i < line.size(); ++i) {
        const char c = line[i];
        if (quote != 0) {
            if (c == quote)
                quote = 0;
            else
                out += c;
        } else if (c == '\'' || c == '"') {
            quote = c;
        } else if (c == ' ' || c == '\t') {
            break;
        } else {
            out += c;
        }
    }
    line.remove_prefix(i);
    return out;
}

} // namespace open_images

namespace {

using Row = std::map<std::string, std::string>;

// The four tables and how their names end.
constexpr std::string_view image_ends[] = {"-images-with-rotation.csv", "-images-with-labels-with-rotation.csv"};
constexpr std::string_view tag_end = "-annotations-human-imagelabels.csv", box_end = "-annotations-bbox.csv",
                           mask_end = "-annotations-object-segmentation.csv";
constexpr std::string_view all_images = "image_ids_and_rotation.csv";

const std::string& cell(const Row& row, const char* column) {
    const auto found = row.find(column);
    if (found == row.end()) throw FormatError(fmt::format("Missing annotation field '{}'", column));
    return found->second;
}

std::optional<double> number(const Row& row, const char* column) {
    const auto found = row.find(column);
    return found == row.end() ? std::nullopt : parse_double(trim(found->second));
}

// The same image resized to another size, each pixel taken from the nearest one.
geometry::Bitmap resized(const MaskImage& image, int width, int height) {
    geometry::Bitmap out(width, height);
    const auto channels = static_cast<size_t>(image.channels);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const auto u = static_cast<size_t>(int64_t{x} * image.width / width);
            const auto v = static_cast<size_t>(int64_t{y} * image.height / height);
            out.at(x, y) = image.samples[(v * static_cast<size_t>(image.width) + u) * channels] != 0;
        }
    }
    return out;
}

class OpenImagesReader {
  public:
    OpenImagesReader(const Input& input, const Dataset& known) : input_(input), sizes_(known) {}

    ItemSet read() {
        read_classes();
        read_sizes();
        for (const std::string& file : input_.below("annotations", ".csv")) read_images(file);
        sizes_.learn(set_.items);
        for (const std::string& file : input_.below("annotations", ".csv")) {
            each_row(file, tag_end, [&](Item& item, const Row& row) { add_tag(item, row); });
            each_row(file, box_end, [&](Item& item, const Row& row) { add_box(item, row); });
            each_row(file, mask_end, [&](Item& item, const Row& row) { add_mask(item, row); });
        }
        return std::move(set_);
    }

  private:
    void read_classes() {
        std::string file;
        for (const char* name :
             {"class-descriptions.csv", "oidv6-class-descriptions.csv", "class-descriptions-boxable.csv"}) {
            if (file.empty() && input_.has(fmt::format("annotations/{}", name)))
                file = fmt::format("annotations/{}", name);
        }
        if (file.empty())
            throw FormatError("Can't find class description file, the annotations/class-descriptions.csv");
        const std::string text = input_.read(file);
        for (const auto line : lines(without_bom(text))) {
            const auto fields = csv_fields(line);
            if (fields.size() < 2 || fields[0] == "LabelName") continue;
            // The label is what the files of annotations call it.
            labels_[fields[0]] = set_.label(fields[0]);
        }
    }

    void read_sizes() {
        if (!input_.has("annotations/images.meta")) return;
        const std::string text = input_.read("annotations/images.meta");
        for (auto line : lines(without_bom(text))) {
            if (trim(line).empty() || line.starts_with('#')) continue;
            const std::string id = open_images::take_shell_word(line);
            const auto fields = words(line);
            if (fields.size() < 2) continue;
            known_sizes_[id] = {static_cast<int>(parse_int(fields[1]).value_or(0)),
                                static_cast<int>(parse_int(fields[0]).value_or(0))};
        }
    }

    static std::string subset_of(std::string_view file, std::string_view end) {
        auto name = base_name(file);
        name.remove_suffix(end.size());
        if (name.starts_with("oidv6-")) name.remove_prefix(6);
        return std::string(name);
    }

    void read_images(const std::string& file) {
        for (const auto end : image_ends) {
            if (!file.ends_with(end)) continue;
            for (const Row& row : read_csv(input_.read(file))) item(subset_of(file, end), cell(row, "ImageID"));
        }
        if (base_name(file) != all_images) return;
        for (const Row& row : read_csv(input_.read(file))) item(cell(row, "Subset"), cell(row, "ImageID"));
    }

    Item& item(const std::string& subset, const std::string& id) {
        const auto [entry, fresh] = items_.try_emplace({subset, id}, set_.items.size());
        if (fresh) {
            Item out;
            out.id = id;
            out.subset = subset;
            const auto size = known_sizes_.find(id);
            if (size != known_sizes_.end()) std::tie(out.width, out.height) = size->second;
            for (const char* extension : {".jpg", ".png", ".jpeg", ".PNG", ".JPG", ".bmp"}) {
                const std::string path = fmt::format("images/{}/{}{}", subset, id, extension);
                if (!input_.has(path)) continue;
                out.extension = extension;
                out.file = input_.path(path);
                break;
            }
            set_.items.push_back(std::move(out));
        }
        return set_.items[entry->second];
    }

    void each_row(const std::string& file, std::string_view end, const auto& visit) {
        if (!file.ends_with(end)) return;
        const std::string subset = subset_of(file, end);
        for (const Row& row : read_csv(input_.read(file))) {
            Item& to = item(subset, cell(row, "ImageID"));
            try {
                visit(to, row);
            } catch (const FormatError& error) {
                throw FormatError(
                    fmt::format("Failed to import item ('{}', '{}') annotation: {}", to.id, to.subset, error.what()));
            }
        }
    }

    int64_t label(const Row& row) const {
        const auto found = labels_.find(cell(row, "LabelName"));
        if (found == labels_.end()) throw FormatError(fmt::format("Undeclared label '{}'", cell(row, "LabelName")));
        return found->second;
    }

    void add_tag(Item& to, const Row& row) {
        ItemAnnotation tag;
        tag.label = label(row);
        const auto score = number(row, "Confidence");
        if (score) tag.attributes.push_back({"score", *score});
        if (score != 0.0) to.annotations.push_back(std::move(tag));
    }

    void add_box(Item& to, const Row& row) {
        sizes_.find(to);
        if (to.width == 0) return;
        ItemAnnotation box;
        box.kind = Kind::bbox;
        box.label = label(row);
        const auto left = number(row, "XMin"), right = number(row, "XMax"), top = number(row, "YMin"),
                   bottom = number(row, "YMax");
        if (!left || !right || !top || !bottom) throw FormatError("Invalid annotation field 'XMin' value");
        box.points = {*left * to.width, *top * to.height, *right * to.width, *bottom * to.height};
        if (const auto score = number(row, "Confidence")) box.attributes.push_back({"score", *score});
        const std::pair<const char*, const char*> flags[] = {{"IsOccluded", "occluded"},
                                                             {"IsTruncated", "is_truncated"},
                                                             {"IsGroupOf", "is_group_of"},
                                                             {"IsDepiction", "is_depiction"},
                                                             {"IsInside", "is_inside"}};
        for (const auto& [column, name] : flags) {
            const auto value = number(row, column);
            if (value && *value >= 0) set_attribute(box, name, *value != 0);
        }
        box.group = next_group_++;
        to.annotations.push_back(std::move(box));
    }

    void add_mask(Item& to, const Row& row) {
        const std::string file = fmt::format("masks/{}/{}", to.subset, cell(row, "MaskPath"));
        const auto image = decode_mask_image(input_.read(file), file);
        sizes_.find(to);
        if (to.width == 0) {
            to.width = image.width;
            to.height = image.height;
        }
        ItemAnnotation mask;
        mask.kind = Kind::mask;
        mask.label = label(row);
        mask.mask = geometry::to_rle(resized(image, to.width, to.height));
        mask.attributes.push_back({"box_id", cell(row, "BoxID")});
        if (const auto iou = number(row, "PredictedIoU")) mask.attributes.push_back({"predicted_iou", *iou});
        join_box(to, mask, row);
        to.annotations.push_back(std::move(mask));
    }

    // A mask that names the corners of a box of its label belongs to it.
    static void join_box(const Item& to, ItemAnnotation& mask, const Row& row) {
        const auto left = number(row, "BoxXMin"), top = number(row, "BoxYMin");
        const auto right = number(row, "BoxXMax"), bottom = number(row, "BoxYMax");
        if (!left || !top || !right || !bottom) return;
        const double wanted[] = {*left * to.width, *top * to.height, *right * to.width, *bottom * to.height};
        for (const ItemAnnotation& box : to.annotations) {
            if (box.kind != Kind::bbox || box.label != mask.label) continue;
            bool same = true;
            for (size_t i = 0; i < 4; ++i) same = same && std::abs(box.points[i] - wanted[i]) < 0.5;
            if (same) mask.group = box.group;
        }
    }

    const Input& input_;
    ImageSizes sizes_;
    ItemSet set_;
    std::map<std::string, int64_t> labels_;
    std::map<std::string, std::pair<int, int>> known_sizes_; // width and height by image
    std::map<std::pair<std::string, std::string>, size_t> items_;
    int64_t next_group_ = 1;
};

bool is_open_images(const Input& input) {
    const auto files = input.below("annotations", ".csv");
    return std::any_of(files.begin(), files.end(), [](const std::string& file) {
        return base_name(file) == all_images || file.ends_with(image_ends[0]) || file.ends_with(image_ends[1]) ||
               file.ends_with(tag_end) || file.ends_with(box_end) || file.ends_with(mask_end);
    });
}

} // namespace

ItemSet read_open_images(const Input& input, const Dataset& known) {
    const auto root = input.root(is_open_images);
    if (!root) {
        dataset_not_found("open-images",
                          {"annotations/*-images-with-rotation.csv", "annotations/image_ids_and_rotation.csv",
                           "annotations/*-annotations-human-imagelabels.csv", "annotations/*-annotations-bbox.csv",
                           "annotations/*-annotations-object-segmentation.csv"});
    }
    return OpenImagesReader(*root, known).read();
}

} // namespace limn::formats
