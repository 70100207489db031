// Two kinds of keys for programs: the one legacy key of an account ("Token <40 hex>"), shown again at every login, and
// personal access tokens ("Bearer <prefix>.<secret>"), of which the database keeps only a hash.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"
#include "db/database.h"

namespace limn::access {

std::string legacy_token(db::Connection& c, int64_t account_id); // made at the first use; inside a write
std::optional<int64_t> find_legacy_token(db::Connection& c, std::string_view token); // its account
void delete_legacy_token(db::Connection& c, int64_t account_id);

inline constexpr int64_t most_access_tokens = 50;                        // usable ones of an account
inline constexpr int64_t stale_after_seconds = int64_t{180} * 24 * 3600; // without use
inline constexpr int64_t use_noted_every_seconds = 2 * 3600;
inline constexpr int64_t purged_after_seconds = int64_t{90} * 24 * 3600; // a dead token; when its owner makes a new one

struct AccessToken {
    int64_t id = 0;
    std::string name;
    int64_t owner_id = 0;
    bool read_only = true;
    std::optional<Time> expiry_date;
    Time created_date, updated_date;
    std::optional<Time> last_used_date;
};

// A condition on rows of access_token t that is true for tokens that work: not revoked, not expired, not stale.
db::Sql usable_tokens(Time at);

std::optional<AccessToken> find_access_token(db::Connection& c, int64_t id);             // usable or not
std::optional<AccessToken> find_access_token(db::Connection& c, std::string_view value); // usable ones only

struct NewAccessToken {
    int64_t id = 0;
    std::string value; // <8 letters and digits>.<32>; never shown again
};
NewAccessToken create_access_token(db::Connection& c, int64_t owner_id, std::string_view name, bool read_only,
                                   std::optional<Time> expiry_date);
// value: as it was presented and found; the hash of a token that moved in takes today's form.
void note_token_use(db::Connection& c, int64_t id, std::string_view value);

} // namespace limn::access
