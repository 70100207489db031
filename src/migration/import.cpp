#include "migration/import.h"

#include <fstream>
#include <limits>
#include <stdexcept>

#include <fmt/format.h>

#include "access/secrets.h"
#include "db/tables.h"
#include "migration/annotations.h"
#include "migration/journal.h"
#include "migration/report.h"

namespace limn::migration {
namespace fs = std::filesystem;

namespace {

constexpr std::string_view annotation_step = "annotations";

// Tells one dump from another without reading all of it: its size, and how it begins and ends.
std::string fingerprint_of(const fs::path& dump) {
    constexpr std::streamoff part = 64 << 10;
    std::ifstream in(dump, std::ios::binary | std::ios::ate);
    if (!in || !fs::is_regular_file(dump))
        throw std::runtime_error(fmt::format("the dump {} cannot be read; nothing was changed", dump.string()));
    const std::streamoff size = in.tellg();
    std::string ends;
    for (const auto from : {std::streamoff{0}, std::max<std::streamoff>(0, size - part)}) {
        std::string piece(static_cast<size_t>(std::min(part, size)), '\0');
        in.seekg(from);
        in.read(piece.data(), static_cast<std::streamsize>(piece.size()));
        ends += piece;
    }
    return fmt::format("{}-{}", size, access::sha256_hex(ends));
}

void check_source(const Source& from) {
    const auto need_folder = [](const fs::path& folder, std::string_view what) {
        if (!fs::is_directory(folder))
            throw std::runtime_error(fmt::format("{} {} is no folder; nothing was changed", what, folder.string()));
    };
    need_folder(from.data, "the data folder");
    const auto has = [&](const char* name) { return fs::is_directory(from.data / name); };
    if (!has("data") && !has("tasks") && !has("projects"))
        throw std::runtime_error(fmt::format(
            "{} is not CVAT's data folder: that one has folders data, tasks and projects in it. Nothing was changed.",
            from.data.string()));
    if (!from.share.empty()) need_folder(from.share, "the shared folder");
}

// The journal to go on with; throws when this is no installation to move into.
Journal begin(db::Database& database, const std::string& fingerprint) {
    return database.write([&](db::Connection& c) {
        if (auto journal = read_journal(c)) {
            if (journal->finished)
                throw std::runtime_error("this installation has moved in from CVAT already; nothing was changed. Give "
                                         "another --data (and --database) to move in once more.");
            if (journal->step.empty()) journal->fingerprint = fingerprint; // nothing has come over yet
            if (journal->fingerprint != fingerprint)
                throw std::runtime_error(
                    "this installation began to move in from another dump; nothing was changed. "
                    "Give the same dump to go on, or another --data (and --database) to begin anew.");
            return *journal;
        }
        for (const auto& [table, what] : {std::pair("account", "accounts"), std::pair("project", "projects"),
                                          std::pair("task", "tasks"), std::pair("organization", "organisations")})
            if (const auto count = c.value(fmt::format("SELECT count(*) FROM {}", table)).value_or(0))
                throw std::runtime_error(fmt::format(
                    "this installation is not empty: it has {} {}. Moving in keeps every id, so it needs an empty one: "
                    "give another --data (and --database). Nothing was changed.",
                    count, what));
        Journal journal;
        journal.fingerprint = fingerprint;
        write_journal(c, journal);
        return journal;
    });
}

std::vector<Step> all_steps() {
    std::vector<Step> steps;
    for (const auto group : {people_steps(), storage_steps(), media_steps(), work_steps(), label_steps(), frame_steps(),
                             discussion_steps(), quality_steps(), webhook_steps()})
        steps.insert(steps.end(), group.begin(), group.end());
    return steps;
}

// --- one step

class Runner {
  public:
    Runner(Move& move, Journal& journal, const Progress& progress)
        : move_(move), journal_(journal), progress_(progress) {}

    void run(const Step& step) {
        int64_t after = journal_.position.empty() ? std::numeric_limits<int64_t>::min() : journal_.position.front();
        const auto all = move_.staging.count(step.model);
        for (int64_t done = 0;;) {
            const auto records = move_.staging.records(step.model, after, step.batch);
            if (records.empty()) break;
            take(step, records);
            after = records.back().id();
            done += std::ssize(records);
            progress_(step.name, static_cast<double>(done) / static_cast<double>(std::max(all, done)));
        }
        if (step.table.empty()) return;
        move_.database.write([&](db::Connection& c) {
            const auto last = c.value(fmt::format("SELECT max(id) FROM {}", step.table));
            db::continue_ids(c, step.table, last.value_or(0));
        });
        move_.forget(step.table);
    }

