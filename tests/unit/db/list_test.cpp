#include "db/list.h"

#include <algorithm>
#include <set>

#include <gtest/gtest.h>

#include "base/error.h"

namespace {
using namespace limn;
using namespace limn::db;

constexpr std::string_view statuses[] = {"annotation", "completed"};
const Listing tasks{"task t LEFT JOIN account o ON o.id = t.owner_id",
                    "t.id",
                    {{"id", "t.id", FieldType::integer, ListField::filter_sort},
                     {"name", "t.name", FieldType::text, ListField::all},
                     {"owner", "o.username", FieldType::text, ListField::all},
                     {"status", "t.status", FieldType::choice, ListField::all, {statuses[0], statuses[1]}},
                     {"project_id", "t.project_id", FieldType::integer, ListField::simple_all},
                     {"updated_date", "t.updated_date", FieldType::time}}};

class List : public testing::Test {
  protected:
    List() : database_(open("sqlite::memory:")) {
        migrate(*database_);
        database_->write([](Connection& c) {
            c.execute("INSERT INTO account (id, username, date_joined) VALUES (1, 'ann', 0)");
            c.execute("INSERT INTO project (id, name, created_date, updated_date) VALUES (7, 'p', 0, 0)");
            const char* names[] = {"alpha", "beta", "Gamma_%", "\xd0\x96\xd1\x83\xd0\xba", "alpha beta"};
            for (int i = 0; i < 5; ++i)
                c.execute("INSERT INTO task (id, name, owner_id, project_id, created_date, updated_date) VALUES (?, ?, "
                          "?, ?, 0, ?)",
                          i + 1, names[i], i % 2 ? std::optional<int64_t>() : std::optional<int64_t>(1),
                          i ? std::optional<int64_t>() : std::optional<int64_t>(7), Time{i * 1'000'000});
        });
    }
    std::string ids(Parameters query) {
        query.emplace_back("page_size", "all");
        std::string out;
        for (const auto id : page(query).ids) out += std::to_string(id);
        return out;
    }
    Page page(const Parameters& query) {
        return database_->read([&](Connection& c) { return list_page(c, tasks, Sql{"1 = 1", {}}, query); });
    }
    std::string refusal(const Parameters& query) {
        try {
            page(query);
        } catch (const Error& e) {
            return std::to_string(e.status()) + e.body();
        }
        return "accepted";
    }
    std::string filter(std::string text) { return ids({{"filter", std::move(text)}, {"sort", "id"}}); }
    std::unique_ptr<Database> database_;
};

TEST_F(List, SortsWithNullsAndAlwaysByIdAtLast) {
    EXPECT_EQ(ids({}), "54321");
    EXPECT_EQ(ids({{"sort", "owner"}}), "13524");
    EXPECT_EQ(ids({{"sort", "-owner,-id"}}), "42531");
    EXPECT_EQ(ids({{"sort", "nonsense"}}), "54321");
}

TEST_F(List, SearchesEveryTermInAnyFieldWhateverTheCase) {
    EXPECT_EQ(ids({{"search", "ALPHA"}}), "51");
    EXPECT_EQ(ids({{"search", "alpha,beta"}}), "5");
    EXPECT_EQ(ids({{"search", "\"alpha beta\""}}), "5");
    EXPECT_EQ(ids({{"search", "_%"}}), "3");
    EXPECT_EQ(ids({{"search", "\xd0\xb6\xd1\x83"}}), "4");
}

TEST_F(List, FiltersByTheLanguage) {
    EXPECT_EQ(filter(R"~({"==":[{"var":"name"},"alpha"]})~"), "1");
    EXPECT_EQ(filter(R"~({"!":{"==":[{"var":"owner"},"ann"]}})~"), "24");
    EXPECT_EQ(filter(R"~({"var":"owner"})~"), "135");
    EXPECT_EQ(filter(R"~({"==":[{"var":"project_id"},null]})~"), "2345");
    EXPECT_EQ(filter(R"~({"<=":[2,{"var":"id"},4]})~"), "234");
    EXPECT_EQ(filter(R"~({"in":["lph",{"var":"name"}]})~"), "15");
    EXPECT_EQ(filter(R"~({"in":[{"var":"id"},[1,5,9]]})~"), "15");
    EXPECT_EQ(filter(R"~({"or":[{"==":[{"var":"id"},1]},{"and":[{">":[{"var":"id"},3]},{"<":[{"var":"id"},5]}]}]})~"),
              "14");
    EXPECT_EQ(filter(R"~({">=":[{"var":"updated_date"},"1970-01-01T00:00:03Z"]})~"), "45");
    EXPECT_EQ(ids({{"status", "annotation"}, {"project_id", "7"}}), "1");
}

TEST_F(List, RefusesWhatItDoesNotKnow) {
    EXPECT_EQ(
        refusal({{"filter", "{"}}),
        R"~(400["filter: can't parse filter expression: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"])~");
    EXPECT_EQ(refusal({{"filter", "{}"}}), R"~(400["filter shouldn't be empty"])~");
    EXPECT_EQ(refusal({{"filter", "[1]"}}),
              R"~(400["filter: expected a non-empty dict value, got '[1]' of type 'list'"])~");
    EXPECT_EQ(refusal({{"filter", R"~({"==":[{"var":"colour"},"x"]})~"}}),
              R"~(400["filter: term 'colour' is not supported"])~");
    EXPECT_EQ(refusal({{"filter", R"~({"!=":[{"var":"name"},"alpha"]})~"}}),
              R"~(400["filter: operation '!=' with arguments '[{'var': 'name'}, 'alpha']' is not supported"])~");
    EXPECT_EQ(refusal({{"filter", R"~({"<":[{"var":"id"},"x"]})~"}}),
              R"~(400["filter: value 'x' does not fit the term 'id'"])~");
    EXPECT_EQ(refusal({{"status", "x"}}),
              R"~(400{"status":["Select a valid choice. x is not one of the available choices."]})~");
    EXPECT_EQ(refusal({{"project_id", "x"}}), R"~(400{"project_id":["Enter a number."]})~");
    EXPECT_EQ(refusal({{"page", "3"}}), R"~(404{"detail":"Invalid page."})~");
}

const Listing by_owner{"task t",
                       "t.id",
                       {{"id", "t.id", FieldType::integer},
                        {"owner_id", "t.owner_id", FieldType::integer},
                        {"owner", "username", FieldType::text, ListField::all, {}, {{"t.owner_id", "account"}}},
                        {"person",
                         "username",
                         FieldType::text,
                         ListField::filter_sort | ListField::with_key,
                         {},
                         {{"t.owner_id", "account"}}}}};

TEST_F(List, SortsAndFiltersByFieldsOfOtherTables) {
    const auto read = [&](const Parameters& query) {
        return database_->read([&](Connection& c) { return list_page(c, by_owner, Sql{"1 = 1", {}}, query).ids; });
    };
    using Ids = std::vector<int64_t>;
    EXPECT_EQ(read({{"sort", "owner"}}), (Ids{1, 3, 5, 2, 4}));
    EXPECT_EQ(read({{"sort", "-owner"}}), (Ids{4, 2, 5, 3, 1}));
    EXPECT_EQ(read({{"sort", "-owner,id"}}), (Ids{2, 4, 1, 3, 5}));
    EXPECT_EQ(read({{"owner", "ann"}, {"sort", "id"}}), (Ids{1, 3, 5}));
    EXPECT_EQ(read({{"search", "AN"}}), (Ids{5, 3, 1}));
    EXPECT_EQ(read({{"filter", R"~({"!":{"==":[{"var":"owner"},"ann"]}})~"}}), (Ids{4, 2}));
    EXPECT_EQ(read({{"filter", R"~({"==":[{"var":"owner"},null]})~"}}), (Ids{4, 2}));
    EXPECT_EQ(read({{"filter", R"~({"!!":{"var":"owner"}})~"}}), (Ids{5, 3, 1}));
}

TEST_F(List, PagesAreTheSameFromEitherEndAndOverBothParts) {
    for (const auto* sort : {"owner", "-owner", "id", "-id"}) {
        const auto read = [&](const std::string& size, const std::string& number) {
            return database_->read([&](Connection& c) {
                return list_page(c, by_owner, Sql{"1 = 1", {}}, {{"sort", sort}, {"page_size", size}, {"page", number}})
                    .ids;
            });
        };
        for (const int size : {1, 2, 3, 4}) {
            std::vector<int64_t> joined;
            for (int page = 1; page <= (5 + size - 1) / size; ++page)
                for (const auto id : read(std::to_string(size), std::to_string(page))) joined.push_back(id);
            EXPECT_EQ(joined, read("all", "1")) << sort << " by " << size;
        }
    }
}

TEST_F(List, AlternativesAddUpAndNoneIsNothing) {
    const auto read = [&](std::optional<std::vector<Sql>> own, const Parameters& query) {
        return database_->read([&](Connection& c) {
            const Visible visible(std::move(own), Sql{"1 = 1", {}});
            return list_page(c, by_owner, visible, query).ids;
        });
    };
    using Ids = std::vector<int64_t>;
    for (const Parameters& query : {Parameters{{"sort", "id"}}, Parameters{{"sort", "id"}, {"search", "a"}}}) {
        EXPECT_EQ(read(std::vector<Sql>{}, query), Ids{});
        EXPECT_EQ(read(std::vector<Sql>{{"t.id = 3", {}}}, query), (Ids{3}));
    }
    const std::vector<Sql> two{Sql{}.add("t.id < ?", int64_t{3}), {"t.id IN (2, 5)", {}}};
    EXPECT_EQ(read(two, {{"sort", "id"}}), (Ids{1, 2, 5}));
    EXPECT_EQ(read(std::nullopt, {{"sort", "id"}}), (Ids{1, 2, 3, 4, 5}));
}

TEST_F(List, WalksLongListsInTheOrderOfAnotherTable) {
    database_->write([](Connection& c) {
        c.execute("INSERT INTO account (id, username, date_joined) VALUES (2, 'bob', 0)");
        c.execute("WITH RECURSIVE n (i) AS (SELECT 6 UNION ALL SELECT i + 1 FROM n WHERE i < 30000) "
                  "INSERT INTO task (id, name, owner_id, created_date, updated_date) "
                  "SELECT i, 't', CASE i % 3 WHEN 0 THEN NULL ELSE i % 3 END, 0, 0 FROM n");
    });
    const auto read = [&](const std::string& sort, const std::string& size, const std::string& number) {
        return database_->read([&](Connection& c) {
            return list_page(c, by_owner, Sql{"1 = 1", {}}, {{"sort", sort}, {"page_size", size}, {"page", number}})
                .ids;
        });
    };
    for (const std::string sort : {"owner", "owner_id", "person"}) { // in one order, since ann is 1 and bob is 2
        const auto all = read(sort, "all", "1");
        ASSERT_EQ(all.size(), 30000u);
        EXPECT_EQ(std::set<int64_t>(all.begin(), all.end()).size(), all.size());
        EXPECT_EQ(std::vector<int64_t>(all.begin(), all.begin() + 4), (std::vector<int64_t>{1, 3, 5, 7}));
        EXPECT_EQ(all.back(), 30000);
        auto backwards = all;
        std::ranges::reverse(backwards);
        EXPECT_EQ(read("-" + sort, "all", "1"), backwards);
        for (const int number : {1, 2, 14, 20, 29, 30})
            EXPECT_EQ(
                read(sort, "1001", std::to_string(number)),
                std::vector<int64_t>(all.begin() + (number - 1) * 1001, all.begin() + std::min(30000, number * 1001)))
                << number << " by " << sort;
    }
}

// What is found by whose it is, or by a word in it, is the same as what is found without either, however much it is.
TEST_F(List, GathersWhatIsOnesOwn) {
    database_->write([](Connection& c) {
        c.execute("INSERT INTO account (id, username, date_joined) VALUES (2, 'bob', 0)");
        c.execute(
            "WITH RECURSIVE n (i) AS (SELECT 6 UNION ALL SELECT i + 1 FROM n WHERE i < 130000) "
            "INSERT INTO task (id, name, owner_id, assignee_id, created_date, updated_date) "
            "SELECT i, CASE WHEN i % 400 = 0 THEN 'rare' WHEN i % 10 = 0 THEN 'often' ELSE 'always' END, i % 2 + 1, "
            "CASE i % 5 WHEN 0 THEN 1 END, 0, 0 FROM n");
    });
    const std::vector<Sql> own{{"t.owner_id = ?", {int64_t(1)}}, {"t.assignee_id = ?", {int64_t(1)}}};
    const Visible mine(own, {"t.id > ?", {int64_t(2)}});
    const Sql plain{"(t.owner_id = 1 OR t.assignee_id = 1) AND t.id > 2", {}};
    const auto pages = [&](const Visible& visible, const std::string& name, const std::string& sort) {
        std::vector<int64_t> seen;
        for (const std::string number : {"1", "3", "last"}) {
            const Parameters query{{"filter", name.empty() ? "" : R"~({"==":[{"var":"name"},")~" + name + R"~("]})~"},
                                   {"sort", sort},
                                   {"page_size", "20"},
                                   {"page", number}};
            const auto page = database_->read([&](Connection& c) { return list_page(c, tasks, visible, query); });
            seen.push_back(page.count);
            seen.insert(seen.end(), page.ids.begin(), page.ids.end());
        }
        return seen;
    };
    for (const std::string name : {"rare", "often", ""})
        for (const std::string sort : {"id", "-id", "updated_date", "-name", "owner,-id"})
            EXPECT_EQ(pages(mine, name, sort), pages(plain, name, sort)) << name << " by " << sort;
    const auto found = [&](const std::string& word) {
        const Parameters query{{"search", word}, {"page_size", "2"}, {"page", "last"}};
        const auto page = database_->read([&](Connection& c) { return list_page(c, tasks, Sql{"1 = 1", {}}, query); });
        return std::pair(page.count, page.ids);
    };
    using Found = std::pair<int64_t, std::vector<int64_t>>;
    EXPECT_EQ(found("RARE"), (Found{325, {400}}));
    EXPECT_EQ(found("w"), (Found{116995, {6}})); // of "always", more than are gathered
    EXPECT_EQ(found("nowhere"), (Found{0, {}}));
}

TEST_F(List, BoundsWhatOneQueryMayAskFor) {
    std::string words, rules;
    for (int i = 0; i < 600; ++i) {
        words += "a ";
        rules += std::string(i ? "," : "") + R"~({"var":"id"})~";
    }
    EXPECT_EQ(refusal({{"search", words}}), R"~(400["search: at most 32 words are looked for at once, got 600"])~");
    EXPECT_EQ(refusal({{"filter", "{\"or\":[" + rules + "]}"}}),
              R"~(400["filter: at most 500 operations are allowed in one expression"])~");
}

TEST_F(List, Pages) {
    const auto p = page({{"page_size", "2"}, {"page", "last"}});
    EXPECT_EQ(p.number, 3);
    EXPECT_EQ(p.count, 5);
    EXPECT_EQ(p.ids, std::vector<int64_t>{1});
    EXPECT_FALSE(p.has_next());
    EXPECT_EQ(page({{"page_size", "0"}}).size, 10);
}

} // namespace
