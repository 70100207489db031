// Recorded pairs of tests/data/annotation-vectors.json, and objects written as JSON.
#pragma once

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "annotation/parse.h"

namespace limn::annotation {

inline std::vector<boost::json::object> recorded(const std::string& operation) {
    std::ifstream file(LIMN_TEST_DATA "/annotation-vectors.json");
    const auto all = boost::json::parse(std::string{std::istreambuf_iterator<char>(file), {}});
    std::vector<boost::json::object> out;
    for (const auto& vector : all.at("vectors").as_array())
        if (vector.at("op").as_string() == operation) out.push_back(vector.as_object());
    return out;
}

// Members that some vectors leave out.
inline void complete(boost::json::value& v) {
    if (v.is_array())
        for (auto& item : v.get_array()) complete(item);
    if (!v.is_object()) return;
    auto& o = v.get_object();
    if (o.contains("frame") && !o.contains("label_id")) o["label_id"] = 1;
    for (const auto list : {"tags", "shapes", "tracks", "elements"})
        if (auto* items = o.if_contains(list)) complete(*items);
}

inline Annotations read(boost::json::value data, Action action = Action::update) {
    complete(data);
    auto text = boost::json::serialize(data);
    return parse(text, action);
}

inline Track read_track(const boost::json::value& track) {
    return read(boost::json::object{{"tracks", boost::json::array{track}}}).tracks.at(0);
}

// "5 +[0,0,4,4] 2 -[0,0,4,4]": frame, visible or hidden, points of each keyframe.
inline std::string show(const std::vector<Keyframe>& keyframes) {
    std::string out;
    for (const auto& k : keyframes) {
        out += std::to_string(k.frame) + (k.outside ? " -[" : " +[");
        for (const double v : k.type == ShapeType::skeleton ? std::vector<double>{} : k.points)
            out += fmt::format("{},", v);
        out += "] ";
    }
    return out;
}

inline std::vector<Keyframe> keyframes_of(const boost::json::value& shapes) {
    std::vector<Keyframe> out;
    for (const auto& s : shapes.as_array()) {
        auto& k = out.emplace_back();
        k.frame = s.at("frame").to_number<int64_t>();
        k.outside = s.at("outside").as_bool();
        for (const auto& v : s.at("points").as_array()) k.points.push_back(v.to_number<double>());
    }
    return out;
}

} // namespace limn::annotation
