// YOLO 1.1, read.
#include "base/text.h"
#include "formats/functions.h"
#include "formats/image_sizes.h"
#include "formats/input.h"
#include "formats/missing.h"
#include "formats/text_reader.h"
#include "formats/yolo_fields.h"

#include <map>

#include <fmt/format.h>

namespace limn::formats {
namespace {

class YoloReader {
  public:
    YoloReader(Input input, const Dataset& known) : input_(std::move(input)), sizes_(known) {}

    ItemSet read() {
        read_config();
        for (const auto& [subset, list] : lists_) read_list(subset, list);
        sizes_.learn(set_.items);
        for (size_t i = 0; i < set_.items.size(); ++i) {
            Item& item = set_.items[i];
            try {
                read_item(item, paths_[i]);
            } catch (const FormatError& error) {
                throw FormatError(fmt::format("Failed to import item ('{}', '{}') annotation: {}", item.id, item.subset,
                                              error.what()));
            }
        }
        return std::move(set_);
    }

  private:
    void read_config() {
        std::string names;
        const std::string text = input_.read("obj.data");
        for (const auto line : lines(without_bom(text))) {
            const size_t equals = line.find('=');
            if (equals == std::string_view::npos) continue;
            const auto key = trim(line.substr(0, equals));
            const std::string value(yolo_local_path(trim(line.substr(equals + 1))));
            if (key == "names") {
                names = value;
            } else if (key != "classes" && key != "backup") {
                lists_[std::string(key)] = value;
            }
        }
        if (names.empty()) throw FormatError("Failed to parse names file path from config");
        const std::string name_text = input_.read(names);
        for (const auto line : lines(without_bom(name_text))) {
            if (!trim(line).empty()) set_.labels.push_back({std::string(trim(line)), ""});
        }
    }

    void read_list(const std::string& subset, const std::string& list) {
        if (!input_.has(list)) throw FormatError(fmt::format("Can't find '{}' subset list file", subset));
        const std::string text = input_.read(list);
        for (const auto line : lines(without_bom(text))) {
            const std::string path(yolo_local_path(trim(line)));
            if (path.empty()) continue;
            Item item;
            item.subset = subset;
            const std::string name = path.substr(path.find('/') + 1);
            item.id = without_extension(name);
            item.extension = name.substr(item.id.size());
            if (input_.has(path)) item.file = input_.path(path);
            set_.items.push_back(std::move(item));
            paths_.push_back(path);
        }
    }

    void read_item(Item& item, const std::string& path) {
        const std::string text = input_.read(without_extension(path) + ".txt");
        for (const auto line : lines(text)) {
            const auto fields = words(line);
            if (fields.empty()) continue;
            if (fields.size() != 5) {
                throw FormatError(fmt::format("Unexpected field count {} in the bbox description. "
                                              "Expected 5 fields (label, xc, yc, w, h).",
                                              fields.size()));
            }
            sizes_.find(item);
            if (item.width == 0) throw FormatError(fmt::format("Can't find image info for '{}'", path));
            ItemAnnotation box;
            box.label = yolo_label(fields[0], set_.labels.size());
            box.kind = Kind::bbox;
            box.points = yolo_box(fields, item);
            item.annotations.push_back(std::move(box));
        }
    }

    Input input_;
    ImageSizes sizes_;
    ItemSet set_;
    std::map<std::string, std::string> lists_; // by subset
    std::vector<std::string> paths_;           // of the items' images
};

} // namespace

ItemSet read_yolo(const Input& input, const Dataset& known) {
    const auto root = input.root([](const Input& candidate) { return candidate.has("obj.data"); });
    if (!root) dataset_not_found("yolo", {"obj.data"});
    return YoloReader(*root, known).read();
}

} // namespace limn::formats
