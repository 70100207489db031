#include "base/error.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include "base/json.h"

namespace limn {
namespace json = boost::json;

Error::Error(int status, std::string body, std::string content_type)
    : status_(status), body_(std::move(body)), content_type_(std::move(content_type)) {}

Error& Error::with_header(std::string name, std::string value) {
    headers_.emplace_back(std::move(name), std::move(value));
    return *this;
}

Error json_error(int status, const json::value& body) {
    return {status, to_json(body), std::string(json_content_type)};
}

Error field_error(std::string_view field, std::string_view message) {
    return json_error(400, json::object{{field, json::array{message}}});
}

Error record_error(std::string_view message) { return field_error("non_field_errors", message); }

Error list_error(std::string_view message, int status) { return json_error(status, json::array{message}); }

Error detail_error(int status, std::string_view message) {
    return json_error(status, json::object{{"detail", message}});
}

Error string_error(std::string_view message, int status) { return json_error(status, json::string(message)); }

Error text_error(int status, std::string_view message) {
    return {status, std::string(message), "text/html; charset=utf-8"};
}

Error not_found(std::string_view model) {
    return detail_error(404, fmt::format("No {} matches the given query.", model));
}

Error malformed_id() { return detail_error(404, "Not found."); }

Error forbidden() { return detail_error(403, "You do not have permission to perform this action."); }

} // namespace limn
