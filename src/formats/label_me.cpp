// LabelMe 3.0: an XML file an image, beside it; masks as images of their own.
#include "base/text.h"
#include "formats/format.h"
#include "formats/functions.h"
#include "formats/input.h"
#include "formats/items_out.h"
#include "formats/label_me_attributes.h"
#include "formats/mask_layers.h"
#include "formats/missing.h"
#include "formats/paths.h"
#include "formats/raster_items.h"
#include "formats/text_writer.h"
#include "formats/xml_reader.h"
#include "formats/xml_writer.h"
#include "media/kinds.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

namespace limn::formats {
namespace {

std::string in_xml(std::string_view text) {
    std::string out;
    append_xml_text(out, text);
    return out;
}

// Set pixels as the original tool paints them.
MaskImage painted(const geometry::Rle& mask) {
    constexpr uint16_t set[4] = {0, 203, 255, 153};
    const auto bitmap = geometry::to_bitmap(mask);
    MaskImage out(mask.width, mask.height, 4);
    for (size_t i = 0; i < bitmap.pixels.size(); ++i) {
        for (size_t c = 0; bitmap.pixels[i] != 0 && c < 4; ++c) out.samples[4 * i + c] = set[c];
    }
    return out;
}

class LabelMeWriter {
  public:
    LabelMeWriter(const Dataset& dataset, ArchiveWriter& archive) : labels_(dataset.labels), archive_(archive) {}

    void write(Item& item) {
        to_masks(item, {Kind::ellipse});
        std::erase_if(item.annotations, [](const ItemAnnotation& a) {
            return a.kind != Kind::bbox && a.kind != Kind::polygon && a.kind != Kind::mask;
        });
        std::string xml = head(item);
        int masks = 0;
        for (size_t i = 0; i < item.annotations.size(); ++i) xml += object(item, i, masks);
        xml += "</annotation>\n";
        std::string name = fmt::format("{}/{}.xml", item.subset, item.id);
        if (!names_.insert(name).second) name = fmt::format("{}/{}{}.xml", item.subset, item.id, item.extension);
        archive_.add(name, xml);
    }

  private:
    static std::string head(const Item& item) {
        return fmt::format(
            "<annotation>\n  <filename>{}</filename>\n  <folder>{}</folder>\n  <source>\n"
            "    <sourceImage></sourceImage>\n    <sourceAnnotation>Datumaro</sourceAnnotation>\n  </source>\n"
            "  <imagesize>\n    <nrows>{}</nrows>\n    <ncols>{}</ncols>\n  </imagesize>\n",
            in_xml(base_name(item.id)) + item.extension, in_xml(folder_of(item.id)), item.height, item.width);
    }

    // The first of a group lists the others, which point back.
    static std::string parts(const Item& item, size_t index) {
        const int64_t group = item.annotations[index].group;
        std::vector<std::string> others;
        size_t first = index;
        for (size_t i = 0; group != 0 && i < item.annotations.size(); ++i) {
            if (item.annotations[i].group != group) continue;
            first = std::min(first, i);
            if (i != first) others.push_back(std::to_string(i));
        }
        const bool leads = first == index;
        return fmt::format("    <parts>\n      <hasparts>{}</hasparts>\n      <ispartof>{}</ispartof>\n    </parts>\n",
                           leads ? join(others, ",") : "", leads ? "" : std::to_string(first));
    }

    static std::string point(double x, double y) {
        std::string out = "      <pt>\n        <x>";
        append_fixed(out, x, 2);
        out += "</x>\n        <y>";
        append_fixed(out, y, 2);
        return out + "</y>\n      </pt>\n";
    }

