// ImageNet 1.0: labels of images as folders, or as lists when there are no images.
#include "base/text.h"
#include "formats/format.h"
#include "formats/functions.h"
#include "formats/input.h"
#include "formats/items_out.h"
#include "formats/paths.h"
#include "formats/text_reader.h"
#include "media/kinds.h"

#include <map>

#include <fmt/format.h>

namespace limn::formats {
namespace {

constexpr std::string_view synsets = "synsets.txt";
void write_folders(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive) {
    const LabelIndex labels(dataset.labels);
    each_item(dataset, options, {}, [&](Item& item) {
        bool any = false;
        const auto save = [&](std::string_view label) {
            const bool there = item.id.starts_with(fmt::format("{}/", label));
            save_image(item, archive,
                       there ? item.id + item.extension : fmt::format("{}/{}{}", label, item.id, item.extension));
        };
        for (const ItemAnnotation& tag : item.annotations) {
            if (tag.kind != Kind::label) continue;
            any = true;
            save(labels.at(tag.label).name);
        }
        if (!any) save(no_label);
    });
}

void write_lists(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive) {
    std::string names;
    for (const Label& label : dataset.labels) names += label.name + "\n";
    archive.add(synsets, names);
    std::map<std::string, std::string> lists;
    each_item(dataset, options, {}, [&](Item& item) {
        std::vector<std::string> indices;
        for (const ItemAnnotation& tag : item.annotations) {
            if (tag.kind == Kind::label) indices.push_back(std::to_string(tag.label));
        }
        const bool spaces = item.id.find(' ') != std::string::npos;
        lists[item.subset] +=
            fmt::format("{}{} {}\n", spaces ? "\"" + item.id + "\"" : item.id, item.extension, join(indices, " "));
    });
    for (const auto& [subset, text] : lists) archive.add(fmt::format("{}.txt", subset), text);
}

// `a/b.jpg 0 1` or `"a b".jpg 0`: the path and what follows it.
std::pair<std::string, std::string_view> path_and_labels(std::string_view line) {
    std::string path;
    if (line.starts_with('"')) {
        const size_t end = std::min(line.find('"', 1), line.size());
        path = line.substr(1, end - 1);
        line.remove_prefix(std::min(end + 1, line.size()));
    }
    const size_t space = std::min(line.find(' '), line.size());
    path += line.substr(0, space);
    return {path, line.substr(space)};
}

std::vector<std::string> lists_of(const Input& input) {
    std::vector<std::string> out;
    for (const std::string& name : input.names()) {
        if (name.find('/') == std::string::npos && name.ends_with(".txt")) out.push_back(name);
    }
    return out;
}

ItemSet read_lists(const Input& input) {
    ItemSet set;
    const std::string names = input.read(synsets);
    for (const auto line : lines(without_bom(names))) {
        if (!trim(line).empty()) set.labels.push_back({std::string(trim(line)), ""});
    }
    for (const std::string& file : lists_of(input)) {
        if (file == synsets) continue;
        const std::string text = input.read(file);
        for (const auto line : lines(without_bom(text))) {
            const auto [path, labels] = path_and_labels(line);
            if (path.empty()) continue;
            Item item;
            item.subset = without_extension(file);
            item.id = without_extension(path);
            item.extension = path.substr(item.id.size());
            for (const auto field : words(labels)) {
                const auto label = parse_int(field);
                if (!label) throw FormatError(fmt::format("Image '{}': invalid label id '{}'", item.id, field));
                if (*label < 0 || *label >= static_cast<int64_t>(set.labels.size())) {
                    throw FormatError(fmt::format("Image '{}': unknown label id '{}'", item.id, field));
                }
                ItemAnnotation tag;
                tag.label = *label;
                item.annotations.push_back(std::move(tag));
            }
            set.items.push_back(std::move(item));
        }
    }
    return set;
}

ItemSet read_folders(const Input& input) {
    ItemSet set;
    for (const std::string& file : input.names()) {
        const size_t slash = file.find('/');
        if (slash == std::string::npos || media::kind_of(file) != media::Kind::image) continue;
        Item item;
        item.subset = "default";
        const std::string folder = file.substr(0, slash);
        const bool tagged = folder != no_label;
        item.id = without_extension(tagged ? file : file.substr(slash + 1));
        item.extension = file.substr(without_extension(file).size());
        item.file = input.path(file);
        if (tagged) {
            ItemAnnotation tag;
            tag.label = set.label(folder);
            item.annotations.push_back(std::move(tag));
        }
        set.items.push_back(std::move(item));
    }
    if (set.items.empty())
        throw FormatError("Failed to find dataset at the root of the archive: there is no folder of images");
    return set;
}

} // namespace

void write_image_net(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive) {
    options.save_images ? write_folders(dataset, options, archive) : write_lists(dataset, options, archive);
}

ItemSet read_image_net(const Input& input, const Dataset&) {
    return input.has(synsets) ? read_lists(input) : read_folders(input);
}

} // namespace limn::formats
