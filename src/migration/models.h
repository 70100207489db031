// What the models of CVAT's database are to Limn. Dumps come from servers of many ages, so a model or field that is
// missing here is no error: it is counted, and the report names it.
#pragma once
#include <span>
#include <string_view>
#include <vector>

namespace limn::migration {

enum class Keeping {
    record, // moves in as a row of its own, or as part of one
    tag,    // annotations: the rows of one object are brought together while the dump is read
    shape,
    track,
    keyframe,
    value,       // of an attribute
    left_out,    // Limn has nothing like it
    passed_over, // bookkeeping of Django that is nobody's work: not even reported
};

struct Model {
    std::string_view name;
    Keeping keeping;
    std::vector<std::string_view> fields; // known ones
    std::string_view link = {}; // record: the field that others ask for (frames of a media set); value: its owner
    std::string_view why = {};  // left_out: the reason, for the report
};

std::span<const Model> models();
// Null for an unknown one. Names of Django's apps that are bookkeeping as a whole are known by their beginning.
const Model* find_model(std::string_view name);
size_t index_of(const Model& model);

} // namespace limn::migration
