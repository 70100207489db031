// The table as a condition on rows, and the workspace of a request.
#include <filesystem>

#include <gtest/gtest.h>

#include "access/policy.h"
#include "access/users.h"
#include "base/error.h"
#include "base/text.h"

namespace {
using namespace limn;
using namespace limn::access;

class Workspaces : public testing::Test {
  protected:
    void SetUp() override {
        folder_ = std::filesystem::temp_directory_path() / ("limn-access-" + random_hex(12));
        std::filesystem::create_directories(folder_);
        database_ = db::open("sqlite:" + (folder_ / "test.db").string());
        db::migrate(*database_);
        database_->write([&](db::Connection& c) {
            ann_ = create_user(c, {.username = "ann"});
            bob_ = create_user(c, {.username = "bob"});
            team_ = c.insert("INSERT INTO organization (slug, owner_id, created_date, updated_date) VALUES ('team', ?, "
                             "1, 1) RETURNING id",
                             ann_);
            join(c, ann_, "owner");
            add_project(c, "ann's", ann_, std::nullopt);
            add_project(c, "bob's", bob_, std::nullopt);
            add_project(c, "ann's in team", ann_, team_);
            add_project(c, "bob's in team", bob_, team_);
        });
    }
    void TearDown() override {
        database_.reset();
        std::filesystem::remove_all(folder_);
    }
    void join(db::Connection& c, int64_t account, std::string_view role) {
        c.execute("INSERT INTO membership (account_id, organization_id, is_active, role) VALUES (?, ?, 1, ?)", account,
                  team_, role);
    }
    static void add_project(db::Connection& c, std::string_view name, int64_t owner,
                            std::optional<int64_t> organization) {
        c.execute(
            "INSERT INTO project (name, owner_id, organization_id, created_date, updated_date) VALUES (?, ?, ?, 1, 1)",
            name, owner, organization);
    }
    Caller caller(int64_t id, Privilege privilege = Privilege::user) const {
        Caller found;
        found.id = id;
        found.privilege = privilege;
        found.credential = Credential::session;
        return found;
    }
    RequestContext context(const Caller& who, const std::optional<std::string>& org,
                           const std::optional<std::string>& org_id = {},
                           const std::optional<std::string>& header = {}) {
        return database_->read([&](db::Connection& c) { return request_context(c, who, org, org_id, header); });
    }
    std::vector<std::string> projects(const Caller& who, const RequestContext& where) {
        return database_->read([&](db::Connection& c) {
            db::Sql sql;
            sql.add("SELECT p.name FROM project p WHERE ");
            sql.add(visible_rows(who, where, "projects", {{owner, "p.owner_id = ?"}, {assignee, "p.assignee_id = ?"}},
                                 "p.organization_id"));
            std::vector<std::string> names;
            for (auto rows = c.query(sql.add(" ORDER BY p.id")); rows.next();) names.push_back(rows.text(0));
            return names;
        });
    }
    static int status_of(const std::function<void()>& f) {
        try {
            f();
        } catch (const Error& e) {
            return e.status();
        }
        return 200;
    }
    using Names = std::vector<std::string>;
    std::filesystem::path folder_;
    std::unique_ptr<db::Database> database_;
    int64_t ann_ = 0, bob_ = 0, team_ = 0;
};

TEST_F(Workspaces, WithoutOneTheCallerSeesTheirOwnEverywhere) {
    EXPECT_EQ(projects(caller(bob_), {}), (Names{"bob's", "bob's in team"}));
}

TEST_F(Workspaces, ThePersonalOneHoldsOnlyWhatIsInNoOrganization) {
    EXPECT_EQ(projects(caller(ann_), context(caller(ann_), "")), (Names{"ann's"}));
    EXPECT_EQ(projects(caller(ann_), context(caller(ann_), {}, {}, "")), (Names{"ann's"}));
}

TEST_F(Workspaces, OwnersSeeTheWholeOrganization) {
    EXPECT_EQ(projects(caller(ann_), context(caller(ann_), "team")), (Names{"ann's in team", "bob's in team"}));
    EXPECT_EQ(projects(caller(ann_), context(caller(ann_), {}, std::to_string(team_))),
              (Names{"ann's in team", "bob's in team"}));
}

TEST_F(Workspaces, MembersSeeTheirOwnAndStrangersNothing) {
    EXPECT_EQ(status_of([&] { projects(caller(bob_), context(caller(bob_), "team")); }), 403);
    database_->write([&](db::Connection& c) { join(c, bob_, "worker"); });
    EXPECT_EQ(projects(caller(bob_), context(caller(bob_), "team")), (Names{"bob's in team"}));
}

TEST_F(Workspaces, AMaintainerWhoIsOnlyAWorkerByGroupIsNotWide) {
    database_->write([&](db::Connection& c) { join(c, bob_, "maintainer"); });
    EXPECT_EQ(projects(caller(bob_), context(caller(bob_), "team")).size(), 2u);
    const auto worker = caller(bob_, Privilege::worker);
    EXPECT_EQ(projects(worker, context(worker, "team")), (Names{"bob's in team"}));
}

TEST_F(Workspaces, AdministratorsSeeEverythingWithinWhatTheyName) {
    const auto admin = caller(99, Privilege::admin);
    EXPECT_EQ(projects(admin, {}).size(), 4u);
    EXPECT_EQ(projects(admin, context(admin, "team")).size(), 2u);
    EXPECT_EQ(projects(admin, context(admin, "")), (Names{"ann's", "bob's"}));
}

TEST_F(Workspaces, ActiveRowsOnlyWhereTheTableSaysSo) {
    const auto who = caller(bob_);
    const db::Sql sql =
        visible_rows(who, {}, "memberships", {{self, "m.account_id = ?"}}, "m.organization_id", "m.is_active = 1");
    EXPECT_NE(sql.text.find("m.is_active = 1"), std::string::npos);
    EXPECT_EQ(sql.args.size(), 1u);
    const db::Sql all = visible_rows(caller(1, Privilege::admin), {}, "memberships", {{self, "m.account_id = ?"}},
                                     "m.organization_id", "m.is_active = 1");
    EXPECT_EQ(all.text, "1 = 1");
}

TEST_F(Workspaces, WhatNoRelationGrantsIsNotSeen) {
    const auto visible = visible_rows(caller(bob_), {}, "projects", {}, "p.organization_id");
    ASSERT_TRUE(visible.own.has_value());
    EXPECT_TRUE(visible.own->empty());
    EXPECT_EQ(db::Sql(visible).text, "1 = 0");
}

TEST_F(Workspaces, ConflictingNamesAreRefused) {
    const auto ann = caller(ann_);
    EXPECT_EQ(status_of([&] { context(ann, "team", "1"); }), 400);
    EXPECT_EQ(status_of([&] { context(ann, {}, "", ""); }), 400);
    EXPECT_EQ(status_of([&] { context(ann, "team", {}, "other"); }), 400);
    EXPECT_EQ(status_of([&] { context(ann, {}, "x"); }), 400);
    EXPECT_EQ(status_of([&] { context(ann, "none"); }), 404);
    EXPECT_EQ(status_of([&] { context(ann, {}, "12345"); }), 404);
    EXPECT_EQ(status_of([&] { context(ann, "team", {}, "team"); }), 200);
}

TEST_F(Workspaces, RolesCountWhileTheMembershipIsActive) {
    const auto of = [&](int64_t id) {
        return database_->read([&](db::Connection& c) { return workspace_of(c, caller(id), team_); });
    };
    EXPECT_EQ(of(ann_).role, Role::owner);
    EXPECT_TRUE(of(ann_).is_org_owner);
    EXPECT_EQ(of(bob_).role, Role::none);
    EXPECT_EQ(of(bob_).organization_id, team_);
    database_->write([&](db::Connection& c) {
        c.execute("UPDATE membership SET is_active = 0");
        join(c, bob_, "owner");
    });
    EXPECT_EQ(of(ann_).role, Role::none);
    EXPECT_EQ(of(bob_).role, Role::owner);
    EXPECT_FALSE(of(bob_).is_org_owner); // by name only
    EXPECT_FALSE(of(bob_).is_org_staff());
}

} // namespace
