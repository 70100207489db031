// People as answers show them. Owners and assignees are embedded everywhere in the short form:
//   {"url":"http://host/api/users/2","id":2,"username":"ann","first_name":"Ann","last_name":"Lee"}
//
//   BasicUsers users(call, c, {row.owner_id, row.assignee_id});   // one query for all rows of an answer
//   w.key("owner");  users.write(w, row.owner_id);                 // the object, or null
#pragma once
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "access/users.h"
#include "api/call.h"
#include "base/json.h"
#include "db/database.h"

namespace limn::api {

class BasicUsers {
  public:
    // Repeated ids and nullopt are fine.
    BasicUsers(const Call& call, db::Connection& c, const std::vector<std::optional<int64_t>>& ids);
    BasicUsers(const Call& call, db::Connection& c, std::initializer_list<std::optional<int64_t>> ids)
        : BasicUsers(call, c, std::vector(ids)) {}

    void write(JsonWriter& w, std::optional<int64_t> id) const; // null for nullopt and for ids that are gone
    std::string_view json(std::optional<int64_t> id) const;     // the same as text; "null"

  private:
    std::unordered_map<int64_t, std::string> json_;
};

void write_basic_user(JsonWriter& w, const Call& call, const access::User& user);
void write_full_user(JsonWriter& w, const Call& call, const access::User& user);

} // namespace limn::api
