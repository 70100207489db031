#include "migration/staging.h"

#include <limits>
#include <utility>

#include <fmt/format.h>

#include "migration/dump_reader.h"
#include "migration/dump_record.h"
#include "tasks/ids.h"

namespace limn::migration {
namespace fs = std::filesystem;

namespace {

constexpr size_t chunk_bytes = 16 << 20;
constexpr size_t chunk_records = 50'000;

constexpr std::string_view schema[] = {
    "CREATE TABLE state (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    "CREATE TABLE record (model INTEGER, id INTEGER, link INTEGER, key TEXT, body TEXT)",
    "CREATE TABLE object (kind INTEGER, job INTEGER, root INTEGER, id INTEGER, body TEXT)",
    "CREATE TABLE keyframe (track INTEGER, id INTEGER, body TEXT)",
    "CREATE TABLE value (kind INTEGER, owner INTEGER, id INTEGER, spec INTEGER, value TEXT)",
    "CREATE TABLE counted (name TEXT PRIMARY KEY, what TEXT NOT NULL, count INTEGER NOT NULL)",
    "CREATE TABLE note (model TEXT, id INTEGER, reason TEXT, detail TEXT, left_out INTEGER, "
    "PRIMARY KEY (model, reason, id)) WITHOUT ROWID"};

constexpr std::string_view indexes[] = {
    "CREATE INDEX IF NOT EXISTS record_order ON record (model, id)",
    "CREATE INDEX IF NOT EXISTS record_link ON record (model, link, id) WHERE link IS NOT NULL",
    "CREATE INDEX IF NOT EXISTS object_order ON object (job, kind, root, id)",
    "CREATE INDEX IF NOT EXISTS object_ids ON object (kind, id)",
    "CREATE INDEX IF NOT EXISTS keyframe_ids ON keyframe (id)",
    "CREATE INDEX IF NOT EXISTS keyframe_order ON keyframe (track, id)",
    "CREATE INDEX IF NOT EXISTS value_order ON value (kind, owner, id)"};

constexpr std::string_view model_counter = "model", field_counter = "field";

void remove_database(const fs::path& file) {
    for (const auto* tail : {"", "-wal", "-shm"}) fs::remove(fs::path(file.string() + tail));
}

} // namespace

// What is written in one transaction.
struct Staging::Chunk {
    std::vector<DumpRecord> records, objects, keyframes, values;
    std::vector<Note> notes;
    std::map<std::string, int64_t> models, fields;
    size_t bytes = 0, count = 0;

