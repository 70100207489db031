#include "storage/cache.h"

#include "base/error.h"

#include <atomic>
#include <barrier>
#include <gtest/gtest.h>
#include <thread>

namespace limn::storage {
namespace fs = std::filesystem;
namespace {

class CacheTest : public testing::Test {
  protected:
    TempFolder home{fs::temp_directory_path()};
    fs::path folder = home.path() / "cache";
};

std::function<void(TempFile&)> text(std::string content) {
    return [content = std::move(content)](TempFile& file) { file.write(content); };
}

TEST_F(CacheTest, MakesOnceAndRemembers) {
    Cache cache(folder, 1000);
    int made = 0;
    const auto make = [&](TempFile& file) {
        ++made;
        file.write("chunk");
    };
    EXPECT_EQ(cache.get("t/7/0"), std::nullopt);
    EXPECT_EQ(read_whole(cache.get_or_make("t/7/0", make).path), "chunk");
    EXPECT_EQ(cache.get_or_make("t/7/0", make).size, 5u);
    EXPECT_EQ(made, 1);
    EXPECT_EQ(cache.bytes(), 5u);
}

TEST_F(CacheTest, DropsWhatWasUsedLongestAgo) {
    Cache cache(folder, 30);
    for (const char* key : {"a", "b", "c"}) cache.put(key, "0123456789");
    cache.get("a");
    cache.put("d", "0123456789");
    EXPECT_TRUE(cache.get("a") && cache.get("c") && cache.get("d"));
    EXPECT_FALSE(cache.get("b"));
    EXPECT_FALSE(fs::exists(folder / "b"));
    cache.put("e", "01234567890123456789");
    EXPECT_EQ(cache.bytes(), 30u);
    cache.put("d", "0");
    EXPECT_EQ(cache.bytes(), 21u) << "a replaced entry counts once";
}

TEST_F(CacheTest, KeepsWhatIsInUse) {
    Cache cache(folder, 10);
    {
        const Cached held = cache.put("held", "0123456789");
        cache.put("next", "0123456789");
        EXPECT_EQ(read_whole(held.path), "0123456789");
        EXPECT_TRUE(cache.get("held"));
    }
    cache.put("last", "0123456789");
    EXPECT_FALSE(cache.get("held"));
    EXPECT_LE(cache.bytes(), 10u);
}

TEST_F(CacheTest, SurvivesRestartInOrderOfUse) {
    {
        Cache cache(folder, 30);
        for (const char* key : {"x/a", "x/b", "c"}) cache.put(key, "0123456789");
        cache.get("x/a");
    }
    Cache cache(folder, 20);
    EXPECT_EQ(cache.bytes(), 20u);
    EXPECT_FALSE(cache.get("x/b"));
    EXPECT_EQ(read_whole(cache.get("x/a")->path), "0123456789");
}

TEST_F(CacheTest, NoticesFilesDeletedByHand) {
    Cache cache(folder, 100);
    cache.put("a", "old");
    fs::remove(folder / "a");
    EXPECT_EQ(read_whole(cache.get_or_make("a", text("new")).path), "new");
    EXPECT_EQ(cache.bytes(), 3u);
}

TEST_F(CacheTest, ManyThreadsOneMaker) {
    Cache cache(folder, 1000);
    std::atomic<int> made = 0;
    std::atomic<int> right = 0;
    std::barrier start(16);
    std::vector<std::jthread> threads;
    for (int i = 0; i < 16; ++i) {
        threads.emplace_back([&] {
            start.arrive_and_wait();
            const Cached cached = cache.get_or_make("key", [&](TempFile& file) {
                ++made;
                std::this_thread::sleep_for(std::chrono::milliseconds(30));
                file.write("content");
            });
            right += read_whole(cached.path) == "content";
        });
    }
    threads.clear();
    EXPECT_EQ(made, 1);
    EXPECT_EQ(right, 16);
}

TEST_F(CacheTest, ManyKeysUnderPressure) {
    Cache cache(folder, 500);
    std::atomic<int> wrong = 0;
    std::vector<std::jthread> threads;
    for (unsigned seed = 0; seed < 8; ++seed) {
        threads.emplace_back([&, seed] {
            for (unsigned i = 0; i < 300; ++i) {
                const std::string key = "k/" + std::to_string((i * 7 + seed * 13) % 20);
                const Cached cached = cache.get_or_make(key, text(key + std::string(95, '.')));
                wrong += !read_whole(cached.path).starts_with(key);
            }
        });
    }
    threads.clear();
    EXPECT_EQ(wrong, 0);
    cache.put("last", "x");
    EXPECT_LE(cache.bytes(), 500u);
}

TEST_F(CacheTest, AFailureReachesEveryoneAndIsForgotten) {
    Cache cache(folder, 1000);
    std::atomic<int> failed = 0;
    std::barrier start(4);
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            start.arrive_and_wait();
            try {
                cache.get_or_make("key", [&](TempFile&) {
                    std::this_thread::sleep_for(std::chrono::milliseconds(30));
                    throw std::runtime_error("no such frame");
                });
            } catch (const std::runtime_error&) {
                ++failed;
            }
        });
    }
    threads.clear();
    EXPECT_EQ(failed, 4);
    EXPECT_EQ(read_whole(cache.get_or_make("key", text("fine")).path), "fine");
}

TEST_F(CacheTest, MakesRoomOnAFullDisk) {
    Cache cache(folder, 1000);
    for (int i = 0; i < 10; ++i) cache.put("old/" + std::to_string(i), "0123456789");
    int tries = 0;
    const Cached cached = cache.get_or_make("new", [&](TempFile& file) {
        if (++tries == 1) throw detail_error(507, "full");
        file.write("made");
    });
    EXPECT_EQ(read_whole(cached.path), "made");
    EXPECT_EQ(cache.bytes(), 54u);
    EXPECT_THROW(cache.get_or_make("never", [](TempFile&) { throw detail_error(507, "full"); }), Error);
}

TEST_F(CacheTest, WhatIsRemovedWhileBeingMadeIsNotKept) {
    Cache cache(folder, 1000);
    const Cached stale = cache.get_or_make("t/7/0", [&](TempFile& file) {
        cache.remove_all("t/7");
        file.write("stale");
    });
    EXPECT_EQ(read_whole(stale.path), "stale");
    EXPECT_FALSE(cache.get("t/7/0"));
    EXPECT_EQ(cache.bytes(), 0u);
}

TEST_F(CacheTest, RemovesByFolder) {
    Cache cache(folder, 1000);
    for (const char* key : {"t/1/a", "t/1/b", "t/10/a"}) cache.put(key, "x");
    cache.remove_all("t/1");
    EXPECT_FALSE(cache.get("t/1/a"));
    EXPECT_TRUE(cache.get("t/10/a"));
    cache.remove("t/10/a");
    EXPECT_EQ(cache.bytes(), 0u);
    EXPECT_THROW(cache.put("../x", "x"), Error);
}

} // namespace
} // namespace limn::storage
