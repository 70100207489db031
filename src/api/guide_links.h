// Pictures in the text of guides: "(/api/assets/<uuid>)". A guide keeps the pictures that its text names: those of
// other guides are copied, those it no longer names are dropped.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/call.h"
#include "db/database.h"

namespace limn::api {

inline constexpr int64_t most_assets = 30; // of a guide

// The uuids that a text names, each once, in order.
std::vector<std::string> asset_links(std::string_view markdown);

struct LinkChanges {
    std::string markdown;                                    // with the links of the copies
    std::vector<std::pair<std::string, std::string>> copies; // uuid of the original, uuid of the copy
    std::vector<std::string> dropped;                        // uuids
};
// Inside the write that stores the text: makes and deletes the rows. Pictures of guides that the caller may not see are
// left alone.
LinkChanges settle_links(db::Connection& c, Call& call, int64_t guide_id, std::string markdown);

// Files for the rows: before the write for copies is too early, so right after it.
void settle_files(Call& call, const LinkChanges& changes);

} // namespace limn::api
