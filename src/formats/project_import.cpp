#include "base/text.h"
#include "formats/format.h"
#include "formats/items_in.h"
#include "formats/matching.h"
#include "formats/unpack.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace limn::formats {
namespace {

constexpr std::string_view background = "background";

// What an attribute would be declared as, by the first value it has.
AttributeSpec spec_for(const Attribute& attribute) {
    AttributeSpec out;
    out.name = attribute.name;
    out.is_mutable = true;
    const std::string text = to_text(attribute.value);
    if (std::holds_alternative<bool>(attribute.value) || equal_ignoring_case(text, "true") ||
        equal_ignoring_case(text, "false")) {
        out.input_type = "checkbox";
        out.default_value = "false";
        out.values = {"false"};
    } else if (parse_double(text)) {
        out.input_type = "number";
        out.default_value = "0";
        out.values = {"0", "0", "1"};
    } else {
        out.input_type = "text";
    }
    return out;
}

// A number's range has to hold every value that is imported.
void widen(AttributeSpec& spec, const Value& value) {
    if (spec.input_type != "number") return;
    const auto number = parse_double(to_text(value));
    if (!number) {
        spec.input_type = "text";
        spec.default_value.clear();
        spec.values.clear();
        return;
    }
    if (*number < parse_double(spec.values[0]).value_or(0)) spec.values[0] = to_text(value);
    if (*number > parse_double(spec.values[1]).value_or(0)) spec.values[1] = to_text(value);
}

} // namespace

struct ProjectImport::State {
    const Importer& importer;
    Unpacked unpacked;
    ItemSet set;
    std::vector<Subset> subsets;
    std::vector<NewLabel> new_labels;
    std::map<std::string, std::vector<AttributeSpec>> new_attributes;

    void find_subsets() {
        for (const Item& item : set.items) {
            auto subset =
                std::find_if(subsets.begin(), subsets.end(), [&](const Subset& s) { return s.name == item.subset; });
            if (subset == subsets.end()) subset = subsets.insert(subset, Subset{item.subset, {}, 0});
            subset->annotations += item.annotations.size();
            if (!item.file.empty()) subset->images.push_back({item.id + item.extension, item.file, item.related});
        }
    }

    void find_labels(const Dataset& known) {
        for (const LabelName& label : set.labels) {
            if (label.name.empty()) continue;
            const auto named = [&](const Label& l) { return l.name == label.name; }; // whatever its parent
            if (known.labels.empty()) {
                new_labels.push_back({label.name, label.parent});
            } else if (label.name != background && std::none_of(known.labels.begin(), known.labels.end(), named)) {
                throw FormatError(fmt::format("Target project does not have label with name \"{}\"", label.name));
            }
        }
    }

    void note(const Label* label, const std::string& name, const std::vector<Attribute>& attributes) {
        for (const Attribute& attribute : attributes) {
            const auto same = [&](const AttributeSpec& spec) { return spec.name == attribute.name; };
            if (label && std::any_of(label->attributes.begin(), label->attributes.end(), same)) continue;
            auto& specs = new_attributes[name];
            auto spec = std::find_if(specs.begin(), specs.end(), same);
            if (spec == specs.end()) spec = specs.insert(spec, spec_for(attribute));
            widen(*spec, attribute.value);
        }
    }

    void find_attributes(const Dataset& known) {
        const LabelMatcher matcher(known.labels);
        for (const Item& item : set.items) {
            for (const ItemAnnotation& annotation : item.annotations) {
                if (annotation.label < 0) continue;
                const LabelName& label = set.labels[static_cast<size_t>(annotation.label)];
                note(matcher.find(label.name, label.parent), label.name, annotation.attributes);
                for (const SkeletonPoint& point : annotation.elements) {
                    const LabelName& inner = set.labels[static_cast<size_t>(point.label)];
                    note(matcher.find(inner.name, label.name), inner.name, point.attributes);
                }
            }
        }
    }
};

ProjectImport::ProjectImport(const Importer& importer, const std::filesystem::path& file, const Dataset& known,
                             const std::filesystem::path& scratch)
    : state_(new State{importer, Unpacked(importer, file, {}, scratch, Unpacked::everything, {}), {}, {}, {}, {}}) {
    Dataset labels_only = known;
    labels_only.tasks.clear();
    state_->set = importer.read(state_->unpacked.input(), labels_only);
    state_->find_subsets();
    state_->find_labels(known);
    state_->find_attributes(known);
}

ProjectImport::~ProjectImport() = default;

const std::vector<ProjectImport::Subset>& ProjectImport::subsets() const { return state_->subsets; }
const std::vector<ProjectImport::NewLabel>& ProjectImport::new_labels() const { return state_->new_labels; }
const std::map<std::string, std::vector<AttributeSpec>>& ProjectImport::new_attributes() const {
    return state_->new_attributes;
}

annotation::Annotations ProjectImport::annotations(const Subset& subset, const Dataset& known,
                                                   const ImportOptions& options) const {
    TakeOptions take;
    take.masks_to_polygons = state_->importer.masks_are_outlines && options.masks_to_polygons;
    take.rebuild_tracks = state_->importer.rebuilds_tracks;
    take.subset = subset.name;
    take.ignored_label = background;
    return take_items(ItemSet(state_->set), known, take);
}

} // namespace limn::formats
