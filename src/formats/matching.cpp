#include "formats/matching.h"

#include "base/text.h"
#include "formats/format.h"
#include "formats/paths.h"

#include <algorithm>

#include <fmt/format.h>

namespace limn::formats {
namespace {

std::string label_key(std::string_view name, std::string_view parent) { return fmt::format("{}\n{}", parent, name); }

// What a label stores for a value. Numbers keep the spelling of their type.
std::string stored_text(const AttributeSpec& spec, const Label& label, const Value& value) {
    if (spec.input_type != "checkbox")
        return std::holds_alternative<bool>(value) ? lower(to_text(value)) : to_text(value);
    if (const auto* truth = std::get_if<bool>(&value)) return *truth ? "true" : "false";
    if (const auto* integer = std::get_if<int64_t>(&value)) return *integer != 0 ? "true" : "false";
    if (const auto* real = std::get_if<double>(&value)) return *real != 0 ? "true" : "false";
    const std::string text = lower(std::get<std::string>(value));
    if (text == "true" || text == "false") return text;
    throw FormatError(fmt::format("Failed to convert attribute '{}'='{}': a checkbox is either true or false",
                                  label.name, to_text(value)));
}

} // namespace

FrameMatcher::FrameMatcher(const TaskPart& part) : part_(part) {
    for (const Frame& frame : part.frames) {
        const std::string path =
            part.video ? fmt::format("frame_{:06}", part.absolute(frame.number)) : without_extension(frame.name);
        by_path_[path] = frame.number;
        by_number_.emplace(frame.number, &frame);
    }
}

void FrameMatcher::learn_root(const std::vector<std::string_view>& ids) {
    const auto depth = [](std::string_view id) { return std::count(id.begin(), id.end(), '/'); };
    const auto deepest = std::max_element(ids.begin(), ids.end(), [&](auto a, auto b) { return depth(a) < depth(b); });
    if (deepest == ids.end()) return;
    for (const Frame& frame : part_.frames) {
        const std::string path =
            part_.video ? fmt::format("frame_{:06}", part_.absolute(frame.number)) : without_extension(frame.name);
        const bool fits = path == *deepest || path.ends_with(fmt::format("/{}", *deepest));
        if (!fits) continue;
        auto folder = folder_of(path);
        const auto own = folder_of(*deepest);
        folder.remove_suffix(std::min(own.size(), folder.size()));
        if (folder.ends_with('/')) folder.remove_suffix(1);
        root_ = folder;
        return;
    }
}

std::optional<int64_t> FrameMatcher::by_name(std::string_view id) const {
    auto found = by_path_.find(std::string(id));
    if (found == by_path_.end() && !root_.empty() && !id.starts_with(root_)) {
        found = by_path_.find(fmt::format("{}/{}", root_, id));
    }
    return found == by_path_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<int64_t> FrameMatcher::find(const Item& item) const {
    auto found = by_name(item.id);
    if (!found) found = item.frame ? item.frame : parse_int(item.id);
    const auto base = base_name(item.id);
    if (!found && part_.video && base.size() > 6) found = parse_int(base.substr(6));
    return found && by_number_.contains(*found) ? found : std::nullopt;
}

int64_t FrameMatcher::match(const Item& item) const {
    if (const auto found = find(item)) return *found;
    throw FormatError(fmt::format("Could not match item id: '{}' with any task frame", item.id));
}

int64_t FrameMatcher::from_absolute(int64_t number) const {
    const int64_t distance = number - part_.start_frame;
    const int64_t frame = part_.first + distance / part_.step;
    if (distance % part_.step != 0 || distance < 0 || frame >= part_.end()) {
        throw FormatError(fmt::format("Unknown frame {}", number));
    }
    return frame;
}

const Frame* FrameMatcher::frame(int64_t number) const {
    const auto found = by_number_.find(number);
    return found == by_number_.end() ? nullptr : found->second;
}

LabelMatcher::LabelMatcher(const std::vector<Label>& labels) {
    std::unordered_map<int64_t, std::string_view> names;
    for (const Label& label : labels) names.emplace(label.id, label.name);
    for (const Label& label : labels)
        by_name_.emplace(label_key(label.name, label.parent ? names[label.parent] : ""), &label);
}

const Label* LabelMatcher::find(std::string_view name, std::string_view parent) const {
    const auto found = by_name_.find(label_key(name, parent));
    return found == by_name_.end() ? nullptr : found->second;
}

const Label& LabelMatcher::require(std::string_view name, std::string_view parent) const {
    if (const Label* label = find(name, parent)) return *label;
    throw FormatError(fmt::format("Label '{}' is not registered for this task", name));
}

std::vector<annotation::Attribute> match_attributes(const Label& label, const std::vector<Attribute>& attributes) {
    std::vector<annotation::Attribute> out;
    for (const Attribute& attribute : attributes) {
        const auto spec = std::find_if(label.attributes.begin(), label.attributes.end(),
                                       [&](const auto& candidate) { return candidate.name == attribute.name; });
        if (spec == label.attributes.end()) continue;
        out.push_back({spec->id, stored_text(*spec, label, attribute.value)});
    }
    return out;
}

} // namespace limn::formats
