// What one record of a dump is, as far as staging needs to know: whose it is, and the text of its fields.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "migration/models.h"
#include "migration/staging.h"

namespace limn::migration {

struct DumpRecord {
    const Model* model = nullptr; // null: unknown
    std::string model_name;
    int64_t id = 0;
    std::string key;                   // where the primary key is text
    std::optional<int64_t> link;       // see Model::link; of objects the parent, of keyframes the track
    ObjectKind kind = ObjectKind::tag; // of objects; of values: of their owner
    int64_t job = 0, spec = 0;         // of objects; of values
    std::string body;                  // text of "fields"; of values the value
    std::vector<std::string> unknown_fields;
    std::string problem; // why it cannot be used
};

// text: one JSON object, followed by DumpReader::padding readable bytes. place: its offset in the dump, the id of
// records whose primary key is text. Never throws for what stands in the text.
DumpRecord read_dump_record(std::string_view text, uint64_t place);

} // namespace limn::migration
