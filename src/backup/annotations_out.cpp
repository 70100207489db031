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

} // namespace

void write_annotations(formats::ArchiveWriter& archive, const annotation::Annotations& data, const LabelNames& labels) {
    archive.write("{\"version\":0");
    Writer writer(archive, labels);
    writer.list("tags", data.tags);
    writer.list("shapes", data.shapes);
    writer.list("tracks", data.tracks);
    archive.write("}");
}

} // namespace limn::backup
