#include "annotation/load.h"

#include <algorithm>

#include "annotation/encoding.h"
#include "annotation/wire.h"

namespace limn::annotation {
namespace {

constexpr std::string_view tag_query =
    "SELECT id, frame, label_id, group_id, source, attributes FROM tag WHERE job_id = ? ORDER BY frame, revision, id";
constexpr std::string_view shape_query =
    "SELECT id, frame, label_id, group_id, source, attributes, type, flags, z_order, rotation, score, points, elements "
    "FROM shape WHERE job_id = ? ORDER BY frame, revision, id";
constexpr std::string_view track_query = "SELECT id, frame, label_id, group_id, source, attributes, keyframes, "
                                         "elements FROM track WHERE job_id = ? ORDER BY id";

TagRow tag_row(const db::Rows& rows) {
    return {rows.integer(0), rows.integer(1), rows.integer(2), rows.maybe_integer(3), rows.view(4), rows.view(5)};
}

ShapeRow shape_row(const db::Rows& rows) {
    return {tag_row(rows), rows.integer(6),     rows.integer(7), rows.integer(8),
            rows.real(9),  rows.maybe_real(10), rows.view(11),   rows.view(12)};
}

void read_object(const TagRow& row, Object& o) {
    o.id = row.id;
    o.frame = row.frame;
    o.label_id = row.label_id;
    o.group = row.group;
    o.source = row.source;
    o.attributes = read_attributes(row.attributes);
}

Shape read_shape(const ShapeRow& row) {
    Shape s;
    read_object(row, s);
    s.type = static_cast<ShapeType>(row.type);
    s.occluded = row.flags & flag_occluded;
    s.outside = row.flags & flag_outside;
    s.z_order = static_cast<int32_t>(row.z_order);
    s.rotation = row.rotation;
    s.score = row.score;
    s.points = read_points(row.points);
    s.elements = read_shape_elements(row.elements, row.frame);
    return s;
}

void sort_keyframes(std::vector<Keyframe>& keyframes) {
    const auto earlier = [](const Keyframe& a, const Keyframe& b) { return a.frame < b.frame; };
    if (!std::is_sorted(keyframes.begin(), keyframes.end(), earlier))
        std::stable_sort(keyframes.begin(), keyframes.end(), earlier);
}

Track read_track(const db::Rows& rows) {
    Track t;
    read_object(tag_row(rows), t);
    t.keyframes = read_keyframes(rows.view(6));
    t.elements = read_track_elements(rows.view(7));
    sort_keyframes(t.keyframes);
    for (auto& e : t.elements) sort_keyframes(e.keyframes);
    return t;
}

void separate(std::string& list) {
    if (!list.empty()) list += ',';
}

} // namespace

Annotations load_job(db::Connection& c, int64_t job_id) {
    Annotations data;
    for (auto rows = c.query(tag_query, job_id); rows.next();) read_object(tag_row(rows), data.tags.emplace_back());
    for (auto rows = c.query(shape_query, job_id); rows.next();) data.shapes.push_back(read_shape(shape_row(rows)));
    for (auto rows = c.query(track_query, job_id); rows.next();) data.tracks.push_back(read_track(rows));
    return data;
}

void append_job_lists(db::Connection& c, int64_t job_id, const LabelSet& labels, JobLists& out) {
    for (auto rows = c.query(tag_query, job_id); rows.next();) {
        separate(out.tags);
        append_json(out.tags, tag_row(rows), labels);
    }
    for (auto rows = c.query(shape_query, job_id); rows.next();) {
        separate(out.shapes);
        append_json(out.shapes, shape_row(rows), labels);
    }
    Annotations one;
    for (auto rows = c.query(track_query, job_id); rows.next();) {
        one.tracks.clear();
        one.tracks.push_back(read_track(rows));
        fill_defaults(one, labels);
        separate(out.tracks);
        append_json(out.tracks, one.tracks.front(), Style::stored);
    }
}

std::string join_lists(JobLists&& lists) {
    std::string out =
        "{\"version\":0,\"tags\":[" + lists.tags + "],\"tracks\":[" + lists.tracks + "],\"intervals\":[],\"shapes\":[";
    lists.shapes.reserve(lists.shapes.size() + out.size() + 2);
    lists.shapes.insert(0, out); // the one that may be large is not copied into another
    lists.shapes += "]}";
    return std::move(lists.shapes);
}

void append_job_json(db::Connection& c, int64_t job_id, const LabelSet& labels, std::string& out) {
    JobLists lists;
    append_job_lists(c, job_id, labels, lists);
    if (out.empty())
        out = join_lists(std::move(lists));
    else
        out += join_lists(std::move(lists));
}

void rewrite_labels(db::Connection& c, int64_t task_id, const tasks::LabelMapping& mapping) {
    const auto label = [&](int64_t id) {
        const auto found = mapping.labels.find(id);
        return found == mapping.labels.end() ? id : found->second;
    };
    const auto specs = [&](std::vector<Attribute>& attributes) {
        std::erase_if(attributes, [&](const Attribute& a) { return !mapping.specs.contains(a.spec_id); });
        for (auto& a : attributes) a.spec_id = mapping.specs.at(a.spec_id);
    };
    std::vector<int64_t> jobs;
    for (auto rows = c.query("SELECT id FROM job WHERE task_id = ? ORDER BY id", task_id); rows.next();)
        jobs.push_back(rows.integer(0));
    for (const auto job : jobs) {
        auto data = load_job(c, job);
        std::string attributes, elements, keyframes;
        const auto blob = [](const std::string& bytes) {
            return bytes.empty() ? db::Arg(nullptr) : db::Arg(db::Blob{bytes});
        };
        for (auto& t : data.tags) {
            specs(t.attributes);
            attributes.clear();
            append_attributes(attributes, t.attributes);
            c.execute("UPDATE tag SET label_id = ?, attributes = ? WHERE id = ?", label(t.label_id), blob(attributes),
                      t.id);
        }
        for (auto& s : data.shapes) {
            specs(s.attributes);
            for (auto& e : s.elements) {
                e.label_id = label(e.label_id);
                specs(e.attributes);
            }
            attributes.clear();
            elements.clear();
            append_attributes(attributes, s.attributes);
            if (!s.elements.empty()) append_elements(elements, s.elements);
            c.execute("UPDATE shape SET label_id = ?, attributes = ?, elements = ? WHERE id = ?", label(s.label_id),
                      blob(attributes), blob(elements), s.id);
        }
        for (auto& t : data.tracks) {
            specs(t.attributes);
            for (auto& k : t.keyframes) specs(k.attributes);
            for (auto& e : t.elements) {
                e.label_id = label(e.label_id);
                specs(e.attributes);
                for (auto& k : e.keyframes) specs(k.attributes);
            }
            attributes.clear();
            elements.clear();
            keyframes.clear();
            append_attributes(attributes, t.attributes);
            append_keyframes(keyframes, t.keyframes);
            if (!t.elements.empty()) append_elements(elements, t.elements);
            c.execute("UPDATE track SET label_id = ?, attributes = ?, keyframes = ?, elements = ? WHERE id = ?",
                      label(t.label_id), blob(attributes), blob(keyframes), blob(elements), t.id);
        }
    }
}

} // namespace limn::annotation
