// Reading COCO's JSON files: what all of its kinds have in common.
#pragma once

#include "formats/input.h"
#include "formats/json_reader.h"

#include <unordered_map>

namespace limn::formats {

class CocoReader {
  public:
    // `task` is what the names of the files begin with, before the subset.
    CocoReader(const Input& input, std::string_view task) : input_(input), task_(task) {}
    virtual ~CocoReader() = default;

    // Every file of the task. Throws FormatError when there is none.
    ItemSet read();

  protected:
    // Hooks for categories and annotations that have more to say.
    virtual void read_category(simdjson::dom::element category, int64_t label);
    virtual void read_annotation(simdjson::dom::element from, const ItemAnnotation& common, Item& item);

    // Polygons, or one mask, or nothing.
    std::vector<ItemAnnotation> segments(simdjson::dom::element from, const ItemAnnotation& common,
                                         const Item& item) const;
    std::optional<ItemAnnotation> bbox(simdjson::dom::element from, const ItemAnnotation& common) const;

    ItemSet set_;

  private:
    std::vector<std::pair<std::string, std::string>> files() const; // names with their subsets
    void read_file(const std::string& name, const std::string& subset);
    void read_images(simdjson::dom::element root, const std::string& subset);
    void find_image(Item& item, const std::string& file_name) const;
    void add_annotation(simdjson::dom::element from);

    const Input& input_;
    std::string task_;
    std::unordered_map<int64_t, size_t> images_; // of the file being read, by id
    std::unordered_map<int64_t, int64_t> labels_;
};

} // namespace limn::formats
