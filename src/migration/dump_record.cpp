#include "migration/dump_record.h"

#include <algorithm>

#include <simdjson.h>

#include "base/text.h"
#include "migration/dump_reader.h"

namespace limn::migration {
namespace od = simdjson::ondemand;

namespace {

constexpr auto unreadable = "the record is damaged";

std::optional<int64_t> integer_of(od::value v) {
    int64_t n = 0;
    if (v.get_int64().get(n) == simdjson::SUCCESS) return n;
    return {};
}

std::string text_of(od::value v) {
    std::string_view text;
    if (v.type() == od::json_type::string && v.get_string().get(text) == simdjson::SUCCESS) return clean(text);
    if (v.type() == od::json_type::null) return {};
    return clean(trim(std::string_view(v.raw_json_token())));
}

ObjectKind kind_of(const Model& model) {
    switch (model.keeping) {
    case Keeping::shape: return ObjectKind::shape;
    case Keeping::track: return ObjectKind::track;
    case Keeping::keyframe: return ObjectKind::keyframe;
    default: break;
    }
    if (model.name == "engine.labeledshapeattributeval") return ObjectKind::shape;
    if (model.name == "engine.labeledtrackattributeval") return ObjectKind::track;
    if (model.name == "engine.trackedshapeattributeval") return ObjectKind::keyframe;
    return ObjectKind::tag;
}

// The field by which a record of this kind is found again.
std::string_view link_field(const Model& model) {
    switch (model.keeping) {
    case Keeping::shape:
    case Keeping::track: return "parent";
    case Keeping::keyframe: return "track";
    default: return model.link;
    }
}

void read_fields(od::object fields, DumpRecord& r) {
    const auto link = link_field(*r.model);
    for (auto field : fields) {
        const std::string_view name = field.unescaped_key();
        od::value v = field.value();
        if (std::ranges::find(r.model->fields, name) == r.model->fields.end()) r.unknown_fields.emplace_back(name);
        if (!link.empty() && name == link)
            r.link = integer_of(v);
        else if (name == "job")
            r.job = integer_of(v).value_or(0);
        else if (r.model->keeping == Keeping::value && name == "spec")
            r.spec = integer_of(v).value_or(0);
        else if (r.model->keeping == Keeping::value && name == "value")
            r.body = text_of(v);
    }
    const bool needs_link = r.model->keeping == Keeping::keyframe || r.model->keeping == Keeping::value;
    if (needs_link && !r.link) r.problem = "it does not say whose it is";
}

void read_key(od::value v, uint64_t place, DumpRecord& r) {
    if (const auto id = integer_of(v)) {
        r.id = *id;
        return;
    }
    r.id = static_cast<int64_t>(place);
    r.key = text_of(v);
    if (r.key.empty()) r.problem = "it has no primary key";
}

void read(std::string_view text, uint64_t place, DumpRecord& r) {
    thread_local od::parser parser;
    auto document = parser.iterate(text.data(), text.size(), text.size() + DumpReader::padding);
    std::string_view name = document["model"].get_string();
    r.model_name = lower(name);
    r.model = find_model(r.model_name);
    if (!r.model || r.model->keeping == Keeping::passed_over || r.model->keeping == Keeping::left_out) return;
    r.kind = kind_of(*r.model);
    read_key(document["pk"].value(), place, r);
    od::object fields = document["fields"].get_object();
    if (r.model->keeping != Keeping::value) {
        r.body = std::string_view(fields.raw_json());
        fields.reset();
    }
    read_fields(fields, r);
}

} // namespace

DumpRecord read_dump_record(std::string_view text, uint64_t place) {
    DumpRecord r;
    r.id = static_cast<int64_t>(place);
    try {
        read(text, place, r);
        if (r.model && !r.problem.empty()) r.body.clear();
    } catch (const simdjson::simdjson_error& e) {
        r.problem = unreadable;
        r.key = fmt::format("before byte {}: {}", place, e.what());
        if (r.model_name.empty()) r.model_name = "(unknown)";
    }
    return r;
}

} // namespace limn::migration
