// Reading PASCAL VOC and the formats made after it.
#pragma once

#include "formats/input.h"
#include "formats/item.h"
#include "formats/label_map.h"

#include <map>
#include <set>

#include <pugixml.hpp>

namespace limn::formats {

class VocReader {
  public:
    // `format_id` names the description that the error for a missing dataset links to.
    VocReader(const Input& input, const Dataset& known, std::string_view format_id);

    ItemSet read();

  private:
    void find_items();
    void read_list(const std::string& file, const std::string& folder);
    void take_flat_archive();
    std::string subset_of_tag_list(const std::string& stem) const;
    void read_tags(const std::string& file);

    Item& item(const std::string& subset, const std::string& id);
    void read_item(Item& item);
    void read_annotations(Item& item, const std::string& file);
    void read_object(Item& item, pugi::xml_node object, int64_t group);
    void read_masks(Item& item);
    void add_mask(Item& item, int64_t colour_or_index, bool colours, geometry::Rle mask, int64_t group);
    int64_t label(std::string_view name);

    Input input_;
    LabelMap map_;
    ItemSet set_;
    std::set<std::string> subsets_;
    std::map<std::pair<std::string, std::string>, size_t> items_;
    std::map<std::string, std::string> annotation_files_; // by item id
    std::map<std::string, std::string> images_;           // in JPEGImages, by item id
};

} // namespace limn::formats
