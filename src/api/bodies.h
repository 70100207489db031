// What requests send for projects, tasks, labels and default storages. The same records serve creation and change: only
// the name is required when something is made.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include <boost/json.hpp>

#include "api/call.h"
#include "base/record.h"
#include "tasks/label.h"
#include "tasks/project.h"
#include "tasks/storage.h"

namespace limn::api {

// A list of records: that it is no list is said of the record as a whole.
template <class T> struct RecordList : std::vector<T> {};

template <class T> record::Problem read(const boost::json::value& v, RecordList<T>& out) {
    if (!v.is_array()) return boost::json::object{{"non_field_errors", record::not_a_list(v)}};
    return record::read(v, static_cast<std::vector<T>&>(out));
}

// Absent and null are the same.
inline std::optional<int64_t> value_of(const Given<Nullable<int64_t>>& v) {
    return v ? static_cast<const std::optional<int64_t>&>(*v) : std::nullopt;
}

// --- labels

struct InputTypes {
    static constexpr std::string_view list[] = {"checkbox", "radio", "number", "text", "select"};
};
struct LabelTypes {
    static constexpr std::string_view list[] = {"any",     "cuboid",   "ellipse",   "mask",     "points",
                                                "polygon", "polyline", "rectangle", "skeleton", "tag"};
};

struct AttributeBody {
    Given<int64_t> id;
    Text<64> name;
    bool is_mutable = false; // "mutable" on the wire, which is no name in C++
    Choice<InputTypes> input_type;
    Default<BlankText<128>> default_value;
    std::vector<BlankText<200>> values;
    Default<bool> deleted;
};
BOOST_DESCRIBE_STRUCT(AttributeBody, (), (id, name, is_mutable, input_type, default_value, values, deleted))
record::Problem read(const boost::json::value& v, AttributeBody& out);

struct Hotkey : BlankText<64> {}; // tasks/hotkey.h; "" takes it away
record::Problem read(const boost::json::value& v, Hotkey& out);

template <class Name> // Text<64>, or Given<Text<64>> where labels are changed
struct SublabelBody {
    Given<int64_t> id;
    Name name;
    Given<BlankText<8>> color;
    Given<Choice<LabelTypes>> type;
    Default<RecordList<AttributeBody>> attributes;
    BOOST_DESCRIBE_CLASS(SublabelBody, (), (id, name, color, type, attributes), (), ())
};

template <class Name> struct LabelBody {
    Given<int64_t> id;
    Name name;
    Given<BlankText<8>> color;
    Given<Choice<LabelTypes>> type;
    Given<BlankText<>> svg;
    Given<Hotkey> hotkey; // Limn's own, as position is
    Given<Natural> position;
    Default<bool> deleted;
    Default<RecordList<AttributeBody>> attributes;
    Default<RecordList<SublabelBody<Name>>> sublabels;
    BOOST_DESCRIBE_CLASS(LabelBody, (), (id, name, color, type, svg, hotkey, position, deleted, attributes, sublabels),
                         (), ())
};
using NewLabelBody = LabelBody<Text<64>>;
using LabelChangeBody = LabelBody<Given<Text<64>>>;
record::Problem read(const boost::json::value& v, NewLabelBody& out);
record::Problem read(const boost::json::value& v, LabelChangeBody& out);

std::vector<tasks::LabelChange> label_changes(const std::vector<NewLabelBody>& labels);
std::vector<tasks::LabelChange> label_changes(const std::vector<LabelChangeBody>& labels);

struct SkeletonBody {
    Given<BlankText<>> svg;
    RecordList<SublabelBody<Given<Text<64>>>> sublabels;
};
BOOST_DESCRIBE_STRUCT(SkeletonBody, (), (svg, sublabels))

tasks::SkeletonChange skeleton_change(const SkeletonBody& body); // 400 for a new part without a name

// --- default storages

struct StorageLocations {
    static constexpr std::string_view list[] = {"cloud_storage", "local"};
};
struct StorageBody {
    Given<Choice<StorageLocations>> location;
    Given<Nullable<int64_t>> cloud_storage_id;
};
BOOST_DESCRIBE_STRUCT(StorageBody, (), (location, cloud_storage_id))
record::Problem read(const boost::json::value& v, StorageBody& out);

// {} says nothing.
std::optional<tasks::StorageLocation> storage_location(const Given<StorageBody>& body);

// --- projects and tasks

struct NewProjectBody {
    Text<256> name;
    Default<RecordList<NewLabelBody>> labels;
    Given<Nullable<int64_t>> owner_id, assignee_id;
    Default<BlankText<2000>> bug_tracker;
    Given<StorageBody> source_storage, target_storage;
};
BOOST_DESCRIBE_STRUCT(NewProjectBody, (),
                      (name, labels, owner_id, assignee_id, bug_tracker, source_storage, target_storage))

struct NewTaskBody {
    Text<256> name;
    Given<Nullable<int64_t>> project_id;
    Default<RecordList<NewLabelBody>> labels;
    Given<Nullable<int64_t>> owner_id, assignee_id;
    Default<BlankText<2000>> bug_tracker;
    Default<BlankText<64>> subset;
    Given<Nullable<Natural>> overlap;
    Default<Natural> segment_size;
    Default<Natural> consensus_replicas;
    Given<StorageBody> source_storage, target_storage;
};
BOOST_DESCRIBE_STRUCT(NewTaskBody, (),
                      (name, project_id, labels, owner_id, assignee_id, bug_tracker, subset, overlap, segment_size,
                       consensus_replicas, source_storage, target_storage))

struct ResourceChangeBody { // of a project or task; which keys each knows is checked before
    Given<Text<256>> name;
    Given<RecordList<LabelChangeBody>> labels;
    Given<int64_t> owner_id;
    Given<Nullable<int64_t>> assignee_id, organization_id, project_id;
    Given<BlankText<2000>> bug_tracker;
    Given<BlankText<64>> subset;
    Given<StorageBody> source_storage, target_storage;
};
BOOST_DESCRIBE_STRUCT(ResourceChangeBody, (),
                      (name, labels, owner_id, assignee_id, organization_id, project_id, bug_tracker, subset,
                       source_storage, target_storage))
tasks::ResourceChange resource_change(const ResourceChangeBody& body);

// --- bodies before they are records: what permissions depend on

// The body of the request; 400 when it is no object.
boost::json::object body_object(Call& call);
// The id that a member names; none when it is absent, null, 0 or no number.
std::optional<int64_t> named_id(const boost::json::object& body, std::string_view key);
std::optional<int64_t> named_id(const boost::json::object& body, std::string_view key, std::string_view inner);

// 400 {"assignee_id": ["Invalid pk \"5\" - object does not exist."]} when there is no such account.
void require_account(db::Connection& c, std::string_view field, std::optional<int64_t> id);

} // namespace limn::api

namespace limn::record {
template <class T> struct Schema<api::RecordList<T>> : Schema<std::vector<T>> {};
template <> struct Schema<api::Hotkey> : Schema<BlankText<64>> {};
template <> struct Schema<api::AttributeBody> { static boost::json::object get(); };
} // namespace limn::record
