#include "annotation/relabel.h"

#include <fmt/format.h>

#include "annotation/encoding.h"

namespace limn::annotation {
namespace {

using Mapping = tasks::LabelMapping;
constexpr int64_t rows_at_once = 1000;

int64_t replaced(const std::unordered_map<int64_t, int64_t>& map, int64_t id) {
    const auto found = map.find(id);
    return found == map.end() ? id : found->second;
}

void relabel(std::vector<Attribute>& attributes, const Mapping& mapping) {
    for (auto& attribute : attributes) attribute.spec_id = replaced(mapping.specs, attribute.spec_id);
}
void relabel(std::vector<Shape>& elements, const Mapping& mapping) {
    for (auto& element : elements) {
        element.label_id = replaced(mapping.labels, element.label_id);
        relabel(element.attributes, mapping);
    }
}
void relabel(std::vector<Keyframe>& keyframes, const Mapping& mapping) {
    for (auto& keyframe : keyframes) relabel(keyframe.attributes, mapping);
}
void relabel(std::vector<Track>& elements, const Mapping& mapping) {
    for (auto& element : elements) {
        element.label_id = replaced(mapping.labels, element.label_id);
        relabel(element.attributes, mapping);
        relabel(element.keyframes, mapping);
    }
}

std::string new_attributes(std::string_view column, const Mapping& mapping) {
    auto attributes = read_attributes(column);
    relabel(attributes, mapping);
    std::string out;
    append_attributes(out, attributes);
    return out;
}
std::string new_shape_elements(std::string_view column, const Mapping& mapping) {
    auto elements = read_shape_elements(column, 0);
    relabel(elements, mapping);
    std::string out;
    append_elements(out, elements);
    return out;
}
std::string new_keyframes(std::string_view column, const Mapping& mapping) {
    auto keyframes = read_keyframes(column);
    relabel(keyframes, mapping);
    std::string out;
    append_keyframes(out, keyframes);
    return out;
}
std::string new_track_elements(std::string_view column, const Mapping& mapping) {
    auto elements = read_track_elements(column);
    relabel(elements, mapping);
    std::string out;
    append_elements(out, elements);
    return out;
}

struct Column {
    std::string_view name;
    std::string (*rewrite)(std::string_view column, const Mapping& mapping);
};

// Rewrites one binary column of all rows of the task that have it.
void rewrite_column(db::Connection& c, std::string_view table, const Column& column, int64_t task_id, const Mapping& mapping) {
    const auto select = fmt::format("SELECT id, {0} FROM {1} WHERE job_id IN (SELECT id FROM job WHERE task_id = ?)"
                                    " AND {0} IS NOT NULL AND id > ? ORDER BY id LIMIT ?",
                                    column.name, table);
    const auto update = fmt::format("UPDATE {} SET {} = ? WHERE id = ?", table, column.name);
    int64_t last = 0;
    std::vector<std::pair<int64_t, std::string>> batch;
    do {
        batch.clear();
        auto rows = c.query(select, task_id, last, rows_at_once);
        while (rows.next()) batch.emplace_back(rows.integer(0), column.rewrite(rows.view(1), mapping));
        for (const auto& [id, bytes] : batch) c.execute(update, db::Blob{bytes}, id);
        if (!batch.empty()) last = batch.back().first;
    } while (batch.size() == rows_at_once);
}

} // namespace

void relabel_task(db::Connection& c, int64_t task_id, const Mapping& mapping) {
    for (const std::string_view table : {"tag", "shape", "track"}) {
        const auto update = fmt::format("UPDATE {} SET label_id = ? WHERE label_id = ?"
                                        " AND job_id IN (SELECT id FROM job WHERE task_id = ?)",
                                        table);
        for (const auto& [before, after] : mapping.labels) c.execute(update, after, before, task_id);
        if (!mapping.specs.empty()) rewrite_column(c, table, {"attributes", new_attributes}, task_id, mapping);
    }
    rewrite_column(c, "shape", {"elements", new_shape_elements}, task_id, mapping);
    rewrite_column(c, "track", {"elements", new_track_elements}, task_id, mapping);
    if (!mapping.specs.empty()) rewrite_column(c, "track", {"keyframes", new_keyframes}, task_id, mapping);
    c.execute("UPDATE job SET revision = revision + 1 WHERE task_id = ?", task_id);
}

} // namespace limn::annotation