  private:
    void take(const Step& step, std::span<const Record> records) {
        try {
            write(step, records);
        } catch (const db::ConstraintError& e) {
            if (records.size() == 1) return leave_out(records[0], e.what());
            for (const auto& record : records) take(step, {&record, 1});
        }
    }

    void write(const Step& step, std::span<const Record> records) {
        Batch batch;
        for (const auto& record : records) step.take(move_, record, batch);
        move_.flush_notes();
        commit(batch, records.back().id());
    }

    void leave_out(const Record& record, std::string_view reason) {
        move_.leave_out(record, "it does not fit with what is there", std::string(reason));
        move_.flush_notes();
        commit({}, record.id());
    }

    void commit(const Batch& batch, int64_t last) {
        auto next = journal_;
        next.position = {last};
        move_.database.write([&](db::Connection& c) {
            batch.write(c);
            write_journal(c, next);
        });
        journal_ = next;
    }

    Move& move_;
    Journal& journal_;
    const Progress& progress_;
};

void enter(Move& move, Journal& journal, std::string_view step) {
    if (journal.step == step) return;
    journal.step = step;
    journal.position.clear();
    move.database.write([&](db::Connection& c) { write_journal(c, journal); });
}

void run_annotations(Move& move, Journal& journal, const Progress& progress) {
    int64_t all = 0;
    for (const auto model : {"engine.labeledimage", "engine.labeledshape", "engine.labeledtrack"})
        all += move.staging.count(model);
    continue_annotation_ids(move);
    move_annotations(move, journal, [&](int64_t seen) {
        progress(annotation_step, static_cast<double>(seen) / static_cast<double>(std::max<int64_t>(all, 1)));
    });
}

// What every task and project has, also those of servers that knew nothing of it yet.
void add_missing_settings(db::Connection& c) {
    c.execute(
        "INSERT INTO quality_settings (task_id, created_date, updated_date) SELECT id, created_date, "
        "updated_date FROM task WHERE id NOT IN (SELECT task_id FROM quality_settings WHERE task_id IS NOT NULL)");
    c.execute("INSERT INTO quality_settings (project_id, created_date, updated_date) SELECT id, created_date, "
              "updated_date FROM project WHERE id NOT IN (SELECT project_id FROM quality_settings WHERE project_id IS "
              "NOT NULL)");
    c.execute("INSERT INTO consensus_settings (task_id, iou_threshold, quorum) SELECT id, 0.4, 0.5 FROM task WHERE "
              "consensus_replicas > 0 AND id NOT IN (SELECT task_id FROM consensus_settings)");
}

// Locations that no project and no task names are left over from deleted ones.
void finish(db::Connection& c, Journal& journal) {
    c.execute(
        "DELETE FROM storage_location WHERE id NOT IN (SELECT source_storage_id FROM project WHERE "
        "source_storage_id IS NOT NULL UNION SELECT target_storage_id FROM project WHERE target_storage_id IS NOT "
        "NULL UNION SELECT source_storage_id FROM task WHERE source_storage_id IS NOT NULL UNION SELECT "
        "target_storage_id FROM task WHERE target_storage_id IS NOT NULL)");
    add_missing_settings(c);
    journal.finished = true;
    write_journal(c, journal);
}

void keep_report(const fs::path& file, const std::string& report) {
    std::ofstream out(file, std::ios::binary | std::ios::trunc);
    out << report;
    if (!out.flush()) throw std::runtime_error(fmt::format("the report cannot be written to {}", file.string()));
}

} // namespace

std::string move_in(db::Database& database, storage::BlobStore& blobs, const access::SecretBox& secrets,
                    const fs::path& workspace, const fs::path& report_file, const Source& from,
                    const Progress& progress) {
    check_source(from);
    const auto fingerprint = fingerprint_of(from.dump);
    if (const auto old = database.read(read_journal); old && old->finished)
        fs::remove_all(workspace); // ended by a hair
    auto journal = begin(database, fingerprint);
    std::string report;
    {
        Staging staging(workspace / "dump.db", fingerprint);
        staging.load(from.dump, [&](uint64_t read, uint64_t all) {
            progress("reading the dump", static_cast<double>(read) / static_cast<double>(std::max<uint64_t>(all, 1)));
        });
        Move move(database, blobs, secrets, staging, from);
        bool reached = journal.step.empty();
        for (const auto& step : all_steps()) {
            reached = reached || journal.step == step.name;
            if (!reached) continue;
            enter(move, journal, step.name);
            Runner(move, journal, progress).run(step);
        }
        enter(move, journal, annotation_step);
        run_annotations(move, journal, progress);
        report = write_report(move);
        keep_report(report_file, report);
    }
    database.write([&](db::Connection& c) { finish(c, journal); });
    fs::remove_all(workspace);
    return report;
}

} // namespace limn::migration
