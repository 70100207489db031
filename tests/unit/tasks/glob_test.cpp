#include "tasks/glob.h"

#include <gtest/gtest.h>

#include <string>

namespace limn::tasks {
namespace {

TEST(Glob, MatchesWholeNames) {
    EXPECT_TRUE(glob_match("*", ""));
    EXPECT_TRUE(glob_match("*", "a/b.png"));
    EXPECT_TRUE(glob_match("dir/*", "dir/sub/a.png"));
    EXPECT_FALSE(glob_match("dir/*", "other/dir/a.png"));
    EXPECT_TRUE(glob_match("img_*.png", "img_1.png"));
    EXPECT_FALSE(glob_match("img_*.png", "dir/img_1.png"));
    EXPECT_FALSE(glob_match("img_*.png", "img_1.png.bak"));
    EXPECT_TRUE(glob_match("*a*b", "aab"));
    EXPECT_FALSE(glob_match("", "a"));
    EXPECT_TRUE(glob_match("", ""));
    EXPECT_FALSE(glob_match("A", "a"));
}

TEST(Glob, KnowsSetsAndSingleCharacters) {
    EXPECT_TRUE(glob_match("frame_[0-4]?.png", "frame_37.png"));
    EXPECT_FALSE(glob_match("frame_[0-4]?.png", "frame_57.png"));
    EXPECT_TRUE(glob_match("[!ab]x", "cx"));
    EXPECT_FALSE(glob_match("[!ab]x", "ax"));
    EXPECT_TRUE(glob_match("[]x]", "]"));
    EXPECT_TRUE(glob_match("[a", "[a"));
    EXPECT_TRUE(glob_match("[a-]", "-"));
    EXPECT_TRUE(glob_match("\\*", "\\x"));
}

TEST(Glob, CountsCharactersAndNotBytes) {
    EXPECT_TRUE(glob_match("?.png", "ä.png"));
    EXPECT_TRUE(glob_match("[ä-ü].png", "ö.png"));
    EXPECT_FALSE(glob_match("??.png", "ä.png"));
    EXPECT_TRUE(glob_match("*\xff", "a\xff")); // not UTF-8: byte by byte
}

TEST(Glob, TakesNoLongerForHostilePatterns) {
    std::string pattern;
    for (int i = 0; i < 200; ++i) pattern += "*a";
    EXPECT_FALSE(glob_match(pattern + "b", std::string(20000, 'a')));
}

} // namespace
} // namespace limn::tasks
