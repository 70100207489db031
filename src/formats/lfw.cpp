// LFW 1.0: whose face an image shows, which images show the same person, and points of faces.
#include "base/text.h"
#include "formats/format.h"
#include "formats/functions.h"
#include "formats/input.h"
#include "formats/items_out.h"
#include "formats/missing.h"
#include "formats/paths.h"
#include "formats/text_reader.h"
#include "formats/text_writer.h"
#include "media/kinds.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

namespace limn::formats {
namespace {

// A list of image names in a text attribute: `['a', 'b']` or `a, b`.
std::vector<std::string> names_in(const Value* value) {
    std::vector<std::string> out;
    std::string text = value ? to_text(*value) : std::string();
    std::erase_if(text, [](char c) { return c == '[' || c == ']' || c == '\'' || c == '"'; });
    for (const auto part : split(text, ',')) {
        if (!trim(part).empty()) out.emplace_back(trim(part));
    }
    return out;
}

std::string list_text(const std::vector<std::string>& names) {
    std::vector<std::string> quoted;
    for (const std::string& name : names) quoted.push_back("'" + name + "'");
    return "[" + join(quoted, ", ") + "]";
}

// person_0007 or person/person_0007 is number 7 of the person.
std::string number_in(std::string_view id, std::string_view person) {
    const auto name = base_name(id);
    const std::string prefix = std::string(person) + "_";
    const auto number = name.starts_with(prefix) ? parse_int(name.substr(prefix.size())) : std::nullopt;
    return number ? std::to_string(*number) : std::string(name);
}

class LfwWriter {
  public:
    explicit LfwWriter(const Dataset& dataset) : labels_(dataset.labels) {}

    // All people have to be known before pairs can be written.
    void note(const Item& item) {
        const std::string person = person_of(item);
        if (person.empty()) return;
        people_[item.subset][item.id] = person;
        people_[item.subset].emplace(base_name(item.id), person);
    }

    void add(const Item& item) {
        auto& files = files_[item.subset];
        const std::string person = person_of(item);
        bool paired = false;
        for (const ItemAnnotation& annotation : item.annotations) {
            if (annotation.kind == Kind::label) {
                ++counts_[item.subset][annotation.label];
                paired = add_pairs(files, item, person, annotation) || paired;
            }
            if (annotation.kind != Kind::points) continue;
            files.landmarks += item.id + ".jpg";
            for (double number : annotation.points) {
                files.landmarks += '\t';
                append_float(files.landmarks, number);
            }
            files.landmarks += '\n';
        }
        if (!paired)
            files.alone +=
                (person.empty() || item.id.starts_with(person + "/") ? item.id : person + "/" + item.id) + "\n";
    }

    void write(ArchiveWriter& archive) {
        for (const auto& [subset, files] : files_) {
            const std::string folder = subset + "/annotations/";
            archive.add(folder + "pairs.txt", files.same + files.different + files.alone);
            std::string people;
            for (size_t i = 0; i < labels_.size(); ++i) {
                const auto index = static_cast<int64_t>(i);
                people += fmt::format("{}\t{}\n", labels_.at(index).name, counts_[subset][index]);
            }
            archive.add(folder + "people.txt", people);
            archive.add(folder + "landmarks.txt", files.landmarks);
        }
    }

    std::string person_of(const Item& item) const {
        for (const ItemAnnotation& annotation : item.annotations) {
            if (annotation.kind == Kind::label) return labels_.at(annotation.label).name;
        }
        return {};
    }

  private:
    struct Files {
        std::string same, different, alone, landmarks;
    };

    bool add_pairs(Files& files, const Item& item, const std::string& person, const ItemAnnotation& tag) {
        const auto same = names_in(tag.find("positive_pairs")), different = names_in(tag.find("negative_pairs"));
        for (const std::string& other : same) {
            files.same += fmt::format("{}\t{}\t{}\n", person, number_in(item.id, person), number_in(other, person));
        }
        for (const std::string& other : different) {
            const auto& people = people_[item.subset];
            const auto known = people.find(other);
            const std::string whose = known == people.end() ? "-" : known->second;
            files.different +=
                fmt::format("{}\t{}\t{}\t{}\n", person, number_in(item.id, person), whose, number_in(other, whose));
        }
        return !same.empty() || !different.empty();
    }

    LabelIndex labels_;
    std::map<std::string, std::map<std::string, std::string>> people_; // by subset and image
    std::map<std::string, std::map<int64_t, int64_t>> counts_;         // by subset and label
    std::map<std::string, Files> files_;
};

class LfwReader {
  public:
    explicit LfwReader(const Input& input) : input_(input) {}

    ItemSet read() {
        for (const std::string& file : input_.names()) {
            const std::string rooted = "/" + file;
            if (!rooted.ends_with("/annotations/pairs.txt")) continue;
            prefix_ = file.substr(0, file.size() - std::string_view("annotations/pairs.txt").size());
            subset_ = prefix_.empty() ? "default" : prefix_.substr(0, prefix_.size() - 1);
            pairs_.clear();
            items_.clear();
            people_.clear();
            read_subset(file);
        }
        return std::move(set_);
    }

  private:
    struct Pairs {
        std::vector<std::string> same, different;
    };

