// Pictures in the texts of guides and comments: "(/api/assets/<uuid>)". A text keeps the pictures that it names: those
// of other texts are copied, those it no longer names are dropped.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/call.h"
#include "db/database.h"

namespace limn::api {

// Whose text it is: a guide's, or a comment's in a job. Without a comment: pictures of a job that wait for one.
struct AssetHolder {
    std::optional<int64_t> guide_id, job_id, comment_id;
};

inline constexpr int64_t most_guide_assets = 30, most_comment_assets = 10;
inline constexpr int64_t most_waiting_assets = 30; // of one account in one job

// The uuids that a text names, each once, in order.
std::vector<std::string> asset_links(std::string_view markdown);

// The text with `instead` in place of its pictures, for where only words are shown.
std::string without_pictures(const std::string& markdown, const std::string& instead = "");

// Throws 400 when the holder has as many as it may. waiting_of: whose waiting pictures are counted.
void require_room(db::Connection& c, const AssetHolder& holder, int64_t waiting_of = 0);

struct LinkChanges {
    std::string markdown;                                    // with the links of the copies
    std::vector<std::pair<std::string, std::string>> copies; // uuid of the original, uuid of the copy
    std::vector<std::string> dropped;                        // uuids
};
// Inside the write that stores the text: makes and deletes the rows, and gives a comment what the caller put into the
// job for it. Pictures that the caller may not see are left alone.
LinkChanges settle_links(db::Connection& c, Call& call, const AssetHolder& holder, std::string markdown);

// Files for the rows: before the write for copies is too early, so right after it.
void settle_files(Call& call, const LinkChanges& changes);

// Whether the caller may see (or, with `changing`, remove) a picture; throws what else the answer is.
void require_asset(db::Connection& c, Call& call, const AssetHolder& holder, std::optional<int64_t> owner_id,
                   bool changing = false);

// Pictures that nobody names: put somewhere a week ago, for a text that was never stored. Looks at most once a day, at
// the first upload after that.
void remove_unnamed_assets(Call& call);

} // namespace limn::api
