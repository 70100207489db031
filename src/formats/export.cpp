#include "formats/archive_writer.h"
#include "formats/format.h"

namespace limn::formats {

void export_dataset(const Exporter& exporter, const Dataset& dataset, const ExportOptions& options,
                    const std::filesystem::path& archive) {
    ArchiveWriter writer(archive);
    exporter.write(dataset, options, writer);
    writer.close();
}

} // namespace limn::formats
