#include <fmt/format.h>

#include "db/list.h"

namespace limn::db {

std::string value_of(const ListField& field) {
    if (field.through.empty()) return std::string(field.sql);
    std::string id;
    for (const auto& hop : field.through) {
        const bool last = &hop == &field.through.back();
        const auto& next = last ? field.sql : (&hop + 1)->key;
        const auto key = id.empty() ? std::string(hop.key) : id;
        id = fmt::format("(SELECT {} FROM {} WHERE id = {})", next, hop.table, key);
    }
    return id;
}

Sql condition_on(const ListField& field, const Sql& test) {
    Sql out;
    for (const auto& hop : field.through) out.add(fmt::format("{} IN (SELECT id FROM {} WHERE ", hop.key, hop.table));
    return out.add(test).add(std::string(field.through.size(), ')'));
}

Sql without_value(const ListField& field, bool walked) {
    Sql out;
    if (field.uses & ListField::with_key) return out.add(fmt::format("{} IS NULL", field.through.front().key));
    for (const auto& hop : field.through) {
        const bool first = &hop == &field.through.front();
        if (hop.always) // the other form would have a constant among alternatives, which keeps indices from being used
            out.add(fmt::format("({}{} IN (SELECT id FROM {} WHERE ", first && walked ? "+" : "", hop.key, hop.table));
        else
            out.add(fmt::format("({0} IS NULL OR {0} IN (SELECT id FROM {1} WHERE ", hop.key, hop.table));
    }
    out.add(fmt::format("{} IS NULL", field.order.empty() ? field.sql : field.order));
    for (size_t i = 0; i < field.through.size(); ++i) out.add("))");
    return out;
}

} // namespace limn::db
