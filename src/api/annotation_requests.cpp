#include "api/annotation_requests.h"

#include <string>

#include "base/error.h"
#include "base/text.h"

namespace limn::api {

std::optional<int64_t> expected_revision(const Call& call) {
    auto text = trim(call.request.header("If-Match"));
    if (text.empty() || text == "*") return {};
    if (text.size() > 1 && text.front() == '"' && text.back() == '"') text = text.substr(1, text.size() - 2);
    const auto revision = parse_int(text);
    if (!revision) throw list_error("If-Match must be the revision of the job: the number in X-Job-Revision");
    return revision;
}

http::Response with_revision(http::Response response, int64_t revision) {
    response.header("X-Job-Revision", std::to_string(revision));
    return response;
}

} // namespace limn::api
