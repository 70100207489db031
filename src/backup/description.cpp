#include "backup/description.h"

#include <algorithm>

#include "base/json.h"
#include "base/text.h"

#include <fmt/format.h>

namespace limn::backup {

namespace {

constexpr std::string_view version = "1.0";

// The parts of a drawing by name: ids mean nothing elsewhere.
std::string drawing_with_names(std::string svg, const std::vector<tasks::Label>& parts) {
    for (const auto& part : parts)
        svg = replace_all(svg, fmt::format("data-label-id=\"{}\"", part.id),
                          fmt::format("data-label-name=\"{}\"", part.name));
    return svg;
}

void write_texts(JsonWriter& w, std::string_view name, const std::vector<std::string>& texts) {
    w.key(name);
    w.begin_array();
    for (const auto& text : texts) w.value(text);
    w.end_array();
}

void write_numbers(JsonWriter& w, std::string_view name, const std::vector<int64_t>& numbers) {
    w.key(name);
    w.begin_array();
    for (const auto number : numbers) w.value(number);
    w.end_array();
}

void write_attribute(JsonWriter& w, const tasks::AttributeChange& attribute) {
    w.begin_object();
    w.member("name", attribute.name);
    w.member("mutable", attribute.is_mutable);
    w.member("input_type", attribute.input_type);
    w.member("default_value", attribute.default_value);
    write_texts(w, "values", attribute.values);
    w.end_object();
}

void write_label(JsonWriter& w, const tasks::LabelChange& label, bool is_part) {
    w.begin_object();
    w.member("name", label.name);
    w.member("color", label.color);
    w.key("attributes");
    w.begin_array();
    for (const auto& attribute : label.attributes) write_attribute(w, attribute);
    w.end_array();
    w.member("type", label.type);
    if (label.svg) w.member("svg", *label.svg);
    if (!is_part) {
        w.key("sublabels");
        w.begin_array();
        for (const auto& part : label.sublabels) write_label(w, part, true);
        w.end_array();
    }
    w.end_object();
}

void write_labels(JsonWriter& w, const std::vector<tasks::LabelChange>& labels) {
    w.key("labels");
    w.begin_array();
    for (const auto& label : labels) write_label(w, label, false);
    w.end_array();
}

// Keys by label, beside the labels: CVAT refuses members of a label that it does not know, and drops those of the file.
void write_hotkeys(JsonWriter& w, const std::vector<tasks::LabelChange>& labels) {
    if (std::ranges::none_of(labels, [](const auto& label) { return label.hotkey.has_value(); })) return;
    w.key(hotkeys_member);
    w.begin_object();
    for (const auto& label : labels)
        if (label.hotkey) w.member(*label.name, *label.hotkey);
    w.end_object();
}

void write_media(JsonWriter& w, const MediaDescription& m) {
    w.key("data");
    w.begin_object();
    w.member("chunk_size", m.chunk_size);
    w.member("image_quality", m.image_quality);
    if (m.start_frame) w.member("start_frame", *m.start_frame);
    if (m.stop_frame) w.member("stop_frame", *m.stop_frame);
    if (!m.frame_filter.empty()) w.member("frame_filter", m.frame_filter);
    w.member("chunk_type", m.chunk_type);
    w.member("storage_method", m.storage_method);
    w.member("storage", m.storage);
    w.member("sorting_method", m.sorting_method);
    write_numbers(w, "deleted_frames", m.deleted_frames);
    if (m.custom_segments) w.member("custom_segments", true);
    if (m.pool) {
        w.key("validation_layout");
        w.begin_object();
        w.member("mode", "gt_pool");
        write_texts(w, "frames", m.pool->frames);
        w.member("frames_per_job_count", m.pool->frames_per_job_count);
        w.end_object();
    }
    w.end_object();
}

void write_job(JsonWriter& w, const JobDescription& job) {
    w.begin_object();
    w.member("start_frame", job.start);
    w.member("stop_frame", job.stop);
    if (job.frames) write_numbers(w, "frames", *job.frames);
    w.member("type", job.type);
    w.member("status", job.status);
    if (!job.files.empty()) write_texts(w, "files", job.files);
    if (!job.disabled_frames.empty()) write_numbers(w, "disabled_frames", job.disabled_frames);
    w.end_object();
}

tasks::LabelChange describe(const tasks::Label& label) {
    tasks::LabelChange out;
    out.name = label.name;
    out.color = label.color;
    out.type = label.type;
    if (label.type == "skeleton") out.svg = drawing_with_names(label.svg, label.sublabels);
    for (const auto& spec : label.attributes)
        out.attributes.push_back(
            {{}, spec.name, spec.is_mutable, spec.input_type, spec.default_value, spec.values, false});
    if (!label.hotkey.empty()) out.hotkey = label.hotkey;
    for (const auto& part : label.sublabels) out.sublabels.push_back(describe(part));
    return out;
}

} // namespace

std::vector<tasks::LabelChange> describe(std::vector<tasks::Label> labels) {
    std::ranges::stable_sort(labels, {}, &tasks::Label::position);
    std::vector<tasks::LabelChange> out;
    for (const auto& label : labels) out.push_back(describe(label));
    return out;
}

std::string to_json(const ProjectDescription& project) {
    JsonWriter w;
    w.begin_object();
    w.member("name", project.name);
    w.member("bug_tracker", project.bug_tracker);
    w.member("status", project.status);
    write_labels(w, project.labels);
    write_hotkeys(w, project.labels);
    if (project.settings != "{}") {
        w.key(settings_member);
        w.raw(project.settings);
    }
    w.member("version", version);
    w.end_object();
    return w.take();
}

std::string to_json(const TaskDescription& task) {
    JsonWriter w;
    w.begin_object();
    w.member("name", task.name);
    w.member("bug_tracker", task.bug_tracker);
    w.member("status", task.status);
    w.member("subset", task.subset);
    if (task.consensus_replicas) w.member("consensus_replicas", task.consensus_replicas);
    write_labels(w, task.labels);
    write_hotkeys(w, task.labels);
    w.member("version", version);
    write_media(w, task.data);
    w.key("jobs");
    w.begin_array();
    for (const auto& job : task.jobs) write_job(w, job);
    w.end_array();
    w.end_object();
    return w.take();
}

} // namespace limn::backup
