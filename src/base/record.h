// Wire records: a struct described once (Boost.Describe) is read from JSON with the exact validation answers of the
// contract, written as JSON, and described for the OpenAPI document.
//
//   struct CommentWrite {
//       int64_t issue = 0;                       // required
//       Given<Text<0>> message;                  // may be absent; tells whether it was given
//       Default<bool> resolved{false};           // may be absent, then keeps its value
//       Nullable<int64_t> assignee;              // required, may be null      (Given<Nullable<T>>: may also be absent)
//   };
//   BOOST_DESCRIBE_STRUCT(CommentWrite, (), (issue, message, resolved, assignee))
//
//   auto r = read_record<CommentWrite>(parse_json(body));   // throws Error 400 {"issue": ["This field is required."]}
//
// Plain types: std::string (trimmed, not blank), int64_t, double, bool, Time, boost::json::value (anything, not null),
// enums described with BOOST_DESCRIBE_ENUM or given choices (see Choice), std::vector of these, nested records.
// Errors of a list of records are a list ([{}, {"name": [...]}]), of a list of scalars an object keyed by index.
#pragma once
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <boost/describe.hpp>
#include <boost/json/value.hpp>
#include <boost/mp11.hpp>

#include "base/error.h"
#include "base/json.h"
#include "base/time.h"