    std::string geometry_of(const Item& item, const ItemAnnotation& annotation, const std::string& username,
                            int& masks) {
        const std::string user = fmt::format("      <username>{}</username>\n", in_xml(username));
        if (annotation.kind == Kind::mask) {
            const std::string name = fmt::format("{}_mask_{}.png", base_name(item.id), masks++);
            const auto folder = folder_of(item.id);
            const std::string path =
                fmt::format("{}/{}{}Masks/{}", item.subset, folder, folder.empty() ? "" : "/", name);
            archive_.add(path, encode_mask_image(painted(annotation.mask)));
            const auto box = geometry::bounds(annotation.mask);
            return fmt::format(
                "    <segm>\n      <mask>{}</mask>\n      <box>\n        <xmin>{:.2f}</xmin>\n        <ymin>{:.2f}"
                "</ymin>\n        <xmax>{:.2f}</xmax>\n        <ymax>{:.2f}</ymax>\n      </box>\n{}    </segm>\n",
                in_xml(name), box.left, box.top, box.right, box.bottom, user);
        }
        const auto& p = annotation.points;
        std::string out =
            annotation.kind == Kind::bbox ? "    <type>bounding_box</type>\n    <polygon>\n" : "    <polygon>\n";
        if (annotation.kind == Kind::bbox) {
            out += point(p[0], p[1]) + point(p[2], p[1]) + point(p[2], p[3]) + point(p[0], p[3]);
        } else {
            for (size_t i = 0; i + 1 < p.size(); i += 2) out += point(p[i], p[i + 1]);
        }
        return out + user + "    </polygon>\n";
    }

    std::string object(const Item& item, size_t index, int& masks) {
        const ItemAnnotation& annotation = item.annotations[index];
        const Value* username = annotation.find("username");
        std::string out = fmt::format(
            "  <object>\n    <name>{}</name>\n    <deleted>0</deleted>\n    <verified>0</verified>\n"
            "    <occluded>{}</occluded>\n    <date></date>\n    <id>{}</id>\n",
            in_xml(labels_.at(annotation.label).name), annotation.occluded.value_or(false) ? "yes" : "no", index);
        out += parts(item, index);
        out += geometry_of(item, annotation, username ? to_text(*username) : "", masks);
        return out +
               fmt::format("    <attributes>{}</attributes>\n  </object>\n", in_xml(label_me_attributes(annotation)));
    }

    LabelIndex labels_;
    ArchiveWriter& archive_;
    std::set<std::string> names_;
};

class LabelMeReader {
  public:
    explicit LabelMeReader(const Input& input) : input_(input) {}

    ItemSet read() {
        for (const std::string& file : input_.below("", ".xml")) read_file(file);
        return std::move(set_);
    }

  private:
    void read_file(const std::string& file) {
        const XmlDocument document(input_.read(file), file);
        const auto root = document.root();
        if (std::string_view(root.name()) != "annotation") return;
        const size_t slash = file.find('/');
        Item item;
        item.subset = slash == std::string::npos ? "default" : file.substr(0, slash);
        const std::string folder(trim(root.child_value("folder"))), filename(trim(root.child_value("filename")));
        const std::string name = folder.empty() ? filename : folder + "/" + filename;
        item.id = without_extension(name);
        item.extension = name.substr(item.id.size());
        item.height = std::atoi(root.child("imagesize").child_value("nrows"));
        item.width = std::atoi(root.child("imagesize").child_value("ncols"));
        const std::string image = fmt::format("{}/{}", folder_of(file), filename);
        if (media::kind_of(filename) == media::Kind::image && input_.has(image)) item.file = input_.path(image);
        try {
            read_objects(item, root, folder_of(file));
        } catch (const FormatError& error) {
            throw FormatError(
                fmt::format("Failed to import item ('{}', '{}') annotation: {}", item.id, item.subset, error.what()));
        }
        set_.items.push_back(std::move(item));
    }

