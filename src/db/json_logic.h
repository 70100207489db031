// The filter= parameter: a subset of JSON Logic, compiled to SQL.
#pragma once
#include <string_view>

#include "db/list.h"

namespace limn::db {

// Throws list_error(400, ...) with the contract's texts for anything it does not know.
Sql compile_filter(const Listing& listing, std::string_view filter);

// A value of the query as an argument of the field's type; empty when it does not fit.
std::optional<Arg> typed(const ListField& field, std::string_view text);

} // namespace limn::db
