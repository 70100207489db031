// The items of an export, one after the other, from the annotations of its tasks.
#pragma once

#include "formats/archive_writer.h"
#include "formats/format.h"
#include "formats/item.h"

#include <unordered_map>

namespace limn::formats {

// The labels of an export as files list them: the points of skeletons among them, each behind its skeleton.
class LabelIndex {
  public:
    explicit LabelIndex(const std::vector<Label>& labels);

    // Position of a label in the list, -1 for an unknown one.
    int64_t index(int64_t label_id) const;
    const Label& at(int64_t index) const { return labels_[static_cast<size_t>(index)]; }
    size_t size() const { return labels_.size(); }
    // The name of the skeleton a label belongs to, empty for a label of its own.
    const std::string& parent(const Label& label) const;
    // Indices of the points of a skeleton, as its drawing lists them, then those it does not show.
    std::vector<int64_t> points(int64_t skeleton) const;
    // Pairs of positions in points(), from 1, that the drawing joins.
    std::vector<std::pair<int, int>> joints(int64_t skeleton) const;

  private:
    const std::vector<Label>& labels_;
    std::unordered_map<int64_t, int64_t> by_id_;
};

// Calls visit with each item of the subset in order; all subsets when it is empty. Items of one task are complete
// before the next is read. Throws FormatError for attribute values that do not fit their type.
void each_item(const Dataset& dataset, const ExportOptions& options, std::string_view subset,
               const std::function<void(Item&)>& visit);

// The same without annotations: cheap.
void each_image(const Dataset& dataset, std::string_view subset, const std::function<void(Item&)>& visit);

// Copies the image of an item into a member of the archive.
void save_image(const Item& item, ArchiveWriter& archive, std::string_view name);

} // namespace limn::formats
