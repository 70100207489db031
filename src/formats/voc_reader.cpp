#include "formats/voc_reader.h"

#include "base/text.h"
#include "formats/format.h"
#include "formats/mask_layers.h"
#include "formats/missing.h"
#include "formats/paths.h"
#include "formats/text_reader.h"
#include "formats/xml_reader.h"

#include <algorithm>

#include <fmt/format.h>

namespace limn::formats {
namespace {

constexpr std::string_view list_folders[] = {"Action", "Layout", "Main", "Segmentation"};

bool has_lists(const Input& input) {
    return std::any_of(std::begin(list_folders), std::end(list_folders), [&](std::string_view folder) {
        return !input.below(fmt::format("ImageSets/{}", folder), ".txt").empty();
    });
}

bool has_boxes_or_lists(const Input& input) { return has_lists(input) || !input.below("", ".xml").empty(); }

std::string own_label_map(const Dataset& known) {
    std::string out;
    for (const Label& label : known.labels) out += label.name + ":::\n";
    return out;
}

geometry::Box read_box(pugi::xml_node object) {
    const auto box = object.child("bndbox");
    if (!box) throw FormatError("Missing annotation field 'bndbox'");
    const auto number = [&](const char* name) {
        const auto field = box.child(name);
        if (!field) throw FormatError(fmt::format("Missing annotation field '{}'", name));
        const auto value = parse_double(trim(field.child_value()));
        if (!value) throw FormatError(fmt::format("Invalid annotation field '{}' value", name));
        return *value;
    };
    return {number("xmin"), number("ymin"), number("xmax"), number("ymax")};
}

} // namespace

VocReader::VocReader(const Input& input, const Dataset& known, std::string_view format_id) : input_(input) {
    const auto root = input.root(has_lists);
    if (root) input_ = *root;
    if (!root && !has_boxes_or_lists(input)) {
        dataset_not_found(format_id, {"ImageSets/Action/*.txt", "ImageSets/Layout/*.txt", "ImageSets/Main/*.txt",
                                      "ImageSets/Segmentation/*.txt"});
    }
    map_ = read_label_map(input_.has("labelmap.txt") ? input_.read("labelmap.txt") : own_label_map(known));
    for (const MapEntry& entry : map_) {
        const auto found = std::find_if(known.labels.begin(), known.labels.end(), [&](const Label& label) {
            return label.name == entry.name && label.parent != 0;
        });
        std::string parent;
        if (found != known.labels.end()) {
            for (const Label& label : known.labels) {
                if (label.id == found->parent) parent = label.name;
            }
        }
        set_.labels.push_back({entry.name, parent});
    }
}

ItemSet VocReader::read() {
    find_items();
    for (Item& item : set_.items) {
        try {
            read_item(item);
        } catch (const FormatError& error) {
            throw FormatError(
                fmt::format("Failed to import item ('{}', '{}') annotation: {}", item.id, item.subset, error.what()));
        }
    }
    return std::move(set_);
}

Item& VocReader::item(const std::string& subset, const std::string& id) {
    const auto [entry, fresh] = items_.try_emplace({subset, id}, set_.items.size());
    if (fresh) {
        Item out;
        out.id = id;
        out.subset = subset;
        set_.items.push_back(std::move(out));
    }
    return set_.items[entry->second];
}

void VocReader::find_items() {
    for (const std::string& file : input_.below("Annotations", ".xml")) {
        annotation_files_.emplace(without_extension(file.substr(std::string_view("Annotations/").size())), file);
    }
    for (const std::string& file : input_.below("JPEGImages")) {
        images_.emplace(without_extension(file.substr(std::string_view("JPEGImages/").size())), file);
    }
    std::vector<std::string> tag_lists;
    for (const auto folder : list_folders) {
        const std::string path = fmt::format("ImageSets/{}", folder);
        for (const std::string& file : input_.below(path, ".txt")) {
            const std::string stem = without_extension(base_name(file));
            if (stem.find('_') == std::string::npos) {
                subsets_.insert(stem);
                read_list(file, stem);
            } else if (folder == "Main") {
                tag_lists.push_back(file);
            }
        }
    }
    for (const std::string& file : tag_lists) read_tags(file);
    if (annotation_files_.empty()) take_flat_archive();
}

void VocReader::read_list(const std::string& file, const std::string& subset) {
    const std::string text = input_.read(file);
    for (const auto line : lines(without_bom(text))) {
        const auto id = trim(line);
        if (!id.empty()) item(subset, std::string(id));
    }
}

// An archive of nothing but XML files is one subset.
void VocReader::take_flat_archive() {
    for (const std::string& file : input_.below("", ".xml")) {
        const std::string id = without_extension(base_name(file));
        if (annotation_files_.emplace(id, file).second) item("train", id);
    }
}

// The part of `<label>_<subset>` that is a subset; a list of a subset whose own name has an underscore gives nothing.
std::string VocReader::subset_of_tag_list(const std::string& stem) const {
    for (const std::string& subset : subsets_) {
        if (stem.size() > subset.size() + 1 && stem.ends_with("_" + subset)) return subset;
    }
    return {};
}

void VocReader::read_tags(const std::string& file) {
    const std::string stem = without_extension(base_name(file));
    const std::string subset = subset_of_tag_list(stem);
    if (subset.empty()) {
        read_list(file, stem);
        return;
    }
    const std::string name = stem.substr(0, stem.size() - subset.size() - 1);
    const int64_t found = find_label(map_, name);
    if (found < 0) return;
    const std::string text = input_.read(file);
    for (const auto line : lines(without_bom(text))) {
        const auto end = line.find_last_not_of(" \t");
        if (end == std::string_view::npos || line[end] != '1' || end == 0 || line[end - 1] == '-') continue;
        const auto entry = items_.find({subset, std::string(trim(line.substr(0, end)))});
        if (entry == items_.end()) continue;
        ItemAnnotation tag;
        tag.label = found;
        set_.items[entry->second].annotations.push_back(std::move(tag));
    }
}

void VocReader::read_item(Item& item) {
    const auto image = images_.find(item.id);
    if (image != images_.end()) {
        item.extension = image->second.substr(std::string_view("JPEGImages/").size() + item.id.size());
        item.file = input_.path(image->second);
    }
    const auto file = annotation_files_.find(item.id);
    if (file != annotation_files_.end()) read_annotations(item, file->second);
    read_masks(item);
}

void VocReader::read_annotations(Item& item, const std::string& file) {
    const XmlDocument document(input_.read(file), file);
    const auto root = document.root();
    item.width = std::atoi(root.child("size").child_value("width"));
    item.height = std::atoi(root.child("size").child_value("height"));
    const std::string filename(trim(root.child_value("filename")));
    if (item.extension.empty() && !filename.empty()) {
        const std::string stem = without_extension(filename);
        // The name in the file counts where the list only has its last part.
        if (stem == item.id || base_name(stem) == item.id) item.id = stem;
        item.extension = filename.substr(stem.size());
    }
    int64_t group = 0;
    for (const auto object : root.children("object")) read_object(item, object, ++group);
}

int64_t VocReader::label(std::string_view name) {
    const int64_t found = find_label(map_, name);
    if (found < 0) throw FormatError(fmt::format("Undeclared label '{}'", name));
    return found;
}

void VocReader::read_object(Item& item, pugi::xml_node object, int64_t group) {
    ItemAnnotation out;
    out.kind = Kind::bbox;
    out.label = label(trim(object.child_value("name")));
    out.group = group;
    const auto box = read_box(object);
    out.points = {box.left, box.top, box.right, box.bottom};
    for (const auto* flag : {"difficult", "truncated", "occluded"}) {
        const auto field = object.child(flag);
        const auto text = trim(field.child_value());
        if (!field || text.empty()) continue;
        if (text != "0" && text != "1") throw FormatError(fmt::format("Invalid annotation field '{}' value", flag));
        set_attribute(out, flag, text == "1");
    }
    if (const auto pose = object.child("pose")) set_attribute(out, "pose", std::string(pose.child_value()));
    for (const auto attribute : object.child("attributes").children("attribute")) {
        set_attribute(out, attribute.child_value("name"), std::string(attribute.child_value("value")));
    }
    const auto& parts = map_[static_cast<size_t>(out.label)].parts;
    for (const auto part : object.children("part")) {
        const std::string name(trim(part.child_value("name")));
        if (std::find(parts.begin(), parts.end(), name) == parts.end()) continue;
        ItemAnnotation inner;
        inner.kind = Kind::bbox;
        inner.label = set_.label(name);
        inner.group = group;
        const auto inner_box = read_box(part);
        inner.points = {inner_box.left, inner_box.top, inner_box.right, inner_box.bottom};
        item.annotations.push_back(std::move(inner));
    }
    item.annotations.push_back(std::move(out));
}

void VocReader::add_mask(Item& item, int64_t value, bool colours, geometry::Rle mask, int64_t group) {
    ItemAnnotation out;
    out.kind = Kind::mask;
    out.group = group;
    out.mask = std::move(mask);
    const auto entry =
        std::find_if(map_.begin(), map_.end(), [&](const MapEntry& e) { return packed(e.colour) == value; });
    if (colours && entry == map_.end()) {
        throw FormatError(fmt::format("Undeclared color ({}, {}, {})", value >> 16, value >> 8 & 255, value & 255));
    }
    out.label = colours ? entry - map_.begin() : value;
    if (out.label >= static_cast<int64_t>(map_.size())) throw FormatError(fmt::format("Undeclared label '{}'", value));
    item.annotations.push_back(std::move(out));
}

void VocReader::read_masks(Item& item) {
    const std::string class_file = fmt::format("SegmentationClass/{}.png", item.id);
    const std::string object_file = fmt::format("SegmentationObject/{}.png", item.id);
    if (!input_.has(class_file)) return;
    const auto classes = decode_mask_image(input_.read(class_file), class_file);
    const auto class_values = pixel_values(classes);
    const bool colours = classes.channels >= 3;
    item.width = classes.width;
    item.height = classes.height;
    if (!input_.has(object_file)) {
        for (auto& [value, mask] : split_values(class_values, classes.width, classes.height)) {
            add_mask(item, value, colours, std::move(mask), 0);
        }
        return;
    }
    const auto objects = decode_mask_image(input_.read(object_file), object_file);
    if (objects.width != classes.width || objects.height != classes.height) {
        throw FormatError(fmt::format("The images '{}' and '{}' differ in size", class_file, object_file));
    }
    int64_t group = 0;
    for (auto& [instance, mask] : split_values(pixel_values(objects), objects.width, objects.height)) {
        ++group;
        if (instance == 0) continue;                            // background
        const auto first = static_cast<size_t>(mask.counts[0]); // in column order
        const auto height = static_cast<size_t>(mask.height);
        const int64_t value = class_values[first % height * static_cast<size_t>(mask.width) + first / height];
        add_mask(item, value, colours, std::move(mask), group);
    }
}

} // namespace limn::formats
