#include "formats/unpack.h"

#include "base/text.h"
#include "media/archive.h"
#include "media/error.h"
#include "media/kinds.h"

#include <algorithm>
#include <fstream>

#include <fmt/format.h>

namespace limn::formats {
namespace {

bool is_zip(const std::filesystem::path& file) {
    char head[4] = {};
    std::ifstream(file, std::ios::binary).read(head, sizeof head);
    const std::string_view magic(head, sizeof head);
    return magic == "PK\x03\x04" || magic == "PK\x05\x06";
}

bool accepts_bare(const Importer& importer) { return importer.extensions.find(',') != std::string_view::npos; }

// Masks come as PNG or BMP in the formats that have outlines as masks.
bool holds_annotations(const Importer& importer, std::string_view name) {
    const std::string extension = lower(media::extension(name));
    const bool mask = extension == ".png" || extension == ".bmp";
    if (mask) return importer.masks_are_outlines;
    const auto kind = media::kind_of(name);
    return kind == media::Kind::other || kind == media::Kind::manifest;
}

} // namespace

Unpacked::Unpacked(const Importer& importer, const std::filesystem::path& file, std::string_view file_name,
                   const std::filesystem::path& scratch, What what, const std::function<void(double)>& progress) {
    if (!is_zip(file)) {
        if (what == everything) {
            throw FormatError("Can't import media data from the annotation file. "
                              "Please upload full dataset as a zip archive.");
        }
        if (!accepts_bare(importer)) {
            throw FormatError(fmt::format("The file is not a ZIP archive. The format '{}' consists of several files: "
                                          "pack them into one.",
                                          importer.name));
        }
        input_.emplace(file, file_name);
        return;
    }
    folder_.emplace(scratch);
    std::vector<std::string> all;
    const auto wanted = [&](std::string_view name) {
        all.emplace_back(name);
        return what == everything || holds_annotations(importer, name);
    };
    try {
        media::extract_archive(file, folder_->path(), wanted, progress);
    } catch (const media::MediaError& error) {
        throw FormatError(error.what());
    }
    input_.emplace(folder_->path(), std::move(all));
}

} // namespace limn::formats