    void read_objects(Item& item, pugi::xml_node root, std::string_view folder) {
        std::map<int64_t, size_t> places; // of objects, by id
        std::map<int64_t, int64_t> parents;
        for (const auto object : root.children("object")) {
            if (std::string_view(object.child_value("deleted")) == "1") continue;
            ItemAnnotation out;
            if (!read_object(out, item, object, folder)) continue;
            const auto id = parse_int(trim(object.child_value("id")));
            if (id) {
                places[*id] = item.annotations.size();
                note_parts(parents, *id, object.child("parts"));
            }
            item.annotations.push_back(std::move(out));
        }
        for (const auto& [id, parent] : parents) {
            for (int64_t member : {id, parent}) {
                const auto place = places.find(member);
                if (place != places.end()) item.annotations[place->second].group = root_of(parents, parent) + 1;
            }
        }
    }

    static void note_parts(std::map<int64_t, int64_t>& parents, int64_t id, pugi::xml_node parts) {
        for (const auto part : split(parts.child_value("hasparts"), ',')) {
            if (const auto child = parse_int(trim(part))) parents.emplace(*child, id);
        }
        if (const auto parent = parse_int(trim(parts.child_value("ispartof")))) parents.emplace(id, *parent);
    }

    static int64_t root_of(const std::map<int64_t, int64_t>& parents, int64_t id) {
        for (size_t steps = 0; steps <= parents.size(); ++steps) {
            const auto parent = parents.find(id);
            if (parent == parents.end()) break;
            id = parent->second;
        }
        return id;
    }

    // False for objects without a shape.
    bool read_object(ItemAnnotation& out, Item& item, pugi::xml_node object, std::string_view folder) {
        out.label = set_.label(trim(object.child_value("name")));
        read_label_me_attributes(object.child_value("attributes"), out);
        out.occluded = std::string_view(object.child_value("occluded")) == "yes";
        const auto polygon = object.child("polygon"), segment = object.child("segm");
        const std::string username = (polygon ? polygon : segment).child_value("username");
        if (!username.empty()) set_attribute(out, "username", username);
        if (polygon) {
            for (const auto point : polygon.children("pt")) {
                for (const char* axis : {"x", "y"}) {
                    const auto number = parse_double(trim(point.child_value(axis)));
                    if (!number) throw FormatError(fmt::format("Invalid annotation field '{}' value", axis));
                    out.points.push_back(*number);
                }
            }
            if (out.points.size() < 6) throw FormatError("Invalid annotation field 'polygon' value");
            out.kind = Kind::polygon;
            if (std::string_view(object.child_value("type")) == "bounding_box") {
                const auto box = geometry::bounds(out.points);
                out.kind = Kind::bbox;
                out.points = {box.left, box.top, box.right, box.bottom};
            }
            return true;
        }
        if (!segment) return false;
        const std::string path =
            fmt::format("{}{}Masks/{}", folder, folder.empty() ? "" : "/", segment.child_value("mask"));
        if (!input_.has(path)) throw FormatError(fmt::format("Can't find mask at '{}'", path));
        const auto image = decode_mask_image(input_.read(path), path);
        geometry::Bitmap bitmap(image.width, image.height);
        const auto channels = static_cast<size_t>(image.channels);
        for (size_t i = 0; i < image.samples.size(); ++i) bitmap.pixels[i / channels] |= image.samples[i] != 0;
        out.kind = Kind::mask;
        out.mask = geometry::to_rle(bitmap);
        item.width = image.width;
        item.height = image.height;
        return true;
    }

    const Input& input_;
    ItemSet set_;
};

} // namespace

void write_label_me(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive) {
    LabelMeWriter writer(dataset, archive);
    each_item(dataset, options, {}, [&](Item& item) { writer.write(item); });
    if (!options.save_images) return;
    each_image(dataset, {}, [&](Item& item) {
        save_image(item, archive, fmt::format("{}/{}{}", item.subset, item.id, item.extension));
    });
}

ItemSet read_label_me(const Input& input, const Dataset&) {
    if (input.below("", ".xml").empty()) dataset_not_found("label-me", {"**/*.xml"});
    return LabelMeReader(input).read();
}

} // namespace limn::formats
