// Checks and chores that projects, tasks and jobs share when they are made, changed and deleted.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json.hpp>

#include "api/call.h"
#include "api/subjects.h"

namespace limn::api {

// Which right a key of a change needs besides `view`; "": none of its own.
struct KeyScope {
    std::string_view key, scope;
};
// Throws 403: a key that cannot be changed, or one that the caller may not change.
void require_keys(const Found& found, const Call& call, const boost::json::object& body,
                  std::span<const KeyScope> keys);

// People and cloud storages that the body or the query names.
void require_named(db::Connection& c, Call& call, const access::Workspace& workspace, const boost::json::object& body);

// Giving the object to another workspace: deleting here, creating there. Throws 400 ["Invalid org id"].
void require_transfer(db::Connection& c, Call& call, const Found& found, std::optional<int64_t> organization_id);
// What may not be sent together with organization_id. Throws 400.
void check_transfer_body(const boost::json::object& body);

// Files that rows no longer name, once the rows are gone for good.
void remove_files(Call& call, const std::vector<std::string>& folders);

} // namespace limn::api
