// One object of a dump: {"model": "engine.task", "pk": 7, "fields": {...}}. Values are read leniently, because dumps
// come from servers of many ages: what is missing, null or of another type is the default that the caller names.
#pragma once
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

#include "base/time.h"

namespace limn::migration {

class DamagedRecord : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

class Record {
  public:
    // key: the primary key where it is text, and then id is only an order. body: the text of "fields".
    // Throws DamagedRecord when it is no JSON object.
    Record(std::string model, int64_t id, std::string key, std::string_view body);

    const std::string& model() const { return model_; }
    int64_t id() const { return id_; }
    const std::string& key() const { return key_; }
    std::string name() const; // for people: "engine.task 7"

    bool has(std::string_view field) const { return find(field) != nullptr; }
    const boost::json::value* find(std::string_view field) const; // null for what is missing or null

    std::string text(std::string_view field, std::string_view otherwise = {}) const;
    std::optional<int64_t> integer(std::string_view field) const;
    int64_t integer(std::string_view field, int64_t otherwise) const { return integer(field).value_or(otherwise); }
    double number(std::string_view field, double otherwise) const;
    bool flag(std::string_view field, bool otherwise = false) const;
    std::optional<Time> time(std::string_view field) const;
    Time time(std::string_view field, Time otherwise) const { return time(field).value_or(otherwise); }

    // Lists that Django keeps as text: "", "[]", "0,1,2", "223.39, 226.07". None when something in it is no finite
    // number; a missing field is empty.
    std::optional<std::vector<int64_t>> integers(std::string_view field) const;
    std::optional<std::vector<double>> numbers(std::string_view field) const;
    // Keys of a many-to-many field.
    std::vector<int64_t> keys(std::string_view field) const;

  private:
    std::string model_;
    int64_t id_;
    std::string key_;
    boost::json::object fields_;
};

// Text as both databases take it: without zero bytes.
std::string clean(std::string_view text);

} // namespace limn::migration
