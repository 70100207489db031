// Turns what was uploaded for a task into frames, segments and jobs. Nothing is decoded or transcoded: pictures are
// recognised by their headers, a video is indexed by its packets.
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "db/database.h"
#include "media/video_index.h"
#include "tasks/data_parameters.h"
#include "tasks/media.h"
#include "tasks/segments.h"
#include "tasks/sources.h"
#include "tasks/task.h"
#include "tasks/validation.h"

namespace limn::tasks {

// Frames as they will be saved, before anything is.
struct FramePlan {
    std::string kind;           // media_kind
    std::vector<Frame> frames;  // numbered from 0; one row for a video
    int64_t size = 0;           // frames of the task
    media::Selection selection; // of the source's frames
    std::string frame_filter;   // that made the selection
    media::VideoIndex index;    // of a video
    Cutting cutting;            // into annotation jobs
    std::optional<ValidationLayout> validation;
    bool interpolation() const { return kind == media_kind::video; }
    bool three_d() const { return kind == media_kind::pointcloud; }
};

// Sorts, selects, measures and cuts; the task says how. Throws as collect_sources does.
FramePlan plan_frames(const Workshop& workshop, const Media& media, Sources& sources, const DataParameters& parameters,
                      const Task& task);

// Chooses validation frames. With a validation pool, frames, selection and cutting become those of the pool's layout.
// segment_size: as it was asked for. Throws 400 for what cannot be.
void plan_validation(FramePlan& plan, const DataParameters& parameters, int64_t segment_size);
void check_validation(const DataParameters& parameters, bool video); // what can be told before the media are read

// The whole work. All or nothing: when it throws, the uploads are as they were and can be finished again. witness, if
// given, is asked to save, within the transaction that changes the task.
using Witness = std::function<void(db::Connection&, const std::function<void()>& save)>;
void create_task_media(db::Database& database, const Workshop& workshop, int64_t task_id,
                       const DataParameters& parameters, const Witness& witness = {});

} // namespace limn::tasks
