#include "backup/annotations.h"

#include <optional>

#include <fmt/format.h>
#include <simdjson.h>

#include "annotation/parse.h"
#include "base/json.h"
#include "queue/queue.h"

namespace limn::backup {
namespace dom = simdjson::dom;

namespace {

[[noreturn]] void fail(std::string_view reason) { throw queue::Failure("ValueError", reason); }
[[noreturn]] void damaged(std::string_view what) {
    fail(fmt::format("The backup is damaged: annotations.json {}", what));
}

LabelNames::Entry entry_of(const tasks::Label& label) {
    LabelNames::Entry entry;
    entry.id = label.id;
    entry.name = label.name;
    for (const auto& spec : label.attributes) {
        entry.spec_names[spec.id] = spec.name;
        entry.specs[spec.name] = spec.id;
    }
    for (const auto& part : label.sublabels) entry.parts.emplace(part.name, entry_of(part));
    return entry;
}

// Writes a job's objects again with the ids that their names have here.
class Translator {
  public:
    Translator(std::string& out, const LabelNames& labels) : out_(out), labels_(labels) {}

    void list(dom::element v, const LabelNames::Entry* skeleton) {
        each(v, [&](dom::element item) { object(item, skeleton); });
    }

  private:
    template <class F> void each(dom::element v, F write_item) {
        dom::array items;
        if (v.get_array().get(items) != simdjson::SUCCESS) damaged("holds something else where a list belongs");
        out_ += '[';
        bool first = true;
        for (const dom::element item : items) {
            if (!first) out_ += ',';
            first = false;
            write_item(item);
        }
        out_ += ']';
    }

    static dom::object object_of(dom::element v) {
        dom::object object;
        if (v.get_object().get(object) != simdjson::SUCCESS) damaged("holds something else where an object belongs");
        return object;
    }

    static std::string_view text_of(dom::object object, std::string_view name) {
        std::string_view text;
        if (object[name].get_string().get(text) != simdjson::SUCCESS)
            damaged(fmt::format("has an object without '{}'", name));
        return text;
    }

    const LabelNames::Entry& label_of(dom::object object, const LabelNames::Entry* skeleton) const {
        const auto name = text_of(object, "label");
        if (!skeleton) return labels_.named(name);
        const auto found = skeleton->parts.find(name);
        if (found == skeleton->parts.end())
            fail(fmt::format("The backup is damaged: the skeleton '{}' has no part '{}'", skeleton->name, name));
        return found->second;
    }

    void attributes(dom::element v, const LabelNames::Entry& label) {
        each(v, [&](dom::element item) {
            const auto attribute = object_of(item);
            const auto name = text_of(attribute, "name");
            const auto found = label.specs.find(name);
            if (found == label.specs.end())
                fail(fmt::format("The backup is damaged: the label '{}' has no attribute '{}'", label.name, name));
            out_ += "{\"spec_id\":";
            append_json_number(out_, found->second);
            out_ += ",\"value\":";
            copy(attribute["value"].error() ? dom::element() : attribute["value"].value_unsafe(), true);
            out_ += '}';
        });
    }

    void copy(dom::element v, bool is_value) {
        std::string_view text;
        if (v.get_string().get(text) == simdjson::SUCCESS) return append_json_string(out_, text);
        if (is_value) damaged("has an attribute whose value is no text");
        out_ += simdjson::to_string(v);
    }

    void keyframe(dom::element v, const LabelNames::Entry& label) { members(object_of(v), label, false); }

    void object(dom::element v, const LabelNames::Entry* skeleton) {
        const auto fields = object_of(v);
        members(fields, label_of(fields, skeleton), true);
    }

    void members(dom::object fields, const LabelNames::Entry& label, bool has_label) {
        out_ += '{';
        if (has_label) {
            out_ += "\"label_id\":";
            append_json_number(out_, label.id);
        }
        for (const auto& [key, value] : fields) {
            if (key == "label" || key == "id" || key == "label_id") continue;
            if (out_.back() != '{') out_ += ',';
            append_json_string(out_, key);
            out_ += ':';
            if (key == "attributes")
                attributes(value, label);
            else if (key == "elements")
                list(value, &label);
            else if (key == "shapes")
                each(value, [&](dom::element item) { keyframe(item, label); });
            else
                copy(value, false);
        }
        out_ += '}';
    }

