#include "api/checks.h"

#include "base/error.h"
#include "base/text.h"

namespace limn::api {
namespace json = boost::json;

namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

template <class Allowed> bool all(std::string_view text, Allowed allowed) {
    for (const char c : text)
        if (!allowed(c)) return false;
    return true;
}

// Words of atoms, separated by single dots.
bool is_mailbox(std::string_view local) {
    for (const auto atom : split(local, '.')) {
        const auto allowed = [](char c) {
            return is_letter(c) || is_digit(c) ||
                   std::string_view("!#$%&'*+/=?^_`{}|~-").find(c) != std::string_view::npos;
        };
        if (atom.empty() || !all(atom, allowed)) return false;
    }
    return true;
}

bool is_domain(std::string_view domain) {
    if (lower(domain) == "localhost") return true;
    const auto labels = split(domain, '.');
    for (const auto label : labels) {
        const auto allowed = [](char c) { return is_letter(c) || is_digit(c) || c == '-' || (c & 0x80); };
        if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-' || !all(label, allowed))
            return false;
    }
    return labels.size() >= 2 && labels.back().size() >= 2 && !all(labels.back(), is_digit);
}

} // namespace

void Problems::add(std::string_view field, std::string_view message) {
    auto& list = problems_[field];
    if (!list.is_array()) list.emplace_array();
    list.get_array().emplace_back(message);
}

void Problems::add(std::string_view field, const std::vector<std::string>& messages) {
    for (const auto& message : messages) add(field, message);
}

void Problems::replace(std::string_view field, std::string_view message) { problems_[field] = json::array{message}; }

void Problems::take(record::Problem problem) {
    if (problem.is_null()) return;
    auto& object = problem.get_object();
    if (object.contains("non_field_errors")) throw json_error(400, problem);
    for (auto& member : object) problems_[member.key()] = std::move(member.value());
}

void Problems::throw_if_any() const {
    if (!problems_.empty()) throw json_error(400, problems_);
}

std::optional<std::string> username_problem(std::string_view name) {
    // Letters of all scripts are words, so every character beyond ASCII passes.
    const auto allowed = [](char c) {
        return is_letter(c) || is_digit(c) || (c & 0x80) || std::string_view("_.@+-").find(c) != std::string_view::npos;
    };
    if (all(name, allowed)) return {};
    return "Enter a valid username. This value may contain only letters, numbers, and @/./+/-/_ characters.";
}

std::optional<std::string> email_problem(std::string_view email) {
    const auto at = email.rfind('@');
    if (at != std::string_view::npos && email.size() <= 320 && is_mailbox(email.substr(0, at)) &&
        is_domain(email.substr(at + 1)))
        return {};
    return "Enter a valid email address.";
}

std::optional<std::string> slug_problem(std::string_view slug) {
    if (all(slug, [](char c) { return is_letter(c) || is_digit(c) || c == '_' || c == '-'; })) return {};
    return std::string(slug_rule);
}

} // namespace limn::api
