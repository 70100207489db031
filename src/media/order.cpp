#include "media/order.h"

#include "base/text.h"
#include "media/collation.h"
#include "media/random_selection.h"

#include <compare>

namespace limn::media {
namespace {

constexpr std::pair<std::string_view, Sorting> sortings[] = {{"lexicographical", Sorting::lexicographical},
                                                             {"natural", Sorting::natural},
                                                             {"predefined", Sorting::predefined},
                                                             {"random", Sorting::random}};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Text and the number behind it; the number without leading zeros, so that length and then digits compare it.
struct Piece {
    std::u32string text;
    bool numbered = false;
    std::size_t length = 0;
    std::string number;
    auto operator<=>(const Piece&) const = default;
};
using Part = std::vector<Piece>;
using NaturalKey = std::vector<Part>;

Part split_numbers(std::string_view text) {
    Part pieces;
    while (!text.empty()) {
        Piece piece;
        const auto digits = static_cast<std::size_t>(std::ranges::find_if(text, is_digit) - text.begin());
        piece.text = fold_letters(text.substr(0, digits));
        text.remove_prefix(digits);
        const auto end = static_cast<std::size_t>(std::ranges::find_if_not(text, is_digit) - text.begin());
        piece.numbered = end > 0;
        const std::string_view number = text.substr(0, end);
        const std::size_t leading = std::min(number.find_first_not_of('0'), number.size());
        piece.number = number.substr(leading);
        piece.length = piece.number.size();
        text.remove_prefix(end);
        pieces.push_back(std::move(piece));
    }
    return pieces;
}

// Where up to two short extensions begin, so that `a.png` comes before `a1.png`; `.5` in `v1.5` is a number, not one.
std::size_t extensions_begin(std::string_view base) {
    std::size_t begin = base.size();
    for (int i = 0; i < 2; ++i) {
        const std::size_t dot = base.substr(0, begin).find_last_of('.');
        if (dot == std::string_view::npos || dot == 0 || begin - dot > 5 || begin - dot < 2 || is_digit(base[dot + 1]))
            break;
        begin = dot;
    }
    return begin;
}

NaturalKey natural_key(std::string_view path) {
    NaturalKey key;
    std::vector<std::string_view> parts = split(path, '/');
    const std::string_view base = parts.back();
    parts.pop_back();
    for (const std::string_view part : parts) key.push_back(split_numbers(part));
    const std::size_t stem = extensions_begin(base);
    key.push_back(split_numbers(base.substr(0, stem)));
    if (stem < base.size()) key.push_back(split_numbers(base.substr(stem)));
    return key;
}

template <class Key, class Compute> void sort_by_key(std::vector<std::string>& names, Compute compute) {
    std::vector<std::pair<Key, std::string>> keyed;
    keyed.reserve(names.size());
    for (std::string& name : names) {
        Key key = compute(name);
        keyed.emplace_back(std::move(key), std::move(name));
    }
    std::ranges::sort(keyed);
    for (std::size_t i = 0; i < names.size(); ++i) names[i] = std::move(keyed[i].second);
}

} // namespace

std::optional<Sorting> parse_sorting(std::string_view name) {
    for (const auto& [text, sorting] : sortings) {
        if (text == name) return sorting;
    }
    return std::nullopt;
}

std::string_view sorting_name(Sorting sorting) { return sortings[static_cast<std::size_t>(sorting)].first; }

bool natural_less(std::string_view a, std::string_view b) {
    const auto order = natural_key(a) <=> natural_key(b);
    return order == 0 ? a < b : order < 0;
}

void sort_names(std::vector<std::string>& names, Sorting sorting) {
    switch (sorting) {
    case Sorting::lexicographical: return std::ranges::sort(names), void(); // UTF-8 bytes sort as code points do
    case Sorting::natural: return sort_by_key<NaturalKey>(names, natural_key);
    case Sorting::predefined: return;
    case Sorting::random: return RandomSelection(std::nullopt).shuffle(names);
    }
}

std::optional<std::string> order_as(std::vector<std::string>& names, const std::vector<std::string>& wanted,
                                    std::string_view extra, std::string_view missing) {
    std::vector<std::string> have = names, want = wanted, only_have, only_want;
    std::ranges::sort(have);
    std::ranges::sort(want);
    std::ranges::set_difference(have, want, std::back_inserter(only_have));
    std::ranges::set_difference(want, have, std::back_inserter(only_want));
    const std::size_t differences = only_have.size() + only_want.size();
    if (differences == 0) {
        names = wanted;
        return std::nullopt;
    }
    std::vector<std::string> shown;
    for (const std::string& name : only_have) shown.push_back(fmt::format("{} ({})", name, extra));
    for (const std::string& name : only_want) shown.push_back(fmt::format("{} ({})", name, missing));
    shown.resize(std::min<std::size_t>(shown.size(), 5));
    std::string text = join(shown, ", ");
    if (differences > shown.size()) text += fmt::format(" (and {} more). ", differences - shown.size());
    return text;
}

} // namespace limn::media
