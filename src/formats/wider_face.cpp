// WiderFace 1.0: a text file a subset with the boxes of each image and six properties of faces.
#include "base/text.h"
#include "formats/format.h"
#include "formats/functions.h"
#include "formats/input.h"
#include "formats/items_out.h"
#include "formats/missing.h"
#include "formats/paths.h"
#include "formats/text_reader.h"
#include "formats/text_writer.h"

#include <map>

#include <fmt/format.h>

namespace limn::formats {
namespace {

constexpr std::string_view properties[] = {"blur", "expression", "illumination", "occluded", "pose", "invalid"};
constexpr std::string_view face = "face";
constexpr std::string_view list_start = "wider_face_split/wider_face_", list_end = "_bbx_gt.txt";

// Where an image lies: in a folder of its first tag.
std::string image_path(const Item& item, const LabelIndex& labels) {
    for (const ItemAnnotation& annotation : item.annotations) {
        if (annotation.kind != Kind::label) continue;
        return fmt::format("{}--{}/{}{}", annotation.label, labels.at(annotation.label).name, item.id, item.extension);
    }
    return fmt::format("{}/{}{}", no_label, item.id, item.extension);
}

void append_box(std::string& out, const ItemAnnotation& box, const std::string& label) {
    const auto& p = box.points;
    for (double number : {p[0], p[1], p[2] - p[0], p[3] - p[1]}) {
        append_float(out, number);
        out += ' ';
    }
    for (const std::string_view name : properties) {
        const Value* value = box.find(name);
        if (name == "occluded") {
            out += box.occluded ? to_text(*box.occluded) : "-";
        } else {
            out += value ? to_text(*value) : "-";
        }
        out += ' ';
    }
    if (label != face) out += label;
    out += '\n';
}

class WiderFaceReader {
  public:
    explicit WiderFaceReader(const Input& input) : input_(input) {}

    ItemSet read() {
        const std::string names = input_.has("labels.txt") ? input_.read("labels.txt") : std::string();
        for (const auto line : lines(without_bom(names))) {
            if (!trim(line).empty()) set_.label(words(line)[0]);
        }
        for (const std::string& file : input_.below("wider_face_split", ".txt")) read_list(file);
        return std::move(set_);
    }

  private:
    static bool is_path(std::string_view line) {
        return line.find_first_of("/\\") != std::string_view::npos && line.find('.') != std::string_view::npos;
    }

    static std::string subset_of(std::string_view file) {
        if (file.starts_with(list_start) && file.ends_with(list_end)) {
            return std::string(file.substr(list_start.size(), file.size() - list_start.size() - list_end.size()));
        }
        return without_extension(file.substr(file.rfind('/') + 1));
    }

    void read_list(const std::string& file) {
        const std::string text = input_.read(file);
        const std::string subset = subset_of(file);
        for (const auto line : lines(without_bom(text))) {
            const auto fields = words(line);
            if (fields.empty()) continue;
            if (is_path(line)) {
                begin_item(subset, replace_all(trim(line), "\\", "/"));
            } else if (fields.size() > 1) {
                read_box(fields);
            }
        }
    }

    void begin_item(const std::string& subset, const std::string& path) {
        Item item;
        item.subset = subset;
        const size_t slash = path.find('/');
        const std::string folder = path.substr(0, slash), name = path.substr(slash + 1);
        item.id = without_extension(name);
        item.extension = name.substr(item.id.size());
        const std::string image = fmt::format("WIDER_{}/images/{}", subset, path);
        if (input_.has(image)) item.file = input_.path(image);
        if (folder != no_label) {
            const size_t dashes = folder.find("--");
            ItemAnnotation tag;
            tag.label = set_.label(dashes == std::string::npos ? folder : folder.substr(dashes + 2));
            item.annotations.push_back(std::move(tag));
        }
        set_.items.push_back(std::move(item));
    }

    void read_box(const std::vector<std::string_view>& fields) {
        const bool labelled = fields.size() == 5 || fields.size() == 11;
        if (set_.items.empty() || (fields.size() != 4 && fields.size() != 10 && !labelled)) {
            throw FormatError(fmt::format(
                "Unexpected field count {} in the bbox description. Expected 4, 5, 10 or 11 fields.", fields.size()));
        }
        double numbers[4];
        for (size_t i = 0; i < 4; ++i) {
            const auto number = parse_double(fields[i]);
            if (!number) throw FormatError(fmt::format("Can't parse the number '{}' of a bbox", fields[i]));
            numbers[i] = *number;
        }
        ItemAnnotation box;
        box.kind = Kind::bbox;
        box.label = set_.label(labelled ? fields.back() : face);
        box.points = {numbers[0], numbers[1], numbers[0] + numbers[2], numbers[1] + numbers[3]};
        for (size_t i = 0; fields.size() >= 10 && i < std::size(properties); ++i) {
            const auto value = fields[4 + i];
            if (value != "-") set_attribute(box, std::string(properties[i]), std::string(value));
        }
        set_.items.back().annotations.push_back(std::move(box));
    }

    const Input& input_;
    ItemSet set_;
};

} // namespace

void write_wider_face(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive) {
    const LabelIndex labels(dataset.labels);
    std::vector<std::string> names;
    for (const Label& label : dataset.labels) names.push_back(label.name);
    archive.add("labels.txt", join(names, "\n"));
    std::map<std::string, std::string> lists;
    each_item(dataset, options, {}, [&](Item& item) {
        const std::string path = image_path(item, labels);
        std::string boxes;
        size_t count = 0;
        for (const ItemAnnotation& box : item.annotations) {
            if (box.kind != Kind::bbox) continue;
            append_box(boxes, box, labels.at(box.label).name);
            ++count;
        }
        lists[item.subset] += path + "\n" + (count > 0 ? std::to_string(count) + "\n" : "") + boxes;
        if (options.save_images) save_image(item, archive, fmt::format("WIDER_{}/images/{}", item.subset, path));
    });
    for (const auto& [subset, text] : lists) archive.add(fmt::format("{}{}{}", list_start, subset, list_end), text);
}

ItemSet read_wider_face(const Input& input, const Dataset&) {
    const auto root =
        input.root([](const Input& candidate) { return !candidate.below("wider_face_split", ".txt").empty(); });
    if (!root) dataset_not_found("wider-face", {"wider_face_split/*.txt"});
    return WiderFaceReader(*root).read();
}

} // namespace limn::formats
