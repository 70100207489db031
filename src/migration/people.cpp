// Accounts with their passwords and tokens, organisations with their members and invitations.
#include <algorithm>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "access/django_passwords.h"
#include "access/users.h"
#include "base/text.h"
#include "migration/move.h"

namespace limn::migration {
namespace {

const TableShape account_table{"account",
                               {"id", "username", "email", "first_name", "last_name", "password", "privilege",
                                "is_active", "is_staff", "is_superuser", "has_analytics_access", "last_login",
                                "date_joined"}};
const TableShape legacy_token_table{"legacy_token", {"token", "account_id", "created"}};
const TableShape access_token_table{"access_token",
                                    {"id", "prefix", "secret_hash", "name", "owner_id", "read_only", "revoked",
                                     "expiry_date", "created_date", "updated_date", "last_used_date"}};
const TableShape organization_table{
    "organization", {"id", "slug", "name", "description", "contact", "owner_id", "created_date", "updated_date"}};
const TableShape membership_table{"membership",
                                  {"id", "account_id", "organization_id", "is_active", "joined_date", "role"}};
const TableShape invitation_table{"invitation", {"key", "created_date", "sent_date", "owner_id", "membership_id"}};

// Names of the groups of a user, from primary or natural keys; "business" was a group of older servers.
std::vector<std::string> groups_of(Move& move, const Record& user) {
    std::vector<std::string> groups;
    const auto* list = user.find("groups");
    if (!list || !list->is_array()) return groups;
    for (const auto& item : list->get_array()) {
        std::string name;
        if (item.is_array() && !item.get_array().empty() && item.get_array()[0].is_string())
            name = clean(item.get_array()[0].get_string());
        else if (item.is_int64())
            for (const auto& group : move.staging.records("auth.group", item.get_int64() - 1, 1))
                if (group.id() == item.get_int64()) name = group.text("name");
        if (name == "business") name = "user";
        if (access::is_group(name)) {
            if (std::ranges::find(groups, name) == groups.end()) groups.push_back(name);
        } else {
            move.note(user, "a group that Limn does not have was left away", name);
        }
    }
    return groups;
}

void take_user(Move& move, const Record& r, Batch& batch) {
    auto groups = groups_of(move, r);
    const bool staff = r.flag("is_staff"), superuser = r.flag("is_superuser");
    if (staff && superuser && std::ranges::find(groups, "admin") == groups.end()) groups.emplace_back("admin");
    const auto password = r.text("password");
    if (!access::is_django_hash(password) && !password.starts_with('!'))
        move.note(r, "the password is kept in a form that Limn does not know: a new one has to be set",
                  r.text("username"));
    const bool analytics = superuser || std::ranges::find(groups, "admin") != groups.end();
    batch.insert(account_table, {r.id(), r.text("username"), r.text("email"), r.text("first_name"), r.text("last_name"),
                                 password, join(groups, ","), r.flag("is_active", true), staff, superuser, analytics,
                                 r.time("last_login"), r.time("date_joined", now())});
}

void take_email(Move& move, const Record& r, Batch& batch) {
    const auto account = move.needed_account(r, "user");
    if (!account) return;
    const auto email = r.text("email");
    if (r.flag("primary"))
        batch.execute(db::Sql().add("UPDATE account SET email = ? WHERE id = ? AND email = ''", email, *account));
    if (r.flag("verified"))
        batch.execute(db::Sql().add("UPDATE account SET email_verified = 1 WHERE id = ? AND lower(email) = lower(?)",
                                    *account, email));
}

void take_profile(Move& move, const Record& r, Batch& batch) {
    const auto account = move.needed_account(r, "user");
    if (!account) return;
    if (const auto active = r.time("last_activity_date"))
        batch.execute(db::Sql().add("UPDATE account SET last_activity = ? WHERE id = ?", *active, *account));
    if (r.has("has_analytics_access"))
        batch.execute(db::Sql().add("UPDATE account SET has_analytics_access = ? WHERE id = ?",
                                    r.flag("has_analytics_access"), *account));
}

void take_legacy_token(Move& move, const Record& r, Batch& batch) {
    if (const auto account = move.needed_account(r, "user"))
        batch.insert(legacy_token_table, {r.key(), *account, r.time("created", now())});
}

void take_access_token(Move& move, const Record& r, Batch& batch) {
    const auto owner = move.needed_account(r, "owner");
    if (!owner) return;
    auto hash = r.text("hashed_key");
    constexpr std::string_view bare = "sha512$$";
    if (!access::is_django_hash(hash)) return move.leave_out(r, "the hash of the token is of an unknown form");
    if (hash.starts_with(bare)) hash = lower(hash.substr(bare.size())); // as Limn keeps it
    const auto created = r.time("created", now());
    batch.insert(access_token_table,
                 {r.id(), r.text("prefix"), hash, r.text("name"), *owner, r.flag("read_only", true), r.flag("revoked"),
                  r.time("expiry_date"), created, r.time("updated_date", created), r.time("last_used_date")});
}

void take_organization(Move& move, const Record& r, Batch& batch) {
    const auto* contact = r.find("contact");
    const auto created = r.time("created_date", now());
    batch.insert(organization_table, {r.id(), r.text("slug"), r.text("name"), r.text("description"),
                                      contact && contact->is_object() ? r.text("contact") : std::string("{}"),
                                      move.account(r, "owner"), created, r.time("updated_date", created)});
}

void take_membership(Move& move, const Record& r, Batch& batch) {
    if (!r.has("user")) return move.leave_out(r, "nobody has an account for this membership: invite them again");
    const auto account = move.needed_account(r, "user");
    const auto organization = account ? move.needed(r, "organization", "organization") : std::nullopt;
    if (organization)
        batch.insert(membership_table, {r.id(), *account, *organization, r.flag("is_active"), r.time("joined_date"),
                                        r.text("role", "worker")});
}

void take_invitation(Move& move, const Record& r, Batch& batch) {
    const auto membership = move.needed(r, "membership", "membership");
    if (!membership) return;
    batch.insert(invitation_table,
                 {r.key(), r.time("created_date", now()), r.time("sent_date"), move.account(r, "owner"), *membership});
    // An account that only the invitation has made: no password yet, and the address for a name.
    batch.execute(db::Sql().add("UPDATE account SET is_placeholder = 1 WHERE password LIKE '!%' AND last_login IS NULL "
                                "AND lower(username) = lower(email) AND id = (SELECT account_id FROM membership WHERE "
                                "id = ? AND is_active = 0 AND joined_date IS NULL)",
                                *membership));
}

} // namespace

std::span<const Step> people_steps() {
    static constexpr Step steps[] = {
        {"users", "auth.user", take_user, "account"},
        {"e-mail addresses", "account.emailaddress", take_email},
        {"profiles", "engine.profile", take_profile},
        {"tokens", "authtoken.token", take_legacy_token},
        {"access tokens", "access_tokens.accesstoken", take_access_token, "access_token"},
        {"organisations", "organizations.organization", take_organization, "organization"},
        {"memberships", "organizations.membership", take_membership, "membership"},
        {"invitations", "organizations.invitation", take_invitation},
    };
    return steps;
}

} // namespace limn::migration
