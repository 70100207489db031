// Which form of an answer the Accept header asks for. JSON and, for people with a browser, a page that shows it.
//   absent, */*, application/*, application/vnd.cvat+json (also ; version=2.0)   JSON
//   text/html without the JSON type                                              page
//   text/event-stream                                                            JSON
//   another version                                                              406
//   anything else alone                                                          406
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace limn::api {

enum class Rendering { json, page };

// scheme: the query parameter of that name, which forces a form ("json", "api"); 404 for another word.
Rendering negotiate(std::string_view accept, const std::optional<std::string>& scheme);

std::string page_of(std::string_view json); // the page

} // namespace limn::api
