// Links of the OpenAPI document: from what a list shows or a creation answers to every operation on that object.
#pragma once
#include <boost/json/object.hpp>

namespace limn::api {

void add_links(boost::json::object& paths);

} // namespace limn::api
