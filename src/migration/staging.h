// The dump, put in an order in which it can move in. Records of a dump come in any order, and an object of annotation
// is spread over many of them (a shape, its attributes, the elements of a skeleton, the keyframes of a track), so the
// dump is read once into a small SQLite database beside the new data, from which everything is read in the order of
// ids. Reading goes on where it stopped when it was interrupted: the place in the dump is kept with the rows.
#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "db/database.h"
#include "migration/models.h"
#include "migration/record.h"

namespace limn::migration {

// What had to be said about a record; see Report.
struct Note {
    std::string model;
    int64_t id = 0;
    std::string reason; // the same words for every record that it happened to
    std::string detail; // which one, what of it
    bool left_out = false;
};

enum class ObjectKind : int { tag, shape, track, keyframe };

// A tag, shape or track, or an element of one (root is the id of the skeleton then).
struct StagedObject {
    ObjectKind kind = ObjectKind::tag;
    int64_t job = 0, root = 0, id = 0;
    std::string body;
    bool is_element() const { return root != id; }
};

struct StagedKeyframe {
    int64_t track = 0, id = 0;
    std::string body;
};

struct StagedValue {
    int64_t owner = 0, spec = 0;
    std::string value;
};

class Staging {
  public:
    // Opens what an earlier run left of the same dump, or begins anew. `fingerprint` tells dumps apart.
    Staging(const std::filesystem::path& file, const std::string& fingerprint);

    // Reads what has not been read yet. progress(bytes read, bytes of all).
    void load(const std::filesystem::path& dump, const std::function<void(uint64_t, uint64_t)>& progress);

    // --- records

    int64_t count(std::string_view model);
    // At most `most`, ascending by id, after the one given; none only when there are no more.
    std::vector<Record> records(std::string_view model, int64_t after, size_t most);
    // Those that name `link` in the field of Model::link, ascending by id.
    std::vector<Record> linked(std::string_view model, int64_t link);
    // One after the other, for models with very many; `take` must not ask a database.
    void each_linked(std::string_view model, int64_t link, const std::function<void(Record&&)>& take);

    // --- annotations

    // Whole objects in the order of job, kind and id, after the last one given: about `most`, elements behind roots.
    std::vector<StagedObject> objects(const StagedObject& after, size_t most);
    std::vector<StagedKeyframe> keyframes(const std::vector<int64_t>& tracks); // by track, then id
    std::vector<StagedValue> values(ObjectKind kind, const std::vector<int64_t>& owners);
    int64_t largest_id(ObjectKind kind);

    // --- for the report

    // Once for each model, id and reason, however often it is noted.
    void note(const std::vector<Note>& notes);
    void for_each_note(const std::function<void(const Note&)>& f); // by model, reason, id
    std::map<std::string, int64_t> counts();         // of all models, also of those that Limn does not know
    std::map<std::string, int64_t> unknown_fields(); // "engine.task.colour"
    // By model: attribute values and keyframes of which the dump does not have the owner.
    std::map<std::string, int64_t> orphans();

  private:
    struct Chunk;
    void write(const Chunk& chunk, uint64_t offset);
    void finish();
    std::string state(std::string_view name);
    // The id of the last one; the largest number when there were none.
    int64_t each_record(const db::Sql& sql, std::string_view model, const std::function<void(Record&&)>& take);

    std::unique_ptr<db::Database> database_;
};

} // namespace limn::migration
