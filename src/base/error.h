// Errors that reach a user. One family: an Error carries the HTTP status and the exact wire body, so that whoever
// throws decides what is said, and whoever answers needs no knowledge of it. Five body forms exist on the wire:
//   {"field": ["msg"]}            one field of a record is wrong          field_error
//   {"non_field_errors": ["msg"]} the record as a whole is wrong          record_error
//   ["msg"]                       a rule was broken while acting          list_error
//   {"detail": "msg"}             not found, forbidden, not allowed ...   detail_error
//   "msg"                         a JSON string                           string_error
//   msg                           plain text (as text/html)               text_error
#pragma once
#include <exception>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/json/fwd.hpp>

namespace limn {

class Error : public std::exception {
  public:
    // body is the serialised answer, content_type what it is.
    Error(int status, std::string body, std::string content_type);

    int status() const { return status_; }
    const std::string& body() const { return body_; }
    const std::string& content_type() const { return content_type_; }
    const std::vector<std::pair<std::string, std::string>>& headers() const { return headers_; }
    Error& with_header(std::string name, std::string value);
    const char* what() const noexcept override { return body_.c_str(); }

  private:
    int status_;
    std::string body_;
    std::string content_type_;
    std::vector<std::pair<std::string, std::string>> headers_;
};

inline constexpr std::string_view json_content_type = "application/vnd.cvat+json";

Error json_error(int status, const boost::json::value& body);
Error field_error(std::string_view field, std::string_view message);
Error record_error(std::string_view message);
Error list_error(std::string_view message, int status = 400);
Error detail_error(int status, std::string_view message);
Error string_error(std::string_view message, int status = 400);
Error text_error(int status, std::string_view message);

Error not_found(std::string_view model); // 404 {"detail": "No <Model> matches the given query."}
Error malformed_id();                    // 404 {"detail": "Not found."}
Error forbidden();                       // 403 with the one text that every refusal has

} // namespace limn
