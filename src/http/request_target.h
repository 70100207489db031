// What a request's target says: the path and the query.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "http/message.h"

namespace limn::http {

// The path as sent, still percent-encoded: of "/a%2Fb?x=1" and of "http://host/a%2Fb?x=1" it is "/a%2Fb".
std::string_view path_of(std::string_view target);
std::string_view query_of(std::string_view target); // what follows '?', as sent

// "a=1&b=%20&c": decoded pairs in order; a name without '=' has an empty value.
Pairs parse_query(std::string_view query);

std::optional<Method> parse_method(std::string_view name);

} // namespace limn::http
