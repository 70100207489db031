// task.json and project.json as plain values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tasks/label.h"

namespace limn::backup {

// Frames are task frame numbers.
struct JobDescription {
    std::string type = "annotation", status = "annotation";
    int64_t start = 0, stop = 0;
    std::optional<std::vector<int64_t>> frames; // of jobs of single frames, ascending
    std::vector<std::string> files;             // names of the job's frames; of custom segments and validation pools
    std::vector<int64_t> disabled_frames;       // of a ground truth job; not in CVAT's own archives
};

struct PoolDescription {             // a validation pool (gt_pool)
    std::vector<std::string> frames; // names of the files
    std::optional<int64_t> frames_per_job_count;
};

struct MediaDescription {
    std::optional<int64_t> chunk_size;
    int64_t image_quality = 70;
    std::optional<int64_t> start_frame, stop_frame; // in the source; none: from the first, to the last
    std::string frame_filter;
    std::string chunk_type = "imageset"; // imageset, video
    std::string storage_method = "cache", storage = "local", sorting_method = "lexicographical";
    std::vector<int64_t> deleted_frames;
    bool custom_segments = false;
    std::optional<PoolDescription> pool;
};

// What CVAT does not know, beside what it does.
constexpr std::string_view hotkeys_member = "label_hotkeys", settings_member = "editor_settings";

struct ProjectDescription {
    std::string name, bug_tracker, status = "annotation";
    std::vector<tasks::LabelChange> labels; // drawings of skeletons name their parts by data-label-name
    std::string settings = "{}";            // of projects: what the editor begins with there, JSON
};

struct TaskDescription : ProjectDescription {
    std::string subset;
    int64_t consensus_replicas = 0;
    MediaDescription data;
    std::vector<JobDescription> jobs;
};

// Labels as they are described: without ids, in the order in which they are listed, so that they are listed so again.
std::vector<tasks::LabelChange> describe(std::vector<tasks::Label> labels);

std::string to_json(const ProjectDescription& project);
std::string to_json(const TaskDescription& task);

// Throw queue::Failure with what is wrong: text that is no JSON, another version, members that are missing or unfit.
ProjectDescription read_project(std::string_view json);
TaskDescription read_task(std::string_view json);

} // namespace limn::backup
