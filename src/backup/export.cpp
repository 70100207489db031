// Writing backups: all rows in one snapshot, then the media, which do not change.
#include <algorithm>
#include <fstream>

#include <fmt/format.h>

#include "annotation/labels.h"
#include "annotation/links.h"
#include "annotation/load.h"
#include "backup/annotations.h"
#include "backup/backup.h"
#include "backup/description.h"
#include "backup/guide.h"
#include "backup/media_files.h"
#include "base/error.h"
#include "tasks/job.h"
#include "tasks/label.h"
#include "tasks/media.h"
#include "tasks/project.h"
#include "tasks/sources.h"
#include "tasks/task.h"
#include "tasks/validation.h"

namespace limn::backup {

namespace {

constexpr uint64_t piece = 1 << 20;
constexpr std::string_view cloud = "cloud_storage";

struct Part { // of the archive: a task whose rows are written and whose media follow
    std::string prefix;
    std::optional<Guide> guide;
    tasks::Media media;
    TaskDescription description;
};

class Exporter {
  public:
    Exporter(const House& house, const ExportOptions& options, const std::filesystem::path& file)
        : house_(house), options_(options), archive_(file) {}

    void task(int64_t id) {
        house_.database.read([&](db::Connection& c) {
            auto task = tasks::find_task(c, id);
            if (!task) throw not_found("Task");
            if (!has_media(c, *task)) throw list_error("Backup of a task without data is not allowed");
            add_task(c, *task, "");
        });
        write_media();
    }

    void project(int64_t id) {
        std::optional<Guide> guide;
        house_.database.read([&](db::Connection& c) {
            const auto project = tasks::find_project(c, id);
            if (!project) throw not_found("Project");
            guide = load_guide(c, id, {});
            archive_.add("project.json", to_json(describe_project(c, *project)));
            std::vector<int64_t> ids;
            for (auto rows = c.query("SELECT id FROM task WHERE project_id = ? ORDER BY id", id); rows.next();)
                ids.push_back(rows.integer(0));
            for (size_t i = 0; i < ids.size(); ++i) {
                const auto task = tasks::find_task(c, ids[i]);
                if (task && has_media(c, *task)) add_task(c, *task, fmt::format("task_{}/", i));
            }
        });
        if (guide) write_guide(house_, *guide, "", archive_);
        write_media();
    }

  private:
    void report(double share) const {
        if (options_.progress) options_.progress(share);
    }

    static bool has_media(db::Connection& c, const tasks::Task& task) {
        const auto media = task.media_id ? tasks::find_media(c, *task.media_id) : std::nullopt;
        return media && media->size > 0;
    }

    static ProjectDescription describe_project(db::Connection& c, const tasks::Project& project) {
        ProjectDescription out;
        out.name = project.name;
        out.bug_tracker = project.bug_tracker;
        out.status = project.status;
        auto settings = c.query("SELECT settings FROM project WHERE id = ?", project.id);
        if (settings.next()) out.settings = settings.text(0);
        out.labels = describe(tasks::labels_of(c, tasks::LabelOwner::project(project.id)));
        return out;
    }

    void add_task(db::Connection& c, const tasks::Task& task, std::string prefix);
    void add_annotations(db::Connection& c, const std::vector<tasks::Job>& jobs, int64_t task_id,
                         const std::vector<tasks::Label>& labels);
    void write_media();
    void copy(const tasks::Media& media, const std::string& file);
    void copy_object(const tasks::Media& media, std::string_view key);

