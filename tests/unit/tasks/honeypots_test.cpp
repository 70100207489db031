#include "tasks/honeypots.h"

#include <algorithm>
#include <set>

#include <gtest/gtest.h>

namespace limn::tasks {
namespace {

using Numbers = std::vector<int64_t>;

Numbers images(const PoolLayout& layout) {
    Numbers out;
    for (const auto& place : layout.frames) out.push_back(place.image);
    return out;
}

Numbers honeypots(const PoolLayout& layout) {
    Numbers out;
    for (size_t i = 0; i < layout.frames.size(); ++i)
        if (layout.frames[i].honeypot) out.push_back(static_cast<int64_t>(i));
    return out;
}

TEST(LayOutPool, AsTheReference) {
    media::RandomSelection random(42);
    random.choose(10, 3, false); // 4, 8, 6
    const auto layout = lay_out_pool(random, 42, 10, {4, 6, 8}, 3, 1);
    EXPECT_EQ(layout.job_sizes, (Numbers{4, 4, 2}));
    EXPECT_EQ(honeypots(layout), (Numbers{2, 5, 9}));
    EXPECT_EQ(images(layout), (Numbers{9, 1, 4, 7, 0, 6, 2, 3, 5, 8, 4, 6, 8}));
}

TEST(LayOutPool, AChosenPoolAsTheReference) {
    media::RandomSelection random(1);
    const auto layout = lay_out_pool(random, 1, 10, {1, 8, 9}, 3, 2);
    EXPECT_EQ(layout.job_sizes, (Numbers{5, 5, 3}));
    EXPECT_EQ(honeypots(layout), (Numbers{0, 2, 7, 9, 10, 11}));
    const auto shown = images(layout);
    EXPECT_EQ(Numbers(shown.begin(), shown.begin() + 10), (Numbers{1, 7, 8, 2, 4, 5, 0, 9, 3, 8}));
    EXPECT_EQ(Numbers(shown.end() - 3, shown.end()), (Numbers{1, 8, 9}));
}

TEST(LayOutPool, EveryImageHasOnePlaceAndEveryJobItsHoneypots) {
    for (uint64_t seed = 0; seed < 30; ++seed) {
        media::RandomSelection random(seed);
        const Numbers pool{2, 3, 11, 17};
        const auto layout = lay_out_pool(random, seed, 25, pool, seed % 7, 3);
        std::multiset<int64_t> shown;
        int64_t at = 0;
        std::map<int64_t, int> uses;
        for (const auto size : layout.job_sizes) {
            std::set<int64_t> of_job;
            for (int64_t i = 0; i < size; ++i, ++at) {
                const auto& place = layout.frames[static_cast<size_t>(at)];
                if (!place.honeypot) shown.insert(place.image);
                if (!place.honeypot) continue;
                EXPECT_TRUE(std::ranges::binary_search(pool, place.image));
                EXPECT_TRUE(of_job.insert(place.image).second) << "twice in one job";
                ++uses[place.image];
            }
            EXPECT_EQ(of_job.size(), 3u);
        }
        EXPECT_EQ(at + 4, static_cast<int64_t>(layout.frames.size()));
        for (const auto image : pool) shown.insert(image);
        EXPECT_EQ(shown.size(), 25u);
        EXPECT_EQ(std::set(shown.begin(), shown.end()).size(), 25u);
        int least = 1000, most = 0;
        for (const auto image : pool) {
            least = std::min(least, uses[image]);
            most = std::max(most, uses[image]);
        }
        EXPECT_LE(most - least, 1);
    }
}

TEST(HoneypotSelector, TakesTheLeastUsedFirst) {
    media::RandomSelection random(5);
    HoneypotSelector selector(random, std::map<int64_t, int64_t>{{10, 3}, {11, 0}, {12, 1}, {13, 0}});
    auto taken = selector.take(2);
    std::ranges::sort(taken);
    EXPECT_EQ(taken, (Numbers{11, 13}));
    EXPECT_EQ(selector.take(1), (Numbers{12}));
    taken = selector.take(3); // 11 and 13 were used once by now, 12 twice
    EXPECT_EQ(taken.back(), 12);
    EXPECT_TRUE(selector.take(0).empty());
}

} // namespace
} // namespace limn::tasks
