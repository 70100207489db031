// Sizes of images for formats whose numbers are shares of them: from the image itself, else from the task's frames.
#pragma once

#include "formats/item.h"
#include "formats/matching.h"

namespace limn::formats {

class ImageSizes {
  public:
    explicit ImageSizes(const Dataset& known);

    // To be called once with the ids of all items, before the first question.
    void learn(const std::vector<Item>& items);

    // Sets width and height of an item where they can be found.
    void find(Item& item) const;

  private:
    std::optional<FrameMatcher> frames_;
};

} // namespace limn::formats
