#include "tasks/label.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.h"
#include "base/text.h"
#include "tasks/colour.h"
#include "tasks/hotkey.h"

namespace limn::tasks {

namespace {

constexpr std::string_view names_not_unique = "All label names must be unique";

std::string joined_values(const AttributeChange& attribute) { return join(attribute.values, "\n"); }

[[noreturn]] void throw_duplicate_attribute(std::string_view name) {
    throw list_error(fmt::format("Duplicate attribute with name '{}' exists", name));
}

void create_attribute(db::Connection& c, int64_t label_id, const AttributeChange& attribute) try {
    c.execute("INSERT INTO attribute_spec (label_id, name, mutable, input_type, default_value, choices)"
              " VALUES (?, ?, ?, ?, ?, ?)",
              label_id, attribute.name, attribute.is_mutable, attribute.input_type, attribute.default_value,
              joined_values(attribute));
} catch (const db::ConstraintError&) {
    throw_duplicate_attribute(attribute.name);
}

void update_attribute(db::Connection& c, int64_t id, const AttributeChange& attribute) try {
    c.execute(
        "UPDATE attribute_spec SET name = ?, mutable = ?, input_type = ?, default_value = ?, choices = ? WHERE id = ?",
        attribute.name, attribute.is_mutable, attribute.input_type, attribute.default_value, joined_values(attribute),
        id);
} catch (const db::ConstraintError&) {
    throw_duplicate_attribute(attribute.name);
}

const AttributeSpec* find_spec(const Label& label, const AttributeChange& change) {
    const auto found = std::find_if(label.attributes.begin(), label.attributes.end(), [&](const AttributeSpec& spec) {
        return change.id ? spec.id == *change.id : spec.name == change.name;
    });
    return found == label.attributes.end() ? nullptr : &*found;
}

void patch_attributes(db::Connection& c, const Label& label, std::span<const AttributeChange> changes) {
    for (const auto& change : changes) {
        const auto* spec = find_spec(label, change);
        if (change.id && !spec)
            throw detail_error(404, fmt::format("Attribute with id #{} does not exist", *change.id));
        if (spec && change.deleted)
            c.execute("DELETE FROM attribute_spec WHERE id = ?", spec->id);
        else if (spec)
            update_attribute(c, spec->id, change);
        else if (!change.deleted)
            create_attribute(c, label.id, change);
    }
}

std::string escaped(std::string text) {
    constexpr std::pair<std::string_view, std::string_view> signs[] = {
        {"&", "&amp;"}, {"\"", "&quot;"}, {"<", "&lt;"}, {">", "&gt;"}};
    for (const auto& [sign, entity] : signs) text = replace_all(text, sign, entity);
    return text;
}

// Replaces the names of parts in a skeleton's drawing, written plainly or as XML wants it, by their ids.
std::string drawing_with_ids(std::string svg, const std::vector<std::pair<std::string, int64_t>>& parts) {
    for (const auto& [name, id] : parts)
        for (const auto& written : {name, escaped(name)})
            svg = replace_all(svg, fmt::format("data-label-name=\"{}\"", written),
                              fmt::format("data-label-id=\"{}\"", id));
    return svg;
}

// `used`: colours that a colour made from the name keeps clear of; the new one is added.
int64_t create_label(db::Connection& c, LabelOwner owner, std::optional<int64_t> parent, const LabelChange& change,
                     std::vector<std::string>& used) {
    if (!change.name) throw list_error(names_not_unique);
    const bool in_project = owner.kind == LabelOwner::Kind::project;
    const auto type = change.type.value_or("any");
    const auto color = change.color && !change.color->empty() ? *change.color : default_colour(*change.name, used);
    used.push_back(color);
    int64_t id = 0;
    try {
        id = c.insert("INSERT INTO label (project_id, task_id, parent_id, name, color, type, hotkey, position) "
                      "VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
                      in_project ? std::optional(owner.id) : std::nullopt,
                      in_project ? std::nullopt : std::optional(owner.id), parent, *change.name, color, type,
                      change.hotkey.value_or(""), change.position);
    } catch (const db::ConstraintError&) {
        throw list_error(names_not_unique);
    }
    for (const auto& attribute : change.attributes) create_attribute(c, id, attribute);
    std::vector<std::pair<std::string, int64_t>> parts;
    std::vector<std::string> colours_of_parts;
    for (const auto& part : change.sublabels)
        parts.emplace_back(*part.name, create_label(c, owner, id, part, colours_of_parts));
    if (type == "skeleton")
        c.execute("UPDATE label SET svg = ? WHERE id = ?", drawing_with_ids(change.svg.value_or(""), parts), id);
    return id;
}

std::string_view column_of(LabelOwner owner) {
    return owner.kind == LabelOwner::Kind::project ? "project_id" : "task_id";
}

// Colours of all labels of an owner but one, in the order of ids.
std::vector<std::string> colours_of(db::Connection& c, LabelOwner owner, int64_t except) {
    auto rows = c.query(fmt::format("SELECT color FROM label WHERE {} = ? AND id <> ? ORDER BY id", column_of(owner)),
                        owner.id, except);
    std::vector<std::string> colours;
    while (rows.next()) colours.push_back(rows.text(0));
    return colours;
}

void update_label(db::Connection& c, LabelOwner owner, const Label& label, const LabelChange& change) {
    const auto name = change.name.value_or(label.name);
    const auto color =
        change.color && !change.color->empty() ? *change.color : default_colour(name, colours_of(c, owner, label.id));
    const bool takes_type = change.type && *change.type != "skeleton" && label.type != "skeleton";
    try {
        c.execute("UPDATE label SET name = ?, color = ?, type = ?, hotkey = ?, position = ? WHERE id = ?", name, color,
                  takes_type ? *change.type : label.type, change.hotkey.value_or(label.hotkey),
                  change.position.value_or(label.position), label.id);
    } catch (const db::ConstraintError&) {
        throw list_error(names_not_unique);
    }
    patch_attributes(c, label, change.attributes);
    // Parts of a skeleton stay as they are; only attributes can be taken off them.
    for (const auto& part_change : change.sublabels)
        for (const auto& part : label.sublabels) {
            if (part_change.id != part.id) continue;
            for (const auto& attribute : part_change.attributes)
                if (attribute.deleted && attribute.id) patch_attributes(c, part, {&attribute, 1});
        }
}

void touch_owner(db::Connection& c, LabelOwner owner, Time when) {
    if (owner.kind == LabelOwner::Kind::project) {
        c.execute("UPDATE project SET updated_date = ? WHERE id = ?", when, owner.id);
        c.execute("UPDATE job SET updated_date = ?, labels_revision = labels_revision + 1"
                  " WHERE task_id IN (SELECT id FROM task WHERE project_id = ?)",
                  when, owner.id);
        c.execute("UPDATE task SET updated_date = ? WHERE project_id = ?", when, owner.id);
    } else {
        c.execute("UPDATE job SET updated_date = ?, labels_revision = labels_revision + 1 WHERE task_id = ?", when,
                  owner.id);
        c.execute("UPDATE task SET updated_date = ? WHERE id = ?", when, owner.id);
    }
}

// A key is one label's. Looked at when all changes are made, as they may exchange keys.
void require_distinct_hotkeys(db::Connection& c, LabelOwner owner) {
    auto rows = c.query(
        fmt::format("SELECT name, hotkey FROM label WHERE {} = ? AND hotkey <> '' ORDER BY id", column_of(owner)),
        owner.id);
    std::vector<std::pair<std::string, std::string>> seen;
    while (rows.next()) {
        auto& [name, hotkey] = seen.emplace_back(rows.text(0), rows.text(1));
        for (const auto& [other, key] : std::span(seen).first(seen.size() - 1))
            if (hotkeys_clash(hotkey, key))
                throw list_error(fmt::format("Labels '{}' and '{}' cannot be told apart by their hotkeys '{}' and '{}'",
                                             other, name, key, hotkey));
    }
}

LabelOwner owner_of(const Label& label) {
    return label.project_id ? LabelOwner::project(*label.project_id) : LabelOwner::task(*label.task_id);
}

const Label* find_part(const Label& skeleton, int64_t id) {
    const auto found = std::ranges::find(skeleton.sublabels, id, &Label::id);
    return found == skeleton.sublabels.end() ? nullptr : &*found;
}

void require_all_parts(const Label& skeleton, std::span<const LabelChange> parts) {
    for (const auto& change : parts)
        if (change.id && !find_part(skeleton, *change.id))
            throw detail_error(404, fmt::format("Not found sublabel with id #{} to change", *change.id));
    for (const auto& part : skeleton.sublabels) {
        const auto times = std::ranges::count(parts, std::optional(part.id), &LabelChange::id);
        if (times != 1)
            throw list_error(fmt::format("A skeleton keeps its sublabels: '{}' has to be named once, and is named {} "
                                         "times",
                                         part.name, times));
    }
}

void change_part(db::Connection& c, const Label& part, const LabelChange& change) {
    try {
        c.execute("UPDATE label SET name = ?, color = ? WHERE id = ?", change.name.value_or(part.name),
                  change.color && !change.color->empty() ? *change.color : part.color, part.id);
    } catch (const db::ConstraintError&) {
        throw list_error(names_not_unique);
    }
    patch_attributes(c, part, change.attributes);
}

void hand_on_hotkeys(db::Connection& c, std::vector<Label> present, const std::vector<Label>& from,
                     const LabelMapping& mapping) {
    for (const auto& label : from) {
        if (label.hotkey.empty()) continue;
        const auto twin = std::ranges::find(present, mapping.labels.at(label.id), &Label::id);
        const auto clashes = [&](const Label& other) {
            return !other.hotkey.empty() && hotkeys_clash(other.hotkey, label.hotkey);
        };
        if (twin == present.end() || !twin->hotkey.empty() || std::ranges::any_of(present, clashes)) continue;
        twin->hotkey = label.hotkey;
        c.execute("UPDATE label SET hotkey = ? WHERE id = ?", label.hotkey, twin->id);
    }
}

void hand_on_order(db::Connection& c, LabelOwner owner, std::vector<Label> present, std::vector<Label> from,
                   const LabelMapping& mapping) {
    const auto ordered = fmt::format("SELECT 1 FROM label WHERE {} = ? AND parent_id IS NULL AND position IS NOT NULL",
                                     column_of(owner));
    if (c.value(ordered, owner.id) || std::ranges::is_sorted(from, {}, &Label::position)) return;
    std::ranges::stable_sort(from, {}, &Label::position);
    std::vector<int64_t> ids;
    for (const auto& label : from) ids.push_back(mapping.labels.at(label.id));
    for (const auto& label : present) // what did not come follows
        if (std::ranges::find(ids, label.id) == ids.end()) ids.push_back(label.id);
    for (size_t i = 0; i < ids.size(); ++i)
        c.execute("UPDATE label SET position = ? WHERE id = ?", static_cast<int64_t>(i), ids[i]);
}

bool belongs_to(const Label& label, LabelOwner owner) {
    return (owner.kind == LabelOwner::Kind::project ? label.project_id : label.task_id) == owner.id;
}

} // namespace

void create_labels(db::Connection& c, LabelOwner owner, std::span<const LabelChange> labels) {
    std::vector<std::string> used;
    for (const auto& label : labels) create_label(c, owner, {}, label, used);
    require_distinct_hotkeys(c, owner);
}

void patch_labels(db::Connection& c, LabelOwner owner, std::span<const LabelChange> labels, Time when) {
    if (labels.empty()) return;
    for (const auto& change : labels) {
        if (!change.id) {
            auto used = colours_of(c, owner, 0);
            create_label(c, owner, {}, change, used);
            continue;
        }
        const auto label = find_label(c, *change.id);
        if (!label || label->parent_id || !belongs_to(*label, owner))
            throw detail_error(404, fmt::format("Not found label with id #{} to change", *change.id));
        if (change.deleted)
            c.execute("DELETE FROM label WHERE id = ?", label->id);
        else
            update_label(c, owner, *label, change);
    }
    require_distinct_hotkeys(c, owner);
    touch_owner(c, owner, when);
}

void hand_on_labels(db::Connection& c, LabelOwner owner, const std::vector<Label>& from, const LabelMapping& mapping) {
    const auto present = labels_of(c, owner);
    hand_on_hotkeys(c, present, from, mapping);
    hand_on_order(c, owner, present, from, mapping);
}

void delete_label(db::Connection& c, const Label& label, Time when) {
    c.execute("DELETE FROM label WHERE id = ?", label.id);
    touch_owner(c, owner_of(label), when);
}

std::vector<int64_t> change_skeleton(db::Connection& c, const Label& skeleton, const SkeletonChange& change,
                                     Time when) {
    require_all_parts(skeleton, change.parts);
    // Names that change places are out of each other's way in between. No name has a line break.
    for (const auto& part : change.parts)
        if (part.id && part.name)
            c.execute("UPDATE label SET name = ? WHERE id = ?", fmt::format("\n{}", *part.id), *part.id);
    std::vector<std::string> colours;
    for (const auto& part : skeleton.sublabels) colours.push_back(part.color);
    std::vector<std::pair<std::string, int64_t>> names;
    std::vector<int64_t> fresh;
    for (const auto& part : change.parts)
        if (part.id) {
            const auto& known = *find_part(skeleton, *part.id);
            change_part(c, known, part);
            names.emplace_back(part.name.value_or(known.name), known.id);
        }
    for (const auto& part : change.parts)
        if (!part.id) {
            fresh.push_back(create_label(c, owner_of(skeleton), skeleton.id, part, colours));
            names.emplace_back(*part.name, fresh.back());
        }
    if (change.svg)
        c.execute("UPDATE label SET svg = ? WHERE id = ?", drawing_with_ids(*change.svg, names), skeleton.id);
    touch_owner(c, owner_of(skeleton), when);
    return fresh;
}

LabelUsage label_usage(db::Connection& c, int64_t id) {
    const auto count = [&](std::string_view table) {
        return c.value(fmt::format("SELECT count(*) FROM {} WHERE label_id = ?", table), id).value_or(0);
    };
    const auto jobs =
        c.value("SELECT count(*) FROM (SELECT job_id FROM tag WHERE label_id = ? UNION SELECT job_id FROM "
                "shape WHERE label_id = ? UNION SELECT job_id FROM track WHERE label_id = ?) AS used",
                id, id, id);
    return {count("tag"), count("shape"), count("track"), jobs.value_or(0)};
}

} // namespace limn::tasks