    void read_subset(const std::string& pairs_file) {
        find_images();
        const std::string people_file = prefix_ + "annotations/people.txt",
                          landmark_file = prefix_ + "annotations/landmarks.txt";
        const std::string people = input_.has(people_file) ? input_.read(people_file) : std::string();
        for (const auto line : lines(without_bom(people))) {
            const auto name = split(line, '\t')[0];
            if (name.empty() || line.find('\t') == std::string_view::npos) continue;
            set_.label(name);
            people_.emplace(name);
        }
        const std::string text = input_.read(pairs_file);
        for (const auto line : lines(without_bom(text))) read_pair(line);
        for (auto& [index, pairs] : pairs_) {
            Item& item = set_.items[index];
            for (ItemAnnotation& tag : item.annotations) {
                tag.attributes.push_back({"positive_pairs", list_text(pairs.same)});
                tag.attributes.push_back({"negative_pairs", list_text(pairs.different)});
            }
        }
        const std::string landmarks = input_.has(landmark_file) ? input_.read(landmark_file) : std::string();
        for (const auto line : lines(without_bom(landmarks))) read_landmarks(line);
    }

    void find_images() {
        images_.clear();
        for (const std::string& file : input_.below(prefix_ + "images")) {
            const std::string inside = file.substr(prefix_.size() + std::string_view("images/").size());
            if (media::kind_of(file) == media::Kind::image) images_[without_extension(inside)] = file;
        }
    }

    size_t item(const std::string& person, const std::string& id) {
        const auto [entry, fresh] = items_.try_emplace(id, set_.items.size());
        if (!fresh) return entry->second;
        Item out;
        out.id = id;
        out.subset = subset_;
        for (const std::string& key : {person + "/" + id, id}) {
            const auto image = images_.find(key);
            if (image == images_.end() || !out.file.empty()) continue;
            out.extension = media::extension(image->second);
            out.file = input_.path(image->second);
        }
        if (!person.empty() && person != "-") {
            ItemAnnotation tag;
            tag.label = set_.label(person);
            out.annotations.push_back(std::move(tag));
        }
        set_.items.push_back(std::move(out));
        return entry->second;
    }

    static std::string image_id(const std::string& person, std::string_view number) {
        const auto value = parse_int(number);
        return value ? fmt::format("{}_{:04}", person, *value) : std::string(number);
    }

    void read_pair(std::string_view line) {
        const auto fields = split(trim(line), '\t');
        if (fields.size() == 3) {
            const std::string person(fields[0]);
            const std::string a = image_id(person, fields[1]), b = image_id(person, fields[2]);
            const size_t first = item(person, a);
            item(person, b);
            pairs_[first].same.push_back(person + "/" + b);
        } else if (fields.size() == 4) {
            const std::string one(fields[0]), two(fields[2]);
            const std::string a = image_id(one, fields[1]), b = image_id(two, fields[3]);
            const size_t first = item(one, a);
            item(two, b);
            pairs_[first].different.push_back(two == "-" ? b : two + "/" + b);
        } else if (fields.size() == 1 && !fields[0].empty()) {
            const size_t slash = fields[0].find('/');
            if (parse_int(fields[0])) return; // the number of pairs heads the lists of the original
            // What stands before the slash may be a folder of the task; the list of people tells.
            const bool names_person =
                slash != std::string_view::npos && (people_.empty() || people_.contains(fields[0].substr(0, slash)));
            if (!names_person) {
                item("", std::string(fields[0]));
            } else {
                item(std::string(fields[0].substr(0, slash)), std::string(fields[0].substr(slash + 1)));
            }
        }
    }

    void read_landmarks(std::string_view line) {
        const auto fields = split(trim(line), '\t');
        if (fields[0].empty()) return;
        ItemAnnotation out;
        out.kind = Kind::points;
        for (size_t i = 1; i < fields.size(); ++i) {
            const auto number = parse_double(trim(fields[i]));
            if (!number) throw FormatError(fmt::format("Can't parse the number '{}' of a landmark", fields[i]));
            out.points.push_back(*number);
        }
        const std::string id = without_extension(fields[0]);
        std::string person;
        const size_t underscore = base_name(id).rfind('_');
        if (underscore != std::string_view::npos) person = base_name(id).substr(0, underscore);
        Item& to = set_.items[item(person, id)];
        const auto tag = std::find_if(to.annotations.begin(), to.annotations.end(),
                                      [](const auto& a) { return a.kind == Kind::label; });
        if (tag != to.annotations.end()) out.label = tag->label;
        to.annotations.push_back(std::move(out));
    }

    const Input& input_;
    std::string prefix_; // of the subset being read, with its slash
    std::string subset_;
    ItemSet set_;
    std::map<std::string, size_t> items_;
    std::map<std::string, std::string> images_;
    std::set<std::string, std::less<>> people_; // that the subset lists
    std::map<size_t, Pairs> pairs_;             // by item
};

bool has_pairs(const Input& input) {
    return std::any_of(input.names().begin(), input.names().end(),
                       [](const auto& name) { return ("/" + name).ends_with("/annotations/pairs.txt"); });
}

} // namespace

void write_lfw(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive) {
    LfwWriter writer(dataset);
    each_item(dataset, {}, {}, [&](Item& item) { writer.note(item); });
    each_item(dataset, options, {}, [&](Item& item) {
        writer.add(item);
        if (!options.save_images) return;
        const std::string person = writer.person_of(item);
        const bool there = person.empty() || item.id.starts_with(person + "/");
        save_image(item, archive,
                   fmt::format("{}/images/{}{}{}", item.subset, there ? "" : person + "/", item.id, item.extension));
    });
    writer.write(archive);
}

ItemSet read_lfw(const Input& input, const Dataset&) {
    if (!has_pairs(input)) dataset_not_found("lfw", {"annotations/pairs.txt"});
    return LfwReader(input).read();
}

} // namespace limn::formats
