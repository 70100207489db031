// The OpenAPI document as a page to browse: operations by resource, and the records that they name. No script, nothing
// from elsewhere.
#pragma once
#include <string>

#include <boost/json/object.hpp>

namespace limn::api {

std::string schema_page(const boost::json::object& document);

} // namespace limn::api
