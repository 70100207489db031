// Which kind of media a file is, by its extension alone, and which kinds may come together in one task.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace limn::media {

// Point clouds count as images: a task mixes them with images (which are then context images).
enum class Kind { other, image, video, archive, zip, pdf, manifest };

// From the extension, whatever its case. Files of kind `other` are skipped by task creation.
Kind kind_of(std::string_view name);

// As lists of files say it to clients: image, video, archive (zips, too), pdf, unknown.
std::string_view kind_word(std::string_view name);

// `.pcd` or `.bin`.
bool is_point_cloud(std::string_view name);

// E.g. `image/jpeg`, `image/x.point-cloud-data`; `application/octet-stream` when unknown.
std::string_view mime_type(std::string_view name);

// From the last dot of the last path part on, as written (`.JPG`); empty without one.
std::string_view extension(std::string_view name);

// Names that file managers leave in archives (`__MACOSX/…`, `.DS_Store`): never media.
bool is_archive_litter(std::string_view name);

// The inputs of a task, sorted out. Exactly one of the groups is filled, except that images and folders may mix.
struct Inputs {
    std::vector<std::string> images;
    std::vector<std::string> folders;
    std::string video, archive, zip, pdf; // empty when there is none
    std::string manifest;                 // beside images, an archive or a video
};

// `folders` are the inputs known to be directories. Throws MediaError for nothing usable, a forbidden mixture, two
// manifests, or a manifest beside what takes none.
Inputs sort_out(std::span<const std::string> files, std::span<const std::string> folders = {});

} // namespace limn::media
