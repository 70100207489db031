// Labels: what a shape, a tag or a track can be called, with typed attributes. A label belongs to a project or to a
// task outside projects; tasks of a project use the project's labels. A skeleton has sublabels, one for each of its
// points, and a drawing (SVG) that names them.
//
// Reading is done in bulk: three queries for any number of labels.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/time.h"
#include "db/database.h"

namespace limn::tasks {

struct LabelOwner {
    enum class Kind { project, task } kind = Kind::task;
    int64_t id = 0;
    static LabelOwner project(int64_t id) { return {Kind::project, id}; }
    static LabelOwner task(int64_t id) { return {Kind::task, id}; }
    bool operator==(const LabelOwner&) const = default;
};

// Whose labels a task or a job uses. None: there is no such task or job.
std::optional<LabelOwner> label_owner_of_task(db::Connection& c, int64_t task_id);
std::optional<LabelOwner> label_owner_of_job(db::Connection& c, int64_t job_id);

struct AttributeSpec {
    int64_t id = 0;
    std::string name;
    bool is_mutable = false; // may change from frame to frame of a track
    std::string input_type;  // checkbox, radio, number, text, select
    std::string default_value;
    std::vector<std::string> values; // never empty when read: stored joined by newlines
    bool operator==(const AttributeSpec&) const = default;
};

struct Label {
    int64_t id = 0;
    std::optional<int64_t> project_id, task_id; // exactly one, of sublabels too
    std::optional<int64_t> parent_id;           // of sublabels
    std::string name, color, type;
    std::string svg;                       // of a skeleton
    std::string hotkey;                    // tasks/hotkey.h; empty: none
    int64_t position = 0;                  // labels of an owner are listed by it where that is asked for
    std::vector<AttributeSpec> attributes; // ascending id
    std::vector<Label> sublabels;          // ascending id
};

// Labels of an owner with sublabels and attributes, ascending id; sublabels only below their parents.
std::vector<Label> labels_of(db::Connection& c, LabelOwner owner);
// These labels (sublabels may be among them), in the order of ids; unknown ids are left out.
std::vector<Label> load_labels(db::Connection& c, const std::vector<int64_t>& ids);
std::optional<Label> find_label(db::Connection& c, int64_t id);

// --- writing

struct AttributeChange {
    std::optional<int64_t> id;
    std::string name;
    bool is_mutable = false;
    std::string input_type;
    std::string default_value;
    std::vector<std::string> values;
    bool deleted = false;
};

struct LabelChange {
    std::optional<int64_t> id; // of the label to change; none: a new one
    std::optional<std::string> name;
    std::optional<std::string> color; // none or "": from the name
    std::optional<std::string> type;
    std::optional<std::string> svg;
    std::optional<std::string> hotkey; // "": none
    std::optional<int64_t> position;
    bool deleted = false;
    std::vector<AttributeChange> attributes;
    std::vector<LabelChange> sublabels;
};

// Labels of a new project or task; ids in the changes are not looked at. Throws the 400 of names that are not unique
// and of hotkeys that clash.
void create_labels(db::Connection& c, LabelOwner owner, std::span<const LabelChange> labels);

// Upserts: an id changes or deletes, no id creates; labels and attributes that are not named stay. Deleting takes the
// annotations of the label along. Touches owner, tasks and jobs with the one time `when`.
// Throws 400 for names that are not unique and hotkeys that clash, 404 for ids that the owner does not have.
void patch_labels(db::Connection& c, LabelOwner owner, std::span<const LabelChange> labels, Time when);

struct SkeletonChange {
    std::optional<std::string> svg; // parts by data-label-name or data-label-id; none: as it is
    std::vector<LabelChange> parts; // all that there are, by id, and new ones
};
// Another drawing for a skeleton, other names, colours and attributes for its parts, and more parts; gives the ids of
// those. No part goes: annotations would lose what they say of it. Throws 400 when one is missing, 404 for ids of no
// part.
std::vector<int64_t> change_skeleton(db::Connection& c, const Label& skeleton, const SkeletonChange& change, Time when);

// How much carries a label.
struct LabelUsage {
    int64_t tags = 0, shapes = 0, tracks = 0, jobs = 0;
};
LabelUsage label_usage(db::Connection& c, int64_t label_id);

void delete_label(db::Connection& c, const Label& label, Time when);

// --- moving to another owner

// What becomes of ids when annotations change over to another owner's labels.
struct LabelMapping {
    std::unordered_map<int64_t, int64_t> labels; // sublabels included
    std::unordered_map<int64_t, int64_t> specs;
};

// Pairs labels by name (after the renaming that `hints` ask for), sublabels by name below their parents, attributes by
// name, input type and values; attributes that `hints` delete have none. Throws 400 when something else has none.
LabelMapping map_labels(const std::vector<Label>& from, const std::vector<Label>& to,
                        std::span<const LabelChange> hints);

// What the labels of `from` bring along for those of the owner that they become: keys, where those have none and
// nothing else of the owner has it, and their order, where nobody has put the owner's into one.
void hand_on_labels(db::Connection& c, LabelOwner owner, const std::vector<Label>& from, const LabelMapping& mapping);

} // namespace limn::tasks
