#include "backup/annotations.h"

#include "base/json.h"

namespace limn::backup {

namespace {

using annotation::Attribute;
using annotation::Keyframe;
using annotation::Shape;
using annotation::Tag;
using annotation::Track;

class Writer {
  public:
    Writer(formats::ArchiveWriter& archive, const LabelNames& labels)
        : archive_(archive), labels_(labels), out_(archive.buffer()) {}

    template <class T> void list(std::string_view name, const std::vector<T>& items) {
        out_ += ",\"";
        out_ += name;
        out_ += "\":";
        each(items, [&](const T& item) {
            write(item);
            archive_.spill();
        });
    }

  private:
    template <class T, class F> void each(const std::vector<T>& items, F write_item) {
        out_ += '[';
        bool first = true;
        for (const auto& item : items) {
            if (!first) out_ += ',';
            first = false;
            write_item(item);
        }
        out_ += ']';
    }

    void member(std::string_view name, std::string_view text) {
        out_ += ",\"";
        out_ += name;
        out_ += "\":";
        append_json_string(out_, text);
    }

    void attributes(const std::vector<Attribute>& list, const LabelNames::Entry& label) {
        out_ += ",\"attributes\":";
        each(list, [&](const Attribute& a) {
            out_ += "{\"name\":";
            append_json_string(out_, label.spec_names.at(a.spec_id));
            member("value", a.value);
            out_ += '}';
        });
    }

    // The members that all objects share, without the first one's comma.
    void common(const annotation::Object& o) {
        out_ += "\"frame\":";
        append_json_number(out_, o.frame);
        out_ += ",\"group\":";
        if (o.group)
            append_json_number(out_, *o.group);
        else
            out_ += "null";
        member("source", o.source);
        attributes(o.attributes, labels_.at(o.label_id));
    }

    template <class T> void geometry(const T& s) {
        out_ += "\"type\":\"";
        out_ += annotation::to_string(s.type);
        out_ += s.occluded ? "\",\"occluded\":true" : "\",\"occluded\":false";
        out_ += s.outside ? ",\"outside\":true,\"z_order\":" : ",\"outside\":false,\"z_order\":";
        append_json_number(out_, int64_t{s.z_order});
        out_ += ",\"rotation\":";
        append_json_number(out_, s.rotation);
        out_ += ",\"points\":";
        if (s.type == annotation::ShapeType::skeleton) {
            out_ += "[],";
            return;
        }
        each(s.points, [&](double v) { append_json_number(out_, v); });
        out_ += ',';
    }

    void label(const annotation::Object& o) {
        member("label", labels_.at(o.label_id).name);
        out_ += '}';
    }

    void write(const Tag& tag) {
        out_ += '{';
        common(tag);
        label(tag);
    }

    void write(const Shape& shape, bool is_part = false) {
        out_ += '{';
        geometry(shape);
        common(shape);
        if (shape.score) {
            out_ += ",\"score\":";
            append_json_number(out_, *shape.score);
        }
        if (!is_part) {
            out_ += ",\"elements\":";
            each(shape.elements, [&](const Shape& e) { write(e, true); });
        }
        label(shape);
    }

    void write_keyframe(const Keyframe& k, const LabelNames::Entry& label) {
        out_ += '{';
        geometry(k);
        out_ += "\"frame\":";
        append_json_number(out_, k.frame);
        attributes(k.attributes, label);
        out_ += '}';
    }

    void write(const Track& track, bool is_part = false) {
        out_ += '{';
        common(track);
        out_ += ",\"shapes\":";
        each(track.keyframes, [&](const Keyframe& k) { write_keyframe(k, labels_.at(track.label_id)); });
        if (!is_part) {
            out_ += ",\"elements\":";
            each(track.elements, [&](const Track& e) { write(e, true); });
        }
        label(track);
    }

    formats::ArchiveWriter& archive_;
    const LabelNames& labels_;
    std::string& out_;
};

// Where each object of a list stands in it.
template <class T> std::map<int64_t, size_t> places_of(const std::vector<T>& items) {
    std::map<int64_t, size_t> places;
    for (size_t i = 0; i < items.size(); ++i) places[items[i].id] = i;
    return places;
}

void write_links(formats::ArchiveWriter& archive, const annotation::Annotations& data,
                 const std::vector<annotation::Link>& links) {
    const auto shapes = places_of(data.shapes);
    const auto tracks = places_of(data.tracks);
    JsonWriter w;
    const auto end = [&](std::string_view name, const annotation::LinkEnd& one) {
        w.key(name);
        w.begin_object();
        w.member("type", one.type);
        w.member("index", static_cast<int64_t>((one.type == "track" ? tracks : shapes).at(one.id)));
        w.end_object();
    };
    w.begin_array();
    for (const auto& link : links) {
        w.begin_object();
        end("from", link.from);
        end("to", link.to);
        w.member("kind", link.kind);
        w.member("name", link.name);
        w.end_object();
    }
    w.end_array();
    archive.write(",\"links\":");
    archive.write(w.text());
}

} // namespace

void write_annotations(formats::ArchiveWriter& archive, const annotation::Annotations& data,
                       const std::vector<annotation::Link>& links, const LabelNames& labels) {
    archive.write("{\"version\":0");
    Writer writer(archive, labels);
    writer.list("tags", data.tags);
    writer.list("shapes", data.shapes);
    writer.list("tracks", data.tracks);
    if (!links.empty()) write_links(archive, data, links);
    archive.write("}");
}

} // namespace limn::backup