    void add(DumpRecord&& r) {
        ++count;
        ++models[r.model_name];
        for (const auto& field : r.unknown_fields) ++fields[r.model_name + "." + field];
        if (!r.problem.empty()) {
            notes.push_back({r.model_name, r.id, r.problem, r.key, true});
            return;
        }
        if (!r.model) return;
        bytes += r.body.size();
        switch (r.model->keeping) {
        case Keeping::record: records.push_back(std::move(r)); break;
        case Keeping::tag:
        case Keeping::shape:
        case Keeping::track: objects.push_back(std::move(r)); break;
        case Keeping::keyframe: keyframes.push_back(std::move(r)); break;
        case Keeping::value: values.push_back(std::move(r)); break;
        case Keeping::left_out:
        case Keeping::passed_over: break;
        }
    }
    bool is_full() const { return bytes >= chunk_bytes || count >= chunk_records; }
};

Staging::Staging(const fs::path& file, const std::string& fingerprint) {
    fs::create_directories(file.parent_path());
    if (fs::exists(file)) {
        database_ = db::open_scratch(file);
        if (state("dump") == fingerprint) return;
        database_.reset();
        remove_database(file);
    }
    database_ = db::open_scratch(file);
    database_->write([&](db::Connection& c) {
        for (const auto statement : schema) c.execute(statement);
        c.execute("INSERT INTO state (name, value) VALUES ('dump', ?), ('offset', '0'), ('complete', '')", fingerprint);
    });
}

std::string Staging::state(std::string_view name) {
    return database_->read([&](db::Connection& c) {
        if (!c.value("SELECT 1 FROM sqlite_master WHERE name = 'state'")) return std::string();
        auto rows = c.query("SELECT value FROM state WHERE name = ?", name);
        return rows.next() ? rows.text(0) : std::string();
    });
}

void Staging::load(const fs::path& dump, const std::function<void(uint64_t, uint64_t)>& progress) {
    if (!state("complete").empty()) return;
    DumpReader reader(dump, std::stoull(state("offset")));
    for (bool more = true; more;) {
        Chunk chunk;
        while (!chunk.is_full()) {
            const auto text = reader.next();
            more = text.has_value();
            if (!more) break;
            chunk.add(read_dump_record(*text, reader.offset()));
        }
        write(chunk, reader.offset());
        progress(reader.offset(), reader.size());
    }
    finish();
}

void Staging::write(const Chunk& chunk, uint64_t offset) {
    using Columns = std::initializer_list<std::string_view>;
    const auto bulk = [](db::Connection& c, std::string_view table, Columns columns, const auto& rows, auto&& fill) {
        c.bulk_insert(table, {columns.begin(), columns.size()}, rows.size(),
                      [&](size_t i, db::BulkRow& row) { fill(rows[i], row); });
    };
    note(chunk.notes);
    database_->write([&](db::Connection& c) {
        bulk(c, "record", {"model", "id", "link", "key", "body"}, chunk.records, [](const auto& r, db::BulkRow& row) {
            row.integer(static_cast<int64_t>(index_of(*r.model)));
            row.integer(r.id);
            row.integer(r.link);
            row.text(r.key);
            row.text(r.body);
        });
        bulk(c, "object", {"kind", "job", "root", "id", "body"}, chunk.objects, [](const auto& r, db::BulkRow& row) {
            row.integer(static_cast<int64_t>(r.kind));
            row.integer(r.job);
            row.integer(r.link.value_or(r.id));
            row.integer(r.id);
            row.text(r.body);
        });
        bulk(c, "keyframe", {"track", "id", "body"}, chunk.keyframes, [](const auto& r, db::BulkRow& row) {
            row.integer(r.link);
            row.integer(r.id);
            row.text(r.body);
        });
        bulk(c, "value", {"kind", "owner", "id", "spec", "value"}, chunk.values, [](const auto& r, db::BulkRow& row) {
            row.integer(static_cast<int64_t>(r.kind));
            row.integer(r.link);
            row.integer(r.id);
            row.integer(r.spec);
            row.text(r.body);
        });
        const auto count = [&](const std::map<std::string, int64_t>& counters, std::string_view what) {
            for (const auto& [name, n] : counters)
                c.execute("INSERT INTO counted (name, what, count) VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET "
                          "count = count + excluded.count",
                          name, what, n);
        };
        count(chunk.models, model_counter);
        count(chunk.fields, field_counter);
        c.execute("UPDATE state SET value = ? WHERE name = 'offset'", std::to_string(offset));
    });
}

void Staging::finish() {
    for (const auto statement : indexes) database_->write([&](db::Connection& c) { c.execute(statement); });
    database_->write([](db::Connection& c) { c.execute("UPDATE state SET value = 'yes' WHERE name = 'complete'"); });
}

// --- records

int64_t Staging::count(std::string_view model) {
    return database_->read([&](db::Connection& c) {
        return c.value("SELECT count FROM counted WHERE name = ? AND what = ?", model, model_counter).value_or(0);
    });
}

int64_t Staging::each_record(const db::Sql& sql, std::string_view model, const std::function<void(Record&&)>& take) {
    std::vector<Note> notes;
    std::optional<int64_t> last;
    database_->read([&](db::Connection& c) {
        for (auto rows = c.query(sql); rows.next();) {
            const auto id = rows.integer(0);
            const bool again = std::exchange(last, id) == id;
            try {
                if (!again) take(Record(std::string(model), id, rows.text(1), rows.view(2)));
            } catch (const DamagedRecord& e) {
                notes.push_back({std::string(model), id, "the record is damaged",
                                 fmt::format("{} {}: {}", model, id, e.what()), true});
            }
            if (again)
                notes.push_back({std::string(model), id, "given twice: the first one counts",
                                 fmt::format("{} {}", model, id), false});
        }
    });
    note(notes);
    return last.value_or(std::numeric_limits<int64_t>::max());
}

std::vector<Record> Staging::records(std::string_view model, int64_t after, size_t most) {
    std::vector<Record> found;
    constexpr auto end = std::numeric_limits<int64_t>::max();
    while (found.empty() && after != end) { // a batch of damaged ones alone: on to the next
        db::Sql sql;
        sql.add("SELECT id, key, body FROM record WHERE model = ? AND id > ? ORDER BY id, rowid LIMIT ?",
                index_of(*find_model(model)), after, most);
        after = each_record(sql, model, [&](Record&& r) { found.push_back(std::move(r)); });
    }
    return found;
}

void Staging::each_linked(std::string_view model, int64_t link, const std::function<void(Record&&)>& take) {
    db::Sql sql;
    sql.add("SELECT id, key, body FROM record WHERE model = ? AND link = ? ORDER BY id, rowid",
            index_of(*find_model(model)), link);
    each_record(sql, model, take);
}

std::vector<Record> Staging::linked(std::string_view model, int64_t link) {
    std::vector<Record> found;
    each_linked(model, link, [&](Record&& r) { found.push_back(std::move(r)); });
    return found;
}

// --- annotations

std::vector<StagedObject> Staging::objects(const StagedObject& after, size_t most) {
    for (;; most *= 2) {
        std::vector<StagedObject> found;
        database_->read([&](db::Connection& c) {
            auto rows = c.query("SELECT kind, job, root, id, body FROM object WHERE (job, kind, root) > (?, ?, ?) "
                                "ORDER BY job, kind, root, id = root DESC, id, rowid LIMIT ?",
                                after.job, static_cast<int>(after.kind), after.root, most + 1);
            while (rows.next())
                found.push_back({static_cast<ObjectKind>(rows.integer(0)), rows.integer(1), rows.integer(2),
                                 rows.integer(3), rows.text(4)});
        });
        if (found.size() <= most) return found; // these are all
        // The last object may go on beyond what was read: the next call begins with it.
        const auto cut = found.back();
        while (!found.empty() && found.back().root == cut.root && found.back().kind == cut.kind &&
               found.back().job == cut.job)
            found.pop_back();
        if (!found.empty()) return found;
    }
}

std::vector<StagedKeyframe> Staging::keyframes(const std::vector<int64_t>& tracks) {
    std::vector<StagedKeyframe> found;
    database_->read([&](db::Connection& c) {
        tasks::in_batches(tracks, [&](auto some) {
            auto rows = tasks::query_ids(c, "SELECT track, id, body FROM keyframe WHERE track IN ", some,
                                         " ORDER BY track, id, rowid");
            while (rows.next()) found.push_back({rows.integer(0), rows.integer(1), rows.text(2)});
        });
    });
    return found;
}

std::vector<StagedValue> Staging::values(ObjectKind kind, const std::vector<int64_t>& owners) {
    std::vector<StagedValue> found;
    const auto before =
        fmt::format("SELECT owner, spec, value FROM value WHERE kind = {} AND owner IN ", static_cast<int>(kind));
    database_->read([&](db::Connection& c) {
        tasks::in_batches(owners, [&](auto some) {
            auto rows = tasks::query_ids(c, before, some, " ORDER BY owner, id, rowid");
            while (rows.next()) found.push_back({rows.integer(0), rows.integer(1), rows.text(2)});
        });
    });
    return found;
}

int64_t Staging::largest_id(ObjectKind kind) {
    return database_->read([&](db::Connection& c) {
        const auto sql = kind == ObjectKind::keyframe ? "SELECT max(id) FROM keyframe WHERE ? >= 0"
                                                      : "SELECT max(id) FROM object WHERE kind = ?";
        return c.value(sql, static_cast<int>(kind)).value_or(0);
    });
}

// --- for the report

void Staging::note(const std::vector<Note>& notes) {
    if (notes.empty()) return;
    database_->write([&](db::Connection& c) {
        for (const auto& n : notes)
            c.execute("INSERT OR REPLACE INTO note (model, id, reason, detail, left_out) VALUES (?, ?, ?, ?, ?)",
                      n.model, n.id, n.reason, n.detail, n.left_out);
    });
}

void Staging::for_each_note(const std::function<void(const Note&)>& f) {
    database_->read([&](db::Connection& c) {
        auto rows = c.query("SELECT model, id, reason, detail, left_out FROM note ORDER BY model, reason, id");
        while (rows.next()) f({rows.text(0), rows.integer(1), rows.text(2), rows.text(3), rows.boolean(4)});
    });
}

namespace {

std::map<std::string, int64_t> read_counters(db::Database& database, std::string_view what) {
    return database.read([&](db::Connection& c) {
        std::map<std::string, int64_t> counters;
        auto rows = c.query("SELECT name, count FROM counted WHERE what = ?", what);
        while (rows.next()) counters.emplace(rows.text(0), rows.integer(1));
        return counters;
    });
}

} // namespace

std::map<std::string, int64_t> Staging::counts() { return read_counters(*database_, model_counter); }

std::map<std::string, int64_t> Staging::orphans() {
    const auto count_values = [](db::Connection& c, ObjectKind kind, std::string_view owners) {
        return c
            .value(fmt::format("SELECT count(*) FROM value v WHERE v.kind = {} AND NOT EXISTS ({})",
                               static_cast<int>(kind), owners))
            .value_or(0);
    };
    constexpr std::string_view object = "SELECT 1 FROM object o WHERE o.kind = v.kind AND o.id = v.owner";
    constexpr std::string_view keyframe = "SELECT 1 FROM keyframe k WHERE k.id = v.owner";
    return database_->read([&](db::Connection& c) {
        const auto keyframes = c.value("SELECT count(*) FROM keyframe k WHERE NOT EXISTS (SELECT 1 FROM object o WHERE "
                                       "o.kind = ? AND o.id = k.track)",
                                       static_cast<int>(ObjectKind::track));
        return std::map<std::string, int64_t>{
            {"engine.labeledimageattributeval", count_values(c, ObjectKind::tag, object)},
            {"engine.labeledshapeattributeval", count_values(c, ObjectKind::shape, object)},
            {"engine.labeledtrackattributeval", count_values(c, ObjectKind::track, object)},
            {"engine.trackedshape", keyframes.value_or(0)},
            {"engine.trackedshapeattributeval", count_values(c, ObjectKind::keyframe, keyframe)}};
    });
}

std::map<std::string, int64_t> Staging::unknown_fields() { return read_counters(*database_, field_counter); }

} // namespace limn::migration
