#include "tasks/data_parameters.h"

#include <set>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "base/text.h"
#include "media/selection.h"

namespace limn::tasks {
namespace json = boost::json;

record::Problem read(const json::value& v, FileList& out) {
    if (!v.is_array()) return json::object{{"non_field_errors", record::not_a_list(v)}};
    json::array problems;
    bool failed = false;
    for (const auto& item : v.get_array()) {
        Text<1024> path;
        // An uploaded file stands in a JSON body as {"file": name}.
        const auto* inner = item.is_object() ? item.get_object().if_contains("file") : nullptr;
        auto p =
            item.is_null() ? record::problem("This field may not be null.") : record::read(inner ? *inner : item, path);
        failed |= !p.is_null();
        problems.push_back(p.is_null() ? json::value(json::object()) : std::move(p));
        out.paths.push_back(path.value);
    }
    return failed ? record::Problem(problems) : record::Problem();
}

void write(JsonWriter& w, const FileList& v) {
    w.begin_array();
    for (const auto& path : v.paths) w.value(path);
    w.end_array();
}

namespace {

std::optional<std::string> repeated_file(const std::vector<std::vector<Text<1024>>>& mapping) {
    std::set<std::string> seen;
    for (const auto& job : mapping)
        for (const auto& name : job)
            if (!seen.insert(name.value).second) return name.value;
    return {};
}

// What is wrong with single fields beyond their types.
json::object field_problems(const DataParameters& p) {
    json::object problems;
    if (p.chunk_size && *p.chunk_size && (*p.chunk_size)->value == 0)
        problems["chunk_size"] = record::problem("Chunk size must be a positive integer");
    if (!media::parse_frame_filter(p.frame_filter.value.value))
        problems["frame_filter"] = record::problem("Invalid frame filter expression");
    if (!p.job_file_mapping) return problems;
    json::object empty;
    for (size_t i = 0; i < p.job_file_mapping->size(); ++i)
        if ((*p.job_file_mapping)[i].empty()) empty[std::to_string(i)] = record::problem("This list may not be empty.");
    if (!empty.empty())
        problems["job_file_mapping"] = empty;
    else if (const auto name = repeated_file(*p.job_file_mapping))
        problems["job_file_mapping"] = record::problem(
            fmt::format("The same file '{}' cannot be used multiple times in the job file mapping", *name));
    return problems;
}

json::value together(std::string_view message) { return json::object{{"non_field_errors", json::array{message}}}; }

json::value validation_problem(const ValidationParameters& v) {
    const std::string& method = v.frame_selection_method;
    if (v.is_pool() && method == "random_per_job")
        return together("The \"frame_selection_method\" field must be one of manual, random_uniform");
    if (v.is_pool())
        if (auto p = per_job_problem(v); !p.is_null()) return p;
    auto problem = selection_problem(method, v, v.frames ? std::optional(v.frames->size()) : std::nullopt);
    if (!problem.is_null() || method != "manual") return problem;
    if (v.frames->empty()) return together("The \"frames\" field is required");
    std::set<std::string> seen;
    for (const auto& name : *v.frames)
        if (!seen.insert(name.value).second) return together("Frames must not repeat");
    return nullptr;
}

// What contradicts between fields.
void check_together(const DataParameters& p) {
    if (p.stop_frame && *p.stop_frame && p.stop_frame->value < p.start_frame.value.value)
        throw record_error("Stop frame must be more or equal start frame");
    if (const auto* validation = p.validation())
        if (auto problem = validation_problem(*validation); !problem.is_null())
            throw json_error(400, json::object{{"validation_params", problem}});
    if (!p.filename_pattern || !*p.filename_pattern || (*p.filename_pattern)->value.empty()) return;
    if (!p.server_files_exclude.value.empty())
        throw record_error("The filename_pattern and server_files_exclude cannot be used together");
    for (const auto& path : p.server_files.value.paths)
        if (!path.ends_with(".jsonl"))
            throw record_error("The filename_pattern can only be used with specified manifest or without server_files");
}

} // namespace

int64_t DataParameters::step() const { return media::parse_frame_filter(frame_filter.value.value).value_or(1); }

DataParameters read_data_parameters(const json::value& body) {
    auto p = read_record<DataParameters>(body);
    if (const auto problems = field_problems(p); !problems.empty()) throw json_error(400, problems);
    check_together(p);
    return p;
}

} // namespace limn::tasks
