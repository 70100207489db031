// VGGFace2 1.0: a box and five points a face, at most one face an image.
#include "base/text.h"
#include "formats/csv.h"
#include "formats/format.h"
#include "formats/functions.h"
#include "formats/input.h"
#include "formats/items_out.h"
#include "formats/missing.h"
#include "formats/paths.h"
#include "formats/text_reader.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

namespace limn::formats {
namespace {

constexpr std::string_view landmark_start = "bb_landmark/loose_landmark_", box_start = "bb_landmark/loose_bb_";
constexpr size_t landmarks = 5;

std::vector<std::string> landmark_header() {
    std::vector<std::string> out = {"NAME_ID"};
    for (size_t i = 1; i <= landmarks; ++i) {
        out.push_back(fmt::format("P{}X", i));
        out.push_back(fmt::format("P{}Y", i));
    }
    return out;
}

std::string in_folder(const std::string& label, const std::string& id) {
    return id.starts_with(label + "/") ? id : label + "/" + id;
}

class VggWriter {
  public:
    explicit VggWriter(const Dataset& dataset) : labels_(dataset.labels) {}

    void add(const Item& item) {
        std::string& rows = landmark_rows_[item.subset];
        if (rows.empty()) append_csv(rows, landmark_header());
        const ItemAnnotation* box = only(item, Kind::bbox, "an image can have only one bbox");
        const ItemAnnotation* points = only(item, Kind::points, "an image can have only one set of landmarks");
        if (box) {
            std::string& boxes = box_rows_[item.subset];
            if (boxes.empty()) append_csv(boxes, {"NAME_ID", "X", "Y", "W", "H"});
            const auto& p = box->points;
            append_csv(boxes,
                       {name(item, *box), to_text(p[0]), to_text(p[1]), to_text(p[2] - p[0]), to_text(p[3] - p[1])});
        }
        std::vector<std::string> row;
        if (points) {
            row = {name(item, *points)};
            for (size_t i = 0; points->points.size() == 2 * landmarks && i < points->points.size(); ++i) {
                row.push_back(to_text(points->points[i]));
            }
        } else if (const ItemAnnotation* tag = first(item, Kind::label)) {
            row = {name(item, *tag)};
        } else if (!box) {
            row = {in_folder(std::string(no_label), item.id)};
        }
        if (row.empty()) return;
        row.resize(1 + 2 * landmarks);
        append_csv(rows, row);
    }

    void write(ArchiveWriter& archive) const {
        for (const auto& [subset, rows] : landmark_rows_)
            archive.add(fmt::format("{}{}.csv", landmark_start, subset), rows);
        for (const auto& [subset, rows] : box_rows_) archive.add(fmt::format("{}{}.csv", box_start, subset), rows);
    }

    std::string image_name(const Item& item) const {
        for (const ItemAnnotation& annotation : item.annotations) {
            if (annotation.kind == Kind::bbox || annotation.kind == Kind::points || annotation.kind == Kind::label) {
                return name(item, annotation);
            }
        }
        return in_folder(std::string(no_label), item.id);
    }

  private:
    std::string name(const Item& item, const ItemAnnotation& annotation) const {
        return in_folder(labels_.at(annotation.label).name, item.id);
    }

    static const ItemAnnotation* first(const Item& item, Kind kind) {
        const auto found = std::find_if(item.annotations.begin(), item.annotations.end(),
                                        [&](const auto& a) { return a.kind == kind; });
        return found == item.annotations.end() ? nullptr : &*found;
    }

    static const ItemAnnotation* only(const Item& item, Kind kind, std::string_view error) {
        const auto count = std::count_if(item.annotations.begin(), item.annotations.end(),
                                         [&](const auto& a) { return a.kind == kind; });
        if (count > 1) throw FormatError(fmt::format("Item ({}, {}): {}", item.id, item.subset, error));
        return first(item, kind);
    }

    LabelIndex labels_;
    std::map<std::string, std::string> landmark_rows_, box_rows_; // by subset
};

class VggReader {
  public:
    VggReader(const Input& input, bool keep_label) : input_(input), keep_label_(keep_label) {}

