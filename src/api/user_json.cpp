#include "api/user_json.h"

#include <boost/json.hpp>

namespace limn::api {

namespace {

void write_basic_members(JsonWriter& w, const Call& call, const access::User& user) {
    w.member("url", call.link("/api/users/" + std::to_string(user.id)));
    w.member("id", user.id);
    w.member("username", user.username);
    w.member("first_name", user.first_name);
    w.member("last_name", user.last_name);
}

} // namespace

BasicUsers::BasicUsers(const Call& call, db::Connection& c, const std::vector<std::optional<int64_t>>& ids) {
    std::vector<int64_t> wanted;
    for (const auto& id : ids)
        if (id) wanted.push_back(*id);
    for (const auto& user : access::find_users(c, wanted)) {
        JsonWriter w;
        write_basic_user(w, call, user);
        json_.emplace(user.id, w.take());
    }
}

void BasicUsers::write(JsonWriter& w, std::optional<int64_t> id) const { w.raw(json(id)); }

std::string_view BasicUsers::json(std::optional<int64_t> id) const {
    const auto found = id ? json_.find(*id) : json_.end();
    return found == json_.end() ? std::string_view("null") : std::string_view(found->second);
}

void write_basic_user(JsonWriter& w, const Call& call, const access::User& user) {
    w.begin_object();
    write_basic_members(w, call, user);
    w.end_object();
}

void write_full_user(JsonWriter& w, const Call& call, const access::User& user) {
    w.begin_object();
    write_basic_members(w, call, user);
    w.member("email", user.email);
    w.key("groups");
    w.begin_array();
    for (const auto& group : user.groups) w.value(group);
    w.end_array();
    w.member("is_staff", user.is_staff);
    w.member("is_superuser", user.is_superuser);
    w.member("is_active", user.is_active);
    w.key("last_login");
    user.last_login ? w.value(to_iso(*user.last_login)) : w.value(nullptr);
    w.member("date_joined", to_iso(user.date_joined));
    w.member("has_analytics_access", user.has_analytics_access);
    w.member("email_verified", user.email.empty() ? std::nullopt : std::optional(user.email_verified));
    w.end_object();
}

} // namespace limn::api
