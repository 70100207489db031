// YOLO 1.1, as Darknet reads it: a text file an image with a line a box.
#include "formats/functions.h"
#include "formats/text_writer.h"
#include "formats/yolo_names.h"

#include <fmt/format.h>

namespace limn::formats {

void write_yolo(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive) {
    const LabelIndex labels(dataset.labels);
    const auto classes = yolo_classes(labels);
    const auto subset_names = yolo_subsets(dataset, {"classes", "names", "backup"});
    std::map<std::string, std::string> lists;
    for (const auto& [subset, name] : subset_names) lists[name];

    std::string data = fmt::format("classes = {}\n", labels.size());
    for (const auto& [name, list] : lists) data += fmt::format("{} = data/{}.txt\n", name, name);
    archive.add("obj.data", data + "names = data/obj.names\nbackup = backup/\n");
    std::string names;
    for (const Label& label : dataset.labels) names += label.name + "\n";
    archive.add("obj.names", names);

    std::string text;
    each_item(dataset, options, {}, [&](Item& item) {
        const std::string& subset = subset_names.at(item.subset);
        lists[subset] += fmt::format("data/obj_{}_data/{}{}\n", subset, item.id, item.extension);
        text.clear();
        for (const ItemAnnotation& box : item.annotations) {
            if (box.kind != Kind::bbox || yolo_rotated(box)) continue;
            append_int(text, classes[static_cast<size_t>(box.label)]);
            text += ' ';
            append_yolo_box(text, {box.points[0], box.points[1], box.points[2], box.points[3]}, item);
            text += '\n';
        }
        archive.add(fmt::format("obj_{}_data/{}.txt", subset, item.id), text);
    });
    for (const auto& [name, list] : lists) archive.add(fmt::format("{}.txt", name), list);
    if (!options.save_images) return;
    each_image(dataset, {}, [&](Item& item) {
        save_image(item, archive,
                   fmt::format("obj_{}_data/{}{}", subset_names.at(item.subset), item.id, item.extension));
    });
}

} // namespace limn::formats
