// Projects, tasks, jobs, issues, comments and labels as answers show them, many at once: a handful of queries for any
// number of rows. The texts come in the order of the ids; ids that are gone are left out.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "api/call.h"
#include "base/json.h"
#include "db/database.h"
#include "tasks/label.h"

namespace limn::api {

std::vector<std::string> project_items(Call& call, db::Connection& c, const std::vector<int64_t>& ids);
std::vector<std::string> task_items(Call& call, db::Connection& c, const std::vector<int64_t>& ids);
// Storages are shown to those who may see the task.
std::vector<std::string> job_items(Call& call, db::Connection& c, const std::vector<int64_t>& ids);
std::vector<std::string> issue_items(Call& call, db::Connection& c, const std::vector<int64_t>& ids);
std::vector<std::string> comment_items(Call& call, db::Connection& c, const std::vector<int64_t>& ids);
std::vector<std::string> label_items(db::Connection& c, const std::vector<int64_t>& ids, bool with_hotkeys);

// One of them; throws 404 when it is gone.
std::string project_item(Call& call, db::Connection& c, int64_t id);
std::string task_item(Call& call, db::Connection& c, int64_t id);
std::string job_item(Call& call, db::Connection& c, int64_t id);

// A label below a project or task; sublabels inside leave out what their parent says.
void write_label(JsonWriter& w, const tasks::Label& label, bool with_hotkey);

// --- pieces

// {"url": ..., and what write_more adds}
template <class F> void write_summary(JsonWriter& w, std::string_view name, const std::string& url, F&& write_more) {
    w.key(name);
    w.begin_object();
    w.member("url", url);
    write_more();
    w.end_object();
}
inline void write_summary(JsonWriter& w, std::string_view name, const std::string& url) {
    write_summary(w, name, url, [] {});
}

inline void write_numbers(JsonWriter& w, std::string_view name, const std::vector<int64_t>& numbers) {
    w.key(name);
    w.begin_array();
    for (const auto n : numbers) w.value(n);
    w.end_array();
}

inline void write_time(JsonWriter& w, std::string_view name, const std::optional<Time>& time) {
    w.key(name);
    time ? w.value(to_iso(*time)) : w.value(nullptr);
}

// The columns id, location, cloud_storage_id as a storage, or null.
void write_storage(JsonWriter& w, std::string_view name, const db::Rows& rows, int first_column);

// What a task's dimension says in the words of newer releases.
inline std::string_view media_type(std::string_view dimension) { return dimension == "3d" ? "point_cloud" : "image"; }

// Orders texts as the ids say; those without a text are left out.
std::vector<std::string> in_order(std::unordered_map<int64_t, std::string> items, const std::vector<int64_t>& ids);

} // namespace limn::api
