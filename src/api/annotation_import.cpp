#include "api/annotation_import.h"

#include <algorithm>
#include <set>

#include <boost/json.hpp>

#include "annotation/duplicates.h"
#include "annotation/slice.h"
#include "annotation/store.h"
#include "annotation/task_view.h"
#include "api/announcement.h"
#include "api/files.h"
#include "api/imported_links.h"
#include "base/error.h"
#include "base/text.h"
#include "formats/format.h"
#include "formats/source.h"
#include "tasks/ids.h"
#include "tasks/job.h"

namespace limn::api {
namespace fs = std::filesystem;
namespace json = boost::json;

namespace {

using annotation::Annotations;

constexpr double usual_overlap = 0.9;

struct Mode {
    annotation::Action action = annotation::Action::replace; // or create: what is there stays
    bool only_new = false;                                   // of the file, what is not there yet
    double overlap = usual_overlap;                          // from which on it is
    bool dry_run = false;                                    // work it out, change nothing
};

std::string mode_word(const Call& call) { return call.argument("import_mode").value_or("replace"); }

double wanted_overlap(const Call& call) {
    const auto text = call.argument("duplicate_overlap");
    if (!text) return usual_overlap;
    const auto value = parse_double(*text);
    if (!value || !(*value > 0 && *value <= 1))
        throw list_error("duplicate_overlap must be a number over 0 and at most 1");
    return *value;
}

Mode read_mode(const json::object& input) {
    Mode mode;
    if (input.at("append").as_bool()) mode.action = annotation::Action::create;
    if (const auto* overlap = input.if_contains("duplicate_overlap")) {
        mode.only_new = true;
        mode.overlap = overlap->to_number<double>();
    }
    mode.dry_run = input.contains("dry_run");
    return mode;
}

// --- what comes of it, for the one who asked

struct Count {
    size_t present = 0, read = 0, added = 0;

    json::object show(bool replaces) const {
        return {{"present", present},
                {"read", read},
                {"added", added},
                {"skipped", read - added},
                {"removed", replaces ? present : 0}};
    }
};

struct Summary {
    Count tags, shapes, tracks;
    std::set<int64_t> frames; // that the file says something about; of tracks their keyframes

