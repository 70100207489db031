// An uploaded dataset as files: archives are unpacked into a folder that is gone when the object is.
#pragma once

#include "formats/format.h"
#include "formats/input.h"
#include "storage/temp_file.h"

namespace limn::formats {

class Unpacked {
  public:
    // Photographs, videos and point clouds are not needed to read annotations; only their names are.
    enum What { annotations_only, everything };

    // A bare file is fine where the importer lists its extension, unless everything is wanted. Throws FormatError.
    Unpacked(const Importer& importer, const std::filesystem::path& file, std::string_view file_name,
             const std::filesystem::path& scratch, What what, const std::function<void(double)>& progress);

    const Input& input() const { return *input_; }

  private:
    std::optional<storage::TempFolder> folder_;
    std::optional<Input> input_;
};

} // namespace limn::formats
