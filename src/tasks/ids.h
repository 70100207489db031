// Queries about many rows of which the ids are known.
#pragma once
#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "db/database.h"

namespace limn::tasks {

// Calls f with at most 500 ids at a time, so that no statement has more arguments than a database takes.
template <class F> void in_batches(std::span<const int64_t> ids, F&& f) {
    for (size_t first = 0; first < ids.size(); first += 500)
        f(ids.subspan(first, std::min<size_t>(500, ids.size() - first)));
}

// "(?, ?, ?)"
inline db::Sql id_list(std::span<const int64_t> ids) {
    db::Sql sql;
    sql.add("(");
    for (size_t i = 0; i < ids.size(); ++i) sql.add(i ? ", ?" : "?", ids[i]);
    return sql.add(")");
}

// SQL followed by a list of ids: query_ids(c, "SELECT ... WHERE task_id IN ", ids, " GROUP BY task_id").
inline db::Rows query_ids(db::Connection& c, std::string_view before, std::span<const int64_t> ids,
                          std::string_view after = {}) {
    db::Sql sql;
    sql.add(before).add(id_list(ids)).add(after);
    return c.query(sql);
}

} // namespace limn::tasks
