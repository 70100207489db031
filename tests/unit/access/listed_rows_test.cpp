// Lists against single decisions: for every resource of the table that is listed, every kind of caller and every
// workspace, the SQL condition selects exactly the rows that the policy lets the caller view one by one. On both
// databases.
#include <cstdlib>
#include <filesystem>
#include <set>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "access/policy.h"
#include "access/policy_table.h"
#include "base/error.h"
#include "base/text.h"
#include "db/database.h"

namespace {
using namespace limn;
using namespace limn::access;

constexpr int64_t me = 5, somebody = 6, team = 7, other_team = 8;

constexpr Relation every_relation[] = {
    owner,        assignee,    project_owner,  project_assignee,  task_owner,      task_assignee,
    job_assignee, issue_owner, issue_assignee, target_owner,      target_assignee, target_job_staff,
    self,         invitee,     member,         member_maintainer, request_owner};

std::string column(size_t relation) { return fmt::format("r{}", relation); }

// A row of the made-up list: who stands in each relation to it, one at most being the caller.
struct Item {
    std::optional<int64_t> organization;
    uint32_t relations;
    bool is_active;
};

// Every relation to the caller by itself, none, and all of them; in every workspace; active and not.
std::vector<Item> items() {
    std::vector<uint32_t> sets{0, ~0u};
    for (const auto relation : every_relation) sets.push_back(relation);
    std::vector<Item> all;
    for (const auto organization :
         {std::optional<int64_t>(), std::optional<int64_t>(team), std::optional<int64_t>(other_team)})
        for (const auto set : sets)
            for (const bool is_active : {false, true}) all.push_back({organization, set, is_active});
    return all;
}

// What lists of quality reports, conflicts and functions show is decided by other rows than their own `view`.
bool has_a_rule_of_its_own(std::string_view resource) {
    return resource == "quality_reports" || resource == "quality_conflicts" || resource == "lambda";
}

std::set<std::string> listed_resources() {
    std::set<std::string> found;
    bool header = true;
    for (const auto line : split(permissions_csv(), '\n')) {
        if (std::exchange(header, false) || trim(line).empty()) continue;
        const auto cells = split_csv_line(line);
        if (cells[1] == "list" && !cells[0].starts_with("token.") && !has_a_rule_of_its_own(cells[0]) &&
            policy_table().find(cells[0], "view") >= 0)
            found.insert(cells[0]);
    }
    return found;
}

std::vector<RequestContext> contexts() {
    std::vector<RequestContext> all(2);
    all[1].given = true; // the personal workspace by name
    for (const std::string_view role : {"owner", "nominal", "maintainer", "supervisor", "worker", ""}) {
        RequestContext context;
        context.given = true;
        context.organization_id = team;
        context.role = role_of(role == "nominal" ? "owner" : role);
        context.is_org_owner = role == "owner";
        all.push_back(context);
    }
    return all;
}

class ListedRows : public testing::TestWithParam<std::string> {
  protected:
    void SetUp() override {
        folder_ = std::filesystem::temp_directory_path() / ("limn-listed-" + random_hex(12));
        std::filesystem::create_directories(folder_);
        database_ = db::open(GetParam() == "sqlite" ? "sqlite:" + (folder_ / "test.db").string() : GetParam());
    }
    void TearDown() override {
        database_.reset();
        std::filesystem::remove_all(folder_);
    }

    static void make_items(db::Connection& c) {
        std::string columns;
        for (size_t i = 0; i < std::size(every_relation); ++i) columns += ", " + column(i) + " BIGINT NOT NULL";
        c.execute("CREATE TEMPORARY TABLE item (id BIGINT, organization_id BIGINT, is_active BIGINT" + columns + ")");
        int64_t id = 0;
        for (const auto& item : items()) {
            db::Sql sql{"INSERT INTO item VALUES (?, ?, ?", {id++, item.organization, item.is_active}};
            for (const auto relation : every_relation) sql.add(", ?", item.relations & relation ? me : somebody);
            c.execute(sql.add(")"));
        }
    }

    static std::set<int64_t> selected(db::Connection& c, const Caller& caller, const RequestContext& context,
                                      const std::string& resource) {
        std::vector<std::string> texts;
        for (size_t i = 0; i < std::size(every_relation); ++i) texts.push_back(column(i) + " = ?");
        std::vector<std::pair<Relation, std::string_view>> relation_sql;
        for (size_t i = 0; i < std::size(every_relation); ++i) relation_sql.emplace_back(every_relation[i], texts[i]);
        db::Sql sql{"SELECT id FROM item WHERE ", {}};
        sql.add(visible_rows(caller, context, resource, relation_sql, "organization_id", "is_active = 1"));
        std::set<int64_t> ids;
        for (auto rows = c.query(sql); rows.next();) ids.insert(rows.integer(0));
        return ids;
    }

    // Whatever it hangs on: the list asks for the relations of each kind of parent at once.
    static bool may_view(const Caller& caller, const RequestContext& context, const std::string& resource,
                         Subject subject) {
        for (const std::string_view parent : {"", "project", "task", "job", "none"}) {
            subject.parent = parent;
            if (allows(caller, context, resource, "view", subject)) return true;
        }
        return false;
    }

    // One by one, within what the request named.
    static std::set<int64_t> allowed(const Caller& caller, const RequestContext& context, const std::string& resource) {
        std::set<int64_t> ids;
        int64_t id = 0;
        for (const auto& item : items()) {
            Subject subject{.organization_id = context.organization_id, .relations = item.relations};
            subject.is_active = item.is_active;
            const bool here = !context.given || item.organization == context.organization_id;
            if (here && may_view(caller, context, resource, subject)) ids.insert(id);
            ++id;
        }
        return ids;
    }

    std::filesystem::path folder_;
    std::unique_ptr<db::Database> database_;
};

TEST_P(ListedRows, AreThoseThatThePolicyLetsTheCallerView) {
    size_t lists = 0, refused = 0, rows = 0;
    database_->write([&](db::Connection& c) {
        make_items(c);
        for (const auto& resource : listed_resources())
            for (const auto privilege : {Privilege::admin, Privilege::user, Privilege::worker, Privilege::none})
                for (const auto& context : contexts()) {
                    Caller caller;
                    caller.id = me;
                    caller.privilege = privilege;
                    caller.credential = Credential::session;
                    const auto where = fmt::format("{} for {} in {} as {}", resource, static_cast<int>(privilege),
                                                   context.organization_id ? "team"
                                                   : context.given         ? "sandbox"
                                                                           : "none",
                                                   static_cast<int>(context.role));
                    if (!allows(caller, context, resource, "list", {.organization_id = context.organization_id})) {
                        EXPECT_THROW(selected(c, caller, context, resource), Error) << where;
                        ++refused;
                        continue;
                    }
                    const auto found = selected(c, caller, context, resource);
                    EXPECT_EQ(found, allowed(caller, context, resource)) << where;
                    rows += found.size();
                    ++lists;
                }
        c.execute("DROP TABLE item");
    });
    EXPECT_GT(lists, 300u);
    EXPECT_GT(refused, 30u);
    EXPECT_GT(rows, 3000u);
}

std::vector<std::string> databases() {
    std::vector<std::string> all{"sqlite"};
    if (const char* url = std::getenv("LIMN_TEST_POSTGRES")) all.emplace_back(url);
    return all;
}
INSTANTIATE_TEST_SUITE_P(Access, ListedRows, testing::ValuesIn(databases()),
                         [](const auto& info) { return std::string(info.param == "sqlite" ? "sqlite" : "postgres"); });

} // namespace
