#include "annotation/parse.h"

#include <optional>

#include <boost/json.hpp>
#include <fmt/format.h>
#include <simdjson.h>

#include "base/error.h"
#include "base/json.h"
#include "base/record.h"
#include "base/text.h"

namespace limn::annotation {
namespace {

namespace json = boost::json;
namespace od = simdjson::ondemand;
using record::Problem;
using record::problem;

constexpr int64_t max_integer = 2147483647;
constexpr std::string_view required = "This field is required.";
constexpr std::string_view not_null = "This field may not be null.";

// What is wrong with one object, by member.
class Problems {
  public:
    void add(std::string_view member, Problem&& p) {
        if (!p.is_null()) members_[member] = std::move(p);
    }
    bool empty() const { return members_.empty(); }
    Problem take() { return members_.empty() ? Problem() : Problem(std::move(members_)); }

  private:
    json::object members_;
};

json::value whole(od::value v) {
    switch (v.type()) {
    case od::json_type::array: return json::parse(std::string_view(v.get_array().value().raw_json()));
    case od::json_type::object: return json::parse(std::string_view(v.get_object().value().raw_json()));
    default: return json::parse(v.raw_json_token());
    }
}

std::string_view python_type(od::value v) {
    switch (v.type()) {
    case od::json_type::array: return "list";
    case od::json_type::object: return "dict";
    case od::json_type::string: return "str";
    case od::json_type::boolean: return "bool";
    case od::json_type::null: return "NoneType";
    case od::json_type::number: return whole(v).is_double() ? "float" : "int";
    }
    return "";
}

std::string_view key_of(od::field& field) {
    const char* raw = field.key().raw();
    const char* end = raw;
    while (*end != '"' && *end != '\\') ++end;
    if (*end == '\\') return field.unescaped_key();
    return {raw, static_cast<size_t>(end - raw)};
}

bool is_null(od::value& v) { return v.type() == od::json_type::null; }

// --- single members: the common form quickly, everything else by the rules that all records have

Problem read_integer(od::value v, int64_t& out, int64_t min, int64_t max = max_integer) {
    int64_t number = 0;
    if (v.get_int64().get(number) == simdjson::SUCCESS && number >= min && number <= max) {
        out = number;
        return nullptr;
    }
    if (is_null(v)) return problem(not_null);
    return record::read_integer(whole(v), out, min, max);
}

Problem read_bool(od::value v, bool& out) {
    if (v.get_bool().get(out) == simdjson::SUCCESS) return nullptr;
    if (is_null(v)) return problem(not_null);
    return record::read(whole(v), out);
}

Problem read_number(od::value v, double& out, double min, double max) {
    double number = 0;
    if (v.get_double().get(number) == simdjson::SUCCESS && number >= min && number <= max) {
        out = number;
        return nullptr;
    }
    if (is_null(v)) return problem(not_null);
    return record::read_number(whole(v), out, min, max);
}

Problem read_source(od::value v, std::string& out) {
    if (is_null(v)) return problem(not_null);
    std::string_view text;
    if (v.type() != od::json_type::string) return record::read_text(whole(v), out, 16, false);
    text = v.get_string();
    const bool plain =
        !text.empty() && text.size() <= 16 && text.front() > ' ' && text.back() > ' ' && text.find('\0') == text.npos;
    if (!plain) return record::read_text(json::value(text), out, 16, false);
    out = text;
    return nullptr;
}

Problem read_type(od::value v, ShapeType& out) {
    if (is_null(v)) return problem(not_null);
    std::string word;
    std::string_view text;
    if (v.type() == od::json_type::string && v.get_string().get(text) == simdjson::SUCCESS)
        word = text;
    else
        word = to_python(whole(v));
    const auto type = parse_shape_type(word);
    if (!type) return problem(fmt::format("\"{}\" is not a valid choice.", word));
    out = *type;
    return nullptr;
}

Problem not_a_list(od::value& v) {
    if (is_null(v)) return problem(not_null);
    return json::object{
        {"non_field_errors", problem(fmt::format("Expected a list of items but got type \"{}\".", python_type(v)))}};
}

Problem not_an_object(od::value& v) {
    if (is_null(v)) return problem(not_null);
    return json::object{
        {"non_field_errors", problem(fmt::format("Invalid data. Expected a dictionary, but got {}.", python_type(v)))}};
}

constexpr std::string_view not_a_coordinate =
    "[ErrorDetail(string='Value must be a float or an integer', code='invalid')]";

Problem read_points(od::value v, std::vector<double>& out) {
    od::array list;
    if (v.get_array().get(list) != simdjson::SUCCESS) {
        if (is_null(v)) return problem(not_null);
        return json::object{{"0", not_a_coordinate}};
    }
    thread_local std::vector<double> numbers; // grows once, not for every list
    numbers.clear();
    json::object wrong;
    size_t index = 0;
    for (od::value number : list) {
        if (number.type() == od::json_type::number)
            numbers.push_back(number.get_double());
        else
            wrong[std::to_string(index)] = not_a_coordinate;
        ++index;
    }
    out.assign(numbers.begin(), numbers.end());
    return wrong.empty() ? Problem() : Problem(std::move(wrong));
}

// Items one after the other into `out`; the answer lists a problem for each item as soon as there is one.
template <class T, class Read> Problem read_list(od::value v, std::vector<T>& out, Read read) {
    out.clear();
    od::array list;
    if (v.get_array().get(list) != simdjson::SUCCESS) return not_a_list(v);
    json::array problems;
    bool failed = false;
    for (od::value item : list) {
        out.emplace_back();
        Problem p = read(item, out.back());
        if (p.is_null() && !failed) continue;
        if (!failed) problems.resize(out.size() - 1, json::object());
        failed = true;
        problems.push_back(p.is_null() ? Problem(json::object()) : std::move(p));
    }
    return failed ? Problem(std::move(problems)) : Problem();
}

Problem read_attribute(od::value v, Attribute& a) {
    od::object members;
    if (v.get_object().get(members) != simdjson::SUCCESS) return not_an_object(v);
    Problems problems;
    bool has_spec = false, has_value = false;
    for (od::field field : members) {
        const auto key = key_of(field);
        if (key == "spec_id") {
            has_spec = true;
            problems.add(key, read_integer(field.value(), a.spec_id, -max_integer - 1));
        } else if (key == "value") {
            has_value = true;
            od::value value = field.value();
            std::string_view text;
            if (value.type() == od::json_type::string)
                text = value.get_string();
            else
                text = a.value = to_python(whole(value));
            a.value = std::string(trim(text));
            if (a.value.size() > 4096 && utf8_length(a.value) > 4096)
                problems.add(key, problem("Ensure this field has no more than 4096 characters."));
        }
    }
    if (!has_spec) problems.add("spec_id", problem(required));
    if (!has_value) problems.add("value", problem(required));
    return problems.take();
}

// --- objects

struct Seen { // of the members of an object
    bool frame = false, label = false, type = false, points = false, shapes = false, id = false;
};

Problem read_id(od::value v, int64_t& id, bool& given) {
    given = !is_null(v);
    if (!given) return nullptr;
    Problem p = read_integer(v, id, std::numeric_limits<int64_t>::min(), std::numeric_limits<int64_t>::max());
    if (id < 0) id = 0; // nobody has such an id
    return p;
}

// The members that tags, shapes and tracks share. False when the key is another one.
bool read_common(std::string_view key, od::value v, Object& o, Seen& seen, Problems& problems) {
    if (key == "frame") {
        seen.frame = true;
        problems.add(key, read_integer(v, o.frame, 0));
    } else if (key == "label_id") {
        seen.label = true;
        problems.add(key, read_integer(v, o.label_id, 0));
    } else if (key == "id") {
        problems.add(key, read_id(v, o.id, seen.id));
    } else if (key == "group") {
        o.group.reset();
        if (!is_null(v)) problems.add(key, read_integer(v, o.group.emplace(), 0));
    } else if (key == "source") {
        problems.add(key, read_source(v, o.source));
    } else if (key == "attributes") {
        problems.add(key, read_list(v, o.attributes, read_attribute));
    } else {
        return false;
    }
    return true;
}

// The members that shapes and keyframes share.
template <class T> bool read_geometry(std::string_view key, od::value v, T& s, Seen& seen, Problems& problems) {
    if (key == "type") {
        seen.type = true;
        problems.add(key, read_type(v, s.type));
    } else if (key == "points") {
        seen.points = true;
        problems.add(key, read_points(v, s.points));
    } else if (key == "occluded") {
        problems.add(key, read_bool(v, s.occluded));
    } else if (key == "outside") {
        problems.add(key, read_bool(v, s.outside));
    } else if (key == "z_order") {
        int64_t z = 0;
        problems.add(key, read_integer(v, z, -max_integer - 1));
        s.z_order = static_cast<int32_t>(z);
    } else if (key == "rotation") {
        problems.add(key, read_number(v, s.rotation, 0, 360));
    } else {
        return false;
    }
    return true;
}

bool right_count(ShapeType type, size_t n) {
    switch (type) {
    case ShapeType::rectangle:
    case ShapeType::ellipse: return n == 4;
    case ShapeType::cuboid: return n == 16;
    case ShapeType::polygon: return n >= 6 && n % 2 == 0;
    case ShapeType::polyline: return n >= 4 && n % 2 == 0;
    case ShapeType::points: return n >= 2 && n % 2 == 0;
    case ShapeType::mask: return n >= 5;
    case ShapeType::skeleton: return n == 0;
    }
    return false;
}

template <class T> Problem check_points(T& s, const Seen& seen) {
    if (!right_count(s.type, s.points.size()))
        return json::object{{"points", problem(fmt::format("invalid length for shape type '{}'", to_string(s.type)))}};
    if (s.type == ShapeType::skeleton && !seen.points) s.points.assign(1, 0); // see points_were_sent
    return nullptr;
}

Problem check_id(Action action, bool given) {
    if (action == Action::remove && !given) return json::object{{"id", problem("must be present and not null")}};
    if ((action == Action::create || action == Action::replace) && given)
        return json::object{{"id", problem("must be absent")}};
    return nullptr;
}

Problem read_tag(od::value v, Tag& tag, Action action) {
    od::object members;
    if (v.get_object().get(members) != simdjson::SUCCESS) return not_an_object(v);
    Problems problems;
    Seen seen;
    for (od::field field : members) {
        const auto key = key_of(field);
        read_common(key, field.value(), tag, seen, problems);
    }
    if (!seen.frame) problems.add("frame", problem(required));
    if (!seen.label) problems.add("label_id", problem(required));
    return problems.empty() ? check_id(action, seen.id) : problems.take();
}

// Elements are drawn on the frame of their skeleton, or readers could not put them together.
Problem check_elements(const Shape& shape) {
    if (shape.type != ShapeType::skeleton)
        return shape.elements.empty() ? Problem()
                                      : json::object{{"elements", problem("not allowed for non-skeleton shape")}};
    if (shape.elements.empty()) return json::object{{"elements", problem("at least one required for skeleton shape")}};
    json::array problems;
    bool failed = false;
    for (const auto& e : shape.elements) {
        const bool elsewhere = e.frame != shape.frame;
        problems.push_back(elsewhere ? json::object{{"frame", problem("must be the frame of the skeleton")}}
                                     : json::object());
        failed |= elsewhere;
    }
    return failed ? json::object{{"elements", std::move(problems)}} : Problem();
}

Problem read_shape(od::value v, Shape& shape, Action action, bool is_element) {
    od::object members;
    if (v.get_object().get(members) != simdjson::SUCCESS) return not_an_object(v);
    Problems problems;
    Seen seen;
    for (od::field field : members) {
        const auto key = key_of(field);
        if (read_common(key, field.value(), shape, seen, problems)) continue;
        if (read_geometry(key, field.value(), shape, seen, problems)) continue;
        if (key == "elements" && !is_element) {
            problems.add(key, read_list(field.value(), shape.elements,
                                        [&](od::value e, Shape& out) { return read_shape(e, out, action, true); }));
        } else if (key == "score") {
            od::value score = field.value();
            shape.score.reset();
            if (!is_null(score)) problems.add(key, read_number(score, shape.score.emplace(), 0, 1));
        }
    }
    if (!seen.type) problems.add("type", problem(required));
    if (!seen.frame) problems.add("frame", problem(required));
    if (!seen.label) problems.add("label_id", problem(required));
    if (!problems.empty()) return problems.take();
    if (Problem p = check_points(shape, seen); !p.is_null()) return p;
    if (!is_element)
        if (Problem p = check_elements(shape); !p.is_null()) return p;
    return check_id(action, seen.id);
}

Problem read_keyframe(od::value v, Keyframe& keyframe) {
    od::object members;
    if (v.get_object().get(members) != simdjson::SUCCESS) return not_an_object(v);
    Problems problems;
    Seen seen;
    for (od::field field : members) {
        const auto key = key_of(field);
        if (read_geometry(key, field.value(), keyframe, seen, problems)) continue;
        if (key == "frame") {
            seen.frame = true;
            problems.add(key, read_integer(field.value(), keyframe.frame, 0));
        } else if (key == "attributes") {
            problems.add(key, read_list(field.value(), keyframe.attributes, read_attribute));
        } else if (key == "id") {
            problems.add(key, read_id(field.value(), keyframe.id, seen.id));
        }
    }
    if (!seen.type) problems.add("type", problem(required));
    if (!seen.frame) problems.add("frame", problem(required));
    return problems.empty() ? check_points(keyframe, seen) : problems.take();
}

Problem read_track(od::value v, Track& track, Action action, bool is_element) {
    od::object members;
    if (v.get_object().get(members) != simdjson::SUCCESS) return not_an_object(v);
    Problems problems;
    Seen seen;
    for (od::field field : members) {
        const auto key = key_of(field);
        if (read_common(key, field.value(), track, seen, problems)) continue;
        if (key == "shapes") {
            seen.shapes = true;
            problems.add(key, read_list(field.value(), track.keyframes, read_keyframe));
        } else if (key == "elements" && !is_element) {
            problems.add(key, read_list(field.value(), track.elements,
                                        [&](od::value e, Track& out) { return read_track(e, out, action, true); }));
        }
    }
    if (!seen.frame) problems.add("frame", problem(required));
    if (!seen.label) problems.add("label_id", problem(required));
    if (!seen.shapes) problems.add("shapes", problem(required));
    return problems.empty() ? check_id(action, seen.id) : problems.take();
}

void read_body(od::object members, Action action, Annotations& out, Problems& problems) {
    for (od::field field : members) {
        const auto key = key_of(field);
        if (key == "tags") {
            problems.add(
                key, read_list(field.value(), out.tags, [&](od::value v, Tag& t) { return read_tag(v, t, action); }));
        } else if (key == "shapes") {
            problems.add(key, read_list(field.value(), out.shapes,
                                        [&](od::value v, Shape& s) { return read_shape(v, s, action, false); }));
        } else if (key == "tracks") {
            problems.add(key, read_list(field.value(), out.tracks,
                                        [&](od::value v, Track& t) { return read_track(v, t, action, false); }));
        } else if (key == "version") {
            int64_t ignored = 0;
            problems.add(key, read_integer(field.value(), ignored, std::numeric_limits<int64_t>::min(),
                                           std::numeric_limits<int64_t>::max()));
        }
    }
}

[[noreturn]] void throw_malformed(std::string_view body, const simdjson::simdjson_error& e) {
    parse_json(body); // says it in the words that all bodies get
    throw detail_error(400, fmt::format("JSON parse error - {}", e.what()));
}

} // namespace

Annotations parse(std::string& body, Action action) {
    Annotations out;
    if (trim(body).empty()) return out;
    const size_t length = body.size();
    body.reserve(length + simdjson::SIMDJSON_PADDING);
    Problems problems;
    try {
        od::parser parser;
        od::document document = parser.iterate(body.data(), length, body.capacity());
        od::object members;
        if (document.get_object().get(members) != simdjson::SUCCESS) {
            parse_json(body);
            throw record_error("Invalid data. Expected a dictionary with tags, shapes and tracks.");
        }
        read_body(members, action, out, problems);
        if (document.current_location().error() == simdjson::SUCCESS)
            throw simdjson::simdjson_error(simdjson::TRAILING_CONTENT);
    } catch (const simdjson::simdjson_error& e) {
        throw_malformed(body, e);
    }
    if (!problems.empty()) throw json_error(400, problems.take());
    return out;
}

} // namespace limn::annotation