    const House& house_;
    const ExportOptions& options_;
    formats::ArchiveWriter archive_;
    std::vector<Part> parts_;
};

// Segments by their first jobs, the jobs of a segment together.
std::vector<tasks::Job> jobs_in_order(db::Connection& c, int64_t task_id) {
    auto jobs = tasks::jobs_of_task(c, task_id);
    std::map<int64_t, int64_t> first;
    for (const auto& job : jobs) first.try_emplace(job.segment_id, job.id);
    std::ranges::stable_sort(jobs, {}, [&](const tasks::Job& job) { return first.at(job.segment_id); });
    return jobs;
}

// What the user knows a frame by: a honeypot shows the validation frame.
const std::string& shown_name(const std::vector<tasks::Frame>& frames, int64_t number) {
    const auto& frame = frames.at(static_cast<size_t>(number));
    return frame.real_frame ? frames.at(static_cast<size_t>(*frame.real_frame)).name : frame.name;
}

using Frames = std::vector<tasks::Frame>;
using Layout = std::optional<tasks::ValidationLayout>;

void describe_media(const tasks::Task& task, const tasks::Media& m, const Frames& frames, const Layout& layout,
                    MediaDescription& out) {
    out.chunk_size = m.chunk_size;
    out.image_quality = m.image_quality;
    out.start_frame = m.start_frame;
    out.stop_frame = m.stop_frame;
    out.frame_filter = m.frame_filter;
    out.chunk_type = m.compressed_chunk_type;
    out.storage_method = m.storage_method;
    out.sorting_method = m.sorting_method;
    out.deleted_frames = m.deleted_frames;
    out.custom_segments = task.segment_size == 0;
    if (!layout || !layout->is_pool()) return;
    out.pool = PoolDescription{{}, layout->frames_per_job_count};
    for (const auto number : layout->frames) out.pool->frames.push_back(shown_name(frames, number));
}

JobDescription describe_job(const tasks::Job& job, const Frames& frames, bool with_files, const Layout& layout) {
    JobDescription out;
    out.type = job.type;
    out.status = job.status;
    out.start = job.range.start;
    out.stop = job.range.stop;
    out.frames = job.frames;
    if (with_files)
        for (const auto number : job.all_frames()) out.files.push_back(shown_name(frames, number));
    if (job.is_ground_truth() && layout) out.disabled_frames = layout->disabled_frames;
    return out;
}

void Exporter::add_task(db::Connection& c, const tasks::Task& task, std::string prefix) {
    Part part;
    part.prefix = std::move(prefix);
    part.guide = load_guide(c, {}, task.id);
    part.media = tasks::media_of_task(c, task.id);
    const auto frames = tasks::find_frames(c, part.media.id);
    const auto layout = tasks::find_validation_layout(c, task.id);
    const auto labels = tasks::labels_of(c, tasks::label_owner_of_task(c, task.id).value());
    const auto jobs = jobs_in_order(c, task.id);
    auto& d = part.description;
    d.name = task.name;
    d.bug_tracker = task.bug_tracker;
    d.status = task.status;
    d.subset = task.subset;
    d.consensus_replicas = task.consensus_replicas;
    d.labels = describe(labels);
    describe_media(task, part.media, frames, layout, d.data);
    const bool with_files = !part.media.is_video() && (d.data.custom_segments || d.data.pool);
    for (const auto& job : jobs) d.jobs.push_back(describe_job(job, frames, with_files, layout));
    archive_.begin(part.prefix + "annotations.json");
    add_annotations(c, jobs, task.id, labels);
    parts_.push_back(std::move(part));
}

void Exporter::add_annotations(db::Connection& c, const std::vector<tasks::Job>& jobs, int64_t task_id,
                               const std::vector<tasks::Label>& labels) {
    const auto rules = annotation::load_label_set(c, task_id);
    const LabelNames names(labels);
    archive_.write("[");
    for (size_t i = 0; i < jobs.size(); ++i) {
        if (i) archive_.write(",");
        auto data = annotation::load_job(c, jobs[i].id);
        annotation::fill_defaults(data, rules);
        write_annotations(archive_, data, annotation::load_links(c, jobs[i].id), names);
    }
    archive_.write("]");
}

void Exporter::copy_object(const tasks::Media& media, std::string_view key) {
    if (!media.cloud_storage_id || !house_.clouds)
        throw list_error("The task is not connected to a cloud storage: its media cannot be copied. Connect it, or ask "
                         "for a lightweight backup.");
    const auto opened = house_.clouds->open(*media.cloud_storage_id);
    try {
        opened.objects->read(key, 0, {}, [&](std::string_view bytes) { archive_.write(bytes); });
    } catch (const storage::ObjectError& e) {
        throw tasks::cloud_error(opened, key, e);
    }
}

void Exporter::copy(const tasks::Media& media, const std::string& file) {
    if (file.starts_with(tasks::cloud_prefix)) return copy_object(media, file.substr(tasks::cloud_prefix.size()));
    if (!file.starts_with(tasks::share_prefix)) {
        const auto size = house_.blobs.size(file);
        if (!size) throw list_error(fmt::format("A file of the task is gone: {}", file));
        for (uint64_t at = 0; at < *size; at += piece) archive_.write(house_.blobs.read(file, at, piece));
        return;
    }
    const auto path = tasks::frame_path(house_.blobs, house_.share, file);
    std::ifstream in(path, std::ios::binary);
    if (!in) throw list_error(fmt::format("A file of the shared folder is gone: {}", path.filename().string()));
    std::string buffer(piece, '\0');
    while (in) {
        in.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
        archive_.write(std::string_view(buffer.data(), static_cast<size_t>(in.gcount())));
    }
}

void Exporter::write_media() {
    for (size_t i = 0; i < parts_.size(); ++i) {
        auto& part = parts_[i];
        const bool light = options_.lightweight && part.media.storage == cloud && !part.media.is_video();
        const auto frames =
            house_.database.read([&](db::Connection& c) { return tasks::find_frames(c, part.media.id); });
        if (frames.empty()) throw not_found("Task"); // deleted meanwhile
        const auto found = media_files(house_, part.media, frames, light);
        auto& data = part.description.data;
        if (light) data.storage = cloud;
        if (found.filtered) {
            data.start_frame.reset();
            data.stop_frame.reset();
            data.frame_filter.clear();
        }
        archive_.add(part.prefix + "task.json", to_json(part.description));
        if (part.guide) write_guide(house_, *part.guide, part.prefix, archive_);
        archive_.add(part.prefix + "data/manifest.jsonl", found.manifest);
        for (size_t k = 0; k < found.files.size(); ++k) {
            archive_.begin(part.prefix + "data/" + found.files[k].name);
            copy(part.media, found.files[k].file);
            const auto of_part = static_cast<double>(k + 1) / static_cast<double>(found.files.size());
            report((static_cast<double>(i) + of_part) / static_cast<double>(parts_.size()));
        }
    }
    archive_.close();
}

} // namespace

bool can_be_lightweight(db::Connection& c, std::optional<int64_t> project_id, std::optional<int64_t> task_id) {
    const auto column = project_id ? "t.project_id" : "t.id";
    return c
        .value(fmt::format("SELECT 1 FROM task t JOIN media m ON m.id = t.media_id WHERE {} = ? AND m.storage = ? "
                           "AND m.kind <> 'video' LIMIT 1",
                           column),
               project_id ? project_id : task_id, cloud)
        .has_value();
}

void export_task(const House& house, int64_t task_id, const ExportOptions& options, const std::filesystem::path& file) {
    Exporter(house, options, file).task(task_id);
}

void export_project(const House& house, int64_t project_id, const ExportOptions& options,
                    const std::filesystem::path& file) {
    Exporter(house, options, file).project(project_id);
}

} // namespace limn::backup
