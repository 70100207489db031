// Reading task.json and project.json, which strangers may have written.
#include <algorithm>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "backup/description.h"
#include "base/json.h"
#include "base/text.h"
#include "queue/queue.h"
#include "tasks/hotkey.h"

namespace limn::backup {
namespace json = boost::json;

namespace {

constexpr std::string_view input_types[] = {"checkbox", "radio", "number", "text", "select"};
constexpr std::string_view label_types[] = {"any",     "cuboid",   "ellipse",   "mask",     "points",
                                            "polygon", "polyline", "rectangle", "skeleton", "tag"};
constexpr std::string_view job_types[] = {"annotation", "ground_truth", "consensus_replica"};
constexpr std::string_view statuses[] = {"annotation", "validation", "completed"};
constexpr std::string_view sortings[] = {"lexicographical", "natural", "predefined", "random"};

constexpr size_t longest_name = 256, longest_label = 64, longest_address = 2000;

[[noreturn]] void fail(std::string_view reason) { throw queue::Failure("ValueError", reason); }

// An object with the words for what is wrong in it.
class Fields {
  public:
    Fields(const json::value& v, std::string place) : place_(std::move(place)) {
        if (!v.is_object()) fail(fmt::format("The backup is damaged: {} is no object", place_));
        object_ = &v.get_object();
    }

    const json::value* find(std::string_view name) const {
        const auto* v = object_->if_contains(name);
        return v && v->is_null() ? nullptr : v;
    }
    const std::string& place() const { return place_; }

    std::string text(std::string_view name, size_t longest) const {
        auto value = text(name, longest, "");
        if (value.empty()) wrong(name, "is missing");
        return value;
    }
    std::string text(std::string_view name, size_t longest, std::string_view otherwise) const {
        const auto* v = find(name);
        if (!v) return std::string(otherwise);
        if (!v->is_string()) wrong(name, "is no text");
        std::string value(v->get_string());
        if (longest && utf8_length(value) > longest) wrong(name, fmt::format("is longer than {} characters", longest));
        return value;
    }
    template <size_t N>
    std::string choice(std::string_view name, const std::string_view (&words)[N], std::string_view otherwise) const {
        auto value = text(name, longest_label, otherwise);
        if (std::ranges::find(words, value) == std::end(words)) wrong(name, fmt::format("may not be '{}'", value));
        return value;
    }
    std::optional<int64_t> number(std::string_view name) const {
        const auto* v = find(name);
        if (!v) return {};
        return number_of(name, *v);
    }
    bool flag(std::string_view name) const {
        const auto* v = find(name);
        if (v && !v->is_bool()) wrong(name, "is neither true nor false");
        return v && v->get_bool();
    }
    const json::array& list(std::string_view name) const {
        static const json::array none;
        const auto* v = find(name);
        if (!v) return none;
        if (!v->is_array()) wrong(name, "is no list");
        return v->get_array();
    }
    std::vector<int64_t> numbers(std::string_view name) const {
        std::vector<int64_t> out;
        for (const auto& v : list(name)) out.push_back(number_of(name, v));
        return out;
    }
    std::vector<std::string> texts(std::string_view name) const {
        std::vector<std::string> out;
        for (const auto& v : list(name)) {
            if (!v.is_string()) wrong(name, "holds what is no text");
            out.emplace_back(v.get_string());
        }
        return out;
    }
    [[noreturn]] void wrong(std::string_view name, std::string_view what) const {
        fail(fmt::format("The backup is damaged: '{}' of {} {}", name, place_, what));
    }

  private:
    int64_t number_of(std::string_view name, const json::value& v) const {
        boost::system::error_code failure;
        const auto value = v.is_number() ? v.to_number<int64_t>(failure) : 0;
        if (!v.is_number() || failure || value < 0 || value > INT32_MAX) wrong(name, "is no number that can be");
        return value;
    }

