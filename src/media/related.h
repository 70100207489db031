// Context images: pictures that belong beside a frame, found by the layout of the files.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace limn::media {

struct RelatedImages {
    std::vector<std::string> frames;                         // the inputs that are frames, in their order
    std::map<std::string, std::vector<std::string>> related; // frame -> its context images, sorted by path
};

// Sorts paths of images and point clouds into frames and context images. Pictures in a `related_images` folder whose
// frame is missing are dropped. Throws MediaError when point clouds come with pictures that belong to none of them.
RelatedImages find_related_images(std::span<const std::string> names);

// For each path the name of its copy in a frame's context archive: relative to the folder all of them share, with the
// extension `.jpg`.
std::vector<std::string> context_member_names(std::span<const std::string> paths);

} // namespace limn::media
