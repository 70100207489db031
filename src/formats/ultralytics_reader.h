// Reading Ultralytics datasets: the config, the lists of images and the lines of the label files.
#pragma once

#include "formats/image_sizes.h"
#include "formats/input.h"

#include <yaml-cpp/yaml.h>

namespace limn::formats {

// The last field of a line as a track id, taken off; the shape counts as a keyframe.
void take_track_id(std::vector<std::string_view>& fields, ItemAnnotation& to);

class UltralyticsReader {
  public:
    struct Variant {
        std::string_view format_id;
        bool keypoints; // whether the config must say how many points there are
    };

    // Throws FormatError when there is no config, or several without a data.yaml among them.
    UltralyticsReader(const Input& input, const Dataset& known, Variant variant);

    // A line, whose fields are never empty, as an annotation.
    using ParseLine = std::function<ItemAnnotation(std::vector<std::string_view>& fields, const Item& item)>;
    ItemSet read(const ParseLine& parse);

    size_t label_count() const { return set_.labels.size(); }
    const std::string& label_name(int64_t label) const { return set_.labels[static_cast<size_t>(label)].name; }
    ItemSet& set() { return set_; }
    const YAML::Node& config() const { return config_; }

  private:
    void read_names();
    void add_subset(const std::string& subset, const YAML::Node& value);
    void add_source(const std::string& subset, const std::string& path);
    void add_folder(const std::string& subset, const std::string& folder);
    void add_image(const std::string& subset, const std::string& path);
    void read_labels(Item& item, const std::string& label_file, const ParseLine& parse);

    Input input_;
    ImageSizes sizes_;
    YAML::Node config_;
    ItemSet set_;
    std::vector<std::string> label_files_; // of the items
};

} // namespace limn::formats
