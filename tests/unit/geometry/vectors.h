// The recorded input and output pairs of tests/data/annotation-vectors.json.
#pragma once

#include "geometry/mask.h"

#include <boost/json.hpp>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace limn::geometry {

// A vector of one operation; defects of the reference are not expected of us, `recommended` is.
inline std::vector<boost::json::object> vectors(const std::string& operation) {
    static const auto all = [] {
        std::ifstream file(LIMN_TEST_DATA "/annotation-vectors.json");
        const std::string text{std::istreambuf_iterator<char>(file), {}};
        return boost::json::parse(text).at("vectors").as_array();
    }();
    std::vector<boost::json::object> out;
    for (const auto& vector : all) {
        if (vector.at("op").as_string() == operation) out.push_back(vector.as_object());
    }
    return out;
}

inline std::string id(const boost::json::object& vector) { return std::string(vector.at("id").as_string()); }

inline std::vector<double> numbers(const boost::json::value& list) {
    std::vector<double> out;
    for (const auto& item : list.as_array()) out.push_back(item.to_number<double>());
    return out;
}

inline int integer(const boost::json::value& value) { return value.to_number<int>(); }

inline Bitmap bitmap(const boost::json::value& rows) {
    const auto& list = rows.as_array();
    Bitmap out(list.empty() ? 0 : static_cast<int>(list[0].as_string().size()), static_cast<int>(list.size()));
    for (int y = 0; y < out.height; ++y) {
        for (int x = 0; x < out.width; ++x) out.at(x, y) = list[y].as_string()[x] == '1';
    }
    return out;
}

} // namespace limn::geometry
