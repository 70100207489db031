// /api/comments
#pragma once
#include "api/asset_links.h"
#include "api/call.h"

namespace limn::api {

// The id of a new comment of an issue, with what it repeats of it for lists; it says nothing yet.
int64_t add_comment(db::Connection& c, int64_t issue_id, int64_t owner_id, Time when);

// What a comment says, with the people and the pictures that it names; settle_files goes after the write.
LinkChanges store_message(db::Connection& c, Call& call, int64_t comment_id, const std::string& message);

void add_comment_routes(Routes& routes);

} // namespace limn::api
