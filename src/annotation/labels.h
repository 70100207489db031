// What the labels of a task allow in its annotations: which labels there are, and which attributes on what.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "annotation/model.h"
#include "db/database.h"

namespace limn::annotation {

struct Spec {
    int64_t id = 0;
    bool is_mutable = false; // belongs on tracked shapes; otherwise on the track itself. Tags and shapes take both
    std::string default_value;
};

enum class SpecUse { all, immutable_only, mutable_only };

inline bool fits(const Spec& spec, SpecUse use) {
    return use == SpecUse::all || spec.is_mutable == (use == SpecUse::mutable_only);
}

struct LabelRules {
    std::vector<Spec> specs; // ascending id
    // The same as JSON '{"spec_id":5,"value":"red"}', for answers that fill up what is not stored.
    std::vector<std::string> default_json;
};

class LabelSet {
  public:
    void add_label(int64_t id) { labels_.try_emplace(id); }
    void add_spec(int64_t label_id, Spec spec); // in ascending order of ids

    // Null for a label that the task has not.
    const LabelRules* find(int64_t label_id) const {
        const auto found = labels_.find(label_id);
        return found == labels_.end() ? nullptr : &found->second;
    }

  private:
    std::unordered_map<int64_t, LabelRules> labels_;
};

// Of the task, or of its project; sublabels included. One query.
LabelSet load_label_set(db::Connection& c, int64_t task_id);

// Throws Error 400 ["label_id `9` is invalid"] or ["spec_id `9` is invalid"] for the first object that uses what the
// task has not. Whether a label's type suits a shape is nobody's rule.
void check_labels(const Annotations& data, const LabelSet& labels);

// Adds what is not stored, as readers see it: tags, shapes and tracks get default values; the first keyframe of a track
// gets defaults, each later one the values of the keyframe before it. Attributes of specs that no longer exist and
// elements of labels that no longer exist are dropped. Keyframes must be in order.
void fill_defaults(Annotations& data, const LabelSet& labels);

} // namespace limn::annotation
