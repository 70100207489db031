#include "migration/annotations.h"

#include <algorithm>
#include <limits>
#include <map>
#include <unordered_map>

#include <fmt/format.h>

#include "annotation/labels.h"
#include "annotation/store.h"
#include "base/error.h"

namespace limn::migration {
namespace {

using annotation::Annotations;
using Attributes = std::unordered_map<int64_t, std::vector<annotation::Attribute>>; // by owner

constexpr size_t objects_at_a_time = 2000;
constexpr size_t most_label_sets = 64; // kept

constexpr std::string_view model_of(ObjectKind kind) {
    switch (kind) {
    case ObjectKind::tag: return "engine.labeledimage";
    case ObjectKind::shape: return "engine.labeledshape";
    case ObjectKind::track: return "engine.labeledtrack";
    case ObjectKind::keyframe: break;
    }
    return "engine.trackedshape";
}

// A whole object, ready to be stored.
struct Item {
    StagedObject key; // without its text
    Annotations one;
};

// Puts the objects of one batch together.
class Assembler {
  public:
    Assembler(Move& move, std::vector<StagedObject> objects);
    std::vector<Item> assemble();

  private:
    Attributes attributes_of(ObjectKind kind, const std::vector<int64_t>& owners);
    void load_keyframes(const std::vector<int64_t>& tracks);
    std::optional<annotation::Keyframe> keyframe(const StagedKeyframe& staged);
    const annotation::LabelSet* labels_of(int64_t job);
    std::optional<Item> whole(std::span<const StagedObject> parts);
    template <class T> bool fill(T& object, const Record& r);
    bool fill_shape(annotation::Shape& shape, const Record& r);
    template <class T> std::optional<T> object(const StagedObject& staged);

