#include "annotation/wire.h"

#include <algorithm>
#include <cmath>

#include "annotation/encoding.h"
#include "annotation/parse.h"
#include "base/json.h"

namespace limn::annotation {
namespace {

void append_id(std::string& out, int64_t id) {
    if (id)
        append_json_number(out, id);
    else
        out += "null";
}

void append_head(std::string& out, int64_t id, int64_t label_id, int64_t frame, std::optional<int64_t> group,
                 std::string_view source) {
    out += "{\"id\":";
    append_id(out, id);
    out += ",\"label_id\":";
    append_json_number(out, label_id);
    out += ",\"frame\":";
    append_json_number(out, frame);
    out += ",\"group\":";
    if (group)
        append_json_number(out, *group);
    else
        out += "null";
    out += ",\"source\":";
    append_json_string(out, source);
}

void append_head(std::string& out, const Object& o) { append_head(out, o.id, o.label_id, o.frame, o.group, o.source); }

// Appends items with commas between them.
template <class List, class F> void append_list(std::string& out, const List& list, F&& append_item) {
    out += '[';
    bool first = true;
    for (const auto& item : list) {
        if (!first) out += ',';
        first = false;
        append_item(item);
    }
    out += ']';
}

void append_attribute(std::string& out, int64_t spec_id, std::string_view value) {
    out += "{\"spec_id\":";
    append_json_number(out, spec_id);
    out += ",\"value\":";
    append_json_string(out, value);
    out += '}';
}

void append_attributes_json(std::string& out, const std::vector<Attribute>& attributes) {
    out += ",\"attributes\":";
    append_list(out, attributes, [&](const Attribute& a) { append_attribute(out, a.spec_id, a.value); });
}

void append_number(std::string& out, double v, Style style) {
    const bool whole =
        style != Style::stored && std::fabs(v) < 9e15 && v == std::floor(v) && !(v == 0 && std::signbit(v));
    if (whole)
        append_json_number(out, static_cast<int64_t>(v));
    else
        append_json_number(out, v);
}

void append_geometry(std::string& out, ShapeType type, bool occluded, bool outside, int64_t z_order) {
    out += ",\"type\":\"";
    out += to_string(type);
    out += occluded ? "\",\"occluded\":true" : "\",\"occluded\":false";
    out += outside ? ",\"outside\":true,\"z_order\":" : ",\"outside\":false,\"z_order\":";
    append_json_number(out, z_order);
}

template <class T> void append_geometry(std::string& out, const T& s, Style style) {
    append_geometry(out, s.type, s.occluded, s.outside, s.z_order);
    out += ",\"rotation\":";
    append_number(out, s.rotation, style);
    if (style != Style::stored && !points_were_sent(s)) return;
    out += ",\"points\":";
    if (s.type == ShapeType::skeleton) {
        out += "[]";
        return;
    }
    thread_local std::string packed; // text is written several times faster from packed numbers than from doubles
    packed.clear();
    append_points(packed, s.points);
    append_points_json(out, packed, style != Style::stored);
}

void append_shape(std::string& out, const Shape& s, Style style, bool is_element) {
    append_head(out, s);
    append_geometry(out, s, style);
    out += ",\"score\":";
    append_json_number(out, s.score.value_or(1.0));
    append_attributes_json(out, s.attributes);
    if (!is_element && (style != Style::removed || !s.elements.empty())) {
        out += ",\"elements\":";
        append_list(out, s.elements, [&](const Shape& e) { append_shape(out, e, style, true); });
    }
    out += '}';
}

void append_keyframe(std::string& out, const Keyframe& k, Style style, bool mark) {
    out += "{\"id\":";
    append_id(out, k.id);
    out += ",\"frame\":";
    append_json_number(out, k.frame);
    append_geometry(out, k, style);
    append_attributes_json(out, k.attributes);
    out += mark ? ",\"keyframe\":true}" : "}";
}

void append_track(std::string& out, const Track& t, Style style, const std::vector<bool>* marks, bool is_element) {
    append_head(out, t);
    out += ",\"shapes\":";
    size_t index = 0;
    append_list(out, t.keyframes, [&](const Keyframe& k) {
        append_keyframe(out, k, style, marks && index < marks->size() && (*marks)[index]);
        ++index;
    });
    append_attributes_json(out, t.attributes);
    if (!is_element && (style != Style::removed || !t.elements.empty())) {
        out += ",\"elements\":";
        append_list(out, t.elements, [&](const Track& e) { append_track(out, e, style, nullptr, true); });
    }
    out += '}';
}

// Stored values, then the defaults of specs without one.
void append_complete_attributes(std::string& out, std::string_view stored, const LabelRules* rules) {
    out += ",\"attributes\":[";
    const size_t start = out.size();
    uint64_t present = 0; // of the first 64 specs, by position; labels with more are looked through again
    const size_t count = rules ? rules->specs.size() : 0;
    const auto position = [&](int64_t spec_id) {
        size_t i = 0;
        while (i < count && rules->specs[i].id != spec_id) ++i;
        return i;
    };
    for_each_attribute(stored, [&](int64_t spec_id, std::string_view value) {
        const size_t i = position(spec_id);
        if (i == count) return;
        if (i < 64) present |= uint64_t{1} << i;
        append_attribute(out, spec_id, value);
        out += ',';
    });
    for (size_t i = 0; i < count; ++i) {
        bool has = i < 64 && (present >> i & 1);
        if (i >= 64) for_each_attribute(stored, [&](int64_t id, std::string_view) { has |= id == rules->specs[i].id; });
        if (has) continue;
        out += rules->default_json[i];
        out += ',';
    }
    if (out.size() > start)
        out.back() = ']';
    else
        out += ']';
}

} // namespace

void append_json(std::string& out, const Annotations& data, Style style, const KeyframeMarks* marks) {
    out += "{\"version\":0,\"tags\":";
    append_list(out, data.tags, [&](const Tag& t) {
        append_head(out, t);
        append_attributes_json(out, t.attributes);
        out += '}';
    });
    out += ",\"shapes\":";
    append_list(out, data.shapes, [&](const Shape& s) { append_shape(out, s, style, false); });
    out += ",\"tracks\":";
    size_t index = 0;
    append_list(out, data.tracks, [&](const Track& t) {
        append_track(out, t, style, marks && index < marks->size() ? &(*marks)[index] : nullptr, false);
        ++index;
    });
    out += ",\"intervals\":[]}";
}

void append_json(std::string& out, const Track& track, Style style, const std::vector<bool>* marks) {
    append_track(out, track, style, marks, false);
}

void append_json(std::string& out, const TagRow& row, const LabelSet& labels) {
    append_head(out, row.id, row.label_id, row.frame, row.group, row.source);
    append_complete_attributes(out, row.attributes, labels.find(row.label_id));
    out += '}';
}

void append_json(std::string& out, const ShapeRow& row, const LabelSet& labels) {
    append_head(out, row.id, row.label_id, row.frame, row.group, row.source);
    const auto type = static_cast<ShapeType>(row.type);
    append_geometry(out, type, row.flags & flag_occluded, row.flags & flag_outside, row.z_order);
    out += ",\"rotation\":";
    if (row.rotation == 0)
        out += "0.0";
    else
        append_json_number(out, row.rotation);
    out += ",\"points\":";
    append_points_json(out, row.points);
    out += ",\"score\":";
    if (row.score)
        append_json_number(out, *row.score);
    else
        out += "1.0";
    append_complete_attributes(out, row.attributes, labels.find(row.label_id));
    out += ",\"elements\":";
    if (row.elements.empty()) {
        out += "[]}";
        return;
    }
    Annotations skeleton; // elements are few; their defaults are filled in the model
    skeleton.shapes = read_shape_elements(row.elements, row.frame);
    std::erase_if(skeleton.shapes, [&](const Shape& e) { return !labels.find(e.label_id); });
    fill_defaults(skeleton, labels);
    append_list(out, skeleton.shapes, [&](const Shape& e) { append_shape(out, e, Style::stored, true); });
    out += '}';
}

} // namespace limn::annotation