    const json::object* object_ = nullptr;
    std::string place_;
};

json::value parsed(std::string_view text, std::string_view file) {
    boost::system::error_code failure;
    auto value = json::parse(text, failure);
    if (failure) fail(fmt::format("The backup is damaged: {} is no JSON: {}", file, json_problem(text)));
    return value;
}

void check_version(const Fields& fields) {
    const auto* v = fields.find("version");
    const auto value = !v ? "None" : v->is_string() ? std::string(v->get_string()) : limn::to_json(*v);
    if (value != "1.0") fail(fmt::format("{} version is not supported", value));
}

// A list, or, in archives of early releases, a text of lines.
std::vector<std::string> values_of(const Fields& fields) {
    const auto* v = fields.find("values");
    if (!v || !v->is_string()) return fields.texts("values");
    std::vector<std::string> out;
    for (const auto line : split(v->get_string(), '\n')) out.emplace_back(line);
    return out;
}

tasks::LabelChange label_of(const json::value& v, bool is_part) {
    const Fields fields(v, "a label");
    tasks::LabelChange label;
    label.name = fields.text("name", longest_label);
    label.color = fields.text("color", 8, "");
    label.type = fields.choice("type", label_types, is_part ? "points" : "any");
    if (label.type == "skeleton") label.svg = fields.text("svg", 0, "");
    for (const auto& item : fields.list("attributes")) {
        const Fields attribute(item, fmt::format("an attribute of label '{}'", *label.name));
        label.attributes.push_back({{},
                                    attribute.text("name", longest_label),
                                    attribute.flag("mutable"),
                                    attribute.choice("input_type", input_types, "text"),
                                    attribute.text("default_value", 128, ""),
                                    values_of(attribute),
                                    false});
    }
    if (!is_part)
        for (const auto& part : fields.list("sublabels")) label.sublabels.push_back(label_of(part, true));
    return label;
}

MediaDescription media_of(const json::value& v) {
    const Fields fields(v, "'data' of task.json");
    MediaDescription m;
    m.chunk_size = fields.number("chunk_size");
    if (m.chunk_size == 0) m.chunk_size.reset();
    m.image_quality = std::min<int64_t>(fields.number("image_quality").value_or(m.image_quality), 100);
    m.start_frame = fields.number("start_frame");
    m.stop_frame = fields.number("stop_frame");
    m.frame_filter = fields.text("frame_filter", longest_name, "");
    m.chunk_type = fields.text("chunk_type", longest_label, m.chunk_type);
    m.storage_method = fields.text("storage_method", longest_label, "file_system");
    m.storage = fields.text("storage", longest_label, "local");
    if (m.storage != "local" && m.storage != "cloud_storage") fail("Unexpected storage type in the backup files");
    m.sorting_method = fields.choice("sorting_method", sortings, m.sorting_method);
    m.deleted_frames = fields.numbers("deleted_frames");
    m.custom_segments = fields.flag("custom_segments");
    if (const auto* layout = fields.find("validation_layout")) {
        const Fields pool(*layout, "'validation_layout' of task.json");
        if (pool.text("mode", longest_label, "") == "gt_pool")
            m.pool = PoolDescription{pool.texts("frames"), pool.number("frames_per_job_count")};
    }
    return m;
}

JobDescription job_of(const json::value& v) {
    const Fields fields(v, "a job of task.json");
    JobDescription job;
    job.type = fields.text("type", longest_label, "annotation"); // missing in archives from before ground truth jobs
    if (std::ranges::find(job_types, job.type) == std::end(job_types))
        fail(fmt::format("Unexpected job type {}", job.type));
    job.status = fields.choice("status", statuses, "annotation");
    const auto start = fields.number("start_frame"), stop = fields.number("stop_frame");
    if (!start || !stop) fail("Expected segment info in the backup files");
    job.start = *start;
    job.stop = *stop;
    if (fields.find("frames")) {
        job.frames = fields.numbers("frames");
        std::ranges::sort(*job.frames);
        job.frames->erase(std::ranges::unique(*job.frames).begin(), job.frames->end());
    }
    job.files = fields.texts("files");
    job.disabled_frames = fields.numbers("disabled_frames");
    return job;
}

void read_hotkeys(const json::value& v, std::vector<tasks::LabelChange>& labels) {
    const Fields fields(v, fmt::format("'{}'", hotkeys_member));
    for (auto& label : labels)
        if (auto hotkey = fields.text(*label.name, 0, ""); tasks::is_hotkey(hotkey)) label.hotkey = std::move(hotkey);
}

void read_common(const Fields& fields, ProjectDescription& out) {
    check_version(fields);
    out.name = fields.text("name", longest_name);
    out.bug_tracker = fields.text("bug_tracker", longest_address, "");
    out.status = fields.choice("status", statuses, "annotation");
    for (const auto& label : fields.list("labels")) out.labels.push_back(label_of(label, false));
    if (const auto* found = fields.find(hotkeys_member)) read_hotkeys(*found, out.labels);
    if (const auto* settings = fields.find(settings_member); settings && settings->is_object())
        out.settings = limn::to_json(*settings);
}

} // namespace

ProjectDescription read_project(std::string_view text) {
    const auto value = parsed(text, "project.json");
    ProjectDescription project;
    read_common(Fields(value, "project.json"), project);
    return project;
}

TaskDescription read_task(std::string_view text) {
    const auto value = parsed(text, "task.json");
    const Fields fields(value, "task.json");
    TaskDescription task;
    read_common(fields, task);
    task.subset = fields.text("subset", longest_label, "");
    task.consensus_replicas = fields.number("consensus_replicas").value_or(0);
    const auto* data = fields.find("data");
    if (!data) fail("The backup is damaged: task.json says nothing about the media");
    task.data = media_of(*data);
    for (const auto& job : fields.list("jobs")) task.jobs.push_back(job_of(job));
    if (task.jobs.empty()) fail("Expected segment info in the backup files");
    return task;
}

} // namespace limn::backup
