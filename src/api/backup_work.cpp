// What happens behind backups, on the threads of the queue.
#include <filesystem>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "api/announcement.h"
#include "api/backups.h"
#include "api/files.h"
#include "backup/backup.h"
#include "base/error.h"
#include "base/text.h"
#include "storage/blob_store.h"
#include "storage/temp_file.h"

namespace limn::api {
namespace fs = std::filesystem;

namespace {

backup::House house_of(Services& services) {
    return {services.database, services.blobs, services.clouds, services.settings.share_folder,
            fs::path(services.settings.data_folder) / "scratch"};
}

// What the archive depends on, in short, and the name that it gets.
struct Exported {
    std::string name;
    Time updated; // of the object
    std::string content;
};

Exported describe(db::Connection& c, std::string_view target, int64_t id) {
    const bool project = target == "project";
    Exported out;
    {
        auto rows = c.query(fmt::format("SELECT name, updated_date FROM {} WHERE id = ?", target), id);
        if (!rows.next()) throw not_found(project ? "Project" : "Task");
        out.name = rows.text(0);
        out.updated = rows.time(1);
    }
    const auto column = project ? "t.project_id" : "t.id";
    auto rows =
        c.query(fmt::format("SELECT count(*), max(t.updated_date), max(j.updated_date) FROM task t LEFT JOIN job j ON "
                            "j.task_id = t.id WHERE {} = ?",
                            column),
                id);
    rows.next();
    out.content = fmt::format("{} {} {} {}", out.updated.us, rows.integer(0), rows.integer(1), rows.integer(2));
    return out;
}

void run_export(queue::Work& work, Services& services) {
    const auto& row = work.request();
    const auto id = row.input.as_object().at("id").to_number<int64_t>();
    const bool light = row.lightweight.value_or(false);
    const auto what = services.database.read([&](db::Connection& c) { return describe(c, row.target, id); });
    const auto key = export_key(row.target, id, fmt::format("backup {} {}", light, what.content));
    if (!renew_export(services, key)) {
        storage::TempFile file(fs::path(services.settings.data_folder) / "scratch");
        const backup::ExportOptions options{.lightweight = light, .progress = [&](double p) { work.progress(p); }};
        if (row.target == "project")
            backup::export_project(house_of(services), id, options, file.path());
        else
            backup::export_task(house_of(services), id, options, file.path());
        services.blobs.adopt(key, file.path());
    }
    const auto object = replace_all(replace_all(what.name, "/", "_"), "\\", "_");
    deliver(work, services, key,
            lower(fmt::format("{}_{}_backup{}_{}.zip", row.target, object, light ? "-lightweight" : "",
                              to_file_stamp(what.updated))));
}

void announce(Services& services, db::Connection& c, const queue::RequestRow& row, int64_t id) {
    if (row.target != "project") return announce_made(services, c, row, {}, {id});
    std::vector<int64_t> tasks;
    for (auto rows = c.query("SELECT id FROM task WHERE project_id = ? ORDER BY id", id); rows.next();)
        tasks.push_back(rows.integer(0));
    announce_made(services, c, row, id, tasks);
}

int64_t restore(queue::Work& work, Services& services, const fs::path& file) {
    const auto& row = work.request();
    backup::RestoreOptions options;
    options.owner_id = row.owner_id;
    options.organization_id = row.organization_id;
    options.progress = [&](double p) { work.progress(p); };
    options.made = [&](db::Connection& c, int64_t id) { queue::Queue::note_result(c, row.id, id); };
    options.complete = [&](db::Connection& c, int64_t id) { announce(services, c, row, id); };
    const auto house = house_of(services);
    if (row.target == "project") {
        if (row.result_id) backup::remove_restored_project(house, *row.result_id);
        return backup::restore_project(house, file, options);
    }
    if (row.result_id) backup::remove_restored_task(house, *row.result_id);
    return backup::restore_task(house, file, options);
}

void run_import(queue::Work& work, Services& services) {
    with_imported_file(work, services,
                       [&](const fs::path& file) { work.finish_with_id(restore(work, services, file)); });
}

} // namespace

void add_backup_work(queue::Queue& queue, Services& services) {
    queue.on("export:backup", [&services](queue::Work& work) { run_export(work, services); });
    queue.on("import:backup", [&services](queue::Work& work) { run_import(work, services); });
}

} // namespace limn::api
