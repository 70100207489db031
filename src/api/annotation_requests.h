// What all requests about the annotations of a job share: the revision that a save starts from, and the one it leaves.
#pragma once
#include <cstdint>
#include <optional>

#include "api/call.h"

namespace limn::api {

// If-Match: the revision that the job must still have. Throws 400 for anything else than a number.
std::optional<int64_t> expected_revision(const Call& call);

// With X-Job-Revision.
http::Response with_revision(http::Response response, int64_t revision);

} // namespace limn::api