    Move& move_;
    std::vector<StagedObject> objects_;
    Attributes tag_values_, shape_values_, track_values_, keyframe_values_;
    std::unordered_map<int64_t, std::vector<annotation::Keyframe>> keyframes_; // by track
    std::map<int64_t, annotation::LabelSet> label_sets_;                       // by task
    const annotation::LabelSet* labels_ = nullptr;                             // of the job at hand
};

std::vector<int64_t> ids_of(const std::vector<StagedObject>& objects, ObjectKind kind) {
    std::vector<int64_t> ids;
    for (const auto& o : objects)
        if (o.kind == kind) ids.push_back(o.id);
    return ids;
}

Assembler::Assembler(Move& move, std::vector<StagedObject> objects) : move_(move), objects_(std::move(objects)) {
    tag_values_ = attributes_of(ObjectKind::tag, ids_of(objects_, ObjectKind::tag));
    shape_values_ = attributes_of(ObjectKind::shape, ids_of(objects_, ObjectKind::shape));
    const auto tracks = ids_of(objects_, ObjectKind::track);
    track_values_ = attributes_of(ObjectKind::track, tracks);
    load_keyframes(tracks);
}

Attributes Assembler::attributes_of(ObjectKind kind, const std::vector<int64_t>& owners) {
    Attributes attributes;
    for (auto& v : move_.staging.values(kind, owners)) attributes[v.owner].push_back({v.spec, std::move(v.value)});
    return attributes;
}

void Assembler::load_keyframes(const std::vector<int64_t>& tracks) {
    const auto staged = move_.staging.keyframes(tracks);
    std::vector<int64_t> ids;
    for (const auto& k : staged) ids.push_back(k.id);
    keyframe_values_ = attributes_of(ObjectKind::keyframe, ids);
    for (const auto& k : staged) {
        auto& list = keyframes_[k.track];
        if (!list.empty() && list.back().id == k.id) continue; // given twice
        if (auto one = keyframe(k)) list.push_back(std::move(*one));
    }
    for (auto& [track, list] : keyframes_) std::ranges::stable_sort(list, {}, &annotation::Keyframe::frame);
}

// What shapes and keyframes have in common. False: it has been left out.
template <class T> bool fill_geometry(Move& move, T& shape, const Record& r) {
    const auto type = annotation::parse_shape_type(r.text("type"));
    auto points = r.numbers("points");
    const auto z_order = r.integer("z_order", 0);
    if (!type || !points) {
        move.leave_out(r, type ? "its points are no numbers" : "its type of shape is unknown", r.text("type"));
        return false;
    }
    shape.frame = r.integer("frame", 0);
    shape.type = *type;
    shape.occluded = r.flag("occluded");
    shape.outside = r.flag("outside");
    shape.z_order = static_cast<int32_t>(
        std::clamp<int64_t>(z_order, std::numeric_limits<int32_t>::min(), std::numeric_limits<int32_t>::max()));
    shape.rotation = r.number("rotation", 0);
    shape.points = std::move(*points);
    if (shape.frame >= 0) return true;
    move.leave_out(r, "its frame is before the first one");
    return false;
}

// Text that is no JSON object is noted, and gives none.
std::optional<Record> record_of(Move& move, std::string_view model, int64_t id, std::string_view body) {
    try {
        return Record(std::string(model), id, {}, body);
    } catch (const std::exception& e) {
        move.note(
            {std::string(model), id, "the record is damaged", fmt::format("{} {}: {}", model, id, e.what()), true});
        return {};
    }
}

std::optional<annotation::Keyframe> Assembler::keyframe(const StagedKeyframe& staged) {
    const auto r = record_of(move_, model_of(ObjectKind::keyframe), staged.id, staged.body);
    annotation::Keyframe k;
    if (!r || !fill_geometry(move_, k, *r)) return {};
    k.id = staged.id;
    if (const auto values = keyframe_values_.find(k.id); values != keyframe_values_.end())
        k.attributes = std::move(values->second);
    return k;
}

const annotation::LabelSet* Assembler::labels_of(int64_t job) {
    const auto task = move_.related("job", "task_id", job);
    if (!task) return nullptr;
    const auto known = label_sets_.find(*task);
    if (known != label_sets_.end()) return &known->second;
    if (label_sets_.size() >= most_label_sets) label_sets_.clear();
    auto labels = move_.database.read([&](db::Connection& c) { return annotation::load_label_set(c, *task); });
    return &label_sets_.emplace(*task, std::move(labels)).first->second;
}

// Values of attributes that the label does not have say nothing any more.
void drop_strangers(Move& move, const Record& r, const annotation::LabelRules& rules,
                    std::vector<annotation::Attribute>& attributes) {
    const auto dropped = std::erase_if(attributes, [&](const annotation::Attribute& a) {
        return std::ranges::find(rules.specs, a.spec_id, &annotation::Spec::id) == rules.specs.end();
    });
    if (dropped) move.note(r, "values of attributes that its label does not have were left away");
}

template <class T> bool Assembler::fill(T& object, const Record& r) {
    object.id = r.id();
    object.frame = r.integer("frame", 0);
    object.label_id = r.integer("label", 0);
    object.group = r.integer("group");
    object.source = r.text("source", "manual");
    const auto* rules = labels_->find(object.label_id);
    if (!rules) {
        move_.leave_out(r, "its label is none of the task's", r.text("label"));
        return false;
    }
    if (object.frame < 0 || object.group.value_or(0) < 0) {
        move_.leave_out(r, "its frame or group is below zero");
        return false;
    }
    drop_strangers(move_, r, *rules, object.attributes);
    return true;
}

bool Assembler::fill_shape(annotation::Shape& shape, const Record& r) {
    if (!fill_geometry(move_, shape, r)) return false;
    if (r.has("score")) shape.score = r.number("score", 1);
    return true;
}

template <class T> std::optional<T> Assembler::object(const StagedObject& staged) {
    const auto r = record_of(move_, model_of(staged.kind), staged.id, staged.body);
    if (!r) return {};
    T made;
    const auto take = [](auto& from, int64_t id, auto& to) {
        if (const auto found = from.find(id); found != from.end()) to = std::move(found->second);
    };
    if constexpr (std::is_same_v<T, annotation::Tag>) {
        take(tag_values_, staged.id, made.attributes);
    } else if constexpr (std::is_same_v<T, annotation::Shape>) {
        if (!fill_shape(made, *r)) return {};
        take(shape_values_, staged.id, made.attributes);
    } else {
        take(track_values_, staged.id, made.attributes);
        take(keyframes_, staged.id, made.keyframes);
        if (made.keyframes.empty()) {
            move_.leave_out(*r, "the track has no shapes");
            return {};
        }
    }
    if (!fill(made, *r)) return {};
    return made;
}

// A root and its elements.
std::optional<Item> Assembler::whole(std::span<const StagedObject> parts) {
    const auto& root = parts.front();
    Item item{{root.kind, root.job, root.root, root.id, {}}, {}};
    const auto collect = [&]<class T>(std::vector<T>& out) {
        auto made = object<T>(root);
        if (!made) return false;
        if constexpr (!std::is_same_v<T, annotation::Tag>)
            for (size_t i = 1; i < parts.size(); ++i)
                if (parts[i].id != parts[i - 1].id)
                    if (auto element = object<T>(parts[i])) made->elements.push_back(std::move(*element));
        out.push_back(std::move(*made));
        return true;
    };
    const bool made = root.kind == ObjectKind::tag     ? collect(item.one.tags)
                      : root.kind == ObjectKind::shape ? collect(item.one.shapes)
                                                       : collect(item.one.tracks);
    return made ? std::optional(std::move(item)) : std::nullopt;
}

std::vector<Item> Assembler::assemble() {
    std::vector<Item> items;
    const auto leave_out = [&](const StagedObject& o, std::string reason) {
        const auto model = std::string(model_of(o.kind));
        move_.note({model, o.id, std::move(reason), fmt::format("{} {}: job {}", model, o.id, o.job), true});
    };
    for (size_t first = 0; first < objects_.size();) {
        const auto& root = objects_[first];
        size_t end = first + 1;
        while (end < objects_.size() && objects_[end].root == root.root && objects_[end].kind == root.kind &&
               objects_[end].job == root.job)
            ++end;
        const auto parts = std::span(objects_).subspan(first, end - first);
        first = end;
        labels_ = labels_of(root.job);
        if (!labels_ || root.is_element()) {
            for (const auto& o : parts)
                leave_out(o, labels_ ? "its skeleton is not in the dump" : "its job has not come over");
        } else if (auto item = whole(parts)) {
            items.push_back(std::move(*item));
        }
    }
    return items;
}

template <class T> void append(std::vector<T>& to, std::vector<T>& from) {
    std::move(from.begin(), from.end(), std::back_inserter(to));
}

// One save a job; items are in the order of jobs.
std::vector<annotation::Save> saves_of(std::span<const Item> items) {
    std::vector<std::pair<int64_t, Annotations>> jobs;
    for (const auto& item : items) {
        if (jobs.empty() || jobs.back().first != item.key.job) jobs.emplace_back(item.key.job, Annotations{});
        auto one = item.one;
        append(jobs.back().second.tags, one.tags);
        append(jobs.back().second.shapes, one.shapes);
        append(jobs.back().second.tracks, one.tracks);
    }
    std::vector<annotation::Save> saves;
    for (auto& [job, data] : jobs)
        saves.push_back(annotation::prepare(job, annotation::Action::create, std::move(data)));
    return saves;
}

void go_to(Journal& journal, const StagedObject& last) {
    journal.position = {last.job, static_cast<int64_t>(last.kind), last.root};
}

// All in one transaction; what cannot be stored is found by halving, and left out.
void write(Move& move, Journal& journal, std::span<const Item> items, const StagedObject& last) {
    auto saves = saves_of(items);
    try {
        auto next = journal;
        go_to(next, last);
        move.database.write([&](db::Connection& c) {
            annotation::commit(c, saves, {.history_action = "import", .keep_dates = true});
            write_journal(c, next);
        });
        journal = next;
    } catch (const Error& e) {
        if (e.status() == 507) throw; // a full disk is nobody's fault
        if (items.size() == 1) {
            const auto model = std::string(model_of(items[0].key.kind));
            move.note({model, items[0].key.id, "it does not fit with what is there",
                       fmt::format("{} {}: {}", model, items[0].key.id, e.what()), true});
            move.flush_notes();
            return write(move, journal, {}, last);
        }
        const auto half = items.size() / 2;
        write(move, journal, items.first(half), items[half - 1].key);
        write(move, journal, items.subspan(half), last);
    }
}

} // namespace

void move_annotations(Move& move, Journal& journal, const std::function<void(int64_t)>& progress) {
    StagedObject last;
    if (journal.position.size() == 3)
        last = {static_cast<ObjectKind>(journal.position[1]), journal.position[0], journal.position[2], 0, {}};
    else
        last.job = std::numeric_limits<int64_t>::min();
    for (int64_t seen = 0;;) {
        auto objects = move.staging.objects(last, objects_at_a_time);
        if (objects.empty()) return;
        seen += std::ssize(objects);
        const auto& end = objects.back();
        last = {end.kind, end.job, end.root, end.id, {}};
        const auto items = Assembler(move, std::move(objects)).assemble();
        move.flush_notes();
        write(move, journal, items, last);
        progress(seen);
    }
}

void continue_annotation_ids(Move& move) {
    const std::pair<std::string_view, ObjectKind> sequences[] = {{"tag", ObjectKind::tag},
                                                                 {"shape", ObjectKind::shape},
                                                                 {"track", ObjectKind::track},
                                                                 {"keyframe", ObjectKind::keyframe}};
    for (const auto& [name, kind] : sequences) {
        const auto next = move.staging.largest_id(kind) + 1;
        move.database.write([&](db::Connection& c) {
            c.execute("UPDATE id_sequence SET next = ? WHERE name = ? AND next < ?", next, name, next);
        });
    }
}

} // namespace limn::migration
