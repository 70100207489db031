#include "migration/journal.h"

#include <boost/json.hpp>

#include "base/json.h"

namespace limn::migration {

std::optional<Journal> read_journal(db::Connection& c) {
    auto rows = c.query("SELECT value FROM setting WHERE name = 'import'");
    if (!rows.next()) return {};
    const auto v = parse_json(rows.view(0));
    Journal journal;
    journal.fingerprint = v.at("dump").as_string();
    journal.step = v.at("step").as_string();
    for (const auto& n : v.at("position").as_array()) journal.position.push_back(n.to_number<int64_t>());
    journal.finished = v.at("finished").as_bool();
    return journal;
}

void write_journal(db::Connection& c, const Journal& journal) {
    JsonWriter w;
    w.begin_object();
    w.member("dump", journal.fingerprint);
    w.member("step", journal.step);
    w.key("position");
    w.begin_array();
    for (const auto n : journal.position) w.value(n);
    w.end_array();
    w.member("finished", journal.finished);
    w.end_object();
    c.execute("INSERT INTO setting (name, value) VALUES ('import', ?) ON CONFLICT (name) DO UPDATE SET value = "
              "excluded.value",
              w.take());
}

bool is_unfinished(db::Database& database) {
    const auto journal = database.read(read_journal);
    return journal && !journal->finished;
}

} // namespace limn::migration
