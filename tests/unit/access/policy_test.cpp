// The compiled permission table against a second, slow reading of the same file that works on its words.
#include "access/policy.h"

#include <map>
#include <set>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "access/policy_table.h"
#include "base/error.h"
#include "base/text.h"

namespace {
using namespace limn;
using namespace limn::access;

struct Row {
    std::string resource, scope, context, limit, privilege, membership, has_same_org;
    std::vector<std::string> ownership, atoms;
    std::string line;
};

std::vector<std::string> list_of(std::string_view cell, char separator) {
    std::vector<std::string> found;
    for (const auto part : split(cell, separator))
        if (const auto word = trim(part); !word.empty() && word != "N/A") found.emplace_back(word);
    return found;
}

const std::vector<Row>& rows() {
    static const auto all = [] {
        std::vector<Row> found;
        bool header = true;
        for (const auto line : split(permissions_csv(), '\n')) {
            if (std::exchange(header, false) || trim(line).empty()) continue;
            const auto c = split_csv_line(line);
            found.push_back(
                {c[0], c[1], c[2], c[4], c[7], c[8], c[9], list_of(c[3], ','), list_of(c[4], '&'), std::string(line)});
        }
        return found;
    }();
    return all;
}

const std::map<std::string, Relation> relations = {{"Owner", owner},
                                                   {"Assignee", assignee},
                                                   {"Project:owner", project_owner},
                                                   {"Project:assignee", project_assignee},
                                                   {"Task:owner", task_owner},
                                                   {"Task:assignee", task_assignee},
                                                   {"Job:assignee", job_assignee},
                                                   {"Issue:owner", issue_owner},
                                                   {"Issue:assignee", issue_assignee},
                                                   {"Target:owner", target_owner},
                                                   {"Target:assignee", target_assignee},
                                                   {"Target:job_staff", target_job_staff},
                                                   {"Self", self},
                                                   {"Invitee", invitee},
                                                   {"Member", member},
                                                   {"Member:maintainer", member_maintainer},
                                                   {"Request:owner", request_owner}};

enum class Token { none, read_only, read_write };

struct Situation {
    std::string privilege = "none"; // admin, user, worker, none
    bool organization = false;
    std::string role = "none"; // owner, nominal owner, maintainer, supervisor, worker, none
    bool same_org = false;
    std::string relation; // a word of the ownership column, or empty
    bool is_active = false, not_self = false, is_public = false, analytics = false, local = true;
    std::string target_role, parent;
    Token token = Token::none;

    std::string text() const {
        return fmt::format("{} {} {} same={} rel={} active={} not_self={} public={} analytics={} local={} target={} "
                           "parent={} token={}",
                           privilege, organization ? "org" : "sandbox", role, same_org, relation, is_active, not_self,
                           is_public, analytics, local, target_role, parent, int(token));
    }
};

int rank(const std::string& word) {
    static const std::map<std::string, int> ranks = {{"admin", 0},       {"user", 75},         {"none", 1000},
                                                     {"owner", 0},       {"nominal owner", 0}, {"maintainer", 50},
                                                     {"supervisor", 75}, {"worker", 100}};
    return ranks.at(word);
}

bool reference_allows(const std::string& resource, const std::string& scope, const Situation& s);

bool atom_holds(const std::string& atom, const Situation& s) {
    if (atom == "auth.is_staff") return s.role == "owner" || s.role == "maintainer";
    if (atom == "auth.is_org_owner") return s.role == "owner";
    if (atom == "auth.role_is_maintainer") return s.role == "maintainer";
    if (atom == "auth.privilege_is_worker") return s.privilege == "worker";
    if (atom == "auth.not_member") return s.role == "none";
    if (atom == "auth.has_analytics_access") return s.analytics;
    if (atom == "resource.is_active") return s.is_active;
    if (atom == "resource.not_self") return s.not_self;
    if (atom == "resource.is_public") return s.is_public;
    if (atom == "token.read_write") return s.token != Token::read_only;
    if (atom == "destination=local") return s.local;
    if (atom.starts_with("parent=")) return atom.substr(7) == s.parent;
    if (atom.starts_with("delegate:"))
        return reference_allows(atom.substr(9, atom.find('/') - 9), atom.substr(atom.find('/') + 1), s);
    if (atom == "resource.role not in (owner)") return s.target_role != "owner";
    if (atom == "resource.role not in (maintainer, owner)")
        return s.target_role != "owner" && s.target_role != "maintainer";
    ADD_FAILURE() << "unknown atom " << atom;
    return false;
}

bool row_holds(const Row& row, const Situation& s) {
    if (row.context == "Sandbox" && s.organization) return false;
    if (row.context == "Organization" && !s.organization) return false;
    if (!row.ownership.empty() &&
        std::find(row.ownership.begin(), row.ownership.end(), s.relation) == row.ownership.end())
        return false;
    if (row.privilege != "None" && rank(s.privilege) > rank(lower(row.privilege))) return false;
    if (row.membership != "N/A" && (s.role == "none" || rank(s.role) > rank(lower(row.membership)))) return false;
    if (row.has_same_org == "True" && !(s.organization && s.same_org)) return false;
    return std::all_of(row.atoms.begin(), row.atoms.end(), [&](const auto& atom) { return atom_holds(atom, s); });
}

bool reference_allows(const std::string& resource, const std::string& scope, const Situation& s) {
    return std::any_of(rows().begin(), rows().end(), [&](const Row& row) {
        return row.resource == resource && row.scope == scope && row_holds(row, s);
    });
}

// What the program is asked, made from a situation.
struct Question {
    Caller caller;
    Workspace workspace;
    Subject subject;