    void note(size_t Count::*field, const Annotations& data) {
        tags.*field = data.tags.size();
        shapes.*field = data.shapes.size();
        tracks.*field = data.tracks.size();
    }
    void note_frames(const Annotations& data) {
        for (const auto& t : data.tags) frames.insert(t.frame);
        for (const auto& s : data.shapes) frames.insert(s.frame);
        for (const auto& t : data.tracks)
            for (const auto& k : t.keyframes) frames.insert(k.frame);
    }
    json::object show(bool replaces) const {
        return {{"tags", tags.show(replaces)},
                {"shapes", shapes.show(replaces)},
                {"tracks", tracks.show(replaces)},
                {"frames", frames.size()}};
    }
};

// --- the work

struct Plan {
    annotation::View view;
    Annotations present; // only where it is asked for
};

Plan look(db::Connection& c, const queue::RequestRow& row, int64_t id, bool with_present) {
    Plan plan{annotation::load_view(c, row.task_id.value_or(id)), {}};
    if (row.target == "job") {
        const auto job = tasks::find_job(c, id);
        if (!job) throw not_found("Job");
        plan.view.jobs = {*job};
        plan.view.honeypots.clear(); // of a job only what is said is stored
    }
    if (with_present) plan.present = annotation::load_task(c, plan.view);
    return plan;
}

// What lies on frames of no job is nobody's.
void drop_outside(const annotation::View& view, Annotations& data) {
    const auto outside = [&](const annotation::Object& o) {
        return std::ranges::none_of(view.jobs, [&](const tasks::Job& job) { return job.has_frame(o.frame); });
    };
    std::erase_if(data.tags, outside);
    std::erase_if(data.shapes, outside);
    std::erase_if(data.tracks, [&](const annotation::Track& t) {
        return std::ranges::none_of(view.jobs, [&](const tasks::Job& job) {
            return annotation::slice(t, job.range.start, job.range.stop, view.three_d).has_value();
        });
    });
}

void drop_known(const Plan& plan, Annotations& data, double overlap) {
    annotation::DuplicateRule rule{.overlap = overlap, .three_d = plan.view.three_d};
    if (!plan.view.jobs.empty()) rule.begin = plan.view.jobs.front().range.start;
    for (const auto& job : plan.view.jobs) {
        rule.begin = std::min(rule.begin, job.range.start);
        rule.end = std::max(rule.end, job.range.stop + 1);
    }
    annotation::drop_duplicates(plan.present, data, plan.view.labels, rule);
}

// Whether the jobs are still as they were when it was worked out what is new.
bool unchanged(db::Connection& c, const annotation::View& view) {
    std::vector<int64_t> ids;
    for (const auto& job : view.jobs) ids.push_back(job.id);
    size_t same = 0;
    tasks::in_batches(ids, [&](std::span<const int64_t> some) {
        for (auto rows = tasks::query_ids(c, "SELECT id, revision FROM job WHERE id IN ", some); rows.next();)
            same += std::ranges::any_of(view.jobs, [&](const tasks::Job& job) {
                return job.id == rows.integer(0) && job.revision == rows.integer(1);
            });
    });
    return same == ids.size();
}

// False when only what is new was to be stored and somebody has saved in the meantime.
bool store(Services& services, const queue::RequestRow& row, const Plan& plan, std::vector<annotation::Save>& saves,
           const ImportedLinks& links, bool only_new) {
    return services.database.write([&](db::Connection& c) {
        if (only_new) {
            annotation::lock_jobs(c, saves);
            if (!unchanged(c, plan.view)) return false;
        }
        BackgroundCall call(services, c, row);
        Announcement announcement(call, c, row);
        std::vector<int64_t> jobs;
        for (const auto& save : saves) jobs.push_back(save.job_id);
        announcement.will_change(Kind::job, jobs);
        const auto saved = annotation::commit(c, saves, {.account_id = row.owner_id, .history_action = "import"});
        links.save(c, saves, saved);
        announcement.send();
        return true;
    });
}

// Once, and again whenever somebody has changed the annotations since they were compared.
bool apply(queue::Work& work, Services& services, const Mode& mode, formats::Found found) {
    auto& data = found.annotations;
    const auto& row = work.request();
    const auto id = row.input.at("id").to_number<int64_t>();
    const bool tells = mode.dry_run || mode.only_new;
    const auto plan = services.database.read([&](db::Connection& c) { return look(c, row, id, tells); });
    Summary summary;
    if (tells) {
        summary.note(&Count::present, plan.present);
        summary.note(&Count::read, data);
        summary.note_frames(data);
        drop_outside(plan.view, data);
        if (mode.only_new) drop_known(plan, data, mode.overlap);
        summary.note(&Count::added, data);
    }
    auto saves = annotation::prepare(plan.view, mode.action, std::move(data));
    const ImportedLinks links(std::move(found.links), saves);
    if (!mode.dry_run && !store(services, row, plan, saves, links, mode.only_new)) return false;
    if (tells) work.finish_with_summary(summary.show(mode.action == annotation::Action::replace));
    return true;
}

} // namespace

void check_import_mode(const Call& call) {
    const auto word = mode_word(call);
    if (word != "append" && word != "replace" && word != "append_new")
        throw list_error("import_mode must be append, append_new or replace");
    wanted_overlap(call);
    flag(call, "dry_run", false);
}

void add_import_mode(const Call& call, json::object& input) {
    const auto word = mode_word(call);
    input["append"] = word != "replace";
    if (word == "append_new") input["duplicate_overlap"] = wanted_overlap(call);
    if (flag(call, "dry_run", false)) input["dry_run"] = true;
}

void import_annotations(queue::Work& work, Services& services, const fs::path& file) {
    const auto& row = work.request();
    const auto& input = row.input.as_object();
    const auto* importer = formats::find_importer(std::string(input.at("format").as_string()));
    if (!importer) throw queue::Failure("ValueError", "Unknown input format");
    const auto target = row.target == "task" ? formats::Target::task : formats::Target::job;
    const auto known =
        formats::load_known({services.database, *services.frames}, target, input.at("id").to_number<int64_t>());
    if (known.tasks.empty()) throw queue::Failure("ValueError", "The task has no data yet: nothing can be imported");
    formats::ImportOptions options;
    options.masks_to_polygons = input.at("masks_to_polygons").as_bool();
    options.progress = [&](double p) { work.progress(p * 0.9); };
    auto found = formats::import_annotations(*importer, file, std::string(input.at("name").as_string()), known, options,
                                             fs::path(services.settings.data_folder) / "scratch");
    work.check_cancelled();
    const auto mode = read_mode(input);
    if (!mode.only_new) {
        apply(work, services, mode, std::move(found));
        return;
    }
    while (!apply(work, services, mode, found)) work.check_cancelled();
}

} // namespace limn::api
