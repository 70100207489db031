#include "tasks/colour.h"

#include <set>

#include <gtest/gtest.h>

#include "base/text.h"
#include "tasks/blake2s.h"

namespace limn::tasks {
namespace {

std::vector<std::string> colours_in_order(const std::vector<std::string>& names) {
    std::vector<std::string> used;
    for (const auto& name : names) used.push_back(default_colour(name, used));
    return used;
}

// RFC 7693, appendix B.
TEST(Blake2s, KnownDigest) {
    EXPECT_EQ(limn::to_hex(blake2s("abc", 32)), "508c5e8c327c14e2e1a72ba34eeb452f37458b209ed63a294d999b4c86675982");
    EXPECT_EQ(blake2s(std::string(64, 'x'), 3).size(), 3u);
    EXPECT_NE(blake2s(std::string(64, 'x'), 3), blake2s(std::string(65, 'x'), 3));
    EXPECT_EQ(limn::to_hex(blake2s("label_1", 3)), "7c90c5");
}

TEST(NormalisedName, KeepsAsciiWordCharacters) {
    EXPECT_EQ(normalised_name("Big Red  Bus"), "big_red_bus");
    EXPECT_EQ(normalised_name(" Traffic - Light! "), "traffic_light");
    EXPECT_EQ(normalised_name("été"), "ete");
    EXPECT_EQ(normalised_name("Ａ™ ½"), "atm_12");
    EXPECT_EQ(normalised_name("日本"), "");
}

TEST(PaletteColour, DealsBits) {
    EXPECT_EQ(to_hex(palette_colour(0)), "#000000");
    EXPECT_EQ(to_hex(palette_colour(1)), "#800000");
    EXPECT_EQ(to_hex(palette_colour(102)), "#2080c0");
}

TEST(DefaultColour, WellKnownAndHashedNames) {
    ASSERT_EQ(well_known_names().size(), 724u);
    const std::pair<const char*, const char*> expected[] = {
        {"car", "#2080c0"},        {"cat", "#6080c0"},           {"person", "#c06060"},
        {"background", "#000000"}, {"label_1", "#af2382"},       {"a", "#e400a8"},
        {"red", "#a3f4f1"},        {"日本", "#a3bea1"},          {"ёлка", "#a3bea1"},
        {"spaced", "#1db6c1"},     {"r-ed", "#18432b"},          {"l10", "#a5380f"},
        {"per-son", "#57a2e0"},    {"traffic light", "#d0a000"},
    };
    for (const auto& [name, colour] : expected) EXPECT_EQ(default_colour(name, {}), colour) << name;
}

TEST(DefaultColour, KeepsClearOfColoursInUse) {
    EXPECT_EQ(colours_in_order({"person", "Person", "PERSON"}),
              (std::vector<std::string>{"#c06060", "#c66f6f", "#cc7f7f"}));
    EXPECT_EQ(colours_in_order({"red", "Red", "RED", "réd"}),
              (std::vector<std::string>{"#a3f4f1", "#acf5f2", "#b5f6f3", "#bef7f5"}));
    EXPECT_EQ(colours_in_order({"traffic light", "traffic_light", "Traffic-Light"}),
              (std::vector<std::string>{"#d0a000", "#d4a919", "#d9b333"}));
    const std::vector<std::string> chosen{"#2080C0", "red", ""};
    EXPECT_EQ(default_colour("car", chosen), "#368cc6");
}

TEST(DefaultColour, FindsOneEvenWhenTheNeighbourhoodIsFull) {
    const auto colours = colours_in_order(std::vector<std::string>(24, "car"));
    EXPECT_GE(std::set<std::string>(colours.begin(), colours.end()).size(), 20u);
}

TEST(ParseColour, SixDigits) {
    EXPECT_EQ(parse_colour("#AbCdEf"), (Colour{0xab, 0xcd, 0xef}));
    for (const auto* text : {"", "red", "#12345", "#1234567", "#12345g", "1234567"})
        EXPECT_FALSE(parse_colour(text)) << text;
}

} // namespace
} // namespace limn::tasks
