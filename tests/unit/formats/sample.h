// A small dataset with one of each kind of annotation, the one whose exports are recorded in tests/data/formats.
#pragma once

#include "formats/format.h"
#include "storage/temp_file.h"

#include <map>
#include <string>

namespace limn::formats {

// Ids of the labels and attributes of the sample.
enum SampleId : int64_t { car = 1, scene, box, pose, head, hand, blob, color = 11, parked, age, weather, mood, seen };

// A task of three images, a video with a step, or a job; labels with attributes and a skeleton.
Dataset sample(Target target, bool video = false);
// Labels and frames only: what an import is for.
Dataset sample_target(bool video = false);

// A task with one plain box on each frame: what all formats of boxes keep.
Dataset boxes();

// Everything that is drawn on the sample.
annotation::Annotations sample_annotations();

// Exports into a scratch file and gives the members by name.
std::map<std::string, std::string> exported(std::string_view format, const Dataset& dataset, bool save_images = false);

// Packs members into a zip below the folder.
std::filesystem::path packed(const storage::TempFolder& folder, const std::map<std::string, std::string>& members);

// Imports members packed into a zip; a single member of an empty name is a bare file.
annotation::Annotations imported(std::string_view format, const std::map<std::string, std::string>& members,
                                 const Dataset& known, ImportOptions options = {});

std::string test_file(const std::string& name); // below tests/data/formats

// Shapes without ids, attributes in order of their ids: fit for comparison.
annotation::Annotations plain(annotation::Annotations annotations);

} // namespace limn::formats
