#include "annotation/store.h"

#include <algorithm>
#include <unordered_set>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "annotation/encoding.h"
#include "annotation/history.h"
#include "annotation/kept_links.h"
#include "annotation/links.h"
#include "annotation/track_frames.h"
#include "annotation/wire.h"
#include "base/error.h"
#include "tasks/ids.h"
#include "tasks/task.h"

namespace limn::annotation {
namespace {

// --- encoding

std::vector<Track> with_keyframes(const std::vector<Track>& elements) {
    std::vector<Track> kept;
    for (const auto& e : elements)
        if (!e.keyframes.empty()) kept.push_back(e);
    return kept;
}

bool lacks_keyframes(const Track& t) { return t.keyframes.empty(); }

void encode_track(std::string& out, const Track& track, Save::Columns& at, std::optional<int64_t> moved) {
    at.points = out.size();
    if (moved) { // the skeleton as it is stored: its first keyframe goes along
        Track stored = track;
        stored.frame = *moved;
        const auto first = std::min_element(stored.keyframes.begin(), stored.keyframes.end(),
                                            [](const auto& a, const auto& b) { return a.frame < b.frame; });
        first->frame = std::min(first->frame, *moved);
        append_keyframes(out, stored.keyframes);
    } else {
        append_keyframes(out, track.keyframes);
    }
    at.attributes = out.size();
    append_attributes(out, track.attributes);
    at.elements = out.size();
    if (std::any_of(track.elements.begin(), track.elements.end(), lacks_keyframes)) {
        if (const auto kept = with_keyframes(track.elements); !kept.empty()) append_elements(out, kept);
    } else if (!track.elements.empty()) {
        append_elements(out, track.elements);
    }
    at.end = out.size();
}

void encode(Save& save) {
    auto& out = save.bytes;
    size_t numbers = 0;
    for (const auto& s : save.data.shapes) numbers += s.points.size();
    out.reserve(numbers * 4 + save.data.shapes.size() * 16);
    for (const auto& t : save.data.tags) {
        auto& at = save.tags.emplace_back();
        at.points = at.attributes = out.size();
        append_attributes(out, t.attributes);
        at.elements = at.end = out.size();
        at.frame = t.frame;
    }
    for (const auto& s : save.data.shapes) {
        auto& at = save.shapes.emplace_back();
        at.frame = s.frame;
        at.points = out.size();
        if (s.type != ShapeType::skeleton) append_points(out, s.points);
        at.attributes = out.size();
        append_attributes(out, s.attributes);
        at.elements = out.size();
        if (!s.elements.empty()) append_elements(out, s.elements);
        at.end = out.size();
    }
    for (auto& t : save.data.tracks) {
        auto& at = save.tracks.emplace_back();
        if (t.keyframes.empty()) continue;
        const auto moved = align_frames(t);
        at.frame = moved.value_or(t.frame);
        encode_track(out, t, at, moved);
    }
}

// --- ids

// The ids of one sequence, in walking order: what was sent, then what is stored.
class Sequence {
  public:
    void add(int64_t sent) { ids_.push_back(sent); }
    void add_nothing() { // an object that is not stored
        skipped_.resize(ids_.size() + 1);
        skipped_.back() = true;
        ids_.push_back(0);
    }

    // owned: ids that the same save has just taken away.
    std::vector<int64_t> assign(db::Connection& c, std::string_view name, std::span<const int64_t> owned) {
        skipped_.resize(ids_.size());
        int64_t fresh = 0;
        for (size_t i = 0; i < ids_.size(); ++i) fresh += ids_[i] == 0 && !skipped_[i];
        fresh += drop_unknown(c, name, owned);
        int64_t next = fresh ? c.allocate_ids(name, fresh) : 0;
        for (size_t i = 0; i < ids_.size(); ++i)
            if (ids_[i] == 0 && !skipped_[i]) ids_[i] = next++;
        return std::move(ids_);
    }

