#include "tasks/hotkey.h"

#include <gtest/gtest.h>

namespace limn::tasks {

TEST(Hotkey, IsWrittenInOneWay) {
    for (const auto key :
         {"w", "1", "é", "/", "+", "shift++", "f2", "f12", "enter", "arrowleft", "ctrl+alt+shift+w", "t l", "a b c"})
        EXPECT_TRUE(is_hotkey(key)) << key;
    for (const auto key : {"", " ", "W", "shift", "shift+", "shift+ctrl+w", "ctrl+ctrl+w", "hyper+w", "ab", "f123",
                           "a b c d", "t  l", "w ", "\x01", "ctrl+shift"})
        EXPECT_FALSE(is_hotkey(key)) << key;
}

TEST(Hotkey, ClashesWithWhatBeginsLikeIt) {
    EXPECT_TRUE(hotkeys_clash("w", "w"));
    EXPECT_TRUE(hotkeys_clash("t", "t l"));
    EXPECT_TRUE(hotkeys_clash("t l", "t"));
    EXPECT_FALSE(hotkeys_clash("t l", "t r"));
    EXPECT_FALSE(hotkeys_clash("f1", "f12"));
}

} // namespace limn::tasks