    explicit Question(const Situation& s) {
        caller.id = 5;
        caller.privilege = s.privilege == "admin"    ? Privilege::admin
                           : s.privilege == "user"   ? Privilege::user
                           : s.privilege == "worker" ? Privilege::worker
                                                     : Privilege::none;
        caller.has_analytics_access = s.analytics;
        caller.credential = s.token == Token::none ? Credential::session : Credential::access_token;
        caller.read_only_token = s.token == Token::read_only;
        if (s.organization) {
            workspace.organization_id = 7;
            workspace.role = role_of(s.role == "nominal owner" ? "owner" : s.role);
            workspace.is_org_owner = s.role == "owner";
        }
        if (s.same_org)
            subject.organization_id = 7;
        else if (s.organization)
            subject.organization_id = 8;
        if (!s.relation.empty()) subject.relations = relations.at(s.relation);
        subject.member_role = role_of(s.target_role);
        subject.is_active = s.is_active;
        subject.not_self = s.not_self;
        subject.is_public = s.is_public;
        subject.parent = s.parent;
        subject.destination_local = s.local;
    }
};

bool program_allows(const std::string& resource, const std::string& scope, const Situation& s) {
    const Question q(s);
    return allows(q.caller, q.workspace, resource, scope, q.subject);
}

// Every text of the rows that a check can reach, so that only what matters is varied.
std::string texts_of(const std::string& resource, const std::string& scope) {
    std::string all;
    for (const auto& row : rows()) {
        if (row.resource != resource || row.scope != scope) continue;
        all += row.line + "\n";
        for (const auto& atom : row.atoms)
            if (atom.starts_with("delegate:"))
                all += texts_of(atom.substr(9, atom.find('/') - 9), atom.substr(atom.find('/') + 1));
    }
    return all;
}

void every_situation(const std::string& texts, const std::function<void(const Situation&)>& visit) {
    const auto values = [&](std::string_view word) {
        return texts.find(word) == std::string::npos ? std::vector<bool>{false} : std::vector<bool>{false, true};
    };
    const auto words = [&](std::string_view word, std::vector<std::string> all) {
        return texts.find(word) == std::string::npos ? std::vector<std::string>{""} : all;
    };
    std::vector<std::string> every_relation{""};
    for (const auto& [name, bit] : relations) every_relation.push_back(name);
    Situation s;
    for (const std::string privilege : {"admin", "user", "worker", "none"})
        for (const std::string role :
             {"sandbox", "owner", "nominal owner", "maintainer", "supervisor", "worker", "none"})
            for (const bool same_org : {false, true})
                for (const auto& relation : every_relation)
                    for (const bool is_active : values("resource.is_active"))
                        for (const bool not_self : values("resource.not_self"))
                            for (const bool is_public : values("resource.is_public"))
                                for (const auto& target :
                                     words("resource.role", {"", "owner", "maintainer", "supervisor", "worker"}))
                                    for (const auto& parent :
                                         words("parent=", {"", "project", "task", "job", "none"})) {
                                        s.privilege = privilege;
                                        s.organization = role != "sandbox";
                                        s.role = s.organization ? role : "none";
                                        s.same_org = same_org && s.organization;
                                        s.relation = relation;
                                        s.is_active = is_active;
                                        s.not_self = not_self;
                                        s.is_public = is_public;
                                        s.target_role = target;
                                        s.parent = parent;
                                        visit(s);
                                    }
}

std::set<std::pair<std::string, std::string>> checks() {
    std::set<std::pair<std::string, std::string>> found;
    for (const auto& row : rows())
        if (!row.resource.starts_with("token.")) found.emplace(row.resource, row.scope);
    return found;
}

TEST(Policy, ReadsEveryRow) {
    EXPECT_EQ(policy_table().row_count(), rows().size());
    EXPECT_GT(rows().size(), 500u);
}

TEST(Policy, DecidesLikeTheTableInEverySituation) {
    for (const auto& [resource, scope] : checks()) {
        int differences = 0;
        every_situation(texts_of(resource, scope), [&](const Situation& s) {
            if (program_allows(resource, scope, s) == reference_allows(resource, scope, s)) return;
            if (++differences < 4) ADD_FAILURE() << resource << "/" << scope << " in " << s.text();
        });
    }
}

// The weakest situation that a row is satisfied by; nothing when another check has the last word.
std::optional<Situation> weakest(const Row& row) {
    std::optional<Situation> found;
    int best = -1;
    every_situation(row.line, [&](const Situation& s) {
        if (!row_holds(row, s)) return;
        const int weakness = rank(s.privilege) + rank(s.role) + (s.same_org ? 0 : 1) + (s.relation.empty() ? 1 : 0);
        if (weakness > best) {
            best = weakness;
            found = s;
        }
    });
    return found;
}

TEST(Policy, GrantsTheWeakestCallerOfEachRowAndNobodyWeakerUnlessAnotherRowDoes) {
    size_t granted = 0, denied = 0;
    for (const auto& row : rows()) {
        if (row.resource.starts_with("token.") || row.limit.find("delegate:") != std::string::npos ||
            row.limit.find("analytics") != std::string::npos)
            continue;
        const auto s = weakest(row);
        ASSERT_TRUE(s) << "nobody satisfies " << row.line;
        EXPECT_TRUE(program_allows(row.resource, row.scope, *s)) << row.line;
        ++granted;
        std::vector<Situation> weaker;
        const auto weaken = [&](auto change) {
            Situation w = *s;
            change(w);
            if (!row_holds(row, w)) weaker.push_back(w);
        };
        weaken([](Situation& w) {
            w.privilege = w.privilege == "admin" ? "user" : w.privilege == "user" ? "worker" : "none";
        });
        weaken([](Situation& w) {
            w.role = w.role == "owner"        ? "maintainer"
                     : w.role == "maintainer" ? "supervisor"
                     : w.role == "supervisor" ? "worker"
                                              : "none";
        });
        weaken([](Situation& w) { w.relation.clear(); });
        weaken([](Situation& w) { w.same_org = false; });
        weaken([](Situation& w) {
            w.organization = !w.organization;
            w.role = w.same_org ? w.role : "none";
        });
        weaken([](Situation& w) { w.is_active = false; });
        weaken([](Situation& w) { w.not_self = false; });
        weaken([](Situation& w) { w.is_public = false; });
        weaken([](Situation& w) { w.target_role = "owner"; });
        weaken([](Situation& w) { w.parent.clear(); });
        for (const auto& w : weaker) {
            if (reference_allows(row.resource, row.scope, w)) continue; // another row does
            EXPECT_FALSE(program_allows(row.resource, row.scope, w)) << row.line << "\n" << w.text();
            ++denied;
        }
    }
    EXPECT_GT(granted, 350u);
    EXPECT_GT(denied, 500u);
}

TEST(Policy, AnalyticsNeedsItsFlag) {
    Situation s;
    EXPECT_FALSE(program_allows("analytics", "view", s));
    s.analytics = true;
    EXPECT_TRUE(program_allows("analytics", "view", s));
}

Situation administrator_with(Token token) {
    Situation s;
    s.privilege = "admin";
    s.token = token;
    return s;
}

TEST(Policy, TokensPassASecondGate) {
    const auto read = administrator_with(Token::read_only), write = administrator_with(Token::read_write);
    EXPECT_TRUE(program_allows("tasks", "view", read));
    EXPECT_FALSE(program_allows("tasks", "update:desc", read));
    EXPECT_TRUE(program_allows("tasks", "update:desc", write));
    EXPECT_TRUE(program_allows("tasks", "export:dataset", read));
    auto to_cloud = read;
    to_cloud.local = false;
    EXPECT_FALSE(program_allows("tasks", "export:dataset", to_cloud));
    to_cloud.token = Token::read_write;
    EXPECT_TRUE(program_allows("tasks", "export:dataset", to_cloud));
    EXPECT_FALSE(program_allows("users", "update", write));
    EXPECT_FALSE(program_allows("access_tokens", "create", write));
    EXPECT_FALSE(program_allows("events", "send:events", write));
}

TEST(Policy, TokensOfOtherResourcesGoByTheMethod) {
    Question q(administrator_with(Token::read_only));
    EXPECT_TRUE(allows(q.caller, q.workspace, "issues", "update", q.subject));
    q.caller.safe_method = false;
    EXPECT_FALSE(allows(q.caller, q.workspace, "issues", "update", q.subject));
    q.caller.read_only_token = false;
    EXPECT_TRUE(allows(q.caller, q.workspace, "issues", "update", q.subject));
}

TEST(Policy, UnknownScopesAreMistakesOfTheProgram) {
    EXPECT_THROW(program_allows("tasks", "fly", {}), std::logic_error);
    EXPECT_THROW(program_allows("nonsense", "view", {}), std::logic_error);
}

TEST(Policy, RefusalsAreForbidden) {
    const Question q(Situation{});
    try {
        require(q.caller, q.workspace, "tasks", "create", q.subject);
        FAIL();
    } catch (const Error& e) {
        EXPECT_EQ(e.status(), 403);
        EXPECT_EQ(e.body(), R"({"detail":"You do not have permission to perform this action."})");
    }
}

constexpr std::string_view header =
    "resource,scope,context,ownership,limit,method,url,privilege,membership,has_same_org\n";

TEST(Policy, RefusesATableThatIsNotWellFormed) {
    const auto table = [](std::string_view line) { return PolicyTable(std::string(header) + std::string(line)); };
    EXPECT_NO_THROW(table("a,view,Organization,Owner,,GET,/a,User,Worker,True"));
    EXPECT_THROW(table("a,view,Elsewhere,Owner,,GET,/a,User,N/A,N/A"), std::logic_error);
    EXPECT_THROW(table("a,view,N/A,Stranger,,GET,/a,User,N/A,N/A"), std::logic_error);
    EXPECT_THROW(table("a,view,N/A,N/A,auth.is_tall,GET,/a,User,N/A,N/A"), std::logic_error);
    EXPECT_THROW(table("a,view,Sandbox,N/A,,GET,/a,User,Worker,N/A"), std::logic_error);
    EXPECT_THROW(table("a,view,N/A,N/A,,GET|PUT,/a,User,N/A,N/A"), std::logic_error);
    EXPECT_THROW(table("a,view,N/A,N/A,delegate:b/view,GET,/a,User,N/A,N/A"), std::logic_error);
    EXPECT_THROW(table("a,view,N/A,N/A,delegate:a/view,GET,/a,User,N/A,N/A"), std::logic_error);
    EXPECT_THROW(table("a,view,N/A,N/A,,GET,/a,User,N/A"), std::logic_error);
}

} // namespace
