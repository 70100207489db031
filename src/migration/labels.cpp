// Labels, the drawings of skeletons, attributes.
#include "migration/move.h"

namespace limn::migration {
namespace {

const TableShape label_table{"label", {"id", "project_id", "task_id", "parent_id", "name", "color", "type"}};
const TableShape attribute_table{"attribute_spec",
                                 {"id", "label_id", "name", "mutable", "input_type", "default_value", "choices"}};

void take_label(Move& move, const Record& r, Batch& batch) {
    std::optional<int64_t> project, task, parent;
    if (r.has("project"))
        project = move.needed(r, "project", "project");
    else
        task = move.needed(r, "task", "task");
    if (!project && !task) return;
    if (r.has("parent") && !(parent = move.needed(r, "parent", "label"))) return;
    batch.insert(label_table, {r.id(), project, task, parent, r.text("name"), r.text("color"), r.text("type", "any")});
}

void take_root(Move& move, const Record& r, Batch& batch) {
    if (!r.has("parent")) take_label(move, r, batch);
}

void take_sublabel(Move& move, const Record& r, Batch& batch) {
    if (r.has("parent")) take_label(move, r, batch);
}

void take_skeleton(Move& move, const Record& r, Batch& batch) {
    if (const auto root = move.needed(r, "root", "label"))
        batch.execute(db::Sql().add("UPDATE label SET svg = ? WHERE id = ?", r.text("svg"), *root));
}

void take_attribute(Move& move, const Record& r, Batch& batch) {
    if (const auto label = move.needed(r, "label", "label"))
        batch.insert(attribute_table, {r.id(), *label, r.text("name"), r.flag("mutable"), r.text("input_type", "text"),
                                       r.text("default_value"), r.text("values")});
}

} // namespace

std::span<const Step> label_steps() {
    static constexpr Step steps[] = {
        {"labels", "engine.label", take_root, "label"},
        {"sublabels", "engine.label", take_sublabel, "label"},
        {"skeletons", "engine.skeleton", take_skeleton},
        {"attributes", "engine.attributespec", take_attribute, "attribute_spec"},
    };
    return steps;
}

} // namespace limn::migration
