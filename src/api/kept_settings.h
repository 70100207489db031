// Settings of the page as the server keeps them for an account or a project: a JSON object with a member for each part
// of the page. What they mean is the page's business.
#pragma once
#include <string>
#include <string_view>

#include <boost/json.hpp>

namespace limn::api {

// `stored` with the members of `body`: they replace those of the same name, null takes one away, the others stay.
// Throws 400 when the body is no object, or all together is larger than `largest` bytes of JSON; `too_large` says what
// to do then.
std::string changed_settings(std::string_view stored, const boost::json::value& body, size_t largest,
                             std::string_view too_large);

} // namespace limn::api
