// What the steps of moving in share: where things come from and go to, who is meant by a reference, and what has to be
// said about it afterwards.
//
// A step turns a record into rows: it adds them to a Batch, and is called again for the same record when a batch could
// not be written at once or the program was interrupted. So a step changes nothing itself but files, and those
// repeatably.
#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "access/secret_box.h"
#include "db/database.h"
#include "migration/record.h"
#include "migration/staging.h"
#include "storage/blob_store.h"

namespace limn::migration {

struct Source {
    std::filesystem::path dump;  // of manage.py dumpdata
    std::filesystem::path data;  // CVAT's data folder: data/, assets/, storages/ are in it
    std::filesystem::path share; // CVAT's shared folder; empty: none was named
};

struct TableShape {
    std::string_view name;
    std::vector<std::string_view> columns;
};

// Rows of several tables, to be written in one transaction.
class Batch {
  public:
    // shape lives longer than the batch; as many values as it has columns.
    void insert(const TableShape& shape, std::vector<db::Arg> values);
    void execute(db::Sql sql) {
        then([sql = std::move(sql)](db::Connection& c) { c.execute(sql); });
    }
    void then(std::function<void(db::Connection&)> action) { actions_.push_back(std::move(action)); }
    void write(db::Connection& c) const; // rows first, in the order of first mention of their tables, then the rest

  private:
    struct Rows {
        const TableShape* shape;
        std::vector<std::vector<db::Arg>> values;
    };
    std::vector<Rows> rows_;
    std::vector<std::function<void(db::Connection&)>> actions_;
};

class Move {
  public:
    Move(db::Database& database, storage::BlobStore& blobs, const access::SecretBox& secrets, Staging& staging,
         Source from);

    db::Database& database;
    storage::BlobStore& blobs;
    const access::SecretBox& secrets; // of the new installation
    Staging& staging;
    const Source from;

    // --- references

    // The id of an account, from a primary key or a natural one (["name"]). Somebody who has not come over is noted,
    // and nobody takes the place.
    std::optional<int64_t> account(const Record& record, std::string_view field);
    // The id that a field holds, if a row of that table has come over. Otherwise it is noted and stays empty.
    std::optional<int64_t> reference(const Record& record, std::string_view field, std::string_view table);
    // The same for what a record cannot be without: without it the record is left out.
    std::optional<int64_t> needed(const Record& record, std::string_view field, std::string_view table);
    std::optional<int64_t> needed_account(const Record& record, std::string_view field);
    bool exists(std::string_view table, int64_t id);
    // What a whole-number column holds in the row of that id, e.g. related("job", "task_id", 7).
    std::optional<int64_t> related(std::string_view table, std::string_view column, int64_t id);
    void forget(std::string_view table); // it has got more rows

    // --- notes

    void note(const Record& record, std::string reason, std::string detail = {});
    void leave_out(const Record& record, std::string reason, std::string detail = {});
    void note(Note note) { notes_.push_back(std::move(note)); }
    void flush_notes();

  private:
    std::optional<int64_t> look_up_account(const Record& record, std::string_view field, std::string& who);

    std::unordered_map<std::string, int64_t> accounts_;            // by name, of the dump
    std::map<std::string, std::vector<int64_t>, std::less<>> ids_; // by table, ascending
    std::map<std::pair<std::string, std::string>, std::unordered_map<int64_t, int64_t>> related_; // by table and column
    std::vector<Note> notes_;
};

// One model of the dump, record by record.
struct Step {
    std::string_view name; // unique; what an interrupted run goes on with
    std::string_view model;
    void (*take)(Move&, const Record&, Batch&);
    std::string_view table = {}; // that it fills: automatic ids go on behind its rows
    size_t batch = 500;          // records in one transaction
};

// In the order in which they depend on each other; one file a group.
std::span<const Step> people_steps();
std::span<const Step> storage_steps();
std::span<const Step> work_steps();
std::span<const Step> label_steps();
std::span<const Step> media_steps(); // before the tasks that they belong to
std::span<const Step> frame_steps(); // afterwards; the long part for installations with many pictures
std::span<const Step> discussion_steps();
std::span<const Step> quality_steps();
std::span<const Step> webhook_steps();

} // namespace limn::migration
