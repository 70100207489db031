// People whom comments name as "@username": they find the issue among theirs (my_issues.cpp), and get a mail where
// there is a mailer (mention_mailer.h). Only who can see the job is named; anything else behind an @ is text.
#pragma once
#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "access/users.h"
#include "api/call.h"

namespace limn::api {

inline constexpr size_t most_mentions = 20; // in a comment; further names are text

// Whom of the people a text names, each once, in its order. A name ends where no user name can go on; full stops behind
// it belong to the sentence. Letters in another case will do where only one person fits.
std::vector<int64_t> named_in(std::string_view text, const std::vector<access::User>& people);

// Inside the write that stores the comment. Who was named before is not told again.
void store_mentions(db::Connection& c, Call& call, int64_t comment_id, std::string_view message);

// By comment.
std::unordered_map<int64_t, std::vector<int64_t>> mentions_of(db::Connection& c, const std::vector<int64_t>& comments);

} // namespace limn::api
