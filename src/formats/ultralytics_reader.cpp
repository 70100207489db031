#include "formats/ultralytics_reader.h"

#include "base/text.h"
#include "formats/format.h"
#include "formats/missing.h"
#include "formats/text_reader.h"
#include "formats/yolo_fields.h"
#include "media/kinds.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

namespace limn::formats {
namespace {

constexpr std::string_view no_subsets[] = {"names",    "path",     "kpt_shape", "flip_idx", "nc",
                                           "download", "roboflow", "channels",  "backup",   "classes"};

// The config in the root of a dataset; empty when there is none or no telling which.
std::string config_file(const Input& input) {
    std::vector<std::string> found;
    for (const std::string& name : input.names()) {
        if (name.find('/') == std::string::npos && (name.ends_with(".yaml") || name.ends_with(".yml")))
            found.push_back(name);
    }
    if (found.size() == 1) return found[0];
    return std::find(found.begin(), found.end(), "data.yaml") == found.end() ? "" : "data.yaml";
}

YAML::Node load_config(const Input& input) {
    try {
        return YAML::Load(input.read(config_file(input)));
    } catch (const YAML::Exception&) {
        throw FormatError("Failed to parse config file");
    }
}

// images/train/a.jpg and train/images/a.jpg become labels/train/a.txt and train/labels/a.txt.
std::string label_file(const std::string& image) {
    auto parts = split(image, '/');
    for (size_t i = std::min<size_t>(2, parts.size()); i-- > 0;) {
        if (parts[i] != "images") continue;
        parts[i] = "labels";
        std::string out;
        for (const auto part : parts) (out += out.empty() ? "" : "/") += part;
        return without_extension(out) + ".txt";
    }
    throw FormatError(fmt::format("Malformed folder structure for image {}", image));
}

std::string_view below_two_folders(std::string_view path) {
    for (int i = 0; i < 2; ++i) {
        const size_t slash = path.find('/');
        if (slash != std::string_view::npos) path.remove_prefix(slash + 1);
    }
    return path;
}

} // namespace

void take_track_id(std::vector<std::string_view>& fields, ItemAnnotation& to) {
    const auto id = parse_int(fields.back());
    if (!id) throw FormatError(fmt::format("Can't parse track id from '{}'. Expected <class 'int'>", fields.back()));
    to.track = *id;
    to.keyframe = true;
    fields.pop_back();
}

UltralyticsReader::UltralyticsReader(const Input& input, const Dataset& known, Variant variant)
    : input_(input), sizes_(known) {
    const auto root = input.root([](const Input& candidate) { return !config_file(candidate).empty(); });
    if (!root) dataset_not_found(variant.format_id, {"*.yaml"});
    input_ = *root;
    config_ = load_config(input_);
    if (!config_.IsMap()) throw FormatError("Failed to parse config file");
    if (config_["kpt_shape"].IsDefined() != variant.keypoints) dataset_not_found(variant.format_id, {});
    read_names();
}

void UltralyticsReader::read_names() {
    const YAML::Node names = config_["names"];
    try {
        std::map<int64_t, std::string> by_index;
        if (names.IsMap()) {
            for (const auto& entry : names) by_index[entry.first.as<int64_t>()] = entry.second.as<std::string>();
        } else if (names.IsSequence()) {
            for (size_t i = 0; i < names.size(); ++i) by_index[static_cast<int64_t>(i)] = names[i].as<std::string>();
        } else {
            throw FormatError("Failed to parse names from config");
        }
        for (const auto& [index, name] : by_index) {
            // A gap in the numbers is a label that nothing refers to.
            if (index < 0 || index > 1'000'000) throw FormatError("Failed to parse names from config");
            set_.labels.resize(static_cast<size_t>(index) + 1);
            set_.labels.back().name = name;
        }
    } catch (const YAML::Exception&) {
        throw FormatError("Failed to parse names from config");
    }
}

ItemSet UltralyticsReader::read(const ParseLine& parse) {
    for (const auto& entry : config_) {
        const auto key = entry.first.as<std::string>();
        const bool other = std::find(std::begin(no_subsets), std::end(no_subsets), key) != std::end(no_subsets);
        if (!other && !entry.second.IsNull()) add_subset(key, entry.second);
    }
    sizes_.learn(set_.items);
    for (size_t i = 0; i < set_.items.size(); ++i) {
        Item& item = set_.items[i];
        try {
            read_labels(item, label_files_[i], parse);
        } catch (const FormatError& error) {
            throw FormatError(
                fmt::format("Failed to import item ('{}', '{}') annotation: {}", item.id, item.subset, error.what()));
        }
    }
    return std::move(set_);
}

void UltralyticsReader::add_subset(const std::string& subset, const YAML::Node& value) {
    if (value.IsScalar()) {
        add_source(subset, value.as<std::string>());
    } else if (value.IsSequence()) {
        for (const auto& path : value) add_source(subset, path.as<std::string>());
    }
}

void UltralyticsReader::add_source(const std::string& subset, const std::string& path) {
    std::string local(yolo_local_path(trim(path)));
    while (local.ends_with('/')) local.pop_back();
    if (local.ends_with(".txt")) {
        const std::string text = input_.read(local);
        for (const auto line : lines(without_bom(text))) {
            if (!trim(line).empty()) add_image(subset, std::string(yolo_local_path(trim(line))));
        }
    } else if (media::kind_of(local) == media::Kind::image) {
        add_image(subset, local);
    } else {
        add_folder(subset, local);
    }
}

// The images below a folder; where there are none, what the label files in its counterpart are for.
void UltralyticsReader::add_folder(const std::string& subset, const std::string& folder) {
    const auto files = input_.below(folder);
    for (const std::string& file : files) {
        if (media::kind_of(file) == media::Kind::image) add_image(subset, file);
    }
    if (!files.empty()) return;
    const std::string labels = label_file(folder + "/x");
    const auto found = input_.below(labels.substr(0, labels.rfind('/')), ".txt");
    if (found.empty()) throw FormatError(fmt::format("Can't find '{}' subset image folder", subset));
    for (const std::string& file : found) {
        Item item;
        item.subset = subset;
        item.id = without_extension(below_two_folders(file));
        set_.items.push_back(std::move(item));
        label_files_.push_back(file);
    }
}

void UltralyticsReader::add_image(const std::string& subset, const std::string& path) {
    Item item;
    item.subset = subset;
    const std::string name(below_two_folders(path));
    item.id = without_extension(name);
    item.extension = name.substr(item.id.size());
    if (input_.has(path)) item.file = input_.path(path);
    set_.items.push_back(std::move(item));
    label_files_.push_back(label_file(path));
}

void UltralyticsReader::read_labels(Item& item, const std::string& file, const ParseLine& parse) {
    if (!input_.has(file)) return;
    const std::string text = input_.read(file);
    for (const auto line : lines(without_bom(text))) {
        auto fields = words(line);
        if (fields.empty()) continue;
        sizes_.find(item);
        if (item.width == 0) throw FormatError(fmt::format("Can't find image info for '{}'", item.id));
        item.annotations.push_back(parse(fields, item));
    }
}

} // namespace limn::formats
