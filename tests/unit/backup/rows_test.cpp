// Rows on their way between databases.
#include "backup/rows.h"
#include "storage/temp_file.h"

#include <fstream>
#include <stdexcept>

#include <gtest/gtest.h>

namespace limn::backup {
namespace {

struct World {
    storage::TempFolder folder{std::filesystem::temp_directory_path()};
    std::unique_ptr<db::Database> from = open("from"), to = open("to");

    std::unique_ptr<db::Database> open(const std::string& name) const {
        auto database = db::open("sqlite:" + (folder.path() / name).string());
        database->write([](db::Connection& c) {
            c.execute("CREATE TABLE thing (id INTEGER PRIMARY KEY AUTOINCREMENT, parent_id BIGINT REFERENCES thing "
                      "(id), share DOUBLE PRECISION, name TEXT, bytes BLOB)");
        });
        return database;
    }
    static db::Table table(db::Database& database) {
        return database.read([](db::Connection& c) { return db::tables(c).front(); });
    }
    std::string rows() {
        return from->read([&](db::Connection& c) {
            const auto thing = db::tables(c).front();
            auto out = table_head(thing, db::last_id(c, thing.name));
            db::each_row(c, thing, [&](const db::Rows& r) { append_row(out, thing, r); });
            return out + end_of_rows;
        });
    }
    int64_t load(const std::string& content) {
        const auto file = folder.path() / "rows";
        std::ofstream(file, std::ios::binary) << content;
        return to->write([&](db::Connection& c) { return load_rows(c, db::tables(c).front(), file); });
    }
    void fill(int count) {
        from->write([&](db::Connection& c) {
            for (int i = 1; i <= count; ++i)
                c.execute("INSERT INTO thing (parent_id, share, name, bytes) VALUES (?, ?, ?, ?)",
                          i > 1 ? std::optional<int64_t>(i - 1) : std::nullopt, 0.1 * i, std::string(i % 90, 'x'),
                          db::Blob{std::string_view("\0\1\n", 3)});
            c.execute("INSERT INTO thing (name) VALUES (NULL)");
            c.execute("DELETE FROM thing WHERE id = ?", count + 1);
        });
    }
};

TEST(Rows, ComeBackToTheDigit) {
    World world;
    world.fill(3000);
    EXPECT_EQ(world.load(world.rows()), 3000);
    world.to->read([](db::Connection& c) {
        auto rows = c.query("SELECT parent_id, share, name, bytes FROM thing WHERE id = 7");
        ASSERT_TRUE(rows.next());
        EXPECT_EQ(rows.integer(0), 6);
        EXPECT_EQ(rows.real(1), 0.1 * 7);
        EXPECT_EQ(rows.text(2), "xxxxxxx");
        EXPECT_EQ(rows.text(3), std::string("\0\1\n", 3));
        auto first = c.query("SELECT parent_id FROM thing WHERE id = 1");
        ASSERT_TRUE(first.next());
        EXPECT_TRUE(first.is_null(0));
    });
}

TEST(Rows, IdsThatWereGivenOutStayGone) {
    World world;
    world.fill(5);
    world.load(world.rows());
    EXPECT_EQ(world.to->write(
                  [](db::Connection& c) { return c.insert("INSERT INTO thing (name) VALUES ('new') RETURNING id"); }),
              7);
}

TEST(Rows, AnEmptyTable) {
    World world;
    EXPECT_EQ(world.load(world.rows()), 0);
}

TEST(Rows, DamageIsNoticedWhereverItIs) {
    World world;
    world.fill(2);
    const auto good = world.rows();
    for (size_t cut = 0; cut < good.size(); ++cut)
        EXPECT_THROW(world.load(good.substr(0, cut)), std::runtime_error) << cut;
    auto other = good;
    other.replace(other.find("\"share\""), 7, "\"chare\"");
    EXPECT_THROW(world.load(other), std::runtime_error);
    other = good;
    other[good.find('\n') + 2] = 9; // the kind of the first value
    EXPECT_THROW(world.load(other), std::runtime_error);
    EXPECT_EQ(world.load(good), 2);
}

TEST(Tables, ParentsComeFirst) {
    storage::TempFolder folder(std::filesystem::temp_directory_path());
    const auto database = db::open("sqlite:" + (folder.path() / "db").string());
    db::migrate(*database);
    const auto tables = database->read([](db::Connection& c) { return db::tables(c); });
    const auto place = [&](std::string_view name) {
        for (size_t i = 0; i < tables.size(); ++i)
            if (tables[i].name == name) return i;
        throw std::logic_error("no such table");
    };
    EXPECT_LT(place("account"), place("project"));
    EXPECT_LT(place("project"), place("task"));
    EXPECT_LT(place("media"), place("task"));
    EXPECT_LT(place("job"), place("shape"));
    EXPECT_TRUE(tables[place("account")].has_identity);
    EXPECT_FALSE(tables[place("shape")].has_identity);
}

TEST(Migration, StopsWhereItIsTold) {
    storage::TempFolder folder(std::filesystem::temp_directory_path());
    const auto database = db::open("sqlite:" + (folder.path() / "db").string());
    const auto number = [&] { return database->read([](db::Connection& c) { return db::schema_number(c); }); };
    EXPECT_EQ(number(), 0);
    db::migrate(*database, 2);
    EXPECT_EQ(number(), 2);
    db::migrate(*database);
    EXPECT_EQ(number(), db::newest_migration());
}

} // namespace
} // namespace limn::backup
