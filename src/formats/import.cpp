#include "formats/format.h"
#include "formats/input.h"
#include "formats/items_in.h"
#include "formats/unpack.h"

#include <fmt/format.h>

namespace limn::formats {

Found import_annotations(const Importer& importer, const std::filesystem::path& file, std::string_view file_name,
                         const Dataset& known, const ImportOptions& options, const std::filesystem::path& scratch) {
    const Unpacked unpacked(importer, file, file_name, scratch, Unpacked::annotations_only, options.progress);
    if (importer.read_task) return importer.read_task(unpacked.input(), known);
    TakeOptions take;
    take.masks_to_polygons = importer.masks_are_outlines && options.masks_to_polygons;
    take.rebuild_tracks = importer.rebuilds_tracks;
    take.ignored_label = "background"; // what masks leave over
    return {take_items(importer.read(unpacked.input(), known), known, take), {}};
}

} // namespace limn::formats
