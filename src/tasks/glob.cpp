#include "tasks/glob.h"

#include <cstddef>
#include <optional>

namespace limn::tasks {
namespace {

// The bytes of the character at `at`; malformed UTF-8 counts byte by byte.
std::string_view character(std::string_view text, size_t at) {
    size_t end = at + 1;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) ++end;
    return text.substr(at, end - at);
}

// Compares as code points do: the order of UTF-8 is the same.
struct Set {
    std::string_view inside; // between the brackets
    size_t after;            // in the pattern

    bool has(std::string_view c) const {
        auto rest = inside;
        const bool negated = rest.starts_with('!');
        if (negated) rest.remove_prefix(1);
        bool found = false;
        for (size_t at = 0; at < rest.size();) {
            const auto low = character(rest, at);
            at += low.size();
            auto high = low;
            if (at + 1 < rest.size() && rest[at] == '-') {
                high = character(rest, at + 1);
                at += 1 + high.size();
            }
            found |= low <= c && c <= high;
        }
        return found != negated;
    }
};

// A set that begins at `at`; none when it is never closed, and `[` stands for itself.
std::optional<Set> set_at(std::string_view pattern, size_t at) {
    size_t from = at + 1;
    if (from < pattern.size() && pattern[from] == '!') ++from;
    const auto close = pattern.find(']', from + 1); // a `]` that comes first is one of the set
    if (from >= pattern.size() || close == std::string_view::npos) return {};
    return Set{pattern.substr(at + 1, close - at - 1), close + 1};
}

// Matches one character of the text; where the pattern goes on then.
std::optional<size_t> match_one(std::string_view pattern, size_t at, std::string_view c) {
    if (at >= pattern.size()) return {};
    if (pattern[at] == '?') return at + 1;
    if (pattern[at] == '[')
        if (const auto set = set_at(pattern, at)) return set->has(c) ? std::optional(set->after) : std::nullopt;
    const auto literal = character(pattern, at);
    return literal == c ? std::optional(at + literal.size()) : std::nullopt;
}

} // namespace

bool glob_match(std::string_view pattern, std::string_view text) {
    size_t p = 0, t = 0;
    std::optional<size_t> star; // behind the last `*`
    size_t taken = 0;           // where in the text that star has got to
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = ++p;
            taken = t;
        } else if (const auto next = match_one(pattern, p, character(text, t))) {
            p = *next;
            t += character(text, t).size();
        } else if (star) {
            taken += character(text, taken).size();
            p = *star;
            t = taken;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == '*') ++p;
    return p == pattern.size();
}

} // namespace limn::tasks
