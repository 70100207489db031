#include "media/related.h"

#include "base/text.h"
#include "media/error.h"
#include "media/kinds.h"

#include <fmt/format.h>
#include <set>

namespace limn::media {
namespace {

constexpr std::string_view related_folder = "related_images";

std::string_view parent(std::string_view path) {
    const std::size_t slash = path.find_last_of('/');
    return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}
std::string_view base(std::string_view path) { return path.substr(path.find_last_of('/') + 1); }
std::string_view without_extension(std::string_view path) {
    return path.substr(0, path.size() - extension(path).size());
}

std::string below(std::string_view folder, std::string_view name) {
    return folder.empty() ? std::string(name) : fmt::format("{}/{}", folder, name);
}

// The name of a frame's folder of context images gives the frame's: `left_01_png` is for `left_01.png`.
std::string frame_of_folder(std::string_view folder) {
    std::string name(folder);
    const std::size_t last = name.find_last_of('_');
    if (last != std::string::npos) name[last] = '.';
    return name;
}

bool is_in_related_folder(std::string_view path) {
    const std::vector<std::string_view> parts = split(parent(path), '/');
    return std::ranges::find(parts, related_folder) != parts.end();
}

// IMAGE_00, IMAGE_01, ...: one camera of a KITTI recording each.
bool is_camera_folder(std::string_view folder) {
    constexpr std::string_view prefix = "IMAGE_";
    return folder.starts_with(prefix) && folder.size() > prefix.size() &&
           folder.find_first_not_of("0123456789", prefix.size()) == std::string_view::npos;
}

std::string frame_2d(std::string_view image) {
    const std::string_view folder = parent(image);
    return base(parent(folder)) == related_folder || parent(folder) == related_folder
               ? below(parent(parent(folder)), frame_of_folder(base(folder)))
               : std::string();
}

// The point clouds, without extension, that an image may belong to, by the layouts that are known.
std::vector<std::string> clouds_of(std::string_view image) {
    const std::string_view folder = parent(image);
    const std::string_view outer = parent(folder);
    const std::string stem(without_extension(base(image)));
    std::vector<std::string> clouds;
    if (base(folder) == "data" && is_camera_folder(base(outer))) {
        clouds.push_back(below(below(parent(outer), "velodyne_points/data"), stem));
    }
    if (base(outer) == related_folder && folder.ends_with("_pcd")) {
        clouds.push_back(below(below(parent(outer), "pointcloud"), base(folder.substr(0, folder.size() - 4))));
    }
    clouds.push_back(below(folder, stem));
    if (!folder.empty()) clouds.push_back(below(folder, base(folder)));
    return clouds;
}

// Pictures in a folder that holds nothing but context may stay without a frame.
bool may_be_dropped(std::string_view image) {
    return is_in_related_folder(image) ||
           (base(parent(image)) == "data" && is_camera_folder(base(parent(parent(image)))));
}

RelatedImages relate_2d(std::span<const std::string> names) {
    RelatedImages result;
    for (const std::string& name : names) {
        if (!is_in_related_folder(name)) result.frames.push_back(name);
    }
    const std::set<std::string, std::less<>> frames(result.frames.begin(), result.frames.end());
    for (const std::string& name : names) {
        if (!is_in_related_folder(name)) continue;
        const std::string frame = frame_2d(name);
        if (frames.contains(frame)) result.related[frame].push_back(name);
    }
    return result;
}

RelatedImages relate_3d(std::span<const std::string> names) {
    RelatedImages result;
    std::map<std::string, std::string, std::less<>> clouds; // without extension -> frame
    for (const std::string& name : names) {
        if (!is_point_cloud(name)) continue;
        result.frames.push_back(name);
        clouds.emplace(without_extension(name), name);
    }
    std::vector<std::string> unknown;
    for (const std::string& name : names) {
        if (is_point_cloud(name)) continue;
        const std::vector<std::string> candidates = clouds_of(name);
        const auto found = std::ranges::find_if(candidates, [&](const auto& cloud) { return clouds.contains(cloud); });
        if (found != candidates.end())
            result.related[clouds.find(*found)->second].push_back(name);
        else if (!may_be_dropped(name))
            unknown.push_back(name);
    }
    if (!unknown.empty()) {
        throw MediaError(
            fmt::format("Combined media types are not supported, found: images, 3d point clouds. Scenes: {}. "
                        "Unknown files: {}.",
                        join(result.frames, ", "), join(unknown, ", ")));
    }
    return result;
}

} // namespace

RelatedImages find_related_images(std::span<const std::string> names) {
    RelatedImages result = std::ranges::any_of(names, is_point_cloud) ? relate_3d(names) : relate_2d(names);
    for (auto& [frame, images] : result.related) std::ranges::sort(images);
    return result;
}

std::vector<std::string> context_member_names(std::span<const std::string> paths) {
    if (paths.empty()) return {};
    std::string_view shared = parent(paths.front());
    for (const std::string& path : paths) {
        while (!shared.empty() && !(path.starts_with(shared) && path[shared.size()] == '/')) shared = parent(shared);
    }
    std::vector<std::string> names;
    for (const std::string_view path : paths) {
        const std::string_view inner = path.substr(shared.empty() ? 0 : shared.size() + 1);
        names.push_back(std::string(without_extension(inner)) + ".jpg");
    }
    return names;
}

} // namespace limn::media
