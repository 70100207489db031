#include "media/random_selection.h"

#include <gtest/gtest.h>
#include <numeric>
#include <set>

namespace limn::media {
namespace {

using Numbers = std::vector<std::uint32_t>;

TEST(RandomSelection, DrawsTheNumbersOfTheReference) {
    RandomSelection random(42);
    for (const std::uint32_t expected : {2327846034u, 3904886566u, 2661450408u, 1733955692u})
        EXPECT_EQ(random.next(), expected);
}

TEST(RandomSelection, ChoosesAsTheReference) {
    EXPECT_EQ(RandomSelection(42).choose(10, 3, false), (Numbers{4, 8, 6}));
    EXPECT_EQ(RandomSelection(42).choose(25, 3, false), (Numbers{12, 21, 15}));
}

TEST(RandomSelection, ShufflesReproducibly) {
    Numbers items(10);
    std::iota(items.begin(), items.end(), 0u);
    RandomSelection(42).shuffle(items);
    EXPECT_EQ(items, (Numbers{1, 8, 5, 3, 7, 9, 4, 0, 6, 2}));
}

TEST(RandomSelection, NeverRepeats) {
    for (const std::uint32_t population : {1u, 7u, 10000u, 20000u}) {
        for (const std::uint32_t count : {1u, population / 2, population}) {
            for (const bool shuffled : {false, true}) {
                const Numbers chosen = RandomSelection(7).choose(population, count, shuffled);
                EXPECT_EQ(std::set(chosen.begin(), chosen.end()).size(), count);
                for (const std::uint32_t number : chosen) EXPECT_LT(number, population);
            }
        }
    }
    EXPECT_TRUE(RandomSelection(7).choose(0, 0, true).empty());
}

TEST(RandomSelection, BoundsAreReachedAndKept) {
    RandomSelection random(1);
    std::set<std::uint32_t> seen;
    for (int i = 0; i < 1000; ++i) seen.insert(random.bounded(5));
    EXPECT_EQ(seen, (std::set<std::uint32_t>{0, 1, 2, 3, 4, 5}));
    EXPECT_EQ(random.bounded(0), 0u);
}

TEST(RandomSelection, UsesTheWholeSeed) {
    EXPECT_NE(RandomSelection(1).next(), RandomSelection(1 + (std::uint64_t{1} << 32)).next());
    EXPECT_NE(RandomSelection(std::nullopt).choose(1 << 30, 4, false),
              RandomSelection(std::nullopt).choose(1 << 30, 4, false));
}

} // namespace
} // namespace limn::media
