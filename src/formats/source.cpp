#include "formats/source.h"

#include <algorithm>
#include <fstream>
#include <set>
#include <span>

#include "annotation/links.h"
#include "annotation/load.h"
#include "annotation/task_view.h"
#include "base/error.h"
#include "media/frames.h"
#include "tasks/job.h"
#include "tasks/label.h"
#include "tasks/media.h"
#include "tasks/project.h"
#include "tasks/sources.h"
#include "tasks/task.h"
#include "tasks/validation.h"

namespace limn::formats {
namespace {

using Numbers = std::vector<int64_t>;

// --- labels and people

void add_label(std::vector<Label>& out, const tasks::Label& l) {
    auto& label = out.emplace_back(Label{l.id, l.name, l.color, l.type, l.parent_id.value_or(0), {}, l.svg});
    for (const auto& a : l.attributes)
        label.attributes.push_back({a.id, a.name, a.is_mutable, a.input_type, a.default_value, a.values});
    for (const auto& sublabel : l.sublabels) add_label(out, sublabel);
}

std::vector<Label> load_labels(db::Connection& c, tasks::LabelOwner owner) {
    std::vector<Label> labels;
    for (const auto& l : tasks::labels_of(c, owner)) add_label(labels, l);
    std::stable_sort(labels.begin(), labels.end(), [](const Label& a, const Label& b) { return a.id < b.id; });
    return labels;
}

std::optional<Person> load_person(db::Connection& c, std::optional<int64_t> id) {
    if (!id) return {};
    auto rows = c.query("SELECT username, email FROM account WHERE id = ?", *id);
    if (!rows.next()) return {};
    return Person{rows.text(0), rows.text(1)};
}

// --- images

void read_file(const std::filesystem::path& path, const Bytes& to) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error("a file of the task cannot be read: " + path.filename().string());
    std::string buffer(1 << 20, '\0');
    while (file) {
        file.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
        if (file.gcount() > 0) to(std::string_view(buffer.data(), static_cast<size_t>(file.gcount())));
    }
}

constexpr size_t fetched_at_once = 32; // of media in a bucket

// --- one task or job

struct Loaded { // of the database, enough to make the part
    tasks::Task task;
    tasks::Media media;
    std::vector<tasks::Frame> rows;
    std::optional<tasks::Job> job;
    std::vector<tasks::Job> jobs;
    std::optional<tasks::ValidationLayout> layout;
};

void add_frames(const Loaded& of, bool with_deleted, TaskPart& part) {
    std::set<int64_t> left_out;
    const bool ground_truth = of.job && of.job->is_ground_truth();
    if (!with_deleted) left_out.insert(of.media.deleted_frames.begin(), of.media.deleted_frames.end());
    if (ground_truth && !with_deleted && of.layout)
        left_out.insert(of.layout->disabled_frames.begin(), of.layout->disabled_frames.end());
    const auto wanted = [&](int64_t number) {
        return !left_out.contains(number) && number >= part.first && number < part.end() &&
               (!of.job || of.job->has_frame(number));
    };
    if (of.media.is_video()) {
        const auto& v = of.rows.at(0);
        for (int64_t n = part.first; n < part.end(); ++n)
            if (wanted(n)) part.frames.push_back({n, {}, static_cast<int>(v.width), static_cast<int>(v.height), {}});
        return;
    }
    for (const auto& row : of.rows) {
        if (!wanted(row.number) || (!of.job && row.real_frame)) continue;
        auto& frame = part.frames.emplace_back(
            Frame{row.number, row.name, static_cast<int>(row.width), static_cast<int>(row.height), {}});
        for (const auto& file : row.related) frame.related.push_back(tasks::name_of_file(of.media, file));
    }
}

void add_images(const Source& source, const Loaded& of, TaskPart& part) {
    auto frames = std::make_shared<tasks::MediaFrames>();
    frames->media = of.media;
    for (const auto& row : of.rows) frames->frames.emplace(row.number, row);
    std::vector<int64_t> wanted;
    for (const auto& frame : part.frames) wanted.push_back(frame.number);
    auto fetched = std::make_shared<size_t>(0); // so many of the wanted ones have been fetched from a bucket
    part.image = [&server = source.frames, frames, wanted, fetched](const Frame& frame, const Bytes& to) {
        if (*fetched < wanted.size() && frame.number == wanted[*fetched]) {
            const auto next = std::span(wanted).subspan(*fetched, std::min(fetched_at_once, wanted.size() - *fetched));
            server.fetch(*frames, next);
            *fetched += next.size();
        }
        const auto local = server.original(*frames, frame.number);
        read_file(local.path, to);
    };
    part.related_image = [&server = source.frames, frames](const Frame& frame, size_t index, const Bytes& to) {
        const auto& file = frames->frames.at(frame.number).related.at(index);
        const auto local = server.related_file(frames->media, file);
        read_file(local.path, to);
    };
}

void add_annotations(const Source& source, const Loaded& of, TaskPart& part) {
    part.annotations = [&database = source.database, task_id = of.task.id,
                        job_id = of.job ? std::optional(of.job->id) : std::nullopt] {
        return database.read([&](db::Connection& c) {
            if (!job_id) return annotation::load_task(c, annotation::load_view(c, task_id));
            auto data = annotation::load_job(c, *job_id);
            annotation::fill_defaults(data, annotation::load_label_set(c, task_id));
            return data;
        });
    };
}

Loaded load(db::Connection& c, tasks::Task task, std::optional<tasks::Job> job) {
    Loaded of;
    of.media = tasks::find_media(c, *task.media_id).value();
    of.rows = tasks::find_frames(c, of.media.id);
    of.layout = tasks::find_validation_layout(c, task.id);
    for (auto& j : tasks::jobs_of_task(c, task.id))
        if (j.type == tasks::job_type::annotation) of.jobs.push_back(std::move(j));
    of.job = std::move(job);
    of.task = std::move(task);
    return of;
}

bool has_media(db::Connection& c, const tasks::Task& task) {
    return task.media_id && c.value("SELECT size FROM media WHERE id = ?", *task.media_id).value_or(0) > 0;
}

TaskPart make_part(db::Connection& c, const Source& source, const Loaded& of, bool known) {
    TaskPart part;
    const bool whole = known || !of.job;
    part.id = of.task.id;
    part.name = of.task.name;
    part.video = of.media.is_video();
    part.mode = of.task.mode;
    part.overlap = of.task.overlap.value_or(0);
    part.bug_tracker = of.task.bug_tracker;
    part.created = of.job ? of.job->created_date : of.task.created_date;
    part.updated = of.job ? of.job->updated_date : of.task.updated_date;
    part.subset = of.task.subset;
    part.step = of.media.frame_step;
    part.first = whole ? 0 : of.job->range.start;
    part.size = whole ? of.media.size : of.job->range.count();
    part.start_frame = of.media.absolute(part.first);
    part.stop_frame = of.media.absolute(part.end() - 1);
    part.frame_filter = of.media.frame_filter;
    if (of.job)
        part.segments.push_back({of.job->id, of.job->range.start, of.job->range.stop});
    else
        for (const auto& j : of.jobs) part.segments.push_back({j.id, j.range.start, j.range.stop});
    part.owner = load_person(c, of.task.owner_id);
    part.assignee = load_person(c, of.job ? of.job->assignee_id : of.task.assignee_id);
    if (part.video && !of.rows.empty()) {
        part.source = std::filesystem::path(of.rows.front().name).filename().string();
        part.original_width = static_cast<int>(of.rows.front().width);
        part.original_height = static_cast<int>(of.rows.front().height);
    }
    Loaded frames_of = of;
    if (known) frames_of.job.reset();
    add_frames(frames_of, known, part);
    for (const auto n : of.media.deleted_frames)
        if (n >= part.first && n < part.end()) part.deleted.push_back(n);
    if (known) return part;
    add_images(source, of, part);
    add_annotations(source, of, part);
    const std::vector own = of.job ? std::vector{*of.job} : of.jobs;
    for (const auto& job : own)
        for (auto& link : annotation::load_links(c, job.id)) part.links.push_back(std::move(link));
    return part;
}

void load_project(db::Connection& c, const Source& source, int64_t id, Dataset& dataset) {
    const auto project = tasks::find_project(c, id);
    if (!project) throw not_found("Project");
    dataset.labels = load_labels(c, tasks::LabelOwner::project(id));
    dataset.name = project->name;
    dataset.bug_tracker = project->bug_tracker;
    dataset.created = project->created_date;
    dataset.updated = project->updated_date;
    dataset.owner = load_person(c, project->owner_id);
    dataset.assignee = load_person(c, project->assignee_id);
    Numbers ids;
    for (auto rows = c.query("SELECT id FROM task WHERE project_id = ? ORDER BY subset, id", id); rows.next();)
        ids.push_back(rows.integer(0));
    for (const auto task_id : ids) {
        auto task = tasks::find_task(c, task_id).value();
        dataset.three_d |= task.dimension == "3d";
        if (has_media(c, task)) dataset.tasks.push_back(make_part(c, source, load(c, std::move(task), {}), false));
    }
}

void load_task_or_job(db::Connection& c, const Source& source, int64_t id, bool known, Dataset& dataset) {
    std::optional<tasks::Job> job;
    if (dataset.target == Target::job) {
        job = tasks::find_job(c, id);
        if (!job) throw not_found("Job");
    }
    auto task = tasks::find_task(c, job ? job->task_id : id);
    if (!task) throw not_found("Task");
    dataset.labels = load_labels(c, tasks::label_owner_of_task(c, task->id).value());
    dataset.three_d = task->dimension == "3d";
    dataset.name = task->name;
    dataset.bug_tracker = task->bug_tracker;
    dataset.created = job ? job->created_date : task->created_date;
    dataset.updated = job ? job->updated_date : task->updated_date;
    dataset.owner = load_person(c, task->owner_id);
    dataset.assignee = load_person(c, job ? job->assignee_id : task->assignee_id);
    if (has_media(c, *task))
        dataset.tasks.push_back(make_part(c, source, load(c, std::move(*task), std::move(job)), known));
}

} // namespace

Dataset load_export(const Source& source, Target target, int64_t id, std::string host) {
    Dataset dataset;
    dataset.target = target;
    dataset.id = id;
    dataset.host = std::move(host);
    source.database.read([&](db::Connection& c) {
        if (target == Target::project)
            load_project(c, source, id, dataset);
        else
            load_task_or_job(c, source, id, false, dataset);
    });
    return dataset;
}

Dataset load_known(const Source& source, Target target, int64_t id) {
    Dataset dataset;
    dataset.target = target;
    dataset.id = id;
    source.database.read([&](db::Connection& c) { load_task_or_job(c, source, id, true, dataset); });
    return dataset;
}

Dataset load_known_project(const Source& source, int64_t project_id) {
    Dataset dataset;
    dataset.target = Target::project;
    dataset.id = project_id;
    source.database.read(
        [&](db::Connection& c) { dataset.labels = load_labels(c, tasks::LabelOwner::project(project_id)); });
    return dataset;
}

} // namespace limn::formats
