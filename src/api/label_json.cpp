#include "api/work_json.h"

namespace limn::api {

namespace {

void write_attribute(JsonWriter& w, const tasks::AttributeSpec& spec) {
    w.begin_object();
    w.member("id", spec.id);
    w.member("name", spec.name);
    w.member("mutable", spec.is_mutable);
    w.member("input_type", spec.input_type);
    w.member("default_value", spec.default_value);
    w.key("values");
    w.begin_array();
    for (const auto& value : spec.values) w.value(value);
    w.end_array();
    w.end_object();
}

void write_common(JsonWriter& w, const tasks::Label& label) {
    w.member("id", label.id);
    w.member("name", label.name);
    w.member("color", label.color);
    w.key("attributes");
    w.begin_array();
    for (const auto& spec : label.attributes) write_attribute(w, spec);
    w.end_array();
    w.member("type", label.type);
    w.member("has_parent", label.parent_id.has_value());
}

} // namespace

void write_label(JsonWriter& w, const tasks::Label& label, bool with_hotkey) {
    w.begin_object();
    write_common(w, label);
    if (label.type == "skeleton") w.member("svg", label.svg);
    w.key("sublabels");
    w.begin_array();
    for (const auto& part : label.sublabels) {
        w.begin_object();
        write_common(w, part);
        w.end_object();
    }
    w.end_array();
    if (label.project_id) w.member("project_id", *label.project_id);
    if (label.task_id) w.member("task_id", *label.task_id);
    w.member("parent_id", label.parent_id);
    if (with_hotkey) w.member("hotkey", label.hotkey);
    w.end_object();
}

std::vector<std::string> label_items(db::Connection& c, const std::vector<int64_t>& ids, bool with_hotkeys) {
    std::vector<std::string> items;
    for (const auto& label : tasks::load_labels(c, ids)) {
        JsonWriter w;
        write_label(w, label, with_hotkeys);
        items.push_back(w.take());
    }
    return items;
}

} // namespace limn::api
