#include "db/list.h"

#include <algorithm>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "base/error.h"
#include "base/text.h"
#include "db/json_logic.h"

namespace limn::db {
namespace {

constexpr int64_t default_page_size = 10;

std::string parameter(const Parameters& query, std::string_view name) {
    std::string found;
    for (const auto& [key, value] : query)
        if (key == name) found = value; // the last one counts
    return found;
}

const ListField* find(const Listing& listing, std::string_view name, unsigned use) {
    for (const auto& f : listing.fields)
        if ((f.uses & use) && f.name == name) return &f;
    return nullptr;
}

// Terms are separated by blanks and commas; "quoted phrases" stay whole.
std::vector<std::string> search_terms(std::string_view text) {
    std::vector<std::string> terms;
    std::string term;
    char quote = 0;
    const auto end_term = [&] {
        if (!trim(term).empty()) terms.emplace_back(trim(term));
        term.clear();
    };
    for (const char c : text) {
        if (quote ? c == quote : c == '"' || (c == '\'' && term.empty()))
            quote = quote ? 0 : c;
        else if (!quote && (c == ',' || std::isspace(static_cast<unsigned char>(c))))
            end_term();
        else
            term += c;
    }
    end_term();
    return terms;
}

std::string like_pattern(std::string_view term) {
    std::string out = "%";
    for (const char c : term) {
        if (c == '%' || c == '_' || c == '\\') out += '\\';
        out += c;
    }
    return out + "%";
}

void add_search(Sql& out, const Listing& listing, std::string_view text) {
    for (const auto& term : search_terms(text)) {
        out.add(" AND (1 = 0");
        for (const auto& f : listing.fields)
            if (f.uses & ListField::search)
                out.add(fmt::format(" OR lower({}) LIKE lower(?) ESCAPE '\\'", f.sql), like_pattern(term));
        out.add(")");
    }
}

// What is wrong with the value of a simple filter; empty: nothing, and its condition has been added.
std::string add_simple(Sql& out, const ListField& f, const std::string& text) {
    switch (f.type) {
    case FieldType::integer: {
        const auto v = parse_double(trim(text));
        if (!v) return "Enter a number.";
        out.add(fmt::format(" AND {} = ?", f.sql), *v);
        return {};
    }
    case FieldType::boolean: {
        const bool yes = text == "true" || text == "True" || text == "2";
        if (yes || text == "false" || text == "False" || text == "3") out.add(fmt::format(" AND {} = ?", f.sql), yes);
        return {};
    }
    case FieldType::choice:
        if (std::ranges::find(f.choices, text) == f.choices.end())
            return fmt::format("Select a valid choice. {} is not one of the available choices.", text);
        out.add(fmt::format(" AND {} = ?", f.sql), text);
        return {};
    case FieldType::time: {
        const auto v = from_iso(text);
        if (!v) return "Enter a valid date/time.";
        out.add(fmt::format(" AND {} = ?", f.sql), *v);
        return {};
    }
    case FieldType::text: out.add(fmt::format(" AND {} = ?", f.sql), trim(text)); return {};
    }
    return {};
}

} // namespace

Sql list_condition(const Listing& listing, const Parameters& query, bool without_simple) {
    Sql out{"1 = 1", {}};
    boost::json::object problems;
    for (const auto& f : listing.fields) {
        if (without_simple || !(f.uses & ListField::simple)) continue;
        const auto text = parameter(query, f.name);
        if (const auto problem = text.empty() ? std::string() : add_simple(out, f, text); !problem.empty())
            problems[f.name] = boost::json::array{problem};
    }
    if (!problems.empty()) throw json_error(400, problems);
    add_search(out, listing, parameter(query, "search"));
    if (const auto filter = parameter(query, "filter"); !filter.empty())
        out.add(" AND ").add(compile_filter(listing, filter));
    return out;
}

std::string list_order(const Listing& listing, const Parameters& query) {
    std::string order;
    bool by_id = false;
    const auto add = [&](std::string_view names) {
        for (auto name : split(names, ',')) {
            name = trim(name);
            const bool descending = name.starts_with('-');
            const auto* f = find(listing, name.substr(descending), ListField::sort);
            if (!f) continue;
            by_id |= f->sql == listing.id;
            // The id is never null; saying how nulls sort would keep the index from being used.
            const auto nulls = f->sql == listing.id ? "" : descending ? " NULLS FIRST" : " NULLS LAST";
            order += fmt::format("{}{}{}{}", order.empty() ? "" : ", ", f->sql, descending ? " DESC" : "", nulls);
        }
    };
    add(parameter(query, "sort"));
    if (order.empty()) add(listing.default_sort);
    if (!by_id) order += fmt::format("{}{}", order.empty() ? "" : ", ", listing.id);
    return "ORDER BY " + order;
}

PageRequest page_request(const Parameters& query) {
    PageRequest page;
    const auto size = parameter(query, "page_size");
    if (size == "all")
        page.size = 0;
    else if (const auto v = parse_int(trim(size)); v && *v > 0)
        page.size = *v;
    else
        page.size = default_page_size;
    const auto number = parameter(query, "page");
    if (number == "last")
        page.page = 0;
    else if (!number.empty()) {
        const auto v = parse_int(trim(number));
        if (!v || *v < 1) throw detail_error(404, "Invalid page.");
        page.page = *v;
    }
    return page;
}

Page list_page(Connection& c, const Listing& listing, const Sql& visible, const Parameters& query) {
    const auto wanted = page_request(query);
    Sql where{fmt::format("FROM {} WHERE (", listing.from), {}};
    where.add(visible).add(") AND ").add(list_condition(listing, query));
    Page page;
    page.size = wanted.size;
    page.count = c.value(Sql{"SELECT count(*) ", {}}.add(where)).value_or(0);
    const int64_t pages = page.size ? std::max<int64_t>(1, (page.count + page.size - 1) / page.size) : 1;
    page.number = wanted.page ? wanted.page : pages;
    if (page.number > pages) throw detail_error(404, "Invalid page.");
    Sql select{fmt::format("SELECT {} ", listing.id), {}};
    select.add(where).add(" ").add(list_order(listing, query));
    if (page.size) select.add(" LIMIT ? OFFSET ?", page.size, (page.number - 1) * page.size);
    auto rows = c.query(select);
    while (rows.next()) page.ids.push_back(rows.integer(0));
    return page;
}

} // namespace limn::db
