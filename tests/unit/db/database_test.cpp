#include "db/database.h"

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <thread>

#include <gtest/gtest.h>

#include "base/text.h"

namespace {
using namespace limn;
using namespace limn::db;

// Runs on SQLite, and on PostgreSQL where LIMN_TEST_POSTGRES names a database.
class OnEveryDatabase : public testing::TestWithParam<std::string> {
  protected:
    void SetUp() override {
        folder_ = std::filesystem::temp_directory_path() / ("limn-db-" + random_hex(12));
        std::filesystem::create_directories(folder_);
        if (GetParam() == "sqlite") {
            database_ = open("sqlite:" + (folder_ / "test.db").string());
        } else { // a schema of its own: other tests migrate theirs at the same time
            schema_ = "test_" + random_hex(12);
            open(GetParam())->write([&](Connection& c) { c.execute("CREATE SCHEMA " + schema_); });
            database_ = open(GetParam() + "?options=-csearch_path%3D" + schema_);
        }
        migrate(*database_);
    }
    void TearDown() override {
        database_.reset();
        if (!schema_.empty())
            open(GetParam())->write([&](Connection& c) { c.execute("DROP SCHEMA " + schema_ + " CASCADE"); });
        std::filesystem::remove_all(folder_);
    }
    int64_t count(std::string_view name) {
        return database_->read(
            [&](Connection& c) { return *c.value("SELECT count(*) FROM setting WHERE name LIKE ?", name); });
    }
    std::filesystem::path folder_;
    std::string schema_;
    std::unique_ptr<Database> database_;
};

TEST_P(OnEveryDatabase, KeepsEveryKindOfValue) {
    const std::string bytes("\0\x01\xff'?", 5);
    database_->write([&](Connection& c) {
        c.execute("INSERT INTO account (username, date_joined) VALUES (?, ?)", "ann ? 'x'", Time{5});
        c.execute("CREATE TEMPORARY TABLE kept (i BIGINT, r DOUBLE PRECISION, t TEXT, n TEXT)");
        c.execute("INSERT INTO kept VALUES (?, ?, ?, ?)", int64_t{-1} << 60, 0.1, "h\xc3\xa9", nullptr);
        auto rows = c.query("SELECT i, r, t, n, (SELECT count(*) FROM kept), sum(i) FROM kept GROUP BY i, r, t, n");
        ASSERT_TRUE(rows.next());
        EXPECT_EQ(rows.integer(0), int64_t{-1} << 60);
        EXPECT_EQ(rows.real(1), 0.1);
        EXPECT_EQ(rows.text(2), "h\xc3\xa9");
        EXPECT_TRUE(rows.is_null(3));
        EXPECT_EQ(rows.integer(4), 1);
        EXPECT_FALSE(rows.next());
        c.execute("DROP TABLE kept");
    });
}

TEST_P(OnEveryDatabase, InsertsInBulkWithNullsAndBlobs) {
    const std::string bytes("\0\x01\xff", 3);
    database_->write([&](Connection& c) {
        const auto job = [&] {
            const auto task =
                c.insert("INSERT INTO task (name, created_date, updated_date) VALUES ('t', 0, 0) RETURNING id");
            const auto segment = c.insert("INSERT INTO segment (task_id, start_frame, stop_frame, chunks_updated_date) "
                                          "VALUES (?, 0, 9, 0) RETURNING id",
                                          task);
            return c.insert(
                "INSERT INTO job (segment_id, task_id, created_date, updated_date) VALUES (?, ?, 0, 0) RETURNING id",
                segment, task);
        }();
        const auto label = c.insert("INSERT INTO label (name, color) VALUES (?, '') RETURNING id", random_hex(8));
        const auto first = c.allocate_ids("tag", 3);
        const std::string_view columns[] = {"id", "job_id", "frame", "label_id", "group_id", "attributes"};
        c.bulk_insert("tag", columns, 3, [&](size_t i, BulkRow& row) {
            row.integer(first + static_cast<int64_t>(i));
            row.integer(job);
            row.integer(static_cast<int64_t>(i));
            row.integer(label);
            row.integer(std::optional<int64_t>());
            row.blob(bytes);
        });
        auto rows = c.query("SELECT frame, group_id, attributes, source FROM tag WHERE job_id = ? ORDER BY id", job);
        for (int i = 0; i < 3; ++i) {
            ASSERT_TRUE(rows.next());
            EXPECT_EQ(rows.integer(0), i);
            EXPECT_TRUE(rows.is_null(1));
            EXPECT_EQ(rows.view(2), bytes);
            EXPECT_EQ(rows.text(3), "manual");
        }
        EXPECT_EQ(c.execute("DELETE FROM task WHERE name = 't'"), 1);
        EXPECT_EQ(c.value("SELECT count(*) FROM tag WHERE job_id = ?", job), 0);
        EXPECT_GE(c.allocate_ids("tag", 1), first + 3);
    });
}

TEST_P(OnEveryDatabase, RollsBackWhatThrowsAndReportsBrokenRules) {
    const auto name = random_hex(12);
    const auto insert = [&](Connection& c) { c.execute("INSERT INTO setting (name, value) VALUES (?, '')", name); };
    EXPECT_THROW(database_->write([&](Connection& c) {
        insert(c);
        throw std::runtime_error("no");
    }),
                 std::runtime_error);
    EXPECT_EQ(count(name), 0);
    database_->write(insert);
    EXPECT_THROW(database_->write(insert), ConstraintError);
    EXPECT_EQ(count(name), 1);
}

TEST_P(OnEveryDatabase, ConcurrentWritersDoNotDisturbEachOther) {
    const auto stem = random_hex(8);
    std::atomic<int> saved = 0, refused = 0, hooks = 0;
    std::vector<std::thread> threads;
    for (int t = 0; t < 8; ++t)
        threads.emplace_back([&, t] {
            for (int i = 0; i < 25; ++i) try {
                    database_->write([&](Connection& c) {
                        c.execute("INSERT INTO setting (name, value) VALUES (?, '')",
                                  stem + std::to_string(t * 100 + i));
                        c.after_commit([&] { ++hooks; });
                        if (i % 5 == 0) throw std::runtime_error("on purpose");
                    });
                    ++saved;
                } catch (const std::runtime_error&) {
                    ++refused;
                }
        });
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(saved, 160);
    EXPECT_EQ(refused, 40);
    EXPECT_EQ(hooks, 160);
    EXPECT_EQ(count(stem + "%"), 160);
}

TEST_P(OnEveryDatabase, RefusesNestedCalls) {
    EXPECT_THROW(database_->write([&](Connection&) { database_->read([](Connection&) {}); }), std::logic_error);
    EXPECT_THROW(database_->read([&](Connection&) { database_->write([](Connection&) {}); }), std::logic_error);
}

TEST_P(OnEveryDatabase, MigratesOnceAndRefusesANewerSchema) {
    migrate(*database_);
    database_->write([](Connection& c) { c.execute("INSERT INTO schema_version VALUES (9999, 'future', 0)"); });
    EXPECT_THROW(migrate(*database_), std::runtime_error);
    database_->write([](Connection& c) { c.execute("DELETE FROM schema_version WHERE number = 9999"); });
}

std::vector<std::string> databases() {
    std::vector<std::string> all{"sqlite"};
    if (const char* url = std::getenv("LIMN_TEST_POSTGRES")) all.emplace_back(url);
    return all;
}
INSTANTIATE_TEST_SUITE_P(Database, OnEveryDatabase, testing::ValuesIn(databases()),
                         [](const auto& info) { return std::string(info.param == "sqlite" ? "sqlite" : "postgres"); });

TEST(Database, SurvivesARestart) {
    const auto path = (std::filesystem::temp_directory_path() / ("limn-" + random_hex(12) + ".db")).string();
    {
        const auto database = open("sqlite:" + path);
        migrate(*database);
        database->write([](Connection& c) { c.execute("INSERT INTO setting VALUES ('a', 'b')"); });
    }
    {
        const auto database = open("sqlite:" + path);
        migrate(*database);
        EXPECT_EQ(
            database->read([](Connection& c) { return *c.value("SELECT count(*) FROM setting WHERE name = 'a'"); }), 1);
    }
    for (const auto* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(path + suffix);
}

TEST(Database, GivesJobsAndIssuesTheOrganisationOfTheirTask) {
    const auto database = open("sqlite::memory:");
    migrate(*database, 9);
    database->write([](Connection& c) {
        c.execute("INSERT INTO organization (id, slug, created_date, updated_date) VALUES (4, 'team', 0, 0)");
        for (const int64_t id : {1, 2}) {
            c.execute(
                "INSERT INTO task (id, name, organization_id, created_date, updated_date) VALUES (?, 't', ?, 0, 0)", id,
                id == 1 ? std::optional<int64_t>(4) : std::nullopt);
            c.execute("INSERT INTO segment (id, task_id, start_frame, stop_frame, chunks_updated_date) "
                      "VALUES (?, ?, 0, 9, 0)",
                      id, id);
            c.execute("INSERT INTO job (id, segment_id, task_id, created_date, updated_date) VALUES (?, ?, ?, 0, 0)",
                      id, id, id);
            c.execute("INSERT INTO issue (id, job_id, frame, position, created_date, updated_date) "
                      "VALUES (?, ?, 0, '[]', 0, 0)",
                      id, id);
        }
    });
    migrate(*database);
    for (const auto* table : {"job", "issue"}) {
        database->read([&](Connection& c) {
            auto rows = c.query(std::string("SELECT id, organization_id FROM ") + table + " ORDER BY id");
            ASSERT_TRUE(rows.next());
            EXPECT_EQ(rows.maybe_integer(1), 4);
            ASSERT_TRUE(rows.next());
            EXPECT_EQ(rows.maybe_integer(1), std::nullopt);
        });
    }
}

TEST(Database, SaysWhatIsWrongWithAnAddress) {
    EXPECT_THROW(open("mysql://x"), std::runtime_error);
    EXPECT_THROW(open("sqlite:/no/such/folder/x.db"), std::runtime_error);
}

} // namespace
