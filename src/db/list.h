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

// From a row to the row of another table whose `id` stands in `key`.
struct Hop {
    std::string_view key; // of the first hop an expression over Listing::from, of others a column of the table before
    std::string_view table;
    bool always = false; // every row has the key
};

struct ListField {
    // always: every row has a value. with_key: every row whose first key is there has one.
    enum Use : unsigned {
        filter = 1,
        sort = 2,
        search = 4,
        simple = 8,
        always = 16,
        with_key = 32,
        filter_sort = 3,
        simple_all = 11,
        all = 15
    };
    std::string_view name; // on the wire
    std::string_view sql;  // an expression over Listing::from, or over the columns of the last table of `through`
    FieldType type = FieldType::text;
    unsigned uses = filter_sort;
    std::vector<std::string_view> choices = {}; // of FieldType::choice; of others all values there are, for searches
    // Where the value stands in a row of another table. Conditions then find those rows first, and sorting walks that
    // table in its order, so that both can use its indices.
    std::vector<Hop> through = {};
    std::string_view order = {}; // a column of the last table that sorts as `sql` does; empty: `sql` is one itself
};

std::string value_of(const ListField& field);              // an expression over Listing::from
Sql condition_on(const ListField& field, const Sql& test); // test: over field.sql, not true of null
// True where it is null. walked: of rows that are walked in the order of their ids, so that no index of a key serves.
Sql without_value(const ListField& field, bool walked = false);

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

// What of a list is to be seen: rows that fit one of the alternatives and the place.
struct Visible {
    // Alternatives that find few rows in all, by whom they belong to. Not given: whoever's; given and empty: nobody's.
    std::optional<std::vector<Sql>> own;
    Sql place; // of a workspace, or any other restriction

    Visible(Sql sql) : place(std::move(sql)) {}
    Visible(std::optional<std::vector<Sql>> own, Sql place) : own(std::move(own)), place(std::move(place)) {}
    operator Sql() const; // both
};

// visible: what the caller may see (and any other restriction). Throws 404 "Invalid page." past the end. Sorted as
// asked, and by the id at last, so that pages never overlap; nulls come last ascending, first descending.
Page list_page(Connection& c, const Listing& listing, const Visible& visible, const Parameters& query);

} // namespace limn::db
