// What every save changed: enough to show who did what, and to put any earlier state together again.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "annotation/model.h"
#include "base/time.h"
#include "db/database.h"

namespace limn::annotation {

// Collects the rows that a change takes away, as they were stored; column `removed`.
class RemovedRows {
  public:
    // Each consumes all rows of "DELETE ... RETURNING <columns>".
    static constexpr std::string_view tag_columns = "id, frame, label_id, group_id, source, attributes";
    static constexpr std::string_view shape_columns =
        "id, frame, label_id, group_id, source, attributes, type, flags, z_order, rotation, score, points, elements";
    static constexpr std::string_view track_columns =
        "id, frame, label_id, group_id, source, attributes, type, keyframes, elements";
    void add_tags(db::Rows rows);
    void add_shapes(db::Rows rows);
    void add_tracks(db::Rows rows);

    bool empty() const { return bytes_.empty(); }
    const std::string& bytes() const { return bytes_; }
    // All ids among them, those of elements and keyframes included.
    std::vector<int64_t> tags, shapes, tracks, keyframes;

  private:
    void add_object(char kind, const db::Rows& rows);
    std::string bytes_;
};

// The rows of such a column as objects, without defaults.
Annotations read_removed(std::string_view bytes);

// Ascending ids as JSON ranges: [[1,3],[7,7]].
std::string id_ranges(std::vector<int64_t> ids);

struct Revision {
    int64_t revision = 0;
    std::optional<int64_t> account_id;
    std::string action;
    Time created_date;
    std::string added; // JSON {"tags": [[first, last], ...], ...}
    size_t removed_tags = 0, removed_shapes = 0, removed_tracks = 0;
};

// After `since`, oldest first.
std::vector<Revision> revisions_of(db::Connection& c, int64_t job_id, int64_t since, int64_t limit);

} // namespace limn::annotation
