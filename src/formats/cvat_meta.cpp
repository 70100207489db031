#include "formats/cvat_meta.h"

#include "base/text.h"
#include "formats/items_out.h"
#include "formats/layout.h"

#include <ctime>

#include <fmt/format.h>

namespace limn::formats {
namespace {

void write_person(XmlWriter& xml, std::string_view tag, const std::optional<Person>& person) {
    if (!person) {
        xml.leaf(tag, "");
        return;
    }
    xml.begin(tag).children();
    xml.leaf("username", person->username);
    xml.leaf("email", person->email);
    xml.end();
}

// The drawing with the labels of its nodes by name.
std::string named_svg(const Label& skeleton, const LabelIndex& labels) {
    std::string svg = skeleton.svg;
    for (size_t i = 0; i < labels.size(); ++i) {
        const Label& label = labels.at(static_cast<int64_t>(i));
        if (label.parent != skeleton.id) continue;
        svg = replace_all(svg, fmt::format("data-label-id=\"{}\"", label.id),
                          fmt::format("data-label-name=\"{}\"", label.name));
    }
    return svg;
}

void write_labels(XmlWriter& xml, const Dataset& dataset) {
    const LabelIndex labels(dataset.labels);
    xml.begin("labels").children();
    for (const Label& label : dataset.labels) {
        xml.begin("label").children();
        xml.leaf("name", label.name);
        xml.leaf("color", label.colour);
        xml.leaf("type", label.type);
        xml.begin("attributes").children();
        for (const AttributeSpec& spec : label.attributes) {
            xml.begin("attribute").children();
            xml.leaf("name", spec.name);
            xml.leaf("mutable", spec.is_mutable ? "True" : "False");
            xml.leaf("input_type", spec.input_type);
            xml.leaf("default_value", spec.default_value);
            xml.leaf("values", join(spec.values, "\n"));
            xml.end();
        }
        xml.end();
        if (label.parent != 0) xml.leaf("parent", labels.parent(label));
        if (label.type == "skeleton") xml.leaf("svg", named_svg(label, labels));
        xml.end();
    }
    xml.end();
}

void write_original_size(XmlWriter& xml, const TaskPart& part) {
    xml.begin("original_size").children();
    xml.leaf("width", part.original_width);
    xml.leaf("height", part.original_height);
    xml.end();
}

// What a task and a job have in common, in this order.
void write_part(XmlWriter& xml, const Dataset& dataset, const TaskPart& part) {
    xml.leaf("size", part.size);
    xml.leaf("mode", part.mode);
    xml.leaf("overlap", part.overlap);
    xml.leaf("bugtracker", part.bug_tracker);
    xml.leaf("created", cvat_time(part.created));
    xml.leaf("updated", cvat_time(part.updated));
    xml.leaf("subset", part.subset.empty() ? "default" : part.subset);
    xml.leaf("start_frame", part.start_frame);
    xml.leaf("stop_frame", part.stop_frame);
    xml.leaf("frame_filter", part.frame_filter);
    xml.begin("segments").children();
    for (const Segment& segment : part.segments) {
        xml.begin("segment").children();
        xml.leaf("id", segment.job_id);
        xml.leaf("start", segment.start);
        xml.leaf("stop", segment.stop);
        xml.leaf("url", fmt::format("{}/api/jobs/{}", dataset.host, segment.job_id));
        xml.end();
    }
    xml.end();
    write_person(xml, "owner", part.owner);
    write_person(xml, "assignee", part.assignee);
}

void write_task(XmlWriter& xml, const Dataset& dataset, const TaskPart& part) {
    xml.begin("task").children();
    xml.leaf("id", part.id);
    xml.leaf("name", part.name);
    write_part(xml, dataset, part);
    if (dataset.target == Target::task) write_labels(xml, dataset);
    if (part.video) {
        write_original_size(xml, part);
        xml.leaf("source", part.source);
    }
    xml.end();
}

void write_job(XmlWriter& xml, const Dataset& dataset, const TaskPart& part) {
    xml.begin("job").children();
    xml.leaf("id", dataset.id);
    write_part(xml, dataset, part);
    write_labels(xml, dataset);
    xml.end();
}

void write_project(XmlWriter& xml, const Dataset& dataset) {
    xml.begin("project").children();
    xml.leaf("id", dataset.id);
    xml.leaf("name", dataset.name);
    xml.leaf("bugtracker", dataset.bug_tracker);
    xml.leaf("created", cvat_time(dataset.created));
    xml.leaf("updated", cvat_time(dataset.updated));
    xml.begin("tasks").children();
    for (const TaskPart& part : dataset.tasks) write_task(xml, dataset, part);
    xml.end();
    xml.leaf("subsets", join(subsets(dataset), "\n"));
    write_person(xml, "owner", dataset.owner);
    write_person(xml, "assignee", dataset.assignee);
    write_labels(xml, dataset);
    xml.end();
}

} // namespace

std::string cvat_time(Time time) {
    int64_t seconds = time.us / 1'000'000, us = time.us % 1'000'000;
    if (us < 0) {
        us += 1'000'000;
        --seconds;
    }
    const std::time_t moment = seconds;
    std::tm utc{};
    gmtime_r(&moment, &utc);
    return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02}.{:06}+00:00", utc.tm_year + 1900, utc.tm_mon + 1,
                       utc.tm_mday, utc.tm_hour, utc.tm_min, utc.tm_sec, us);
}

void write_cvat_meta(const Dataset& dataset, XmlWriter& xml) {
    xml.leaf("version", "1.1");
    xml.begin("meta").children();
    switch (dataset.target) {
    case Target::project: write_project(xml, dataset); break;
    case Target::task: write_task(xml, dataset, dataset.tasks.at(0)); break;
    case Target::job: write_job(xml, dataset, dataset.tasks.at(0)); break;
    }
    xml.leaf("dumped", cvat_time(now()));
    if (dataset.target == Target::job && dataset.tasks[0].video) write_original_size(xml, dataset.tasks[0]);
    xml.end();
}

} // namespace limn::formats
