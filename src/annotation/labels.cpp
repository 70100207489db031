#include "annotation/labels.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.h"
#include "base/json.h"

namespace limn::annotation {
namespace {

const Spec* find_spec(const LabelRules& rules, int64_t id) {
    const auto found = std::lower_bound(rules.specs.begin(), rules.specs.end(), id,
                                        [](const Spec& s, int64_t wanted) { return s.id < wanted; });
    return found != rules.specs.end() && found->id == id ? &*found : nullptr;
}

const LabelRules& rules_of(const LabelSet& labels, int64_t label_id) {
    if (const auto* rules = labels.find(label_id)) return *rules;
    throw list_error(fmt::format("label_id `{}` is invalid", label_id));
}

void check_attributes(const std::vector<Attribute>& attributes, const LabelRules& rules, SpecUse use) {
    for (const auto& a : attributes) {
        const auto* spec = find_spec(rules, a.spec_id);
        if (!spec || !fits(*spec, use)) throw list_error(fmt::format("spec_id `{}` is invalid", a.spec_id));
    }
}

void check_shape(const Shape& shape, const LabelSet& labels) {
    check_attributes(shape.attributes, rules_of(labels, shape.label_id), SpecUse::all);
    for (const auto& e : shape.elements) check_shape(e, labels);
}

void check_track(const Track& track, const LabelSet& labels) {
    const auto& rules = rules_of(labels, track.label_id);
    check_attributes(track.attributes, rules, SpecUse::immutable_only);
    for (const auto& k : track.keyframes) check_attributes(k.attributes, rules, SpecUse::mutable_only);
    for (const auto& e : track.elements) check_track(e, labels);
}

bool has_value(const std::vector<Attribute>& attributes, int64_t spec_id) {
    return std::any_of(attributes.begin(), attributes.end(), [&](const Attribute& a) { return a.spec_id == spec_id; });
}

// previous: values to carry forward; none for the first keyframe and for everything else.
void fill(std::vector<Attribute>& attributes, const LabelRules& rules, SpecUse use,
          const std::vector<Attribute>* previous) {
    std::erase_if(attributes, [&](const Attribute& a) { return !find_spec(rules, a.spec_id); });
    for (const auto& spec : rules.specs) {
        if (!fits(spec, use) || has_value(attributes, spec.id)) continue;
        const Attribute* carried = nullptr;
        if (previous)
            for (const auto& a : *previous)
                if (a.spec_id == spec.id) carried = &a;
        attributes.push_back(carried ? *carried : Attribute{spec.id, spec.default_value});
    }
}

void fill_shape(Shape& shape, const LabelSet& labels) {
    if (const auto* rules = labels.find(shape.label_id)) fill(shape.attributes, *rules, SpecUse::all, nullptr);
    std::erase_if(shape.elements, [&](const Shape& e) { return !labels.find(e.label_id); });
    for (auto& e : shape.elements) fill_shape(e, labels);
}

void fill_track(Track& track, const LabelSet& labels) {
    if (const auto* rules = labels.find(track.label_id)) {
        fill(track.attributes, *rules, SpecUse::immutable_only, nullptr);
        const std::vector<Attribute>* previous = nullptr;
        for (auto& k : track.keyframes) {
            fill(k.attributes, *rules, SpecUse::mutable_only, previous);
            previous = &k.attributes;
        }
    }
    std::erase_if(track.elements, [&](const Track& e) { return !labels.find(e.label_id); });
    for (auto& e : track.elements) fill_track(e, labels);
}

} // namespace

void LabelSet::add_spec(int64_t label_id, Spec spec) {
    auto& rules = labels_[label_id];
    std::string json = "{\"spec_id\":";
    append_json_number(json, spec.id);
    json += ",\"value\":";
    append_json_string(json, spec.default_value);
    json += '}';
    rules.default_json.push_back(std::move(json));
    rules.specs.push_back(std::move(spec));
}

LabelSet load_label_set(db::Connection& c, int64_t task_id) {
    auto rows =
        c.query("SELECT l.id, s.id, s.mutable, s.default_value FROM task t "
                "JOIN label l ON l.task_id = t.id OR (t.project_id IS NOT NULL AND l.project_id = t.project_id) "
                "LEFT JOIN attribute_spec s ON s.label_id = l.id WHERE t.id = ? ORDER BY l.id, s.id",
                task_id);
    LabelSet labels;
    while (rows.next()) {
        labels.add_label(rows.integer(0));
        if (!rows.is_null(1)) labels.add_spec(rows.integer(0), {rows.integer(1), rows.boolean(2), rows.text(3)});
    }
    return labels;
}

void check_labels(const Annotations& data, const LabelSet& labels) {
    for (const auto& tag : data.tags) check_attributes(tag.attributes, rules_of(labels, tag.label_id), SpecUse::all);
    for (const auto& shape : data.shapes) check_shape(shape, labels);
    for (const auto& track : data.tracks) check_track(track, labels);
}

void fill_defaults(Annotations& data, const LabelSet& labels) {
    for (auto& tag : data.tags)
        if (const auto* rules = labels.find(tag.label_id)) fill(tag.attributes, *rules, SpecUse::all, nullptr);
    for (auto& shape : data.shapes) fill_shape(shape, labels);
    for (auto& track : data.tracks) fill_track(track, labels);
}

} // namespace limn::annotation