  private:
    // Ids that were never given out would later collide with those the sequence gives: they count as not sent.
    int64_t drop_unknown(db::Connection& c, std::string_view name, std::span<const int64_t> owned) {
        if (std::none_of(ids_.begin(), ids_.end(), [](int64_t id) { return id != 0; })) return 0;
        const std::unordered_set<int64_t> known(owned.begin(), owned.end());
        std::optional<int64_t> next;
        int64_t dropped = 0;
        for (auto& id : ids_) {
            if (id == 0 || known.contains(id)) continue;
            if (!next) next = c.value("SELECT next FROM id_sequence WHERE name = ?", name).value_or(0);
            if (id < *next) continue;
            id = 0;
            ++dropped;
        }
        return dropped;
    }

    std::vector<int64_t> ids_;
    std::vector<bool> skipped_;
};

Ids assign_ids(db::Connection& c, const Annotations& data, const RemovedRows& removed) {
    Sequence tags, shapes, tracks, keyframes;
    for (const auto& t : data.tags) tags.add(t.id);
    for (const auto& s : data.shapes) {
        shapes.add(s.id);
        for (const auto& e : s.elements) shapes.add(e.id);
    }
    for (const auto& t : data.tracks) {
        const bool stored = !t.keyframes.empty();
        stored ? tracks.add(t.id) : tracks.add_nothing();
        for (const auto& k : t.keyframes) keyframes.add(k.id);
        for (const auto& e : t.elements) {
            const bool element_stored = stored && !e.keyframes.empty();
            element_stored ? tracks.add(e.id) : tracks.add_nothing();
            for (const auto& k : e.keyframes) stored ? keyframes.add(k.id) : keyframes.add_nothing();
        }
    }
    return {tags.assign(c, "tag", removed.tags), shapes.assign(c, "shape", removed.shapes),
            tracks.assign(c, "track", removed.tracks), keyframes.assign(c, "keyframe", removed.keyframes)};
}

// --- taking away

template <class T> std::vector<int64_t> sent_ids(const std::vector<T>& objects) {
    std::vector<int64_t> ids;
    for (const auto& o : objects)
        if (o.id) ids.push_back(o.id);
    return ids;
}

RemovedRows remove_all(db::Connection& c, int64_t job_id) {
    RemovedRows removed;
    const auto statement = [](std::string_view table, std::string_view columns) {
        return fmt::format("DELETE FROM {} WHERE job_id = ? RETURNING {}", table, columns);
    };
    removed.add_tags(c.query(statement("tag", RemovedRows::tag_columns), job_id));
    removed.add_shapes(c.query(statement("shape", RemovedRows::shape_columns), job_id));
    removed.add_tracks(c.query(statement("track", RemovedRows::track_columns), job_id));
    return removed;
}

RemovedRows remove_listed(db::Connection& c, int64_t job_id, const Ids& unwanted) {
    RemovedRows removed;
    const auto remove = [&](std::string_view table, std::string_view columns, const std::vector<int64_t>& ids,
                            void (RemovedRows::*add)(db::Rows)) {
        tasks::in_batches(ids, [&](std::span<const int64_t> some) {
            db::Sql sql;
            sql.add(fmt::format("DELETE FROM {} WHERE job_id = ? AND id IN ", table), job_id);
            sql.add(tasks::id_list(some)).add(fmt::format(" RETURNING {}", columns));
            (removed.*add)(c.query(sql));
        });
    };
    remove("tag", RemovedRows::tag_columns, unwanted.tags, &RemovedRows::add_tags);
    remove("shape", RemovedRows::shape_columns, unwanted.shapes, &RemovedRows::add_shapes);
    remove("track", RemovedRows::track_columns, unwanted.tracks, &RemovedRows::add_tracks);
    return removed;
}

// --- adding

void blob_or_null(db::BulkRow& row, std::string_view bytes) { bytes.empty() ? row.null() : row.blob(bytes); }

// The columns that the three tables begin with.
void fill_object(db::BulkRow& row, int64_t id, const Save& save, int64_t frame, const Object& o,
                 std::string_view attributes) {
    row.integer(id);
    row.integer(save.job_id);
    row.integer(save.revision);
    row.integer(frame);
    row.integer(o.label_id);
    row.integer(o.group);
    row.text(o.source);
    blob_or_null(row, attributes);
}

std::string_view part(const Save& save, size_t from, size_t to) {
    return std::string_view(save.bytes).substr(from, to - from);
}

void insert_tags(db::Connection& c, const Save& save, const Ids& ids) {
    constexpr std::string_view columns[] = {"id",       "job_id",   "revision", "frame",
                                            "label_id", "group_id", "source",   "attributes"};
    c.bulk_insert("tag", columns, save.data.tags.size(), [&](size_t i, db::BulkRow& row) {
        const auto& at = save.tags[i];
        fill_object(row, ids.tags[i], save, at.frame, save.data.tags[i], part(save, at.attributes, at.elements));
    });
}

void insert_shapes(db::Connection& c, Save& save, const Ids& ids) {
    constexpr std::string_view columns[] = {"id",       "job_id",   "revision",   "frame",  "label_id",
                                            "group_id", "source",   "attributes", "type",   "flags",
                                            "z_order",  "rotation", "score",      "points", "elements"};
    size_t walked = 0; // in ids.shapes
    c.bulk_insert("shape", columns, save.data.shapes.size(), [&](size_t i, db::BulkRow& row) {
        const auto& s = save.data.shapes[i];
        const auto& at = save.shapes[i];
        const int64_t id = ids.shapes[walked++];
        if (!s.elements.empty()) {
            set_ids(std::span(save.bytes).subspan(at.elements, at.end - at.elements),
                    std::span(ids.shapes).subspan(walked, s.elements.size()));
            walked += s.elements.size();
        }
        fill_object(row, id, save, at.frame, s, part(save, at.attributes, at.elements));
        row.integer(static_cast<int64_t>(s.type));
        row.integer((s.occluded ? flag_occluded : 0) | (s.outside ? flag_outside : 0));
        row.integer(s.z_order);
        row.real(s.rotation);
        s.score ? row.real(*s.score) : row.null();
        blob_or_null(row, part(save, at.points, at.attributes));
        blob_or_null(row, part(save, at.elements, at.end));
    });
}

// Puts the ids of a track into its columns; gives the track's own.
int64_t place_ids(Save& save, size_t index, const Ids& ids, size_t& track_walked, size_t& keyframe_walked) {
    const auto& t = save.data.tracks[index];
    const auto& at = save.tracks[index];
    const int64_t id = ids.tracks[track_walked++];
    if (!t.keyframes.empty())
        set_ids(std::span(save.bytes).subspan(at.points, at.attributes - at.points),
                std::span(ids.keyframes).subspan(keyframe_walked, t.keyframes.size()));
    keyframe_walked += t.keyframes.size();
    std::vector<int64_t> of_elements;
    for (const auto& e : t.elements) {
        const int64_t element_id = ids.tracks[track_walked++];
        if (element_id) of_elements.push_back(element_id);
        for (size_t k = 0; k < e.keyframes.size(); ++k) of_elements.push_back(ids.keyframes[keyframe_walked++]);
    }
    if (at.end > at.elements) set_ids(std::span(save.bytes).subspan(at.elements, at.end - at.elements), of_elements);
    return id;
}

void insert_tracks(db::Connection& c, Save& save, const Ids& ids) {
    constexpr std::string_view columns[] = {"id",     "job_id",     "revision", "frame",     "label_id", "group_id",
                                            "source", "attributes", "type",     "keyframes", "elements"};
    std::vector<std::pair<size_t, int64_t>> stored; // index, id
    size_t track_walked = 0, keyframe_walked = 0;
    for (size_t i = 0; i < save.data.tracks.size(); ++i) {
        const int64_t id = place_ids(save, i, ids, track_walked, keyframe_walked);
        if (!save.data.tracks[i].keyframes.empty()) stored.emplace_back(i, id);
    }
    c.bulk_insert("track", columns, stored.size(), [&](size_t n, db::BulkRow& row) {
        const auto [i, id] = stored[n];
        const auto& t = save.data.tracks[i];
        const auto& at = save.tracks[i];
        fill_object(row, id, save, at.frame, t, part(save, at.attributes, at.elements));
        row.integer(static_cast<int64_t>(t.keyframes.front().type));
        blob_or_null(row, part(save, at.points, at.attributes));
        blob_or_null(row, part(save, at.elements, at.end));
    });
}

std::string_view word_of(Action action) {
    switch (action) {
    case Action::replace: return "replace";
    case Action::create: return "create";
    case Action::update: return "update";
    case Action::remove: return "delete";
    }
    return "";
}

void write_history(db::Connection& c, const Save& save, const Saved& saved, const RemovedRows& removed,
                   const CommitOptions& options) {
    const auto added = fmt::format("{{\"tags\":{},\"shapes\":{},\"tracks\":{}}}", id_ranges(saved.ids.tags),
                                   id_ranges(saved.ids.shapes), id_ranges(saved.ids.tracks));
    const auto action = options.history_action.empty() ? word_of(save.action) : options.history_action;
    c.execute("INSERT INTO annotation_history (job_id, revision, account_id, action, created_date, added, removed) "
              "VALUES (?, ?, ?, ?, ?, ?, ?)",
              save.job_id, saved.revision, options.account_id, action, options.when, added,
              removed.empty() ? db::Arg(nullptr) : db::Arg(db::Blob{removed.bytes()}));
}

RemovedRows take_away(db::Connection& c, const Save& save) {
    switch (save.action) {
    case Action::replace: return remove_all(c, save.job_id);
    case Action::update:
    case Action::remove: return remove_listed(c, save.job_id, save.unwanted);
    case Action::create: break;
    }
    return {};
}

// What becomes of the links of a job whose objects were replaced.
void keep_links(db::Connection& c, const Save& save, const std::vector<Link>& links, const RemovedRows& removed,
                Saved& saved) {
    if (links.empty()) return;
    auto fresh = save.data; // which another try of this transaction needs as it is
    apply_ids(fresh, saved.ids);
    const auto kept = carried_over(links, read_removed(removed.bytes()), fresh);
    add_links(c, save.job_id, kept);
    saved.links_kept = kept.size();
    saved.links_lost = links.size() - kept.size();
}

bool is_stored(const Track& t) { return !t.keyframes.empty(); }

// False when there was nothing to add.
bool add(db::Connection& c, Save& save, const RemovedRows& removed, Ids& ids) {
    const auto& data = save.data;
    if (save.action == Action::remove || (data.tags.empty() && data.shapes.empty() && data.tracks.empty()))
        return false;
    ids = assign_ids(c, data, removed);
    try {
        if (!data.tags.empty()) insert_tags(c, save, ids);
        if (!data.shapes.empty()) insert_shapes(c, save, ids);
        if (!data.tracks.empty()) insert_tracks(c, save, ids);
    } catch (const db::ConstraintError& e) {
        throw string_error(
            fmt::format("Nothing was saved: an id belongs to an object of another job or is given twice, or a "
                        "label has just been deleted ({}).",
                        e.what()));
    }
    return !data.tags.empty() || !data.shapes.empty() || std::any_of(data.tracks.begin(), data.tracks.end(), is_stored);
}

} // namespace

Save prepare(int64_t job_id, Action action, Annotations data) {
    Save save;
    save.job_id = job_id;
    save.action = action;
    save.data = std::move(data);
    if (action == Action::update || action == Action::remove)
        save.unwanted = {sent_ids(save.data.tags), sent_ids(save.data.shapes), sent_ids(save.data.tracks), {}};
    if (action != Action::remove) encode(save);
    return save;
}

void lock_jobs(db::Connection& c, std::span<const Save> saves) {
    if (c.dialect() == db::Dialect::sqlite) return; // has one writer
    std::vector<int64_t> ids;
    for (const auto& save : saves) ids.push_back(save.job_id);
    std::ranges::sort(ids);
    tasks::in_batches(ids, [&](std::span<const int64_t> some) {
        auto rows = tasks::query_ids(c, "SELECT id FROM job WHERE id IN ", some, " ORDER BY id FOR NO KEY UPDATE");
        while (rows.next()) {
        }
    });
}

std::vector<Saved> commit(db::Connection& c, std::span<Save> saves, const CommitOptions& options) {
    lock_jobs(c, saves);
    std::vector<Saved> saved(saves.size());
    std::vector<RemovedRows> removed(saves.size());
    std::vector<std::vector<Link>> links(saves.size());
    int64_t task_id = 0;
    for (size_t i = 0; i < saves.size(); ++i) {
        auto job = c.query("SELECT revision, task_id FROM job WHERE id = ?", saves[i].job_id);
        if (!job.next()) throw not_found("Job");
        saved[i].revision = job.integer(0);
        task_id = job.integer(1);
        require_revision(options, saved[i].revision);
        saves[i].revision = saved[i].revision + 1;
        if (saves[i].action == Action::replace) links[i] = load_links(c, saves[i].job_id);
        removed[i] = take_away(c, saves[i]);
    }
    bool changed = false;
    for (size_t i = 0; i < saves.size(); ++i) {
        saved[i].changed = add(c, saves[i], removed[i], saved[i].ids) || !removed[i].empty();
        if (!saved[i].changed) continue;
        changed = true;
        ++saved[i].revision;
        const auto when = options.keep_dates ? std::nullopt : std::optional(options.when);
        c.execute("UPDATE job SET revision = ?, updated_date = coalesce(?, updated_date) WHERE id = ?",
                  saved[i].revision, when, saves[i].job_id);
        write_history(c, saves[i], saved[i], removed[i], options);
        keep_links(c, saves[i], links[i], removed[i], saved[i]);
        // An update puts its objects back.
        if (!removed[i].empty() && saves[i].action != Action::update) drop_loose_links(c, saves[i].job_id);
    }
    if (changed && !options.keep_dates) tasks::touch_task_and_project(c, task_id, options.when);
    return saved;
}

Saved commit(db::Connection& c, Save& save, const CommitOptions& options) {
    return std::move(commit(c, std::span(&save, 1), options).front());
}

void require_revision(const CommitOptions& options, int64_t current) {
    const auto& expected = options.expected_revision;
    if (!expected || *expected == current) return;
    throw json_error(
        409, {{"detail", fmt::format("The job has changed since revision {}: it is at revision {} now. Nothing was "
                                     "saved. Load it again and repeat your change.",
                                     *expected, current)},
              {"revision", current}});
}

void apply_ids(Annotations& data, const Ids& ids) {
    if (ids == Ids{}) return;
    size_t shape = 0, track = 0, keyframe = 0;
    for (size_t i = 0; i < data.tags.size(); ++i) data.tags[i].id = ids.tags[i];
    for (auto& s : data.shapes) {
        s.id = ids.shapes[shape++];
        for (auto& e : s.elements) e.id = ids.shapes[shape++];
    }
    for (auto& t : data.tracks) {
        t.id = ids.tracks[track++];
        for (auto& k : t.keyframes) k.id = ids.keyframes[keyframe++];
        for (auto& e : t.elements) {
            e.id = ids.tracks[track++];
            for (auto& k : e.keyframes) k.id = ids.keyframes[keyframe++];
        }
    }
}

} // namespace limn::annotation