    ItemSet read() {
        const std::string names = input_.has("labels.txt") ? input_.read("labels.txt") : std::string();
        for (const auto line : lines(without_bom(names))) {
            const auto fields = words(line);
            if (!fields.empty()) set_.label(fields[0], fields.size() > 1 ? fields[1] : std::string_view());
        }
        for (const std::string& file : input_.below("bb_landmark", ".csv")) {
            if (file.starts_with(landmark_start)) read_file(file, landmark_start, Kind::points);
            if (file.starts_with(box_start)) read_file(file, box_start, Kind::bbox);
        }
        return std::move(set_);
    }

  private:
    void read_file(const std::string& file, std::string_view start, Kind kind) {
        const std::string subset = without_extension(std::string_view(file).substr(start.size()));
        const auto header =
            kind == Kind::points ? landmark_header() : std::vector<std::string>{"NAME_ID", "X", "Y", "W", "H"};
        for (const auto& row : read_csv(input_.read(file))) {
            const auto name = row.find("NAME_ID");
            if (name == row.end()) throw FormatError(fmt::format("The file '{}' lacks the column NAME_ID", file));
            ItemAnnotation out;
            Item& to = item(subset, name->second, out.label);
            out.kind = kind;
            for (size_t i = 1; i < header.size(); ++i) {
                const auto cell = row.find(header[i]);
                const auto number = cell == row.end() ? std::nullopt : parse_double(trim(cell->second));
                if (number) out.points.push_back(*number);
            }
            if (out.points.size() + 1 != header.size()) {
                if (out.label < 0) continue;
                out.kind = Kind::label;
                out.points.clear();
            } else if (kind == Kind::bbox) {
                out.points[2] += out.points[0];
                out.points[3] += out.points[1];
            }
            to.annotations.push_back(std::move(out));
        }
    }

    Item& item(const std::string& subset, const std::string& name, int64_t& label) {
        const size_t slash = name.find('/');
        const std::string folder = slash == std::string::npos ? std::string() : name.substr(0, slash);
        if (!folder.empty() && folder != no_label) label = set_.label(folder);
        const bool strip = slash != std::string::npos && !(keep_label_ && folder != no_label);
        const std::string id = strip ? name.substr(slash + 1) : name;
        const auto [entry, fresh] = items_.try_emplace({subset, name}, set_.items.size());
        if (fresh) {
            Item out;
            out.id = id;
            out.subset = subset;
            for (const char* extension : {".jpg", ".png", ".jpeg", ".PNG", ".JPG", ".bmp"}) {
                const std::string path = fmt::format("{}/{}{}", subset, name, extension);
                if (!input_.has(path)) continue;
                out.extension = extension;
                out.file = input_.path(path);
                break;
            }
            set_.items.push_back(std::move(out));
        }
        return set_.items[entry->second];
    }

    const Input& input_;
    bool keep_label_; // frames of a job lie in folders of their labels
    ItemSet set_;
    std::map<std::pair<std::string, std::string>, size_t> items_;
};

} // namespace

void write_vgg_face(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive) {
    const LabelIndex labels(dataset.labels);
    std::string names;
    for (const Label& label : dataset.labels) {
        const std::string& parent = labels.parent(label);
        names += label.name + (parent.empty() ? "" : " " + parent) + "\n";
    }
    archive.add("labels.txt", names);
    VggWriter writer(dataset);
    each_item(dataset, options, {}, [&](Item& item) {
        writer.add(item);
        if (options.save_images) {
            save_image(item, archive, fmt::format("{}/{}{}", item.subset, writer.image_name(item), item.extension));
        }
    });
    writer.write(archive);
}

ItemSet read_vgg_face(const Input& input, const Dataset& known) {
    const auto root =
        input.root([](const Input& candidate) { return !candidate.below("bb_landmark", ".csv").empty(); });
    if (!root) dataset_not_found("vgg-face2", {"bb_landmark/loose_bb_*.csv", "bb_landmark/loose_landmark_*.csv"});
    return VggReader(*root, known.target == Target::job).read();
}

} // namespace limn::formats
