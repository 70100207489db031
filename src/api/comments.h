// /api/comments
#pragma once
#include "api/call.h"

namespace limn::api {

// The id of a new comment of an issue, with what it repeats of it for lists.
int64_t add_comment(db::Connection& c, int64_t issue_id, int64_t owner_id, std::string_view message, Time when);

void add_comment_routes(Routes& routes);

} // namespace limn::api
