#include "annotation/task_view.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "annotation/load.h"
#include "annotation/merge.h"
#include "annotation/slice.h"
#include "annotation/wire.h"
#include "base/error.h"
#include "tasks/ids.h"
#include "tasks/media.h"
#include "tasks/task.h"
#include "tasks/validation.h"

namespace limn::annotation {
namespace {

// --- validation pools

bool on_pool(const View& view, const Annotations& data) {
    const auto is_on = [&](const Object& o) { return view.honeypots.contains(o.frame); };
    return std::any_of(data.tags.begin(), data.tags.end(), is_on) ||
           std::any_of(data.shapes.begin(), data.shapes.end(), is_on);
}

void forget_ids(Tag& t) { t.id = 0; }
void forget_ids(Shape& s) {
    s.id = 0;
    for (auto& e : s.elements) e.id = 0;
}
void forget_ids(Track& t) {
    t.id = 0;
    for (auto& k : t.keyframes) k.id = 0;
    for (auto& e : t.elements) forget_ids(e);
}

void move_to(Tag& t, int64_t frame) { t.frame = frame; }
void move_to(Shape& s, int64_t frame) {
    s.frame = frame;
    for (auto& e : s.elements) e.frame = frame;
}

// What is on honeypots gives way to copies of what is on the validation frames shown there.
template <class T> void copy_to_honeypots(const View& view, std::vector<T>& objects) {
    std::unordered_set<int64_t> shown;
    for (const auto& [frame, honeypots] : view.honeypots) shown.insert(honeypots.begin(), honeypots.end());
    std::erase_if(objects, [&](const T& o) { return shown.contains(o.frame); });
    const size_t sent = objects.size();
    for (size_t i = 0; i < sent; ++i) {
        const auto found = view.honeypots.find(objects[i].frame);
        if (found == view.honeypots.end()) continue;
        for (const auto frame : found->second) {
            T copy = objects[i];
            forget_ids(copy);
            move_to(copy, frame);
            objects.push_back(std::move(copy));
        }
    }
}

void apply_pool_rules(const View& view, Action action, Annotations& data) {
    if (!view.is_pool) return;
    check_tracks(true, data);
    const bool touches = on_pool(view, data);
    if ((action == Action::update || action == Action::remove) && touches)
        throw list_error("Annotations on validation frames can only be edited via task import or the GT job");
    if (action != Action::replace && !(action == Action::create && touches)) return;
    copy_to_honeypots(view, data.tags);
    copy_to_honeypots(view, data.shapes);
}

// --- ids

// Which job has each of these ids now.
std::unordered_map<int64_t, int64_t> owners(db::Connection& c, std::string_view table,
                                            const std::vector<int64_t>& ids) {
    std::unordered_map<int64_t, int64_t> owner;
    tasks::in_batches(ids, [&](std::span<const int64_t> some) {
        db::Sql sql;
        sql.add("SELECT id, job_id FROM ").add(table).add(" WHERE id IN ").add(tasks::id_list(some));
        for (auto rows = c.query(sql); rows.next();) owner[rows.integer(0)] = rows.integer(1);
    });
    return owner;
}

template <class T>
void settle(db::Connection& c, std::string_view table, std::span<Save> saves, std::vector<int64_t> Ids::*kind,
            std::vector<T> Annotations::*list) {
    if (saves.empty() || (saves.front().unwanted.*kind).empty()) return;
    const auto owner = owners(c, table, saves.front().unwanted.*kind);
    std::unordered_map<int64_t, int64_t> keeper; // id -> job
    for (const auto& save : saves)
        for (const auto& o : save.data.*list)
            if (const auto found = owner.find(o.id); o.id && found != owner.end() && found->second == save.job_id)
                keeper[o.id] = save.job_id;
    for (auto& save : saves)
        for (auto& o : save.data.*list)
            if (o.id && keeper.try_emplace(o.id, save.job_id).first->second != save.job_id) forget_ids(o);
}

// An id of a keyframe stays with the first part of its track.
void make_keyframe_ids_unique(std::vector<Save>& saves) {
    std::unordered_set<int64_t> seen;
    const auto visit = [&](Track& t) {
        for (auto& k : t.keyframes)
            if (k.id && !seen.insert(k.id).second) k.id = 0;
    };
    for (auto& save : saves)
        for (auto& t : save.data.tracks) {
            visit(t);
            for (auto& e : t.elements) visit(e);
        }
}

template <class T> void add_ids(std::vector<int64_t>& to, const std::vector<T>& objects) {
    for (const auto& o : objects)
        if (o.id) to.push_back(o.id);
}

// Whether the lists of the jobs, one after the other, already are the merged view.
bool can_concatenate(db::Connection& c, const View& view) {
    if (view.jobs.size() == 1) return true;
    if (view.overlap != 0) return false;
    std::vector<int64_t> ids;
    for (const auto& job : view.jobs) ids.push_back(job.id);
    bool tracks = false;
    tasks::in_batches(ids, [&](std::span<const int64_t> some) {
        tracks |= tasks::query_ids(c, "SELECT 1 FROM track WHERE job_id IN ", some, " LIMIT 1").next();
    });
    return !tracks;
}

Merged load_merged(db::Connection& c, const View& view) {
    std::vector<JobPart> parts;
    for (const auto& job : view.jobs) {
        auto& part = parts.emplace_back(JobPart{job.range.start, load_job(c, job.id)});
        fill_defaults(part.data, view.labels);
    }
    return merge_jobs(std::move(parts), view.overlap, view.three_d);
}

} // namespace

View load_view(db::Connection& c, int64_t task_id) {
    const auto task = tasks::find_task(c, task_id);
    if (!task) throw not_found("Task");
    View view;
    view.task_id = task_id;
    view.three_d = task->dimension == "3d";
    view.overlap = task->overlap.value_or(0);
    view.labels = load_label_set(c, task_id);
    const auto layout = tasks::find_validation_layout(c, task_id);
    view.is_pool = layout && layout->is_pool();
    for (auto& job : tasks::jobs_of_task(c, task_id))
        if (job.type == tasks::job_type::annotation || (view.is_pool && job.is_ground_truth()))
            view.jobs.push_back(std::move(job));
    if (!task->media_id) return view;
    view.has_media = c.value("SELECT size FROM media WHERE id = ?", *task->media_id).value_or(0) > 0;
    if (!view.is_pool) return view;
    for (const auto frame : layout->frames) view.honeypots.try_emplace(frame);
    auto rows =
        c.query("SELECT number, real_frame FROM frame WHERE media_id = ? AND real_frame IS NOT NULL ORDER BY number",
                *task->media_id);
    while (rows.next()) view.honeypots[rows.integer(1)].push_back(rows.integer(0));
    return view;
}

void check_tracks(bool is_pool, const Annotations& data) {
    if (is_pool && !data.tracks.empty())
        throw list_error("Tracks are not supported when task validation mode is gt_pool");
}

Annotations load_task(db::Connection& c, const View& view) { return load_merged(c, view).data; }

std::string task_json(db::Connection& c, const View& view) {
    if (can_concatenate(c, view)) {
        JobLists lists;
        for (const auto& job : view.jobs) append_job_lists(c, job.id, view.labels, lists);
        return join_lists(std::move(lists));
    }
    const auto merged = load_merged(c, view);
    std::string out;
    append_json(out, merged.data, Style::stored, &merged.marks);
    return out;
}

std::vector<Save> prepare(const View& view, Action action, Annotations data) {
    apply_pool_rules(view, action, data);
    Ids listed;
    add_ids(listed.tags, data.tags);
    add_ids(listed.shapes, data.shapes);
    add_ids(listed.tracks, data.tracks);
    std::vector<Save> saves;
    for (const auto& job : view.jobs) {
        auto part = slice(data, job, view.three_d);
        if (action != Action::remove) check_labels(part, view.labels);
        auto& save = saves.emplace_back(prepare(job.id, action, std::move(part)));
        if (action == Action::update || action == Action::remove) save.unwanted = listed;
    }
    make_keyframe_ids_unique(saves);
    return saves;
}

void settle_ids(db::Connection& c, std::span<Save> saves) {
    if (saves.empty() || saves.front().action != Action::update) return;
    settle(c, "tag", saves, &Ids::tags, &Annotations::tags);
    settle(c, "shape", saves, &Ids::shapes, &Annotations::shapes);
    settle(c, "track", saves, &Ids::tracks, &Annotations::tracks);
}

std::string saved_json(const View& view, Action action, std::vector<Save> saves, std::span<const Ids> ids) {
    std::vector<JobPart> parts;
    for (size_t i = 0; i < saves.size(); ++i) {
        if (i < ids.size()) apply_ids(saves[i].data, ids[i]);
        parts.push_back({view.jobs[i].range.start, std::move(saves[i].data)});
    }
    const auto merged = merge_jobs(std::move(parts), view.overlap, view.three_d);
    std::string out;
    append_json(out, merged.data, action == Action::remove ? Style::removed : Style::echo, &merged.marks);
    return out;
}

} // namespace limn::annotation
