// Making tasks and projects out of backups.
//
// The object is made first, empty, and told to the caller, who removes it when the work is interrupted; then come
// media, jobs, and the annotations of one job after the other, so that memory holds no more than one job's.
#include <algorithm>

#include <fmt/format.h>

#include "annotation/labels.h"
#include "annotation/links.h"
#include "annotation/store.h"
#include "backup/annotations.h"
#include "backup/backup.h"
#include "backup/description.h"
#include "backup/guide.h"
#include "backup/job_plan.h"
#include "backup/media_files.h"
#include "backup/unpacked_backup.h"
#include "base/text.h"
#include "queue/queue.h"
#include "tasks/job.h"
#include "tasks/media.h"
#include "tasks/project.h"
#include "tasks/task.h"
#include "tasks/validation.h"

namespace limn::backup {
namespace fs = std::filesystem;

namespace {

constexpr std::string_view cloud = "cloud_storage";

[[noreturn]] void fail(std::string_view reason) { throw queue::Failure("ValueError", reason); }

// A task of an archive, read and checked before anything is made.
struct Draft {
    std::string folder; // within the archive: "", "task_0"
    TaskDescription task;
    RestoredMedia media;
    JobPlan jobs;

    std::string member(std::string_view name) const {
        return folder.empty() ? std::string(name) : fmt::format("{}/{}", folder, name);
    }
};

Draft read_draft(const UnpackedBackup& archive, std::string folder) {
    Draft draft;
    draft.folder = std::move(folder);
    draft.task = read_task(archive.read(draft.member("task.json"), "task"));
    if (!archive.has(draft.member("annotations.json"))) fail("The backup is damaged: it has no annotations.json");
    const auto& data = draft.task.data;
    auto names = archive.below(draft.member("data"));
    if (data.storage == cloud) {
        if (names != std::vector<std::string>{"manifest.jsonl"}) fail("Expected manifest.jsonl in backup files");
        draft.media = plan_cloud_media(archive.path() / draft.member("data"), draft.task);
    } else {
        draft.media = plan_media(archive.path() / draft.member("data"), std::move(names), draft.task);
    }
    draft.jobs = plan_jobs(draft.task, draft.media.frames, draft.media.media);
    return draft;
}

class Restorer {
  public:
    Restorer(const House& house, const RestoreOptions& options) : house_(house), options_(options) {}

    // `report` gets the share of this task that is done.
    int64_t make(const UnpackedBackup& archive, Draft draft, std::optional<int64_t> project_id,
                 const std::function<void(db::Connection&, int64_t)>& made, const Progress& report);

  private:
    std::pair<int64_t, tasks::Media> create(const Draft& draft, std::optional<int64_t> project_id,
                                            const std::function<void(db::Connection&, int64_t)>& made);
    void adopt_media(const UnpackedBackup& archive, Draft& draft, const tasks::Media& media);
    std::vector<int64_t> save_jobs(const Draft& draft, int64_t task_id, std::optional<int64_t> project_id);
    void save_annotations(const UnpackedBackup& archive, const Draft& draft, int64_t task_id,
                          const std::vector<int64_t>& jobs, const Progress& report);

