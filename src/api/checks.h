// Checks of fields that records cannot make by themselves, and the collecting of what is wrong.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json.hpp>

#include "base/record.h"

namespace limn::api {

// {"field": ["message", ...], ...}
class Problems {
  public:
    void add(std::string_view field, std::string_view message);
    void add(std::string_view field, const std::vector<std::string>& messages); // none: nothing is wrong
    void replace(std::string_view field, std::string_view message);
    bool has(std::string_view field) const { return problems_.contains(field); }
    void throw_if_any() const; // 400

    // Reads the record; what is wrong with single fields is collected, a body that is no object at all is thrown.
    template <class R> R read(const boost::json::value& body) {
        R out;
        take(record::read(body, out));
        return out;
    }

  private:
    void take(record::Problem problem);
    boost::json::object problems_;
};

// The message of the contract; none: the text is fine.
std::optional<std::string> username_problem(std::string_view name);
std::optional<std::string> email_problem(std::string_view email);
inline constexpr std::string_view slug_rule =
    "Enter a valid \"slug\" consisting of letters, numbers, underscores or hyphens.";
std::optional<std::string> slug_problem(std::string_view slug);

} // namespace limn::api
