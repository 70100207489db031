#include "access/users.h"

#include <algorithm>

#include "access/passwords.h"
#include "base/log.h"
#include "base/text.h"

namespace limn::access {
namespace {

constexpr std::string_view columns =
    "SELECT id, username, email, first_name, last_name, privilege, is_active, is_staff, is_superuser, email_verified, "
    "is_placeholder, has_analytics_access, last_login, date_joined FROM account ";

User read_user(const db::Rows& rows) {
    User user;
    user.id = rows.integer(0);
    user.username = rows.text(1);
    user.email = rows.text(2);
    user.first_name = rows.text(3);
    user.last_name = rows.text(4);
    for (const auto group : split(rows.view(5), ','))
        if (!group.empty()) user.groups.emplace_back(group);
    user.is_active = rows.boolean(6);
    user.is_staff = rows.boolean(7);
    user.is_superuser = rows.boolean(8);
    user.email_verified = rows.boolean(9);
    user.is_placeholder = rows.boolean(10);
    user.has_analytics_access = rows.boolean(11);
    user.last_login = rows.maybe_time(12);
    user.date_joined = rows.time(13);
    return user;
}

template <class... A> std::optional<User> find_where(db::Connection& c, std::string_view condition, A&&... args) {
    auto rows = c.query(db::Sql().add(columns).add(condition, std::forward<A>(args)...));
    return rows.next() ? std::optional(read_user(rows)) : std::nullopt;
}

bool in_group(const std::vector<std::string>& groups, std::string_view name) {
    return std::find(groups.begin(), groups.end(), name) != groups.end();
}

} // namespace

Privilege privilege_of(const std::vector<std::string>& groups) {
    if (in_group(groups, "admin")) return Privilege::admin;
    if (in_group(groups, "user")) return Privilege::user;
    if (in_group(groups, "worker")) return Privilege::worker;
    return Privilege::none;
}

bool is_group(std::string_view name) { return name == "admin" || name == "user" || name == "worker"; }

Caller caller_of(const User& user, Credential credential) {
    Caller caller;
    caller.id = user.id;
    caller.username = user.username;
    caller.privilege = privilege_of(user.groups);
    caller.email_unconfirmed = email_unconfirmed(user);
    caller.is_staff = user.is_staff;
    caller.has_analytics_access = user.has_analytics_access;
    caller.credential = credential;
    return caller;
}

std::optional<User> find_user(db::Connection& c, int64_t id) { return find_where(c, "WHERE id = ?", id); }

std::vector<User> find_users(db::Connection& c, const std::vector<int64_t>& ids) {
    constexpr size_t batch = 500;
    auto wanted = ids;
    std::sort(wanted.begin(), wanted.end());
    wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
    std::vector<User> users;
    for (size_t first = 0; first < wanted.size(); first += batch) {
        db::Sql sql;
        sql.add(columns).add("WHERE id IN (");
        for (size_t i = first; i < std::min(first + batch, wanted.size()); ++i)
            sql.add(i == first ? "?" : ", ?", wanted[i]);
        sql.add(")");
        for (auto rows = c.query(sql); rows.next();) users.push_back(read_user(rows));
    }
    return users;
}

std::optional<User> find_user_by_email(db::Connection& c, std::string_view email) {
    if (email.empty()) return {};
    return find_where(c, "WHERE lower(email) = lower(?) ORDER BY id LIMIT 1", email);
}

bool email_is_shared(db::Connection& c, std::string_view email) {
    return c.value("SELECT count(*) FROM account WHERE lower(email) = lower(?)", email).value_or(0) > 1;
}

std::optional<User> find_user_by_login(db::Connection& c, std::string_view name) {
    if (auto user = find_where(c, "WHERE username = ?", name)) return user;
    if (auto user = find_user_by_email(c, name)) return user;
    return find_where(c, "WHERE lower(username) = lower(?) ORDER BY id LIMIT 1", name);
}

bool username_taken(db::Connection& c, std::string_view name, NameCase name_case, int64_t except) {
    const std::string_view compare = name_case == NameCase::ignored ? "lower(username) = lower(?)" : "username = ?";
    return c.value(fmt::format("SELECT 1 FROM account WHERE {} AND id <> ?", compare), name, except).has_value();
}

namespace {

// Both flags bring the group, and the group brings analytics.
void complete_flags(std::vector<std::string>& groups, bool is_staff, bool is_superuser, bool& has_analytics_access) {
    if (is_staff && is_superuser && !in_group(groups, "admin")) groups.emplace_back("admin");
    if (is_superuser || in_group(groups, "admin")) has_analytics_access = true;
}

} // namespace

int64_t create_user(db::Connection& c, const NewUser& user) {
    auto groups = user.groups;
    bool has_analytics_access = false;
    complete_flags(groups, user.is_staff, user.is_superuser, has_analytics_access);
    return c.insert(
        "INSERT INTO account (username, email, first_name, last_name, password, privilege, is_staff, is_superuser, "
        "is_placeholder, has_analytics_access, date_joined) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        user.username, user.email, user.first_name, user.last_name, user.password_hash, join(groups, ","),
        user.is_staff, user.is_superuser, user.is_placeholder, has_analytics_access, now());
}

void update_user(db::Connection& c, User& user) {
    complete_flags(user.groups, user.is_staff, user.is_superuser, user.has_analytics_access);
    c.execute("UPDATE account SET email_verified = CASE WHEN lower(email) = lower(?) THEN email_verified ELSE 0 END, "
              "username = ?, email = ?, first_name = ?, last_name = ?, privilege = ?, is_active = ?, "
              "is_staff = ?, is_superuser = ?, is_placeholder = ?, has_analytics_access = ? WHERE id = ?",
              user.email, user.username, user.email, user.first_name, user.last_name, join(user.groups, ","),
              user.is_active, user.is_staff, user.is_superuser, user.is_placeholder, user.has_analytics_access,
              user.id);
}

void delete_user(db::Connection& c, int64_t id) { c.execute("DELETE FROM account WHERE id = ?", id); }

void note_login(db::Connection& c, int64_t id) {
    c.execute("UPDATE account SET last_login = ? WHERE id = ?", now(), id);
}

void confirm_email(db::Connection& c, int64_t id) {
    c.execute("UPDATE account SET email_verified = 1 WHERE id = ?", id);
}

bool ensure_administrator(db::Database& database, const std::string& name, const std::string& password) {
    const auto exists = [&](db::Connection& c) { return username_taken(c, name, NameCase::exact, 0); };
    if (database.read(exists)) return false;
    NewUser admin;
    admin.username = name;
    admin.password_hash = hash_password(password);
    admin.groups = {"admin"};
    admin.is_staff = admin.is_superuser = true;
    const bool created = database.write([&](db::Connection& c) {
        if (exists(c)) return false; // another process was faster
        create_user(c, admin);
        return true;
    });
    if (created) log_info("administrator created", {{"username", name}});
    return created;
}

} // namespace limn::access
