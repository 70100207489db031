#include "api/bodies.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.h"
#include "base/text.h"
#include "tasks/hotkey.h"

namespace limn::api {
namespace json = boost::json;

namespace {

constexpr size_t most_values = 4096; // characters of all values of an attribute together

json::value non_field_error(std::string_view message) {
    return json::object{{"non_field_errors", record::problem(message)}};
}

void rename_member(json::object& object, std::string_view from, std::string_view to) {
    if (const auto* found = object.if_contains(from)) {
        auto value = *found;
        object.erase(from);
        object[to] = std::move(value);
    }
}

tasks::AttributeChange attribute_change(const AttributeBody& body) {
    tasks::AttributeChange change{
        body.id, body.name.value,   body.is_mutable, body.input_type.value, body.default_value.value.value,
        {},      body.deleted.value};
    for (const auto& value : body.values) change.values.push_back(value.value);
    return change;
}

std::optional<std::string> name_of(const Text<64>& name) { return name.value; }
std::optional<std::string> name_of(const Given<Text<64>>& name) {
    return name ? std::optional(name->value) : std::nullopt;
}

template <class Body> tasks::LabelChange common_change(const Body& body) {
    tasks::LabelChange change;
    change.id = body.id;
    change.name = name_of(body.name);
    if (body.color) change.color = body.color->value;
    if (body.type) change.type = body.type->value;
    for (const auto& attribute : body.attributes.value) change.attributes.push_back(attribute_change(attribute));
    return change;
}

template <class Name> std::vector<tasks::LabelChange> changes_of(const std::vector<LabelBody<Name>>& labels) {
    std::vector<tasks::LabelChange> changes;
    for (const auto& body : labels) {
        auto change = common_change(body);
        change.deleted = body.deleted.value;
        if (body.svg) change.svg = body.svg->value;
        if (body.hotkey) change.hotkey = body.hotkey->value;
        if (body.position) change.position = body.position->value;
        for (const auto& part : body.sublabels.value) change.sublabels.push_back(common_change(part));
        changes.push_back(std::move(change));
    }
    return changes;
}

template <class Name> record::Problem read_label(const json::value& v, LabelBody<Name>& out) {
    if (auto problem = record::read_members(v, &out, record::members<LabelBody<Name>>()); !problem.is_null())
        return problem;
    if (out.deleted.value && !out.id) return non_field_error("Deleted label must have an ID");
    return nullptr;
}

} // namespace

record::Problem read(const json::value& v, AttributeBody& out) {
    auto renamed = v;
    if (renamed.is_object()) {
        renamed.get_object().erase("is_mutable");
        rename_member(renamed.get_object(), "mutable", "is_mutable");
    }
    auto problem = record::read_members(renamed, &out, record::members<AttributeBody>());
    if (problem.is_object()) rename_member(problem.get_object(), "is_mutable", "mutable");
    if (!problem.is_null()) return problem;
    size_t length = out.values.empty() ? 0 : out.values.size() - 1;
    for (const auto& value : out.values) length += utf8_length(value.value);
    if (length > most_values)
        return json::object{
            {"values", record::problem(fmt::format("Ensure this field has no more than {} characters.", most_values))}};
    return nullptr;
}

record::Problem read(const json::value& v, Hotkey& out) {
    if (auto problem = record::read(v, static_cast<BlankText<64>&>(out)); !problem.is_null()) return problem;
    if (!out.value.empty() && !tasks::is_hotkey(out.value))
        return record::problem("A hotkey is up to three chords, such as 'w', 'shift+w' or 't l'.");
    return nullptr;
}

record::Problem read(const json::value& v, NewLabelBody& out) { return read_label(v, out); }
record::Problem read(const json::value& v, LabelChangeBody& out) { return read_label(v, out); }

std::vector<tasks::LabelChange> label_changes(const std::vector<NewLabelBody>& labels) { return changes_of(labels); }
std::vector<tasks::LabelChange> label_changes(const std::vector<LabelChangeBody>& labels) { return changes_of(labels); }

tasks::SkeletonChange skeleton_change(const SkeletonBody& body) {
    tasks::SkeletonChange change;
    if (body.svg) change.svg = body.svg->value;
    json::array problems;
    for (const auto& part : body.sublabels) {
        auto& made = change.parts.emplace_back(common_change(part));
        if (!made.type) made.type = "points";
        const bool nameless = !part.id && !part.name;
        problems.push_back(nameless ? json::object{{"name", record::problem("This field is required.")}}
                                    : json::object());
    }
    if (std::ranges::any_of(problems, [](const json::value& one) { return !one.get_object().empty(); }))
        throw json_error(400, json::object{{"sublabels", std::move(problems)}});
    return change;
}

record::Problem read(const json::value& v, StorageBody& out) {
    if (auto problem = record::read_members(v, &out, record::members<StorageBody>()); !problem.is_null())
        return problem;
    const bool has_id = out.cloud_storage_id && *out.cloud_storage_id;
    if (!out.location) {
        if (has_id) return non_field_error("The configuration is not full, the location=cloud_storage is missing");
        if (out.cloud_storage_id)
            return non_field_error(
                "It is not allowed to reset a cloud storage id without explicitly resetting a location");
        return nullptr;
    }
    if (out.location->value == "local" && has_id)
        return non_field_error("It is not allowed to specify 'local' location together with cloud storage id");
    if (out.location->value == "cloud_storage" && !has_id)
        return non_field_error("Cloud storage was selected as location but its id was not specified");
    return nullptr;
}

std::optional<tasks::StorageLocation> storage_location(const Given<StorageBody>& body) {
    if (!body || !body->location) return {};
    return tasks::StorageLocation{0, body->location->value,
                                  body->cloud_storage_id ? *body->cloud_storage_id : std::nullopt};
}

tasks::ResourceChange resource_change(const ResourceChangeBody& body) {
    tasks::ResourceChange change;
    if (body.name) change.name = body.name->value;
    if (body.bug_tracker) change.bug_tracker = body.bug_tracker->value;
    if (body.subset) change.subset = body.subset->value;
    if (body.owner_id) change.owner_id = *body.owner_id;
    if (body.assignee_id) change.assignee_id = std::optional<int64_t>(*body.assignee_id);
    if (body.labels) change.labels = label_changes(*body.labels);
    change.source_storage = storage_location(body.source_storage);
    change.target_storage = storage_location(body.target_storage);
    return change;
}

json::object body_object(Call& call) {
    auto body = call.body();
    if (!body.is_object()) {
        struct Nothing {};
        Nothing nothing;
        throw json_error(400, record::read_members(body, &nothing, {}));
    }
    return std::move(body.get_object());
}

std::optional<int64_t> named_id(const json::object& body, std::string_view key) {
    const auto* found = body.if_contains(key);
    int64_t id = 0;
    if (!found || found->is_null() || !record::read(*found, id).is_null() || id == 0) return {};
    return id;
}

std::optional<int64_t> named_id(const json::object& body, std::string_view key, std::string_view inner) {
    const auto* found = body.if_contains(key);
    return found && found->is_object() ? named_id(found->get_object(), inner) : std::nullopt;
}

void require_account(db::Connection& c, std::string_view field, std::optional<int64_t> id) {
    if (id && !c.value("SELECT id FROM account WHERE id = ?", *id))
        throw field_error(field, fmt::format("Invalid pk \"{}\" - object does not exist.", *id));
}

} // namespace limn::api

namespace limn::record {

boost::json::object Schema<api::AttributeBody>::get() {
    auto schema = members_schema(members<api::AttributeBody>());
    auto& properties = schema["properties"].get_object();
    properties["mutable"] = properties["is_mutable"];
    properties.erase("is_mutable");
    for (auto& name : schema["required"].get_array())
        if (name == "is_mutable") name = "mutable";
    return schema;
}

} // namespace limn::record
