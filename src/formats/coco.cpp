// COCO 1.0: one JSON file a subset with images, categories and instances.
#include "formats/coco_writer.h"

#include "formats/coco_instances.h"
#include "formats/functions.h"

namespace limn::formats {

void write_coco(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive) {
    const LabelIndex labels(dataset.labels);
    CocoFiles files(dataset, options, archive, "instances");
    files.write(
        [&](std::string& out) {
            for (size_t i = 0; i < labels.size(); ++i) {
                const Label& label = labels.at(static_cast<int64_t>(i));
                append_coco_category(out, static_cast<int64_t>(i), label.name, labels.parent(label));
                out += i + 1 < labels.size() ? "}," : "}";
            }
        },
        [&](Item& item, int64_t image, CocoAnnotations& annotations) {
            for (const CocoInstance& instance : coco_instances(item)) annotations.add(instance, image);
        });
}

} // namespace limn::formats
