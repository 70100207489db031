#include "migration/record.h"

#include <charconv>
#include <cmath>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "base/json.h"
#include "base/text.h"

namespace limn::migration {
namespace json = boost::json;

namespace {

template <class T> std::optional<T> parse_number(std::string_view text) {
    text = trim(text);
    T v{};
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), v);
    if (problem != std::errc() || end != text.data() + text.size()) return {};
    if constexpr (std::is_floating_point_v<T>)
        if (!std::isfinite(v)) return {};
    return v;
}

template <class T> std::optional<T> number_of(const json::value& v) {
    if (v.is_string()) return parse_number<T>(v.get_string());
    json::error_code problem;
    const auto n = v.is_number() ? v.to_number<T>(problem) : T{};
    return v.is_number() && !problem ? std::optional(n) : std::nullopt;
}

template <class T> std::optional<std::vector<T>> list_of(const json::value* v) {
    std::vector<T> out;
    if (!v) return out;
    if (v->is_array()) {
        for (const auto& item : v->get_array()) {
            const auto n = number_of<T>(item);
            if (!n) return {};
            out.push_back(*n);
        }
        return out;
    }
    if (!v->is_string()) return {};
    auto text = trim(v->get_string());
    if (text.starts_with('[') && text.ends_with(']')) text = trim(text.substr(1, text.size() - 2));
    if (text.empty()) return out;
    for (size_t from = 0; from <= text.size();) {
        const auto comma = std::min(text.find(',', from), text.size());
        const auto n = parse_number<T>(text.substr(from, comma - from));
        if (!n) return {};
        out.push_back(*n);
        from = comma + 1;
    }
    return out;
}

json::object parse_object(std::string_view body) {
    json::error_code problem;
    auto v = json::parse(body, problem, {}, {.max_depth = 256});
    if (problem || !v.is_object()) throw DamagedRecord("its fields are no JSON object");
    return std::move(v.get_object());
}

} // namespace

Record::Record(std::string model, int64_t id, std::string key, std::string_view body)
    : model_(std::move(model)), id_(id), key_(std::move(key)), fields_(parse_object(body)) {}

std::string Record::name() const { return key_.empty() ? fmt::format("{} {}", model_, id_) : model_ + " " + key_; }

const json::value* Record::find(std::string_view field) const {
    const auto* v = fields_.if_contains(field);
    return v && !v->is_null() ? v : nullptr;
}

std::string clean(std::string_view text) {
    std::string out(text);
    std::erase(out, '\0');
    return out;
}

std::string Record::text(std::string_view field, std::string_view otherwise) const {
    const auto* v = find(field);
    if (!v) return std::string(otherwise);
    return v->is_string() ? clean(v->get_string()) : to_json(*v);
}

std::optional<int64_t> Record::integer(std::string_view field) const {
    const auto* v = find(field);
    return v ? number_of<int64_t>(*v) : std::nullopt;
}

double Record::number(std::string_view field, double otherwise) const {
    const auto* v = find(field);
    return v ? number_of<double>(*v).value_or(otherwise) : otherwise;
}

bool Record::flag(std::string_view field, bool otherwise) const {
    const auto* v = find(field);
    if (!v) return otherwise;
    return v->is_bool() ? v->get_bool() : number_of<int64_t>(*v).value_or(otherwise) != 0;
}

std::optional<Time> Record::time(std::string_view field) const {
    const auto* v = find(field);
    return v && v->is_string() ? from_iso(v->get_string()) : std::nullopt;
}

std::optional<std::vector<int64_t>> Record::integers(std::string_view field) const {
    return list_of<int64_t>(find(field));
}

std::optional<std::vector<double>> Record::numbers(std::string_view field) const {
    return list_of<double>(find(field));
}

std::vector<int64_t> Record::keys(std::string_view field) const {
    std::vector<int64_t> out;
    if (const auto* v = find(field); v && v->is_array())
        for (const auto& item : v->get_array())
            if (const auto id = number_of<int64_t>(item)) out.push_back(*id);
    return out;
}

} // namespace limn::migration