    const House& house_;
    const RestoreOptions& options_;
};

void tell_complete(const House& house, const RestoreOptions& options, int64_t id) {
    if (options.complete) house.database.write([&](db::Connection& c) { options.complete(c, id); });
}

std::pair<int64_t, tasks::Media> Restorer::create(const Draft& draft, std::optional<int64_t> project_id,
                                                  const std::function<void(db::Connection&, int64_t)>& made) {
    return house_.database.write([&](db::Connection& c) {
        tasks::NewTask task;
        task.name = draft.task.name;
        task.project_id = project_id;
        task.owner_id = options_.owner_id;
        task.organization_id = options_.organization_id;
        task.bug_tracker = draft.task.bug_tracker;
        task.subset = draft.task.subset;
        task.consensus_replicas = draft.task.consensus_replicas;
        if (!project_id) task.labels = draft.task.labels;
        const auto id = tasks::create_task(c, task);
        if (made) made(c, id);
        return std::pair(id, tasks::attach_media(c, id));
    });
}

void Restorer::adopt_media(const UnpackedBackup& archive, Draft& draft, const tasks::Media& media) {
    auto& planned = draft.media.media;
    planned.id = media.id;
    planned.folder = media.folder;
    if (planned.storage == cloud) return;
    const auto data = archive.path() / draft.member("data");
    for (const auto& name : archive.below(draft.member("data"))) {
        if (name == "manifest.jsonl" || name == "index.json") continue;
        house_.blobs.adopt(media.raw_key(name), data / name);
    }
    for (auto& frame : draft.media.frames) {
        frame.file = media.raw_key(frame.file);
        for (auto& file : frame.related) file = media.raw_key(file);
    }
    if (planned.is_video()) house_.blobs.put(planned.index_key(), media::serialize(draft.media.index));
}

std::vector<int64_t> Restorer::save_jobs(const Draft& draft, int64_t task_id, std::optional<int64_t> project_id) {
    const auto& media = draft.media.media;
    return house_.database.write([&](db::Connection& c) {
        const auto when = now();
        const std::string dimension = draft.media.three_d ? "3d" : "2d";
        if (project_id) tasks::check_dimension(c, *project_id, dimension, task_id);
        tasks::save_media(c, media);
        tasks::insert_frames(c, media.id, draft.media.frames);
        c.execute("UPDATE task SET mode = ?, dimension = ?, segment_size = ?, overlap = ?, status = ?, updated_date = ?"
                  " WHERE id = ?",
                  media.is_video() ? "interpolation" : "annotation", dimension, draft.jobs.segment_size,
                  draft.jobs.overlap, draft.task.status, when, task_id);
        return create_jobs(c, task_id, media.size, draft.task, draft.jobs, when);
    });
}

void Restorer::save_annotations(const UnpackedBackup& archive, const Draft& draft, int64_t task_id,
                                const std::vector<int64_t>& jobs, const Progress& report) {
    const AnnotationsFile file((archive.path() / draft.member("annotations.json")).string());
    if (file.jobs() != jobs.size())
        fail(fmt::format("The backup is damaged: it has {} jobs and annotations for {}", jobs.size(), file.jobs()));
    const auto [names, rules] = house_.database.read([&](db::Connection& c) {
        return std::pair(LabelNames(tasks::labels_of(c, tasks::label_owner_of_task(c, task_id).value())),
                         annotation::load_label_set(c, task_id));
    });
    for (size_t i = 0; i < jobs.size(); ++i) {
        auto data = file.job(i, names);
        annotation::check_labels(data, rules);
        auto save = annotation::prepare(jobs[i], annotation::Action::create, std::move(data));
        house_.database.write([&](db::Connection& c) {
            const annotation::CommitOptions as_owner{.account_id = options_.owner_id, .history_action = "import"};
            const auto saved = annotation::commit(c, save, as_owner);
            if (!file.has_links(i)) return;
            auto stored = save.data; // which another try of this transaction needs as it is
            annotation::apply_ids(stored, saved.ids);
            annotation::save_links(c, jobs[i], {.add = file.links(i, stored), .remove = {}}, as_owner);
        });
        report(static_cast<double>(i + 1) / static_cast<double>(jobs.size()));
    }
}

int64_t Restorer::make(const UnpackedBackup& archive, Draft draft, std::optional<int64_t> project_id,
                       const std::function<void(db::Connection&, int64_t)>& made, const Progress& report) {
    const auto [id, media] = create(draft, project_id, made);
    try {
        adopt_media(archive, draft, media);
        const auto jobs = save_jobs(draft, id, project_id);
        restore_guide(house_, archive.path() / draft.folder, archive.below(draft.member("assets")), {}, id,
                      options_.owner_id);
        save_annotations(archive, draft, id, jobs, report);
        if (!project_id) tell_complete(house_, options_, id);
    } catch (...) {
        remove_restored_task(house_, id);
        throw;
    }
    return id;
}

// Folders of tasks in the order of their numbers.
std::vector<std::string> task_folders(const UnpackedBackup& archive) {
    std::vector<std::pair<int64_t, std::string>> found;
    for (const auto& name : archive.folders())
        if (name.starts_with("task_"))
            if (const auto number = parse_int(std::string_view(name).substr(5))) found.emplace_back(*number, name);
    std::ranges::sort(found);
    std::vector<std::string> out;
    for (auto& [number, name] : found) out.push_back(std::move(name));
    return out;
}

Progress part_of(const Progress& progress, double from, double share) {
    return [&progress, from, share](double done) {
        if (progress) progress(from + done * share);
    };
}

constexpr double unpacking = 0.3; // share of the whole work

} // namespace

int64_t restore_task(const House& house, const fs::path& file, const RestoreOptions& options) {
    const UnpackedBackup archive(house, file, part_of(options.progress, 0, unpacking));
    auto draft = read_draft(archive, "");
    return Restorer(house, options)
        .make(archive, std::move(draft), {}, options.made, part_of(options.progress, unpacking, 1 - unpacking));
}

int64_t restore_project(const House& house, const fs::path& file, const RestoreOptions& options) {
    const UnpackedBackup archive(house, file, part_of(options.progress, 0, unpacking));
    const auto description = read_project(archive.read("project.json", "project"));
    const auto folders = task_folders(archive);
    for (const auto& folder : folders) read_task(archive.read(folder + "/task.json", "task")); // or nothing is made
    const auto id = house.database.write([&](db::Connection& c) {
        tasks::NewProject project;
        project.name = description.name;
        project.owner_id = options.owner_id;
        project.organization_id = options.organization_id;
        project.bug_tracker = description.bug_tracker;
        project.labels = description.labels;
        const auto made = tasks::create_project(c, project);
        c.execute("UPDATE project SET status = ?, settings = ? WHERE id = ?", description.status, description.settings,
                  made);
        if (options.made) options.made(c, made);
        return made;
    });
    try {
        restore_guide(house, archive.path(), archive.below("assets"), id, {}, options.owner_id);
        Restorer restorer(house, options);
        for (size_t i = 0; i < folders.size(); ++i) {
            const double share = (1 - unpacking) / static_cast<double>(folders.size());
            restorer.make(archive, read_draft(archive, folders[i]), id, {},
                          part_of(options.progress, unpacking + share * static_cast<double>(i), share));
        }
        tell_complete(house, options, id);
    } catch (...) {
        remove_restored_project(house, id);
        throw;
    }
    return id;
}

void remove_restored_task(const House& house, int64_t task_id) {
    const auto folders = house.database.write([&](db::Connection& c) {
        const auto task = tasks::find_task(c, task_id);
        return task ? tasks::delete_task(c, *task) : std::vector<std::string>();
    });
    for (const auto& folder : folders) house.blobs.remove_all(folder);
}

void remove_restored_project(const House& house, int64_t project_id) {
    const auto folders = house.database.write([&](db::Connection& c) {
        const auto project = tasks::find_project(c, project_id);
        return project ? tasks::delete_project(c, *project) : std::vector<std::string>();
    });
    for (const auto& folder : folders) house.blobs.remove_all(folder);
}

} // namespace limn::backup
