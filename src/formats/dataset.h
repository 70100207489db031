// What is exported, and what an import is matched against: a project, a task or a job with its labels and frames, as
// plain values. Whoever knows the database fills it in; formats know only this.
#pragma once

#include "annotation/links.h"
#include "annotation/model.h"
#include "base/time.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace limn::formats {

struct AttributeSpec {
    int64_t id = 0;
    std::string name;
    bool is_mutable = false;
    std::string input_type; // checkbox, radio, number, text, select
    std::string default_value;
    std::vector<std::string> values;
};

struct Label {
    int64_t id = 0;
    std::string name;
    std::string colour; // #rrggbb
    std::string type;   // any, rectangle, skeleton ...
    int64_t parent = 0; // id of the skeleton this is a point of; 0 for a label of its own
    std::vector<AttributeSpec> attributes;
    std::string svg; // skeletons only, as stored: nodes name their labels by data-label-id
};

struct Person {
    std::string username;
    std::string email;
};

struct Segment {
    int64_t job_id = 0;
    int64_t start = 0; // frames of the task, both inclusive
    int64_t stop = 0;
};

// One frame of the exported range. Names are the media paths within the task (`cam/a.jpg`); frames of a video have
// none.
struct Frame {
    int64_t number = 0; // within the task
    std::string name;
    int width = 0;
    int height = 0;
    std::vector<std::string> related; // names of related images (3D), in order
};

// The bytes of a file in pieces.
using Bytes = std::function<void(std::string_view piece)>;

// A task, or the part of it that a job covers.
struct TaskPart {
    int64_t id = 0;
    std::string name;
    int64_t size = 0; // frames of the task or of the job
    bool video = false;
    std::string mode; // annotation, interpolation
    int64_t overlap = 0;
    std::string bug_tracker;
    Time created;
    Time updated; // of the job when a job is exported
    std::string subset;
    int64_t start_frame = 0; // in the source media, of the first frame
    int64_t stop_frame = 0;  // of the last
    int64_t step = 1;
    int64_t first = 0; // task number of the first frame of the part
    std::string frame_filter;
    std::vector<Segment> segments; // of annotation jobs
    std::optional<Person> owner;
    std::optional<Person> assignee; // of the job when a job is exported
    std::string source;             // base name of the video
    int original_width = 0;         // of the video
    int original_height = 0;

    // Ascending, without frames that leave exports and imports: for exports deleted ones too.
    std::vector<Frame> frames;
    std::vector<int64_t> deleted; // ascending task numbers within the part

    // Everything on the part's frames, with complete attributes (defaults filled in) and in reading order.
    std::function<annotation::Annotations()> annotations;
    std::vector<annotation::Link> links; // between those of them that are there
    // The image of a frame: the original file, a PNG for frames of a video, the point cloud for 3D. Asked in ascending
    // order.
    std::function<void(const Frame&, const Bytes&)> image;
    // Its related images by index; 3D only.
    std::function<void(const Frame&, size_t, const Bytes&)> related_image;

    // The first task number after the part.
    int64_t end() const { return first + size; }
    // The number of a frame in the source media.
    int64_t absolute(int64_t number) const { return start_frame + (number - first) * step; }
};

enum class Target { project, task, job };

struct Dataset {
    Target target = Target::task;
    bool three_d = false;
    std::string host;            // scheme://host, for links
    std::vector<Label> labels;   // by id: a skeleton precedes its points
    std::vector<TaskPart> tasks; // one, or all of a project that have data, by subset and id

    // Of the job or project itself; a task says everything in its part.
    int64_t id = 0;
    std::string name;
    std::string bug_tracker;
    Time created;
    Time updated;
    std::optional<Person> owner;
    std::optional<Person> assignee;
};

} // namespace limn::formats
