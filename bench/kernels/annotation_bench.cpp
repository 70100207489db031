// Saving and loading a large job, beside the floors below which no program over the same libraries can go:
//   parse      one pass of simdjson (on-demand) over the body that touches every number
//   insert     the same rows into SQLite with one index, one transaction, columns ready made
//   scan       one ordered SELECT of the rows that touches every column
// 100,000 polygons of 10 vertices with one attribute, coordinates with two decimals, and once more with all digits.
#include <filesystem>
#include <memory>
#include <random>

#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <simdjson.h>
#include <sqlite3.h>

#include "annotation/encoding.h"
#include "annotation/load.h"
#include "annotation/store.h"
#include "annotation/wire.h"
#include "base/text.h"
#include "db/database.h"

namespace {
using namespace limn;
using namespace limn::annotation;
namespace fs = std::filesystem;

constexpr int shapes = 100'000;

struct Setup {
    fs::path folder = fs::temp_directory_path() / ("limn-bench-" + random_hex(12));
    std::unique_ptr<db::Database> database;
    int64_t task = 0, job = 0, label = 0, spec = 0;
    std::string body;

    explicit Setup(bool all_digits) {
        fs::create_directories(folder);
        database = db::open("sqlite:" + (folder / "bench.db").string());
        db::migrate(*database);
        database->write([&](db::Connection& c) {
            task = c.insert("INSERT INTO task (name, created_date, updated_date) VALUES ('t', 0, 0) RETURNING id");
            const auto segment = c.insert("INSERT INTO segment (task_id, start_frame, stop_frame, chunks_updated_date) "
                                          "VALUES (?, 0, 999, 0) RETURNING id",
                                          task);
            job = c.insert(
                "INSERT INTO job (segment_id, task_id, created_date, updated_date) VALUES (?, ?, 0, 0) RETURNING id",
                segment, task);
            label =
                c.insert("INSERT INTO label (task_id, name, color) VALUES (?, 'car', '#000000') RETURNING id", task);
            spec = c.insert("INSERT INTO attribute_spec (label_id, name, mutable, input_type, default_value) VALUES "
                            "(?, 'color', 0, 'text', 'red') RETURNING id",
                            label);
        });
        std::mt19937_64 random(1);
        body = R"({"version":0,"tags":[],"tracks":[],"shapes":[)";
        for (int i = 0; i < shapes; ++i) {
            body += fmt::format(
                R"({}{{"type":"polygon","occluded":false,"outside":false,"z_order":0,"rotation":0,"frame":{},"label_id":{},)"
                R"("group":0,"source":"manual","attributes":[{{"spec_id":{},"value":"blue"}}],"elements":[],"points":[)",
                i ? "," : "", i / 100, label, spec);
            for (int k = 0; k < 20; ++k) {
                const double v = static_cast<double>(random() % 192'000) / 100 +
                                 (all_digits ? 1e-9 * static_cast<double>(random() % 1000) : 0);
                body += fmt::format("{}{}", k ? "," : "", v);
            }
            body += "]}";
        }
        body += "]}";
    }
    ~Setup() {
        database.reset();
        fs::remove_all(folder);
    }
    void clear() {
        database->write([&](db::Connection& c) {
            c.execute("DELETE FROM shape");
            c.execute("DELETE FROM annotation_history");
        });
    }
};

Setup& setup(bool all_digits) {
    static std::unique_ptr<Setup> kept[2];
    auto& one = kept[all_digits];
    if (!one) one = std::make_unique<Setup>(all_digits);
    return *one;
}

double touch(simdjson::ondemand::value v) {
    switch (v.type()) {
    case simdjson::ondemand::json_type::array: {
        double sum = 0;
        for (auto item : v.get_array()) sum += touch(item.value());
        return sum;
    }
    case simdjson::ondemand::json_type::object: {
        double sum = 0;
        for (simdjson::ondemand::field f : v.get_object()) sum += touch(f.value());
        return sum;
    }
    case simdjson::ondemand::json_type::number: return v.get_double();
    case simdjson::ondemand::json_type::string: return static_cast<double>(v.get_string().value().size());
    default: return 0;
    }
}

void FloorParse(benchmark::State& state) {
    auto& s = setup(state.range(0));
    s.body.reserve(s.body.size() + simdjson::SIMDJSON_PADDING);
    for (auto _ : state) {
        simdjson::ondemand::parser parser;
        auto document = parser.iterate(s.body.data(), s.body.size(), s.body.capacity());
        double sum = 0;
        for (simdjson::ondemand::field f : document.get_object()) sum += touch(f.value());
        benchmark::DoNotOptimize(sum);
    }
    state.counters["MB"] = static_cast<double>(s.body.size()) / 1e6;
}

void FloorInsert(benchmark::State& state) {
    auto& s = setup(state.range(0));
    auto body = s.body;
    const auto save = prepare(s.job, Action::create, parse(body, Action::create));
    for (auto _ : state) {
        const auto path = s.folder / "floor.db";
        sqlite3* handle = nullptr;
        sqlite3_open(path.c_str(), &handle);
        sqlite3_exec(handle,
                     "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; CREATE TABLE shape (id INTEGER PRIMARY KEY, "
                     "job INTEGER, "
                     "frame INTEGER, label INTEGER, type INTEGER, grp INTEGER, source TEXT, flags INTEGER, z INTEGER, "
                     "rotation REAL, "
                     "score REAL, points BLOB, attributes BLOB, elements BLOB); CREATE INDEX shape_job ON shape (job, "
                     "frame, id); BEGIN",
                     nullptr, nullptr, nullptr);
        sqlite3_stmt* insert = nullptr;
        sqlite3_prepare_v2(handle, "INSERT INTO shape VALUES (?, 1, ?, 1, 1, 0, 'manual', 0, 0, 0, NULL, ?, ?, NULL)",
                           -1, &insert, nullptr);
        for (int i = 0; i < shapes; ++i) {
            const auto& at = save.shapes[static_cast<size_t>(i)];
            sqlite3_bind_int64(insert, 1, i + 1);
            sqlite3_bind_int64(insert, 2, at.frame);
            sqlite3_bind_blob(insert, 3, save.bytes.data() + at.points, static_cast<int>(at.attributes - at.points),
                              SQLITE_STATIC);
            sqlite3_bind_blob(insert, 4, save.bytes.data() + at.attributes,
                              static_cast<int>(at.elements - at.attributes), SQLITE_STATIC);
            sqlite3_step(insert);
            sqlite3_reset(insert);
        }
        sqlite3_finalize(insert);
        sqlite3_exec(handle, "COMMIT", nullptr, nullptr, nullptr);
        state.PauseTiming();
        sqlite3_close(handle);
        fs::remove(path);
        state.ResumeTiming();
    }
}

void Save100k(benchmark::State& state) {
    auto& s = setup(state.range(0));
    const auto labels = s.database->read([&](db::Connection& c) { return load_label_set(c, s.task); });
    for (auto _ : state) {
        state.PauseTiming();
        s.clear();
        auto body = s.body;
        state.ResumeTiming();
        auto data = parse(body, Action::create);
        check_labels(data, labels);
        auto save = prepare(s.job, Action::create, std::move(data));
        const auto saved = s.database->write([&](db::Connection& c) { return commit(c, save, {}); });
        apply_ids(save.data, saved.ids);
        std::string answer;
        append_json(answer, save.data, Style::echo);
        benchmark::DoNotOptimize(answer.data());
    }
}

void ParseOnly(benchmark::State& state) { // of Save100k: text to model
    auto& s = setup(state.range(0));
    auto body = s.body;
    for (auto _ : state) benchmark::DoNotOptimize(parse(body, Action::create).shapes.data());
}

void EncodeOnly(benchmark::State& state) { // of Save100k: model to columns
    auto& s = setup(state.range(0));
    auto body = s.body;
    const auto data = parse(body, Action::create);
    for (auto _ : state) {
        state.PauseTiming();
        auto copy = data;
        state.ResumeTiming();
        benchmark::DoNotOptimize(prepare(s.job, Action::create, std::move(copy)).bytes.data());
    }
}

void CommitOnly(benchmark::State& state) { // of Save100k: columns to rows, history and revision
    auto& s = setup(state.range(0));
    auto body = s.body;
    const auto data = parse(body, Action::create);
    for (auto _ : state) {
        state.PauseTiming();
        s.clear();
        auto save = prepare(s.job, Action::create, data);
        state.ResumeTiming();
        s.database->write([&](db::Connection& c) { commit(c, save, {}); });
    }
}

void EchoOnly(benchmark::State& state) { // of Save100k: model to answer
    auto& s = setup(state.range(0));
    auto body = s.body;
    const auto data = parse(body, Action::create);
    for (auto _ : state) {
        std::string answer;
        append_json(answer, data, Style::echo);
        benchmark::DoNotOptimize(answer.data());
    }
}

void fill(Setup& s) {
    s.clear();
    auto body = s.body;
    auto save = prepare(s.job, Action::create, parse(body, Action::create));
    s.database->write([&](db::Connection& c) { commit(c, save, {}); });
}

void FloorScan(benchmark::State& state) {
    auto& s = setup(state.range(0));
    fill(s);
    for (auto _ : state) {
        int64_t sum = 0;
        s.database->read([&](db::Connection& c) {
            auto rows = c.query("SELECT id, frame, label_id, group_id, source, attributes, type, flags, z_order, "
                                "rotation, score, points, elements "
                                "FROM shape WHERE job_id = ? ORDER BY frame, revision, id",
                                s.job);
            while (rows.next())
                for (int column = 0; column < 13; ++column) sum += static_cast<int64_t>(rows.view(column).size());
        });
        benchmark::DoNotOptimize(sum);
    }
}

void FloorScanTyped(benchmark::State& state) { // numbers as numbers, as a reader asks for them
    auto& s = setup(state.range(0));
    fill(s);
    for (auto _ : state) {
        int64_t sum = 0;
        s.database->read([&](db::Connection& c) {
            auto rows = c.query("SELECT id, frame, label_id, group_id, source, attributes, type, flags, z_order, "
                                "rotation, score, points, elements "
                                "FROM shape WHERE job_id = ? ORDER BY frame, revision, id",
                                s.job);
            while (rows.next()) {
                for (const int column : {0, 1, 2, 3, 6, 7, 8, 9, 10}) sum += rows.integer(column);
                for (const int column : {4, 5, 11, 12}) sum += static_cast<int64_t>(rows.view(column).size());
            }
        });
        benchmark::DoNotOptimize(sum);
    }
}

void Load100k(benchmark::State& state) {
    auto& s = setup(state.range(0));
    fill(s);
    size_t bytes = 0;
    for (auto _ : state) {
        std::string text;
        s.database->read([&](db::Connection& c) { append_job_json(c, s.job, load_label_set(c, s.task), text); });
        bytes = text.size();
        benchmark::DoNotOptimize(text.data());
    }
    state.counters["MB"] = static_cast<double>(bytes) / 1e6;
}

void SaveOneShape(benchmark::State& state) {
    auto& s = setup(false);
    const auto labels = s.database->read([&](db::Connection& c) { return load_label_set(c, s.task); });
    for (auto _ : state) {
        std::string body = fmt::format(
            R"({{"shapes":[{{"type":"rectangle","frame":1,"label_id":{},"points":[1,2,3.5,4]}}]}})", s.label);
        auto data = parse(body, Action::create);
        check_labels(data, labels);
        auto save = prepare(s.job, Action::create, std::move(data));
        s.database->write([&](db::Connection& c) { commit(c, save, {}); });
    }
}

#define BOTH(name)                                                                                                     \
    BENCHMARK(name)->Arg(0)->Arg(1)->ArgName("all_digits")->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime()
BOTH(FloorParse);
BOTH(FloorInsert);
BOTH(Save100k);
BOTH(ParseOnly);
BOTH(EncodeOnly);
BOTH(CommitOnly);
BOTH(EchoOnly);
BOTH(FloorScan);
BOTH(FloorScanTyped);
BOTH(Load100k);
BENCHMARK(SaveOneShape)->Unit(benchmark::kMicrosecond)->MeasureProcessCPUTime();

} // namespace
