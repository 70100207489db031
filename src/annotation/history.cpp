#include "annotation/history.h"

#include <algorithm>
#include <stdexcept>

#include "annotation/encoding.h"
#include "annotation/wire.h"
#include "base/json.h"

namespace limn::annotation {
namespace {

// The columns of all three tables begin alike.
enum Column { id, frame, label_id, group_id, source, attributes, type };
enum ShapeColumn { flags = 7, z_order, rotation, score, points, shape_elements };
enum TrackColumn { track_keyframes = 7, track_elements };

void add_ids(std::vector<int64_t>& to, std::string_view column) {
    const auto ids = ids_of(column);
    to.insert(to.end(), ids.begin(), ids.end());
}

void read_object(ByteReader& in, Object& o) {
    o.id = static_cast<int64_t>(in.varint());
    o.frame = static_cast<int64_t>(in.varint());
    o.label_id = static_cast<int64_t>(in.varint());
    if (const auto group = in.varint()) o.group = static_cast<int64_t>(group - 1);
    o.source = in.block();
    o.attributes = read_attributes(in.block());
}

void read_shape(ByteReader& in, Shape& s) {
    s.type = static_cast<ShapeType>(in.byte());
    const auto bits = in.byte();
    s.occluded = bits & flag_occluded;
    s.outside = bits & flag_outside;
    s.z_order = static_cast<int32_t>(in.zigzag());
    s.rotation = in.fixed<double>();
    if (in.byte()) s.score = in.fixed<double>();
    s.points = read_points(in.block());
    s.elements = read_shape_elements(in.block(), s.frame);
}

} // namespace

void RemovedRows::add_object(char kind, const db::Rows& rows) {
    bytes_ += kind;
    append_varint(bytes_, static_cast<uint64_t>(rows.integer(id)));
    append_varint(bytes_, static_cast<uint64_t>(rows.integer(frame)));
    append_varint(bytes_, static_cast<uint64_t>(rows.integer(label_id)));
    append_varint(bytes_, rows.is_null(group_id) ? 0 : static_cast<uint64_t>(rows.integer(group_id)) + 1);
    append_block(bytes_, rows.view(source));
    append_block(bytes_, rows.view(attributes));
}

void RemovedRows::add_tags(db::Rows rows) {
    while (rows.next()) {
        tags.push_back(rows.integer(id));
        add_object('g', rows);
    }
}

void RemovedRows::add_shapes(db::Rows rows) {
    while (rows.next()) {
        shapes.push_back(rows.integer(id));
        add_ids(shapes, rows.view(shape_elements));
        add_object('s', rows);
        bytes_ += static_cast<char>(rows.integer(type));
        bytes_ += static_cast<char>(rows.integer(flags));
        append_zigzag(bytes_, rows.integer(z_order));
        append_fixed(bytes_, rows.real(rotation));
        bytes_ += static_cast<char>(!rows.is_null(score));
        if (!rows.is_null(score)) append_fixed(bytes_, rows.real(score));
        append_block(bytes_, rows.view(points));
        append_block(bytes_, rows.view(shape_elements));
    }
}

void RemovedRows::add_tracks(db::Rows rows) {
    while (rows.next()) {
        tracks.push_back(rows.integer(id));
        add_ids(keyframes, rows.view(track_keyframes));
        for (const auto& e : read_track_elements(rows.view(track_elements))) {
            tracks.push_back(e.id);
            for (const auto& k : e.keyframes) keyframes.push_back(k.id);
        }
        add_object('t', rows);
        append_block(bytes_, rows.view(track_keyframes));
        append_block(bytes_, rows.view(track_elements));
    }
}

Annotations read_removed(std::string_view bytes) {
    Annotations data;
    ByteReader in(bytes);
    while (!in.at_end()) {
        switch (in.byte()) {
        case 'g': read_object(in, data.tags.emplace_back()); break;
        case 's': {
            auto& shape = data.shapes.emplace_back();
            read_object(in, shape);
            read_shape(in, shape);
            break;
        }
        case 't': {
            auto& track = data.tracks.emplace_back();
            read_object(in, track);
            track.keyframes = read_keyframes(in.block());
            track.elements = read_track_elements(in.block());
            break;
        }
        default: throw std::runtime_error("unknown row in the history of annotations");
        }
    }
    return data;
}

std::string id_ranges(std::vector<int64_t> ids) {
    std::erase(ids, 0);
    std::sort(ids.begin(), ids.end());
    std::string out = "[";
    for (size_t first = 0; first < ids.size();) {
        size_t last = first;
        while (last + 1 < ids.size() && ids[last + 1] <= ids[last] + 1) ++last;
        out += out.size() > 1 ? ",[" : "[";
        append_json_number(out, ids[first]);
        out += ',';
        append_json_number(out, ids[last]);
        out += ']';
        first = last + 1;
    }
    return out + "]";
}

std::vector<Revision> revisions_of(db::Connection& c, int64_t job_id, int64_t since, int64_t limit) {
    auto rows = c.query("SELECT revision, account_id, action, created_date, added, removed FROM annotation_history "
                        "WHERE job_id = ? AND revision > ? ORDER BY revision, id LIMIT ?",
                        job_id, since, limit);
    std::vector<Revision> revisions;
    while (rows.next()) {
        const auto removed = read_removed(rows.view(5));
        revisions.push_back({rows.integer(0), rows.maybe_integer(1), rows.text(2), rows.time(3), rows.text(4),
                             removed.tags.size(), removed.shapes.size(), removed.tracks.size()});
    }
    return revisions;
}

} // namespace limn::annotation
