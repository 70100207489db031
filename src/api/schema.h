// The OpenAPI document of everything that is routed, made from the same declarations that route and read requests.
#pragma once
#include <string>

#include <boost/json/value.hpp>

#include "api/call.h"

namespace limn::api {

boost::json::value openapi_document(const std::vector<DescribedRoute>& routes, std::string_view version);

// GET /api/schema/ and the page /api/docs/. To be called last: it describes the routes that are there by then.
void add_schema_routes(Routes& routes);

} // namespace limn::api