    std::string& out_;
    const LabelNames& labels_;
};

constexpr size_t most_name_bytes = 400; // of a link: 100 characters

// An end of a link; none for an object that was not stored (a track without keyframes).
std::optional<annotation::LinkEnd> end_of(dom::element v, const annotation::Annotations& saved) {
    std::string_view type;
    uint64_t index = 0;
    if (v["type"].get_string().get(type) != simdjson::SUCCESS || (type != "shape" && type != "track"))
        damaged("has a link between something else than shapes and tracks");
    const bool is_track = type == "track";
    if (v["index"].get_uint64().get(index) != simdjson::SUCCESS ||
        index >= (is_track ? saved.tracks.size() : saved.shapes.size()))
        damaged("has a link with an object that is not there");
    const auto id = is_track ? saved.tracks[index].id : saved.shapes[index].id;
    if (!id) return {};
    return annotation::LinkEnd{std::string(type), id};
}

std::optional<annotation::Link> link_of(dom::element v, const annotation::Annotations& saved) {
    std::string_view kind, name;
    dom::element from, to;
    if (v["kind"].get_string().get(kind) != simdjson::SUCCESS || (kind != "link" && kind != "parent") ||
        v["name"].get_string().get(name) != simdjson::SUCCESS || name.size() > most_name_bytes ||
        v["from"].get(from) != simdjson::SUCCESS || v["to"].get(to) != simdjson::SUCCESS)
        damaged("has a link that cannot be read");
    const auto first = end_of(from, saved);
    const auto second = end_of(to, saved);
    if (!first || !second || *first == *second) return {};
    return annotation::Link{*first, *second, std::string(kind), std::string(name)};
}

} // namespace

LabelNames::LabelNames(const std::vector<tasks::Label>& labels) {
    for (const auto& label : labels) labels_.emplace(label.name, entry_of(label));
    for (const auto& [name, label] : labels_) {
        by_id_[label.id] = &label;
        for (const auto& [part_name, part] : label.parts) by_id_[part.id] = &part;
    }
}

const LabelNames::Entry& LabelNames::named(std::string_view name) const {
    const auto found = labels_.find(name);
    if (found == labels_.end())
        fail(fmt::format("The backup is damaged: its annotations use the label '{}', which it does not have", name));
    return found->second;
}

struct AnnotationsFile::State {
    dom::parser parser;
    dom::array jobs;
};

AnnotationsFile::AnnotationsFile(const std::string& path) : state_(std::make_unique<State>()) {
    dom::element document;
    if (const auto failure = state_->parser.load(path).get(document); failure)
        damaged(fmt::format("cannot be read: {}", simdjson::error_message(failure)));
    if (document.get_array().get(state_->jobs) != simdjson::SUCCESS) damaged("is no list of jobs");
}

AnnotationsFile::~AnnotationsFile() = default;

size_t AnnotationsFile::jobs() const { return state_->jobs.size(); }

annotation::Annotations AnnotationsFile::job(size_t index, const LabelNames& labels) const {
    dom::object job;
    if (state_->jobs.at(index).get_object().get(job) != simdjson::SUCCESS) damaged("has a job that is no object");
    std::string text = "{";
    Translator translator(text, labels);
    for (const std::string_view name : {"tags", "shapes", "tracks"}) {
        dom::element items;
        if (job[name].get(items) != simdjson::SUCCESS) continue;
        if (text.size() > 1) text += ',';
        append_json_string(text, name);
        text += ':';
        translator.list(items, nullptr);
    }
    text += '}';
    return annotation::parse(text, annotation::Action::create);
}

bool AnnotationsFile::has_links(size_t index) const {
    dom::element links;
    return state_->jobs.at(index)["links"].get(links) == simdjson::SUCCESS;
}

std::vector<annotation::Link> AnnotationsFile::links(size_t index, const annotation::Annotations& saved) const {
    dom::array items;
    if (state_->jobs.at(index)["links"].get_array().get(items) != simdjson::SUCCESS)
        damaged("holds something else where a list belongs");
    std::vector<annotation::Link> links;
    for (const dom::element item : items) {
        if (auto link = link_of(item, saved)) links.push_back(std::move(*link));
    }
    return links;
}

} // namespace limn::backup
