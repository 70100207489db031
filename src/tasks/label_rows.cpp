#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include <fmt/format.h>

#include "base/error.h"
#include "base/text.h"
#include "tasks/ids.h"
#include "tasks/label.h"

namespace limn::tasks {

namespace {

constexpr std::string_view label_query = "SELECT id, project_id, task_id, parent_id, name, color, type, svg, hotkey, "
                                         "coalesce(position, id) FROM label WHERE ";
constexpr std::string_view attribute_query =
    "SELECT id, label_id, name, mutable, input_type, default_value, choices FROM attribute_spec WHERE label_id IN ";

using Attributes = std::unordered_map<int64_t, std::vector<AttributeSpec>>; // by label

void read_labels(db::Rows rows, std::vector<Label>& out) {
    while (rows.next()) {
        Label label;
        label.id = rows.integer(0);
        label.project_id = rows.maybe_integer(1);
        label.task_id = rows.maybe_integer(2);
        label.parent_id = rows.maybe_integer(3);
        label.name = rows.text(4);
        label.color = rows.text(5);
        label.type = rows.text(6);
        label.svg = rows.text(7);
        label.hotkey = rows.text(8);
        label.position = rows.integer(9);
        out.push_back(std::move(label));
    }
}

void read_attributes(db::Rows rows, Attributes& out) {
    while (rows.next()) {
        AttributeSpec spec{rows.integer(0), rows.text(2), rows.boolean(3), rows.text(4), rows.text(5), {}};
        for (const auto value : split(rows.view(6), '\n')) spec.values.emplace_back(value);
        out[rows.integer(1)].push_back(std::move(spec));
    }
}

// From flat rows in ascending id: sublabels go below their parents. Those whose parents are not among the rows stay.
std::vector<Label> assemble(std::vector<Label> rows, Attributes& attributes) {
    std::unordered_map<int64_t, size_t> position;
    std::vector<Label> roots;
    for (auto& row : rows) {
        row.attributes = std::move(attributes[row.id]);
        const auto parent = row.parent_id ? position.find(*row.parent_id) : position.end();
        if (parent != position.end()) {
            roots[parent->second].sublabels.push_back(std::move(row));
        } else {
            position.emplace(row.id, roots.size());
            roots.push_back(std::move(row));
        }
    }
    return roots;
}

std::string_view column_of(LabelOwner owner) {
    return owner.kind == LabelOwner::Kind::project ? "project_id" : "task_id";
}

std::optional<LabelOwner> owner_from(db::Rows rows) {
    if (!rows.next()) return {};
    if (const auto project = rows.maybe_integer(1)) return LabelOwner::project(*project);
    return LabelOwner::task(rows.integer(0));
}

} // namespace

std::optional<LabelOwner> label_owner_of_task(db::Connection& c, int64_t task_id) {
    return owner_from(c.query("SELECT id, project_id FROM task WHERE id = ?", task_id));
}

std::optional<LabelOwner> label_owner_of_job(db::Connection& c, int64_t job_id) {
    return owner_from(
        c.query("SELECT t.id, t.project_id FROM job j JOIN task t ON t.id = j.task_id WHERE j.id = ?", job_id));
}

std::vector<Label> labels_of(db::Connection& c, LabelOwner owner) {
    std::vector<Label> rows;
    const auto column = column_of(owner);
    read_labels(c.query(fmt::format("{}{} = ? ORDER BY id", label_query, column), owner.id), rows);
    Attributes attributes;
    read_attributes(
        c.query(fmt::format("{}(SELECT id FROM label WHERE {} = ?) ORDER BY id", attribute_query, column), owner.id),
        attributes);
    return assemble(std::move(rows), attributes);
}

std::vector<Label> load_labels(db::Connection& c, const std::vector<int64_t>& ids) {
    std::unordered_map<int64_t, Label> found;
    in_batches(ids, [&](auto batch) {
        std::vector<Label> rows;
        read_labels(query_ids(c, fmt::format("{}id IN ", label_query), batch), rows);
        for (auto& row : rows) found.emplace(row.id, std::move(row));
        rows.clear();
        read_labels(query_ids(c, fmt::format("{}parent_id IN ", label_query), batch, " ORDER BY id"), rows);
        std::vector<int64_t> all(batch.begin(), batch.end());
        for (const auto& row : rows) all.push_back(row.id);
        Attributes attributes;
        in_batches(
            all, [&](auto some) { read_attributes(query_ids(c, attribute_query, some, " ORDER BY id"), attributes); });
        for (auto& row : rows) {
            row.attributes = attributes[row.id];
            found.at(*row.parent_id).sublabels.push_back(std::move(row));
        }
        for (const auto id : batch)
            if (const auto label = found.find(id); label != found.end()) label->second.attributes = attributes[id];
    });
    std::vector<Label> result;
    for (const auto id : ids)
        if (const auto label = found.find(id); label != found.end()) result.push_back(label->second);
    return result;
}

std::optional<Label> find_label(db::Connection& c, int64_t id) {
    auto labels = load_labels(c, {id});
    if (labels.empty()) return {};
    return std::move(labels.front());
}

namespace {

void collect_deleted(std::span<const LabelChange> changes, std::unordered_set<int64_t>& ids) {
    for (const auto& change : changes) {
        for (const auto& attribute : change.attributes)
            if (attribute.deleted && attribute.id) ids.insert(*attribute.id);
        collect_deleted(change.sublabels, ids);
    }
}

std::unordered_set<int64_t> deleted_attributes(std::span<const LabelChange> changes) {
    std::unordered_set<int64_t> ids;
    collect_deleted(changes, ids);
    return ids;
}

} // namespace

LabelMapping map_labels(const std::vector<Label>& from, const std::vector<Label>& to,
                        std::span<const LabelChange> hints) {
    const auto by_name = [](const std::vector<Label>& labels, std::string_view name) -> const Label* {
        for (const auto& label : labels)
            if (label.name == name) return &label;
        return nullptr;
    };
    std::vector<std::pair<const Label*, const Label*>> pairs;
    const auto pair_up = [&](const Label& label, std::string_view name, const std::vector<Label>& candidates) {
        const auto* twin = by_name(candidates, name);
        if (!twin) throw record_error("All task or project label names must be mapped to the target project");
        pairs.emplace_back(&label, twin);
        return twin;
    };
    for (const auto& label : from) {
        std::string_view name = label.name;
        for (const auto& hint : hints)
            if (hint.id == label.id && hint.name) name = *hint.name;
        const auto* twin = pair_up(label, name, to);
        for (const auto& part : label.sublabels) pair_up(part, part.name, twin->sublabels);
    }
    const auto left_behind = deleted_attributes(hints);
    LabelMapping mapping;
    for (const auto& [label, twin] : pairs) {
        mapping.labels.emplace(label->id, twin->id);
        for (const auto& spec : label->attributes) {
            if (left_behind.contains(spec.id)) continue;
            const auto same =
                std::find_if(twin->attributes.begin(), twin->attributes.end(), [&](const AttributeSpec& s) {
                    return s.name == spec.name && s.input_type == spec.input_type && s.values == spec.values;
                });
            if (same == twin->attributes.end())
                throw list_error(fmt::format("Target project does not have \"{}\" label with \"{}\" attribute",
                                             twin->name, spec.name));
            mapping.specs.emplace(spec.id, same->id);
        }
    }
    return mapping;
}

} // namespace limn::tasks
