// One mechanism for every list endpoint: page, simple filters, search, filter (JSON Logic), sort, compiled to SQL.
//
// A resource declares its fields once; the same declaration serves the list and the look-up of one object (filters
// apply there, too).
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/database.h"

namespace limn::db {

enum class FieldType { text, integer, boolean, time, choice };

struct ListField {
    enum Use : unsigned { filter = 1, sort = 2, search = 4, simple = 8, filter_sort = 3, simple_all = 11, all = 15 };
    std::string_view name; // on the wire
    std::string_view sql;  // an expression over Listing::from
    FieldType type = FieldType::text;
    unsigned uses = filter_sort;
    std::vector<std::string_view> choices = {}; // for FieldType::choice
};

struct Listing {
    std::string_view from; // "task t LEFT JOIN auth_user o ON o.id = t.owner_id"
    std::string_view id;   // "t.id"
    std::vector<ListField> fields;
    std::string_view default_sort = "-id";
    bool knows_not_equal = false; // "!=" in the filter, which only one list of the contract has
};

// The query of a request, decoded, in its order.
using Parameters = std::vector<std::pair<std::string, std::string>>;

// The condition that search, filter and the simple filters make; "1=1" when there are none. Throws the 400 bodies of a
// bad filter. `without_simple` leaves the simple filters out.
Sql list_condition(const Listing& listing, const Parameters& query, bool without_simple = false);

// "ORDER BY ..." always ending in the id, so that pages never overlap. Nulls last ascending, first descending.
std::string list_order(const Listing& listing, const Parameters& query);

struct PageRequest {
    int64_t page = 1;  // from 1; 0 stands for the last page
    int64_t size = 10; // 0 = everything
};
PageRequest page_request(const Parameters& query); // throws 404 "Invalid page."

struct Page {
    int64_t count = 0;  // in the whole list
    int64_t number = 1; // of this page
    int64_t size = 10;  // 0 = everything
    std::vector<int64_t> ids;
    bool has_next() const { return size && number * size < count; }
};

// visible: what the caller may see (and any other restriction). Throws 404 "Invalid page." past the end.
Page list_page(Connection& c, const Listing& listing, const Sql& visible, const Parameters& query);

} // namespace limn::db
