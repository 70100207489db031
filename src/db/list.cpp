#include "db/list.h"

#include <algorithm>
#include <stdexcept>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "base/error.h"
#include "base/text.h"
#include "db/json_logic.h"

namespace limn::db {
namespace {

constexpr int64_t default_page_size = 10;
constexpr int64_t cheap_to_sort =
    20'000;                           // rows; more are walked in the order of an index, few might be far apart in it
constexpr size_t most_terms = 32;     // of a search: each is a condition over many columns
constexpr size_t gathered = 100'000;  // rows at most of which the ids are taken down at once
constexpr size_t named_at_once = 500; // rows at most that are named one by one in a statement

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

// The words of a choice that hold the term, as a condition; none: no row can match.
std::optional<Sql> matching_choices(const ListField& f, std::string_view term) {
    Sql out{fmt::format("{} IN (", f.sql), {}};
    for (const auto choice : f.choices)
        if (lower(choice).find(lower(term)) != std::string::npos) out.add(out.args.empty() ? "?" : ", ?", choice);
    if (out.args.empty()) return {};
    return condition_on(f, out.add(")"));
}

void add_search(std::vector<Sql>& all, const Listing& listing, std::string_view text) {
    const auto terms = search_terms(text);
    if (terms.size() > most_terms)
        throw list_error(
            fmt::format("search: at most {} words are looked for at once, got {}", most_terms, terms.size()));
    for (const auto& term : terms) {
        Sql any; // without a constant among them, so that each finds its rows by an index
        for (const auto& f : listing.fields) {
            if (!(f.uses & ListField::search)) continue;
            const auto holds = f.choices.empty()
                                   ? condition_on(f, {fmt::format("strpos(lower({}), lower(?)) > 0", f.sql), {term}})
                                   : matching_choices(f, term);
            if (holds) any.add(any.text.empty() ? "" : " OR ").add(*holds);
        }
        all.push_back(any.text.empty() ? Sql{"1 = 0", {}} : Sql{"(", {}}.add(any).add(")"));
    }
}

// The argument of a simple filter; null where the filter is to be left out. Throws what is wrong with the value.
std::optional<Arg> simple_argument(const ListField& f, const std::string& text) {
    switch (f.type) {
    case FieldType::integer:
        if (const auto v = parse_double(trim(text))) return Arg(*v);
        throw std::invalid_argument("Enter a number.");
    case FieldType::boolean:
        if (text == "true" || text == "True" || text == "2") return Arg(true);
        if (text == "false" || text == "False" || text == "3") return Arg(false);
        return {};
    case FieldType::choice:
        if (std::ranges::find(f.choices, text) != f.choices.end()) return Arg(text);
        throw std::invalid_argument(
            fmt::format("Select a valid choice. {} is not one of the available choices.", text));
    case FieldType::time:
        if (const auto v = from_iso(text)) return Arg(*v);
        throw std::invalid_argument("Enter a valid date/time.");
    case FieldType::text: return Arg(trim(text));
    }
    return {};
}

std::vector<Sql> conditions(const Listing& listing, const Parameters& query, bool without_simple) {
    std::vector<Sql> all;
    boost::json::object problems;
    for (const auto& f : listing.fields) {
        if (without_simple || !(f.uses & ListField::simple)) continue;
        const auto text = parameter(query, f.name);
        if (text.empty()) continue;
        try {
            if (const auto arg = simple_argument(f, text))
                all.push_back(condition_on(f, {fmt::format("{} = ?", f.sql), {*arg}}));
        } catch (const std::invalid_argument& problem) {
            problems[f.name] = boost::json::array{problem.what()};
        }
    }
    if (!problems.empty()) throw json_error(400, problems);
    add_search(all, listing, parameter(query, "search"));
    if (const auto filter = parameter(query, "filter"); !filter.empty()) all.push_back(compile_filter(listing, filter));
    return all;
}

struct OrderTerm {
    const ListField* field;
    bool descending;
};

// As asked for; by the listing's default when nothing that is known is asked for.
std::vector<OrderTerm> order_terms(const Listing& listing, const Parameters& query) {
    std::vector<OrderTerm> terms;
    const auto add = [&](std::string_view names) {
        for (auto name : split(names, ',')) {
            name = trim(name);
            const bool descending = name.starts_with('-');
            if (const auto* f = find(listing, name.substr(descending), ListField::sort))
                terms.push_back({f, descending});
        }
    };
    const auto asked = parameter(query, "sort");
    add(asked);
    if (terms.empty()) add(listing.default_sort);
    return terms;
}

// backwards: the same order from its end.
std::string order_of(const Listing& listing, const std::vector<OrderTerm>& terms, bool backwards) {
    std::string order;
    bool by_id = false;
    for (const auto& [field, down] : terms) {
        by_id |= field->sql == listing.id;
        // Saying how nulls sort would keep an index from being used.
        const bool descending = down != backwards, always = field->uses & ListField::always || field->sql == listing.id;
        const auto nulls = always ? "" : descending ? " NULLS FIRST" : " NULLS LAST";
        order += fmt::format("{}{}{}{}", order.empty() ? "" : ", ", value_of(*field), descending ? " DESC" : "", nulls);
    }
    // Equal rows go on in the direction of the last term: one index serves both.
    const bool descending = (!terms.empty() && terms.back().descending) != backwards;
    if (!by_id) order += fmt::format("{}{}{}", order.empty() ? "" : ", ", listing.id, descending ? " DESC" : "");
    return "ORDER BY " + order;
}

// What follows the columns of a SELECT over the rows of a list, and what stands before it.
struct LookedAt {
    Sql before, from;
};

// Where a caller sees little of a long list, that little is found first, each alternative by its index, and the rest is
// asked of it alone: left to itself, SQLite may find all rows of one state and ask for each whose it is.
LookedAt rows_to_look_at(const Listing& listing, const Visible& visible, const Sql& condition, const Sql& where) {
    const bool everything = condition.text == "1 = 1";
    LookedAt rows;
    rows.from.add(fmt::format("FROM {}", listing.from)); // of a bare table, the index knows how many
    if (visible.own && visible.own->empty()) {
        rows.from.add(" WHERE 1 = 0");
    } else if (visible.own) {
        rows.before.add("WITH own (own_id) AS MATERIALIZED (");
        for (const auto& own : *visible.own)
            rows.before.add(&own == &visible.own->front() ? "" : " UNION ")
                .add(fmt::format("SELECT {} FROM {} WHERE ", listing.id, listing.from))
                .add(own);
        rows.before.add(") ");
        rows.from = {fmt::format("FROM own CROSS JOIN {} WHERE {} = own_id AND ", listing.from, listing.id), {}};
        rows.from.add(visible.place).add(" AND ").add(condition);
    } else if (!everything || visible.place.text != "1 = 1") {
        rows.from.add(" WHERE ").add(where);
    }
    return rows;
}

struct Window {
    int64_t offset;
    int64_t limit;
};

void take(Connection& c, Sql select, const Window& window, std::vector<int64_t>& ids) {
    if (!window.limit) return;
    auto rows = c.query(select.add(" LIMIT ? OFFSET ?", window.limit, window.offset));
    while (rows.next()) ids.push_back(rows.integer(0));
}

// Rows whose value of a field is known, in its order. Tables that it is found through stand outside, the list within.
Sql rows_with_value(const Listing& listing, const ListField& f, const Sql& where, bool descending) {
    const auto down = descending ? " DESC" : "";
    std::string from, links, order;
    for (size_t i = f.through.size(); i-- > 0;) {
        const auto& hop = f.through[i];
        from += fmt::format("{} h{} CROSS JOIN ", hop.table, i);
        links += fmt::format("h{}.id = {}{} AND ", i, i ? fmt::format("h{}.", i - 1) : "", hop.key);
        order += fmt::format("h{}.id{}, ", i, down);
    }
    const std::string_view name = f.order.empty() ? f.sql : f.order;
    const auto column = f.through.empty() ? std::string(name) : fmt::format("h{}.{}", f.through.size() - 1, name);
    Sql sql{
        fmt::format("SELECT {} FROM {}{} WHERE {}{} IS NOT NULL AND ", listing.id, from, listing.from, links, column),
        {}};
    return sql.add(where).add(fmt::format(" ORDER BY {}{}, {}{}{}", column, down, order, listing.id, down));
}

Sql rows_without_value(const Listing& listing, const ListField& f, const Sql& where, bool descending) {
    Sql sql{fmt::format("SELECT {} FROM {} WHERE ", listing.id, listing.from), {}};
    return sql.add(without_value(f, true))
        .add(" AND ")
        .add(where)
        .add(fmt::format(" ORDER BY {}{}", listing.id, descending ? " DESC" : ""));
}

// Whether an index gives the order only when rows with a value and those without are asked for apart.
bool is_walked_in_parts(const ListField& f) {
    return !f.through.empty() || !(f.uses & ListField::always || f.sql.starts_with('('));
}

// Of the whole table. Asked for in no order, an index answers at once; asked for in order, all rows may be looked at.
bool any_without_value(Connection& c, const Listing& listing, const ListField& f) {
    if (f.uses & ListField::always) return false;
    Sql sql{fmt::format("SELECT 1 FROM {} WHERE ", listing.from), {}};
    return c.value(sql.add(without_value(f)).add(" LIMIT 1")).has_value();
}

// A window of the list in the order of one field: rows with a value and those without, one after the other. Most
// windows lie within the first part, so the parts are counted only where one ends.
void take_in_parts(Connection& c, const Listing& listing, const OrderTerm& term, const Sql& where, const Window& window,
                   std::vector<int64_t>& ids) {
    auto first = rows_with_value(listing, *term.field, where, term.descending);
    auto second = rows_without_value(listing, *term.field, where, term.descending);
    if (!any_without_value(c, listing, *term.field)) return take(c, first, window, ids);
    if (term.descending) std::swap(first, second);
    take(c, first, window, ids);
    const auto found = static_cast<int64_t>(ids.size());
    if (found == window.limit) return;
    int64_t length = window.offset + found; // of the first part
    if (!found && window.offset)
        length = c.value(Sql{"SELECT count(*) FROM (", {}}.add(first).add(") counted")).value_or(0);
    take(c, second, {std::max<int64_t>(0, window.offset - length), window.limit - found}, ids);
}

int64_t count(Connection& c, const LookedAt& rows) {
    return c.value(Sql{"", {}}.add(rows.before).add("SELECT count(*) ").add(rows.from)).value_or(0);
}

// The ids of all rows, in no order; none where there are too many.
std::optional<std::vector<int64_t>> gather(Connection& c, const Listing& listing, const LookedAt& rows) {
    std::vector<int64_t> ids;
    take(c, Sql{"", {}}.add(rows.before).add(fmt::format("SELECT {} ", listing.id)).add(rows.from),
         {0, static_cast<int64_t>(gathered) + 1}, ids);
    if (ids.size() > gathered) return {};
    return ids;
}

// Fills in which page it is. Throws past the end.
Window window_of(const PageRequest& wanted, Page& page) {
    page.size = wanted.size;
    const int64_t pages = page.size ? std::max<int64_t>(1, (page.count + page.size - 1) / page.size) : 1;
    page.number = wanted.page ? wanted.page : pages;
    if (page.number > pages) throw detail_error(404, "Invalid page.");
    const int64_t offset = page.size ? (page.number - 1) * page.size : 0;
    return {offset, std::min(page.count - offset, page.size ? page.size : page.count)};
}

std::vector<int64_t> in_window(std::vector<int64_t> ids, bool descending, const Window& window) {
    std::ranges::sort(ids);
    if (descending) std::ranges::reverse(ids);
    return {ids.begin() + window.offset, ids.begin() + window.offset + window.limit};
}

Sql named(const Listing& listing, const std::vector<int64_t>& ids) {
    Sql sql{fmt::format("SELECT {} FROM {} WHERE {} IN (", listing.id, listing.from, listing.id), {}};
    for (size_t i = 0; i < ids.size(); ++i) sql.add(i ? ", ?" : "?", ids[i]);
    return sql.add(") ");
}

void take_sorted(Connection& c, const Listing& listing, const LookedAt& rows, const Sql& where,
                 std::vector<OrderTerm> terms, bool backwards, int64_t count, const Window& window,
                 std::vector<int64_t>& ids) {
    const bool few = count <= cheap_to_sort;
    if (!few && terms.size() == 1 && is_walked_in_parts(*terms[0].field)) {
        if (backwards) terms[0].descending = !terms[0].descending;
        take_in_parts(c, listing, terms[0], where, window, ids);
        return;
    }
    Sql select = few ? rows.before : Sql{};
    select.add(fmt::format("SELECT {} ", listing.id));
    if (few)
        select.add(rows.from);
    else
        select.add(fmt::format("FROM {} WHERE ", listing.from)).add(where);
    take(c, select.add(" ").add(order_of(listing, terms, backwards)), window, ids);
}

} // namespace

Visible::operator Sql() const {
    if (!own) return place;
    if (own->empty()) return {"1 = 0", {}};
    Sql any{"(", {}};
    for (const auto& one : *own) any.add(&one == &own->front() ? "" : " OR ").add(one);
    return any.add(") AND ").add(place);
}

Sql list_condition(const Listing& listing, const Parameters& query, bool without_simple) {
    Sql out{"1 = 1", {}};
    for (const auto& condition : conditions(listing, query, without_simple)) out.add(" AND ").add(condition);
    return out;
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

Page list_page(Connection& c, const Listing& listing, const Visible& visible, const Parameters& query) {
    const auto wanted = page_request(query);
    const auto condition = list_condition(listing, query);
    const auto where = Sql{"(", {}}.add(visible).add(") AND ").add(condition);
    const auto rows = rows_to_look_at(listing, visible, condition, where);
    const auto terms = order_terms(listing, query);
    // Whose rows these are, or where a word is in them, is looked for once, not to count them and again to show some.
    const bool costly = visible.own.has_value() || !parameter(query, "search").empty();
    auto found = costly ? gather(c, listing, rows) : std::nullopt;
    Page page;
    page.count = found ? static_cast<int64_t>(found->size()) : count(c, rows);
    const auto window = window_of(wanted, page);
    if (!window.limit) return page;
    if (found && terms.size() == 1 && terms[0].field->sql == listing.id) {
        page.ids = in_window(std::move(*found), terms[0].descending, window);
        return page;
    }
    // A page near the end is found from there.
    const bool backwards = window.offset > page.count / 2;
    auto from = window;
    if (backwards) from.offset = page.count - window.offset - window.limit;
    if (found && found->size() <= named_at_once)
        take(c, Sql{}.add(named(listing, *found)).add(order_of(listing, terms, backwards)), from, page.ids);
    else
        take_sorted(c, listing, rows, where, terms, backwards, page.count, from, page.ids);
    if (backwards) std::ranges::reverse(page.ids);
    return page;
}

} // namespace limn::db
