// /api/jobs/{id}/annotations and /api/tasks/{id}/annotations.
//
// Beyond the contract: answers about a job carry X-Job-Revision, which grows with every change; a save with
// If-Match: <revision> is refused (409) when the job has another one by then; a save with an Idempotency-Key may be
// sent again without being saved twice.
#include "api/annotations.h"

#include <fmt/format.h>

#include "annotation/load.h"
#include "annotation/parse.h"
#include "annotation/receipts.h"
#include "annotation/store.h"
#include "annotation/task_view.h"
#include "annotation/wire.h"
#include "api/annotation_requests.h"
#include "api/announcement.h"
#include "api/datasets.h"
#include "api/subjects.h"
#include "api/uploads.h"
#include "base/error.h"
#include "base/json.h"
#include "base/text.h"
#include "tasks/validation.h"

namespace limn::api {
namespace {

using annotation::Action;

constexpr std::string_view export_moved =
    "This endpoint is no longer supported.\n"
    "To initiate the export process, use POST /api/{}/id/dataset/export?save_images=False.\n"
    "To check the process status, use GET /api/requests/rq_id,\n"
    "where rq_id is obtained from the response of the previous request.\n"
    "To download the prepared file, use the result_url obtained from the response of the previous request.\n";
constexpr std::string_view import_moved =
    "This endpoint no longer supports checking the status of the import process.\n"
    "The common requests API should be used instead: GET /api/requests/rq_id,\n"
    "where rq_id is obtained from the response of the initializing request.\n";

bool asks_for_export(const Call& call) {
    for (const auto name : {"format", "filename", "action", "location", "cloud_storage_id"})
        if (call.request.has_argument(name)) return true;
    return false;
}

bool asks_for_import(const Call& call) {
    return call.request.has_argument("format") || call.request.has_argument("rq_id");
}

Action patch_action(const Call& call) {
    const auto word = call.argument("action").value_or("");
    if (word == "create") return Action::create;
    if (word == "update") return Action::update;
    if (word == "delete") return Action::remove;
    throw list_error("Please specify a correct 'action' for the request");
}

struct Body {
    annotation::Annotations data;
    int64_t fingerprint = 0;
};

Body read_body(Call& call, Action action) {
    Body body;
    if (!call.request.body) return body;
    auto text = call.request.body->read_all(call.services.settings.json_limit);
    if (text.empty()) return body;
    const auto type = call.request.header("Content-Type");
    if (!equal_ignoring_case(trim(type.substr(0, type.find(';'))), "application/json"))
        throw detail_error(415, fmt::format("Unsupported media type \"{}\" in request.", type));
    if (call.request.has_header("Idempotency-Key")) body.fingerprint = annotation::fingerprint(text);
    body.data = annotation::parse(text, action);
    return body;
}

std::optional<annotation::ReceiptKey> receipt_key(const Call& call, std::string target, int64_t fingerprint) {
    const std::string key(call.request.header("Idempotency-Key"));
    if (key.empty()) return {};
    if (key.size() > 255) throw list_error("Idempotency-Key must be no longer than 255 characters");
    return annotation::ReceiptKey{call.caller.id, std::move(target), key, fingerprint};
}

struct Committed {
    std::vector<annotation::Ids> ids;
    int64_t revision = 0; // of the first job
    size_t links_kept = 0, links_lost = 0;
};

// Tells what became of the links between objects that were replaced, where there were any; answers have no room for it.
http::Response with_links(http::Response response, const Committed& done) {
    if (!done.links_kept && !done.links_lost) return response;
    response.header("X-Links-Kept", std::to_string(done.links_kept));
    response.header("X-Links-Lost", std::to_string(done.links_lost));
    return response;
}

// Saves, or finds that the same was saved before.
Committed commit(Call& call, std::vector<annotation::Save>& saves, const std::optional<annotation::ReceiptKey>& receipt,
                 std::optional<int64_t> expected = {}) {
    const annotation::CommitOptions options{.account_id = call.caller.id, .expected_revision = expected};
    return call.database().write([&](db::Connection& c) {
        Committed done;
        annotation::lock_jobs(c, saves);
        if (receipt) {
            if (auto before = annotation::find_receipt(c, *receipt); before && before->size() == saves.size()) {
                done.ids = std::move(*before);
                if (!saves.empty())
                    done.revision = c.value("SELECT revision FROM job WHERE id = ?", saves.front().job_id).value_or(0);
                return done;
            }
        }
        Announcement announcement(call, c);
        std::vector<int64_t> jobs;
        for (const auto& save : saves) jobs.push_back(save.job_id);
        announcement.will_change(Kind::job, jobs);
        annotation::settle_ids(c, saves);
        auto saved = annotation::commit(c, saves, options);
        announcement.send();
        if (receipt) annotation::keep_receipt(c, *receipt, saved, options.when);
        if (!saved.empty()) done.revision = saved.front().revision;
        for (auto& s : saved) {
            done.ids.push_back(std::move(s.ids));
            done.links_kept += s.links_kept;
            done.links_lost += s.links_lost;
        }
        return done;
    });
}

// --- jobs

struct JobRules {
    int64_t task_id = 0;
    annotation::LabelSet labels;
    bool is_pool = false;
};

JobRules job_rules(Call& call, int64_t job_id, std::string_view scope) {
    return call.database().read([&](db::Connection& c) {
        const auto job = find_job(c, call, job_id, Filters::without_simple);
        job.require(call.caller, scope);
        const auto layout = tasks::find_validation_layout(c, *job.task_id);
        return JobRules{*job.task_id, annotation::load_label_set(c, *job.task_id), layout && layout->is_pool()};
    });
}

http::Response get_job(Call& call) {
    const auto id = call.id(0);
    int64_t revision = 0;
    std::string text;
    call.database().read([&](db::Connection& c) {
        const auto job = find_job(c, call, id, Filters::without_simple);
        job.require(call.caller, "view:annotations");
        if (asks_for_export(call)) return;
        revision = c.value("SELECT revision FROM job WHERE id = ?", id).value_or(0);
        annotation::append_job_json(c, id, annotation::load_label_set(c, *job.task_id), text);
    });
    if (asks_for_export(call)) return call.text(410, fmt::format(fmt::runtime(export_moved), "jobs"));
    return with_revision(call.json(200, std::move(text)), revision);
}

http::Response save_job(Call& call, Action action) {
    const auto id = call.id(0);
    const auto rules = job_rules(call, id, "update:annotations");
    if (action == Action::replace && asks_for_import(call)) return call.text(410, import_moved);
    if (call.request.method == http::Method::patch) action = patch_action(call);
    auto body = read_body(call, action);
    annotation::check_tracks(rules.is_pool, body.data);
    if (action != Action::remove) annotation::check_labels(body.data, rules.labels);
    std::vector<annotation::Save> saves;
    saves.push_back(annotation::prepare(id, action, std::move(body.data)));
    const auto done =
        commit(call, saves, receipt_key(call, fmt::format("job:{}", id), body.fingerprint), expected_revision(call));
    auto& data = saves.front().data;
    annotation::apply_ids(data, done.ids.front());
    std::string text;
    annotation::append_json(text, data,
                            action == Action::remove ? annotation::Style::removed : annotation::Style::echo);
    return with_links(with_revision(call.json(200, std::move(text)), done.revision), done);
}

http::Response put_job(Call& call) { return save_job(call, Action::replace); }
http::Response patch_job(Call& call) { return save_job(call, Action::create); }

http::Response clear_job(Call& call) {
    const auto id = call.id(0);
    job_rules(call, id, "delete:annotations");
    std::vector<annotation::Save> saves;
    saves.push_back(annotation::prepare(id, Action::replace, {}));
    return with_revision(call.no_content(), commit(call, saves, {}, expected_revision(call)).revision);
}

// --- tasks

annotation::View task_view(Call& call, std::string_view scope) {
    return call.database().read([&](db::Connection& c) {
        const auto task = find_task(c, call, call.id(0), Filters::without_simple);
        task.require(call.caller, scope);
        return annotation::load_view(c, task.id);
    });
}

http::Response get_task(Call& call) {
    std::string text;
    bool has_media = false;
    call.database().read([&](db::Connection& c) {
        const auto task = find_task(c, call, call.id(0), Filters::without_simple);
        task.require(call.caller, "view:annotations");
        if (asks_for_export(call)) return;
        const auto view = annotation::load_view(c, task.id);
        has_media = view.has_media;
        if (has_media) text = annotation::task_json(c, view);
    });
    if (asks_for_export(call)) return call.text(410, fmt::format(fmt::runtime(export_moved), "tasks"));
    if (!has_media) return call.text(400, "Exporting annotations from a task without data is not allowed");
    return call.json(200, std::move(text));
}

http::Response save_task(Call& call, Action action) {
    const auto view = task_view(call, "update:annotations");
    if (action == Action::replace && asks_for_import(call)) return call.text(410, import_moved);
    if (call.request.method == http::Method::patch) action = patch_action(call);
    auto body = read_body(call, action);
    auto saves = annotation::prepare(view, action, std::move(body.data));
    const auto done = commit(call, saves, receipt_key(call, fmt::format("task:{}", view.task_id), body.fingerprint));
    return with_links(call.json(200, annotation::saved_json(view, action, std::move(saves), done.ids)), done);
}

http::Response put_task(Call& call) { return save_task(call, Action::replace); }
http::Response patch_task(Call& call) { return save_task(call, Action::create); }

http::Response clear_task(Call& call) {
    const auto view = task_view(call, "delete:annotations");
    auto saves = annotation::prepare(view, Action::replace, {});
    commit(call, saves, {});
    return call.no_content();
}

} // namespace

void add_annotation_routes(Routes& routes) {
    routes.get("/api/jobs/{id}/annotations/", get_job);
    routes.post("/api/jobs/{id}/annotations/", import_job_annotations);
    routes.put("/api/jobs/{id}/annotations/", put_job);
    routes.patch("/api/jobs/{id}/annotations/", patch_job);
    routes.remove("/api/jobs/{id}/annotations/", clear_job);
    routes.get("/api/tasks/{id}/annotations/", get_task);
    routes.post("/api/tasks/{id}/annotations/", import_task_annotations);
    routes.put("/api/tasks/{id}/annotations/", put_task);
    routes.patch("/api/tasks/{id}/annotations/", patch_task);
    routes.remove("/api/tasks/{id}/annotations/", clear_task);
}

} // namespace limn::api
