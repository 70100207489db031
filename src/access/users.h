// Accounts as rows: who exists, their groups and flags. Passwords and other credentials: passwords.h, credentials.h.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/caller.h"
#include "base/time.h"
#include "db/database.h"

namespace limn::access {

struct User {
    int64_t id = 0;
    std::string username, email, first_name, last_name;
    std::vector<std::string> groups; // admin, user, worker, in the order they were given
    bool is_active = true, is_staff = false, is_superuser = false;
    bool email_verified = false;
    bool is_placeholder = false; // made by an invitation, not registered yet
    bool has_analytics_access = false;
    std::optional<Time> last_login;
    Time date_joined;
};

// The strongest known group decides; none: Privilege::none.
Privilege privilege_of(const std::vector<std::string>& groups);
bool is_group(std::string_view name);
// Whether the account has an address that nobody has shown to be theirs yet.
inline bool email_unconfirmed(const User& user) { return !user.email.empty() && !user.email_verified; }
Caller caller_of(const User& user, Credential credential);

std::optional<User> find_user(db::Connection& c, int64_t id);
std::vector<User> find_users(db::Connection& c,
                             const std::vector<int64_t>& ids); // in no particular order, unknown ids left out
std::optional<User> find_user_by_email(db::Connection& c, std::string_view email); // ignoring case
bool email_is_shared(db::Connection& c, std::string_view email);                   // by several accounts
// By exact user name, then e-mail, then user name, the latter two ignoring case.
std::optional<User> find_user_by_login(db::Connection& c, std::string_view name);

// Registration ignores case, changing a name does not.
enum class NameCase { exact, ignored };
bool username_taken(db::Connection& c, std::string_view name, NameCase name_case, int64_t except = 0);

struct NewUser {
    std::string username, email, first_name, last_name;
    std::string password_hash; // empty: no password can match
    std::vector<std::string> groups{"user"};
    bool is_staff = false, is_superuser = false, is_placeholder = false;
};
// Throws db::ConstraintError when the user name is taken.
int64_t create_user(db::Connection& c, const NewUser& user);

// Writes names, e-mail, groups and flags of an existing account (by id). Another address is not confirmed yet. Both
// flags together bring the group admin, and that group brings access to analytics.
void update_user(db::Connection& c, User& user);
void delete_user(db::Connection& c, int64_t id);
void note_login(db::Connection& c, int64_t id);
void confirm_email(db::Connection& c, int64_t id); // a mail to the address has been read

// The first administrator, at the first start. False: there is an account of that name already, left as it is.
bool ensure_administrator(db::Database& database, const std::string& name, const std::string& password);

} // namespace limn::access
