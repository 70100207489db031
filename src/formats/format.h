// Dataset formats: what there is, and how an export or import is done.
//
//   export_dataset(*find_exporter("COCO 1.0"), dataset, {.save_images = true}, "/tmp/out.zip");
//   auto found = import_annotations(*find_importer("COCO 1.0"), "/tmp/in.zip", "in.zip", dataset, {}, "/tmp");
//
// To add a format: one file with a write and a read function, and its lines in registry.cpp.
#pragma once

#include "formats/dataset.h"

#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <stdexcept>

namespace limn::formats {

class ArchiveWriter;
class Input;
struct ItemSet;

// Why an export or import failed, as its text is shown to whoever asked for it.
class FormatError : public std::runtime_error {
  public:
    explicit FormatError(const std::string& message) : std::runtime_error(message) {}
};

struct ExportOptions {
    bool save_images = false;
    std::function<void(double)> progress = {}; // share done, 0 to 1; may throw to cancel
};

struct ImportOptions {
    bool masks_to_polygons = true;             // in the formats whose masks are outlines
    std::function<void(double)> progress = {}; // share done, 0 to 1; may throw to cancel
};

struct Exporter {
    std::string_view name;
    std::string_view extensions;
    std::string_view version;
    bool three_d;
    void (*write)(const Dataset&, const ExportOptions&, ArchiveWriter&);
};

// What a file says. Objects that links are about have negative ids, each its own, by which the links name them.
struct Found {
    annotation::Annotations annotations;
    std::vector<annotation::Link> links;
};

struct Importer {
    std::string_view name;
    std::string_view extensions;
    std::string_view version;
    bool three_d;
    // Whether masks become polygons unless the caller says otherwise.
    bool masks_are_outlines;
    // Whether shapes with a track id become tracks again.
    bool rebuilds_tracks;
    // All of a dataset as items. `known` has the labels and frames of the task or project it is for.
    ItemSet (*read)(const Input&, const Dataset& known);
    // Where a task's annotations are read by rules of their own; null for all other formats.
    Found (*read_task)(const Input&, const Dataset& known);
};

// In the order that clients list them.
std::span<const Exporter> exporters();
std::span<const Importer> importers();

// Null when there is none of that name.
const Exporter* find_exporter(std::string_view name);
const Importer* find_importer(std::string_view name);

// Writes the archive; a file that is there is replaced. Throws FormatError, limn::Error when the disk is full.
void export_dataset(const Exporter& exporter, const Dataset& dataset, const ExportOptions& options,
                    const std::filesystem::path& archive);

// The annotations of a file for one task or job (`known.tasks` has one part, with all frames that may be annotated),
// with task frame numbers and label ids, ready to replace what is there. `file_name` is what the user called it;
// archives are unpacked into a folder below `scratch` that is gone afterwards. Throws FormatError.
Found import_annotations(const Importer& importer, const std::filesystem::path& file, std::string_view file_name,
                         const Dataset& known, const ImportOptions& options, const std::filesystem::path& scratch);

// A dataset that is to become new tasks of a project: read once, then asked for labels, media and annotations.
class ProjectImport {
  public:
    struct Image {
        std::string name;                           // of the frame to be: `cam/a.jpg`
        std::filesystem::path file;                 // on this disk, while this object lives
        std::vector<std::filesystem::path> related; // 3D only
    };
    // Becomes a task of this name and subset.
    struct Subset {
        std::string name;
        std::vector<Image> images;
        std::size_t annotations = 0;
    };
    struct NewLabel {
        std::string name;
        std::string parent; // a label of this name, in the list before
    };

    // `known` has the labels of the project and no tasks. Throws FormatError, also when the project has labels and one
    // of the dataset's is not among them.
    ProjectImport(const Importer& importer, const std::filesystem::path& file, const Dataset& known,
                  const std::filesystem::path& scratch);
    ~ProjectImport();

    const std::vector<Subset>& subsets() const;
    // Labels for a project that has none.
    const std::vector<NewLabel>& new_labels() const;
    // Attributes that the dataset has and labels lack, by label name; ids are 0.
    const std::map<std::string, std::vector<AttributeSpec>>& new_attributes() const;

    // The annotations of a subset once its task exists: `known` then has all labels with ids and the task's part.
    annotation::Annotations annotations(const Subset& subset, const Dataset& known, const ImportOptions& options) const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace limn::formats
