// What happens behind exports and imports, on the threads of the queue.
#include <filesystem>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "api/annotation_import.h"
#include "api/datasets.h"
#include "api/file_location.h"
#include "api/files.h"
#include "api/project_import.h"
#include "base/error.h"
#include "base/text.h"
#include "formats/format.h"
#include "formats/source.h"
#include "storage/temp_file.h"

namespace limn::api {
namespace fs = std::filesystem;

namespace {

using formats::Target;

constexpr std::chrono::hours export_life{24};
constexpr std::string_view export_folder = "exports";

Target target_of(const queue::RequestRow& row) {
    if (row.target == "project") return Target::project;
    return row.target == "task" ? Target::task : Target::job;
}

fs::path scratch_of(const Services& services) { return fs::path(services.settings.data_folder) / "scratch"; }

// --- exports

Time updated(const formats::Dataset& dataset) { return dataset.updated; }

std::string default_name(const queue::RequestRow& row, const formats::Dataset& dataset) {
    return lower(fmt::format("{}_{}_{}_{}_{}.zip", row.target, dataset.id, row.subresource,
                             to_file_stamp(updated(dataset)), row.format.value_or("")));
}

void run_export(queue::Work& work, Services& services) {
    const auto& row = work.request();
    const auto& input = row.input.as_object();
    const auto* exporter = formats::find_exporter(row.format.value_or(""));
    if (!exporter) throw queue::Failure("ValueError", "Unknown format specified for the request");
    const std::string host(input.at("host").as_string());
    const auto dataset = formats::load_export({services.database, *services.frames}, target_of(row),
                                              input.at("id").to_number<int64_t>(), host);
    if (dataset.tasks.empty() && dataset.target != Target::project)
        throw queue::Failure("ValueError", "There is nothing to export: the task has no data yet");

    const auto what = fmt::format("{} {} {} {}", row.format.value_or(""), row.subresource, updated(dataset).us, host);
    const auto key = export_key(row.target, dataset.id, what);
    if (!renew_export(services, key)) {
        storage::TempFile file(scratch_of(services));
        formats::export_dataset(
            *exporter, dataset,
            {.save_images = input.at("save_images").as_bool(), .progress = [&](double p) { work.progress(p); }},
            file.path());
        services.blobs.adopt(key, file.path());
    }
    deliver(work, services, key, default_name(row, dataset));
}

// --- imports

void run_import(queue::Work& work, Services& services) {
    with_imported_file(work, services, [&](const fs::path& file) {
        work.request().kind == "import:dataset" ? import_into_project(work, services, file)
                                                : import_annotations(work, services, file);
    });
}

} // namespace

void remove_export(Services& services, const std::string& key) {
    if (!key.starts_with(export_folder)) {
        services.blobs.remove(key);
        return;
    }
    for (const auto& blob : services.blobs.list(export_folder)) {
        std::error_code failure;
        const auto written = fs::last_write_time(services.blobs.local_file(blob.key), failure);
        if (failure || written > fs::file_time_type::clock::now() - export_life) continue;
        const bool offered = services.database.read([&](db::Connection& c) {
            return c.value("SELECT 1 FROM request WHERE result_file = ?", blob.key).has_value();
        });
        if (!offered) services.blobs.remove(blob.key);
    }
}

void add_dataset_work(queue::Queue& queue, Services& services) {
    const auto run = [&services](void (*work)(queue::Work&, Services&)) {
        return [&services, work](queue::Work& w) { work(w, services); };
    };
    queue.on("export:dataset", run(run_export));
    queue.on("export:annotations", run(run_export));
    queue.on("import:annotations", run(run_import));
    queue.on("import:dataset", run(run_import));
}

} // namespace limn::api
