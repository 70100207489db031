// Finding the frame that an imported image stands for, and the label and attributes that imported names stand for.
#pragma once

#include "formats/item.h"

#include <unordered_map>

namespace limn::formats {

class FrameMatcher {
  public:
    explicit FrameMatcher(const TaskPart& part);

    // Looks at all ids once: a dataset may have been made in a folder of its own, or of a folder that the task has more
    // of. Without it ids are taken as they are.
    void learn_root(const std::vector<std::string_view>& ids);

    // The task frame of an item: by its name, else by its frame hint or a number in its id. Throws FormatError
    // `Could not match item id: ...`.
    int64_t match(const Item& item) const;
    // The same without the error.
    std::optional<int64_t> find(const Item& item) const;

    // The frame by name alone.
    std::optional<int64_t> by_name(std::string_view id) const;

    // The task frame of a number in the source media. Throws FormatError `Unknown frame ...`.
    int64_t from_absolute(int64_t number) const;

    const Frame* frame(int64_t number) const;

  private:
    const TaskPart& part_;
    std::unordered_map<std::string, int64_t> by_path_; // without extension
    std::unordered_map<int64_t, const Frame*> by_number_;
    std::string root_;
};

// The labels of a task or project by name and, for points of a skeleton, by the name of the skeleton.
class LabelMatcher {
  public:
    explicit LabelMatcher(const std::vector<Label>& labels);

    // Null when there is none.
    const Label* find(std::string_view name, std::string_view parent = {}) const;
    // Throws FormatError `Label '...' is not registered for this task`.
    const Label& require(std::string_view name, std::string_view parent = {}) const;

  private:
    std::unordered_map<std::string, const Label*> by_name_;
};

// The attributes that the label declares, as stored: text. Others are left out. Throws FormatError when a checkbox gets
// something that is neither true nor false.
std::vector<annotation::Attribute> match_attributes(const Label& label, const std::vector<Attribute>& attributes);

} // namespace limn::formats
