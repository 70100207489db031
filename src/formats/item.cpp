#include "formats/item.h"

#include "base/text.h"
#include "formats/text_writer.h"

#include <algorithm>

namespace limn::formats {
namespace {

bool reserved(std::string_view name) {
    return name == "occluded" || name == "rotation" || name == "track_id" || name == "keyframe";
}

std::optional<double> number(const Value& value) {
    if (const auto* integer = std::get_if<int64_t>(&value)) return static_cast<double>(*integer);
    if (const auto* real = std::get_if<double>(&value)) return *real;
    if (const auto* truth = std::get_if<bool>(&value)) return *truth ? 1 : 0;
    return parse_double(std::get<std::string>(value));
}

std::optional<bool> truth(const Value& value) {
    if (const auto* text = std::get_if<std::string>(&value)) {
        if (equal_ignoring_case(*text, "true") || *text == "1") return true;
        if (equal_ignoring_case(*text, "false") || *text == "0") return false;
        return std::nullopt;
    }
    return *number(value) != 0;
}

std::optional<int64_t> whole(const Value& value) {
    if (const auto* integer = std::get_if<int64_t>(&value)) return *integer;
    const auto real = number(value);
    if (!real || !(std::abs(*real) < 9e15)) return std::nullopt;
    return static_cast<int64_t>(*real);
}

} // namespace

std::string to_text(const Value& value) {
    struct Visitor {
        std::string operator()(bool v) const { return v ? "True" : "False"; }
        std::string operator()(int64_t v) const { return std::to_string(v); }
        std::string operator()(double v) const {
            std::string out;
            append_float(out, v);
            return out;
        }
        std::string operator()(const std::string& v) const { return v; }
    };
    return std::visit(Visitor{}, value);
}

std::string_view to_string(Kind kind) {
    constexpr std::string_view names[] = {"label",   "bbox", "polygon",  "polyline", "points",
                                          "ellipse", "mask", "skeleton", "cuboid_3d"};
    return names[static_cast<size_t>(kind)];
}

const Value* ItemAnnotation::find(std::string_view name) const {
    const auto found =
        std::find_if(attributes.begin(), attributes.end(), [&](const auto& a) { return a.name == name; });
    return found == attributes.end() ? nullptr : &found->value;
}

void set_attribute(ItemAnnotation& annotation, std::string name, Value value) {
    if (name == "occluded") {
        annotation.occluded = truth(value);
    } else if (name == "outside") {
        annotation.outside = truth(value);
    } else if (name == "keyframe") {
        annotation.keyframe = truth(value);
    } else if (name == "rotation") {
        annotation.rotation = number(value);
    } else if (name == "track_id") {
        annotation.track = whole(value);
    } else if (name == "source") {
        annotation.source = to_text(value);
    } else {
        annotation.attributes.push_back({std::move(name), std::move(value)});
    }
}

void each_attribute(const ItemAnnotation& annotation,
                    const std::function<void(std::string_view, const Value&)>& visit) {
    for (const Attribute& attribute : annotation.attributes) {
        if (!reserved(attribute.name)) visit(attribute.name, attribute.value);
    }
    if (annotation.occluded) visit("occluded", *annotation.occluded);
    if (annotation.rotation) visit("rotation", *annotation.rotation);
    if (annotation.track) visit("track_id", *annotation.track);
    if (annotation.keyframe) visit("keyframe", *annotation.keyframe);
}

int64_t ItemSet::label(std::string_view name, std::string_view parent) {
    const auto found = std::find_if(labels.begin(), labels.end(), [&](const LabelName& label) {
        return label.name == name && label.parent == parent;
    });
    const auto index = found - labels.begin();
    if (found == labels.end()) labels.push_back({std::string(name), std::string(parent)});
    return index;
}

std::string without_extension(std::string_view path) {
    const size_t slash = path.rfind('/');
    const size_t base = slash == std::string_view::npos ? 0 : slash + 1;
    const size_t dot = path.rfind('.');
    // A leading dot names a hidden file, it does not begin an extension.
    const bool has = dot != std::string_view::npos && dot > base &&
                     path.substr(base, dot - base).find_first_not_of('.') != std::string_view::npos;
    return std::string(has ? path.substr(0, dot) : path);
}

} // namespace limn::formats