namespace limn {

// Text of at most Max code points (0: no limit); Blank: "" is fine.
template <size_t Max = 0, bool Blank = false> struct Text {
    std::string value;
    operator const std::string&() const { return value; }
    Text& operator=(std::string v) {
        value = std::move(v);
        return *this;
    }
};
template <size_t Max = 0> using BlankText = Text<Max, true>;

template <int64_t Min, int64_t Max = std::numeric_limits<int64_t>::max()> struct Int {
    int64_t value = Min;
    operator int64_t() const { return value; }
};
using Natural = Int<0, 2147483647>;

// A number 0..1 and the like, bounds inclusive.
template <int Min, int Max> struct Number {
    double value = Min;
    operator double() const { return value; }
};

// One of the words that Words::list names: struct Modes { static constexpr std::string_view list[] = {"gt", "gt_pool"};
// };
template <class Words> struct Choice {
    std::string value;
    operator const std::string&() const { return value; }
};

template <class T> struct Nullable : std::optional<T> {
    using std::optional<T>::optional;
    using std::optional<T>::operator=;
};

template <class T> struct Given : std::optional<T> {
    using std::optional<T>::optional;
    using std::optional<T>::operator=;
};

template <class T> struct Default {
    T value{};
    operator const T&() const { return value; }
};

namespace record {

// What is wrong with a value, as the body of the answer has it; null: nothing.
using Problem = boost::json::value;
Problem problem(std::string_view message); // ["message"]

Problem read(const boost::json::value& v, std::string& out);
Problem read(const boost::json::value& v, int64_t& out);
Problem read(const boost::json::value& v, double& out);
Problem read(const boost::json::value& v, bool& out);
Problem read(const boost::json::value& v, Time& out);
Problem read(const boost::json::value& v, boost::json::value& out);
Problem read_text(const boost::json::value& v, std::string& out, size_t max, bool blank);
Problem read_integer(const boost::json::value& v, int64_t& out, int64_t min, int64_t max);
Problem read_number(const boost::json::value& v, double& out, double min, double max);
Problem read_choice(const boost::json::value& v, std::string& out, const std::string_view* words, size_t count);

template <class T>
concept Described = boost::describe::has_describe_members<T>::value;

template <size_t Max, bool Blank> Problem read(const boost::json::value& v, Text<Max, Blank>& out) {
    return read_text(v, out.value, Max, Blank);
}
template <int64_t Min, int64_t Max> Problem read(const boost::json::value& v, Int<Min, Max>& out) {
    return read_integer(v, out.value, Min, Max);
}
template <int Min, int Max> Problem read(const boost::json::value& v, Number<Min, Max>& out) {
    return read_number(v, out.value, Min, Max);
}
template <class Words> Problem read(const boost::json::value& v, Choice<Words>& out) {
    return read_choice(v, out.value, Words::list, std::size(Words::list));
}
template <class T> Problem read(const boost::json::value& v, std::vector<T>& out);
template <Described T> Problem read(const boost::json::value& v, T& out);
template <class T> Problem read(const boost::json::value& v, Nullable<T>& out) {
    if (v.is_null()) {
        out.reset();
        return nullptr;
    }
    return read(v, out.emplace());
}
template <class T> Problem read(const boost::json::value& v, Given<T>& out) { return read(v, out.emplace()); }
template <class T> Problem read(const boost::json::value& v, Default<T>& out) { return read(v, out.value); }

template <class T> inline constexpr bool may_be_absent = false;
template <class T> inline constexpr bool may_be_absent<Given<T>> = true;
template <class T> inline constexpr bool may_be_absent<Default<T>> = true;
template <class T> inline constexpr bool is_given = false;
template <class T> inline constexpr bool is_given<Given<T>> = true;
template <class T> inline constexpr bool may_be_null = std::is_same_v<T, boost::json::value>;
template <class T> inline constexpr bool may_be_null<Nullable<T>> = true;
template <class T> inline constexpr bool may_be_null<std::optional<T>> = true;
template <class T> inline constexpr bool may_be_null<Given<T>> = may_be_null<T>;
template <class T> inline constexpr bool may_be_null<Default<T>> = may_be_null<T>;

// One member of a record, its type forgotten, so that the loops over members are compiled once and not per record.
struct Member {
    std::string_view name;
    bool required;
    bool nullable;
    Problem (*read)(const boost::json::value& v, void* record);
    void (*write)(JsonWriter& w, const void* record); // the value, or nothing when it is absent
    void (*schema)(boost::json::object& out);
};
Problem read_members(const boost::json::value& v, void* record, const std::vector<Member>& members);
void write_members(JsonWriter& w, const void* record, const std::vector<Member>& members);
boost::json::object members_schema(const std::vector<Member>& members);
Problem not_a_list(const boost::json::value& v);

template <Described T> const std::vector<Member>& members();

template <class T> Problem read(const boost::json::value& v, std::vector<T>& out) {
    if (!v.is_array()) return not_a_list(v);
    boost::json::array records;
    boost::json::object scalars;
    bool failed = false;
    out.clear();
    for (const auto& item : v.get_array()) {
        T& slot = out.emplace_back();
        Problem p = item.is_null() && !may_be_null<T> ? problem("This field may not be null.") : read(item, slot);
        failed |= !p.is_null();
        if constexpr (Described<T>)
            records.push_back(p.is_null() ? boost::json::value(boost::json::object()) : std::move(p));
        else if (!p.is_null())
            scalars[std::to_string(out.size() - 1)] = std::move(p);
    }
    if (!failed) return nullptr;
    if constexpr (Described<T>) return records;
    return scalars;
}

template <Described T> Problem read(const boost::json::value& v, T& out) { return read_members(v, &out, members<T>()); }

// --- writing

inline void write(JsonWriter& w, bool v) { w.value(v); }
inline void write(JsonWriter& w, int64_t v) { w.value(v); }
inline void write(JsonWriter& w, double v) { w.value(v); }
inline void write(JsonWriter& w, const std::string& v) { w.value(v); }
inline void write(JsonWriter& w, Time v) { w.value(to_iso(v)); }
inline void write(JsonWriter& w, const boost::json::value& v) { w.value(v); }
template <size_t M, bool B> void write(JsonWriter& w, const Text<M, B>& v) { w.value(v.value); }
template <int64_t A, int64_t B> void write(JsonWriter& w, const Int<A, B>& v) { w.value(v.value); }
template <int A, int B> void write(JsonWriter& w, const Number<A, B>& v) { w.value(v.value); }
template <class Words> void write(JsonWriter& w, const Choice<Words>& v) { w.value(v.value); }
template <class T> void write(JsonWriter& w, const std::vector<T>& v);
template <Described T> void write(JsonWriter& w, const T& v);
template <class T> void write(JsonWriter& w, const std::optional<T>& v) { v ? write(w, *v) : w.value(nullptr); }
template <class T> void write(JsonWriter& w, const Default<T>& v) { write(w, v.value); }
template <class T> void write(JsonWriter& w, const std::vector<T>& v) {
    w.begin_array();
    for (const auto& item : v) write(w, item);
    w.end_array();
}
template <Described T> void write(JsonWriter& w, const T& v) { write_members(w, &v, members<T>()); }

// --- describing (OpenAPI 3.0 schema objects)

template <class T> struct Schema;
boost::json::object plain_schema(std::string_view type, std::string_view format = {});
template <> struct Schema<std::string> {
    static boost::json::object get() { return plain_schema("string"); }
};
template <> struct Schema<int64_t> {
    static boost::json::object get() { return plain_schema("integer"); }
};
template <> struct Schema<double> {
    static boost::json::object get() { return plain_schema("number", "double"); }
};
template <> struct Schema<bool> {
    static boost::json::object get() { return plain_schema("boolean"); }
};
template <> struct Schema<Time> {
    static boost::json::object get() { return plain_schema("string", "date-time"); }
};
template <> struct Schema<boost::json::value> {
    static boost::json::object get() { return {}; }
};
boost::json::object text_schema(size_t max, bool blank);
boost::json::object integer_schema(int64_t min, int64_t max);
boost::json::object choice_schema(const std::string_view* words, size_t count);
template <size_t M, bool B> struct Schema<Text<M, B>> {
    static boost::json::object get() { return text_schema(M, B); }
};
template <int64_t A, int64_t B> struct Schema<Int<A, B>> {
    static boost::json::object get() { return integer_schema(A, B); }
};
template <int A, int B> struct Schema<Number<A, B>> {
    static boost::json::object get() {
        auto s = plain_schema("number", "double");
        s["minimum"] = A;
        s["maximum"] = B;
        return s;
    }
};
template <class Words> struct Schema<Choice<Words>> {
    static boost::json::object get() { return choice_schema(Words::list, std::size(Words::list)); }
};
template <class T> struct Schema<std::vector<T>> {
    static boost::json::object get() {
        auto s = plain_schema("array");
        s["items"] = Schema<T>::get();
        return s;
    }
};
template <class T> struct Schema<std::optional<T>> {
    static boost::json::object get() {
        auto s = Schema<T>::get();
        s["nullable"] = true;
        return s;
    }
};
template <class T> struct Schema<Nullable<T>> : Schema<std::optional<T>> {};
template <class T> struct Schema<Given<T>> : Schema<T> {};
template <class T> struct Schema<Default<T>> : Schema<T> {};
template <Described T> struct Schema<T> {
    static boost::json::object get() { return members_schema(members<T>()); }
};

// --- the members of a described struct

template <class R, class D> Member make_member(D) {
    using F = std::remove_cvref_t<decltype(std::declval<R&>().*D::pointer)>;
    return {D::name, !may_be_absent<F>, may_be_null<F>,
            // Unqualified, so that a type may bring its own read and write along.
            [](const boost::json::value& v, void* r) -> Problem { return read(v, static_cast<R*>(r)->*D::pointer); },
            [](JsonWriter& w, const void* r) {
                const auto& field = static_cast<const R*>(r)->*D::pointer;
                if constexpr (is_given<F>) {
                    if (!field) return;
                    w.key(D::name);
                    write(w, *field);
                } else {
                    w.key(D::name);
                    write(w, field);
                }
            },
            [](boost::json::object& out) { out = Schema<F>::get(); }};
}

template <Described T> const std::vector<Member>& members() {
    static const std::vector<Member> all = [] {
        std::vector<Member> found;
        boost::mp11::mp_for_each<
            boost::describe::describe_members<T, boost::describe::mod_public | boost::describe::mod_inherited>>(
            [&](auto d) { found.push_back(make_member<T>(d)); });
        return found;
    }();
    return all;
}

} // namespace record

// Throws Error 400 with the body that tells every problem at once.
template <class R> R read_record(const boost::json::value& body) {
    R out;
    if (auto p = record::read(body, out); !p.is_null()) throw json_error(400, p);
    return out;
}

template <class R> void write_record(JsonWriter& w, const R& r) { record::write(w, r); }

template <class R> std::string record_json(const R& r) {
    JsonWriter w;
    record::write(w, r);
    return w.take();
}

template <class R> boost::json::object record_schema() { return record::Schema<R>::get(); }

} // namespace limn
