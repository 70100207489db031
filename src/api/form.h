// The fields of a multipart form as one JSON object, so that records are read from forms and from JSON alike:
//   name=x  owner.id=5  labels[0].name=cat  labels[1].name=dog  file=a  file=b
//   {"name":"x","owner":{"id":"5"},"labels":[{"name":"cat"},{"name":"dog"}],"file":["a","b"]}
// Every value is text; records read numbers and booleans from text.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/value.hpp>

namespace limn::api {

class Form {
  public:
    void add(std::string_view name, std::string value);
    boost::json::value value() const;

  private:
    struct Node {
        std::vector<std::string> values;
        std::vector<std::pair<std::string, Node>> members; // in the order they came
        std::map<int64_t, Node> items;                     // of a list; gaps close
        Node& member(std::string_view name);
        boost::json::value value() const;
    };
    Node root_;
};

} // namespace limn::api
