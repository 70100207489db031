#include "formats/image_sizes.h"

#include "formats/format.h"
#include "media/error.h"
#include "media/probe.h"

namespace limn::formats {

ImageSizes::ImageSizes(const Dataset& known) {
    if (!known.tasks.empty()) frames_.emplace(known.tasks.front());
}

void ImageSizes::learn(const std::vector<Item>& items) {
    std::vector<std::string_view> ids;
    for (const Item& item : items) ids.push_back(item.id);
    if (frames_) frames_->learn_root(ids);
}

void ImageSizes::find(Item& item) const {
    if (item.width > 0) return;
    if (frames_) {
        const auto number = frames_->find(item);
        const Frame* frame = number ? frames_->frame(*number) : nullptr;
        if (!frame) return;
        item.width = frame->width;
        item.height = frame->height;
        return;
    }
    if (item.file.empty()) return;
    try {
        const auto found = media::probe_image(item.file, item.id + item.extension);
        item.width = found.width;
        item.height = found.height;
    } catch (const media::MediaError& error) {
        throw FormatError(error.what());
    }
}

} // namespace limn::formats
