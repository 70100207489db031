#include "formats/format.h"
#include "formats/functions.h"
#include "formats/item.h"

#include <algorithm>
#include <array>

namespace limn::formats {
namespace {

constexpr std::array all_exporters = {
    Exporter{"CVAT for video 1.1", "ZIP", "1.1", false, write_cvat_video},
    Exporter{"CVAT for images 1.1", "ZIP", "1.1", false, write_cvat_images},
};

// name, extensions, version, three_d, masks_are_outlines, rebuilds_tracks
constexpr std::array all_importers = {
    Importer{"CVAT 1.1", "XML, ZIP", "1.1", false, false, true, read_cvat, read_cvat_task},
};

template <typename List>
auto find(const List& list, std::string_view name) -> decltype(list.data()) {
    const auto found = std::find_if(list.begin(), list.end(), [&](const auto& format) { return format.name == name; });
    return found == list.end() ? nullptr : &*found;
}

}  // namespace

std::span<const Exporter> exporters() { return all_exporters; }
std::span<const Importer> importers() { return all_importers; }
const Exporter* find_exporter(std::string_view name) { return find(all_exporters, name); }
const Importer* find_importer(std::string_view name) { return find(all_importers, name); }

}  // namespace limn::formats
