// MOT 1.1: boxes of one sequence as rows of numbers.
#include "base/text.h"
#include "formats/format.h"
#include "formats/functions.h"
#include "formats/input.h"
#include "formats/items_out.h"
#include "formats/matching.h"
#include "formats/missing.h"
#include "formats/text_reader.h"
#include "formats/text_writer.h"
#include "media/kinds.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

namespace limn::formats {
namespace {

constexpr std::string_view mot_labels[] = {"pedestrian", "person on vehicle",      "car",           "bicycle",
                                           "motorbike",  "non motorized vehicle",  "static person", "distractor",
                                           "occluder",   "occluder on the ground", "occluder full", "reflection"};

bool truth(const Value* value) {
    if (!value) return false;
    if (const auto* flag = std::get_if<bool>(value)) return *flag;
    return equal_ignoring_case(to_text(*value), "true") || parse_double(to_text(*value)).value_or(0) != 0;
}

std::string join_names(const std::vector<Label>& labels) {
    std::vector<std::string> names;
    for (const Label& label : labels) names.push_back(label.name);
    return join(names, "\n");
}

// Numbers of tracks from 1 by their first appearance; each task of a project has tracks of its own.
class TrackNumbers {
  public:
    int64_t number(const Item& item, const ItemAnnotation& annotation) {
        if (!annotation.track) return -1;
        return numbers_.try_emplace({item.part, *annotation.track}, static_cast<int64_t>(numbers_.size()) + 1)
            .first->second;
    }

  private:
    std::map<std::pair<const TaskPart*, int64_t>, int64_t> numbers_;
};

void append_row(std::string& out, int64_t frame, int64_t track, const ItemAnnotation& box) {
    append_int(out, frame);
    out += ',';
    append_int(out, track);
    const auto& p = box.points;
    for (double number : {p[0], p[1], p[2] - p[0], p[3] - p[1]}) {
        out += ',';
        append_float(out, number);
    }
    out += truth(box.find("ignored")) ? ",0," : ",1,";
    append_int(out, box.label + 1);
    out += ',';
    const Value* visibility = box.find("visibility");
    const auto share = visibility ? parse_double(to_text(*visibility)) : std::nullopt;
    append_float(out, share.value_or(box.occluded.value_or(false) ? 0.0 : 1.0));
    out += "\r\n";
}

class MotReader {
  public:
    MotReader(const Input& input, const Dataset& known) : input_(input), new_tasks_(known.tasks.empty()) {
        if (!known.tasks.empty()) first_ = known.tasks.front().first;
    }

    ItemSet read() {
        read_labels();
        if (new_tasks_) find_images();
        const std::string text = input_.read("gt/gt.txt");
        for (const auto line : lines(without_bom(text))) {
            if (!trim(line).empty()) read_row(line);
        }
        return std::move(set_);
    }

  private:
    // The images of tasks to be made: by their numbers, else one after the other. Tasks that exist have their frames in
    // the order of the rows, whatever they are called.
    void find_images() {
        int64_t running = 0;
        for (const std::string& file : input_.below("img1")) {
            if (media::kind_of(file) != media::Kind::image) continue;
            const auto number = parse_int(without_extension(file.substr(file.rfind('/') + 1)));
            images_.emplace(number.value_or(running + 1), file);
            ++running;
        }
        for (const auto& [number, file] : images_) item(number);
    }

    void read_labels() {
        if (!input_.has("gt/labels.txt")) {
            for (const auto name : mot_labels) set_.label(name);
            return;
        }
        const std::string text = input_.read("gt/labels.txt");
        for (const auto line : lines(without_bom(text))) {
            if (!trim(line).empty()) set_.labels.push_back({std::string(trim(line)), ""});
        }
    }

    Item& item(int64_t number) {
        const auto [entry, fresh] = items_.try_emplace(number, set_.items.size());
        if (fresh) {
            Item out;
            out.id = fmt::format("{:06}", number);
            out.subset = "default";
            out.frame = first_ + number - 1;
            const auto image = images_.find(number);
            if (image != images_.end()) {
                const std::string name = image->second.substr(std::string_view("img1/").size());
                out.id = without_extension(name);
                out.extension = name.substr(out.id.size());
                out.file = input_.path(image->second);
            }
            set_.items.push_back(std::move(out));
        }
        return set_.items[entry->second];
    }

    void read_row(std::string_view line) {
        const auto fields = split(line, ',');
        if (fields.size() < 6)
            throw FormatError(fmt::format("Unexpected field count {} in the line '{}'", fields.size(), line));
        const auto number = [&](size_t i, double fallback) {
            if (i >= fields.size() || trim(fields[i]).empty()) return fallback;
            if (const auto value = parse_double(trim(fields[i]))) return *value;
            throw FormatError(fmt::format("Can't parse the number '{}' in the line '{}'", fields[i], line));
        };
        ItemAnnotation box;
        box.kind = Kind::bbox;
        const double x = number(2, 0), y = number(3, 0), w = number(4, 0), h = number(5, 0);
        box.points = {x, y, x + w, y + h};
        const double visibility = number(8, 1);
        const auto label = static_cast<int64_t>(number(7, -1));
        if (label > static_cast<int64_t>(set_.labels.size()))
            throw FormatError(fmt::format("Undeclared label '{}'", label));
        box.label = label > 0 ? label - 1 : -1;
        box.occluded = visibility <= 0;
        box.attributes = {{"visibility", visibility}, {"ignored", number(6, 1) == 0}};
        const auto track = static_cast<int64_t>(number(1, -1));
        if (track > 0) {
            box.track = track;
            box.keyframe = true;
        }
        item(static_cast<int64_t>(number(0, 0))).annotations.push_back(std::move(box));
    }

    const Input& input_;
    bool new_tasks_;
    int64_t first_ = 0; // frame of the job that the sequence's first stands for
    ItemSet set_;
    std::map<int64_t, size_t> items_; // by frame number, from 1
    std::map<int64_t, std::string> images_;
};

} // namespace

void write_mot(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive) {
    archive.add("gt/labels.txt", join_names(dataset.labels));
    TextWriter text(archive, "gt/gt.txt");
    TrackNumbers tracks;
    int64_t running = 0;
    each_item(dataset, options, {}, [&](Item& item) {
        ++running;
        const int64_t frame = parse_int(item.id).value_or(running);
        for (const ItemAnnotation& box : item.annotations) {
            if (box.kind != Kind::bbox) continue;
            text.append([&](std::string& out) { append_row(out, frame, tracks.number(item, box), box); });
        }
    });
    if (!options.save_images) return;
    each_image(dataset, {},
               [&](Item& item) { save_image(item, archive, fmt::format("img1/{}{}", item.id, item.extension)); });
}

ItemSet read_mot(const Input& input, const Dataset& known) {
    const auto root = input.root([](const Input& candidate) { return candidate.has("gt/gt.txt"); });
    if (!root) dataset_not_found("mot-seq", {"gt/gt.txt"});
    return MotReader(*root, known).read();
}

} // namespace limn::formats
