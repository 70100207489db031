#include <array>
#include <unordered_set>

#include "access/passwords.h"
#include "access/texts.h"
#include "base/text.h"

namespace limn::access {
namespace {

constexpr double most_similar = 0.7;
constexpr size_t shortest = 8;

// Words of a text and the text itself, in lower case.
std::vector<std::string> words_and_whole(std::string_view text) {
    const auto low = lower(text);
    std::vector<std::string> words;
    std::string word;
    for (const char c : low) {
        const auto u = static_cast<unsigned char>(c);
        if (std::isalnum(u) || c == '_' || u >= 0x80)
            word += c;
        else if (!word.empty())
            words.push_back(std::exchange(word, {}));
    }
    if (!word.empty()) words.push_back(std::move(word));
    words.push_back(low);
    return words;
}

// A short word inside a long password says nothing.
bool too_short_to_compare(size_t password, size_t word) {
    return password >= 10 * word && static_cast<double>(word) < most_similar / 2 * static_cast<double>(password);
}

bool is_number(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// 12345678, 87654321, 11111111, 12121212 and the like.
bool is_number_pattern(std::string_view digits) {
    const auto steps = [&](int step) {
        for (size_t i = 1; i < digits.size(); ++i)
            if ((digits[i] - digits[i - 1] - step) % 10 != 0) return false;
        return true;
    };
    const auto repeats = [&](size_t period) {
        for (size_t i = period; i < digits.size(); ++i)
            if (digits[i] != digits[i - period]) return false;
        return digits.size() >= 2 * period;
    };
    return steps(1) || steps(-1) || steps(0) || repeats(1) || repeats(2) || repeats(3) || repeats(4);
}

const std::unordered_set<std::string_view>& common_words() {
    static const std::unordered_set<std::string_view> words = [] {
        std::unordered_set<std::string_view> found;
        for (const auto line : split(access_text("common_passwords.txt"), '\n'))
            for (const auto word : split(line, ' '))
                if (!trim(word).empty()) found.insert(trim(word));
        return found;
    }();
    return words;
}

// What people put behind a word: nothing, an exclamation mark, a few usual numbers, a year.
bool is_usual_ending(std::string_view ending) {
    constexpr std::array usual{
        "1",   "2",     "3",      "4",       "5",        "6",         "7",    "8",   "9",    "0",     "01",  "00",
        "007", "10",    "11",     "12",      "13",       "21",        "22",   "23",  "33",   "44",    "55",  "66",
        "69",  "77",    "88",     "99",      "100",      "101",       "111",  "123", "1234", "12345", "321", "666",
        "777", "12345", "123456", "1234567", "12345678", "123456789", "123!", "1!",  "!",    "."};
    for (const std::string_view one : usual)
        if (ending == one) return true;
    return ending.empty() ||
           (ending.size() == 4 && is_number(ending) && (ending.starts_with("19") || ending.starts_with("20")));
}

} // namespace

double similarity_bound(std::string_view a, std::string_view b) {
    if (a.empty() && b.empty()) return 1;
    std::array<int, 256> spare{};
    for (const char c : b) ++spare[static_cast<unsigned char>(c)];
    size_t both = 0;
    for (const char c : a)
        if (spare[static_cast<unsigned char>(c)]-- > 0) ++both;
    return 2.0 * static_cast<double>(both) / static_cast<double>(a.size() + b.size());
}

std::vector<std::string> password_similarity_problems(std::string_view password, const PasswordOwner& owner) {
    const std::pair<std::string_view, std::string_view> parts[] = {{owner.username, "username"},
                                                                   {owner.first_name, "first name"},
                                                                   {owner.last_name, "last name"},
                                                                   {owner.email, "email address"}};
    const auto low = lower(password);
    for (const auto& [text, name] : parts) {
        if (text.empty()) continue;
        for (const auto& word : words_and_whole(text))
            if (!too_short_to_compare(low.size(), word.size()) && similarity_bound(low, word) >= most_similar)
                return {fmt::format("The password is too similar to the {}.", name)};
    }
    return {};
}

bool is_common_password(std::string_view password) {
    const auto low = lower(trim(password));
    if (is_number(low) && is_number_pattern(low)) return true;
    // The longest ending of digits and marks may start inside a listed word (abc123), so every cut is tried.
    for (size_t cut = low.size(); cut > 0; --cut) {
        if (common_words().contains(std::string_view(low).substr(0, cut)) &&
            is_usual_ending(std::string_view(low).substr(cut)))
            return true;
        if (std::isalpha(static_cast<unsigned char>(low[cut - 1]))) break;
    }
    return false;
}

std::vector<std::string> password_strength_problems(std::string_view password) {
    std::vector<std::string> problems;
    if (utf8_length(password) < shortest)
        problems.push_back(
            fmt::format("This password is too short. It must contain at least {} characters.", shortest));
    if (is_common_password(password)) problems.emplace_back("This password is too common.");
    if (is_number(password)) problems.emplace_back("This password is entirely numeric.");
    return problems;
}

} // namespace limn::access
