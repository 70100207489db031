// Ultralytics YOLO Classification 1.0: a folder a label, and a list of the labels of each image.
#include "base/json.h"
#include "formats/format.h"
#include "formats/functions.h"
#include "formats/input.h"
#include "formats/json_reader.h"
#include "formats/paths.h"
#include "formats/yolo_names.h"
#include "media/kinds.h"

#include <set>

#include <fmt/format.h>

namespace limn::formats {
namespace {

// Where an image goes: folders of its own path are dropped, what clashes then gets a number.
class Places {
  public:
    std::string take(const std::string& folder, const Item& item) {
        const std::string stem(base_name(item.id));
        std::string name = stem + item.extension;
        for (int n = 0; !taken_.insert(folder + "/" + name).second; ++n)
            name = fmt::format("{}.{}{}", stem, n, item.extension);
        return name;
    }

  private:
    std::set<std::string> taken_;
};

std::vector<std::string> tags_of(const Item& item, const LabelIndex& labels) {
    std::vector<std::string> out;
    for (const ItemAnnotation& annotation : item.annotations) {
        if (annotation.kind == Kind::label) out.push_back(labels.at(annotation.label).name);
    }
    return out;
}

class ClassificationReader {
  public:
    explicit ClassificationReader(const Input& input) : input_(input) {}

    ItemSet read() {
        std::set<std::string> subsets;
        for (const std::string& name : input_.names()) {
            const size_t slash = name.find('/');
            if (slash != std::string::npos) subsets.insert(name.substr(0, slash));
        }
        for (const std::string& subset : subsets) {
            const std::string list = subset + "/labels.json";
            input_.has(list) ? read_list(subset, list) : read_folders(subset);
        }
        if (set_.items.empty())
            throw FormatError("Failed to find dataset at the root of the archive: there is no folder of labels");
        return std::move(set_);
    }

  private:
    void tag(Item& item, std::string_view label) {
        if (label == no_label) return;
        ItemAnnotation out;
        out.label = set_.label(label);
        item.annotations.push_back(std::move(out));
    }

    void read_list(const std::string& subset, const std::string& list) {
        const std::string text = input_.read(list);
        const JsonDocument document(text, list);
        simdjson::dom::object entries;
        if (document.root().get(entries)) throw FormatError(fmt::format("The file '{}' is no JSON object", list));
        for (const auto [id, entry] : entries) {
            Item item;
            item.id = std::string(id);
            item.subset = subset;
            for (const auto label : json_list(entry, "labels")) {
                std::string_view name;
                if (label.get(name)) throw FormatError("Invalid annotation field 'labels' type. Expected str");
                tag(item, name);
            }
            const std::string path = fmt::format("{}/{}", subset, json_text(entry, "path"));
            item.extension = path.substr(without_extension(path).size());
            if (input_.has(path)) item.file = input_.path(path);
            set_.items.push_back(std::move(item));
        }
    }

    void read_folders(const std::string& subset) {
        for (const std::string& file : input_.below(subset)) {
            const std::string_view inside = std::string_view(file).substr(subset.size() + 1);
            const size_t slash = inside.find('/');
            if (slash == std::string_view::npos || media::kind_of(file) != media::Kind::image) continue;
            Item item;
            item.subset = subset;
            item.id = without_extension(inside.substr(slash + 1));
            item.extension = file.substr(without_extension(file).size());
            item.file = input_.path(file);
            tag(item, inside.substr(0, slash));
            set_.items.push_back(std::move(item));
        }
    }

    const Input& input_;
    ItemSet set_;
};

} // namespace

void write_ultralytics_classification(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive) {
    const LabelIndex labels(dataset.labels);
    const auto subset_names = yolo_subsets(dataset, {"backup", "classes", "names", "path"});
    std::map<std::string, JsonWriter> lists;
    Places places;
    for (const auto& [subset, name] : subset_names) lists[name].begin_object();
    each_item(dataset, options, {}, [&](Item& item) {
        const std::string& subset = subset_names.at(item.subset);
        const auto tags = tags_of(item, labels);
        JsonWriter& list = lists.at(subset);
        std::string path;
        for (const std::string& label : tags.empty() ? std::vector<std::string>{std::string(no_label)} : tags) {
            path = fmt::format("{}/{}", label, places.take(subset + "/" + label, item));
            if (options.save_images) save_image(item, archive, fmt::format("{}/{}", subset, path));
        }
        list.key(item.id);
        list.begin_object();
        list.key("labels");
        list.begin_array();
        for (const std::string& label : tags) list.value(label);
        list.end_array();
        list.member("path", path);
        list.end_object();
    });
    for (auto& [subset, list] : lists) {
        list.end_object();
        archive.add(fmt::format("{}/labels.json", subset), list.text());
    }
}

ItemSet read_ultralytics_classification(const Input& input, const Dataset&) {
    return ClassificationReader(input).read();
}

} // namespace limn::formats
