#include "access/passwords.h"

#include <atomic>
#include <thread>

#include <gtest/gtest.h>

#include "base/error.h"

namespace {
using namespace limn::access;

TEST(Passwords, HashesAreArgon2idAndSalted) {
    const auto a = hash_password("correct horse"), b = hash_password("correct horse");
    EXPECT_TRUE(a.starts_with("$argon2id$"));
    EXPECT_NE(a, b);
    EXPECT_EQ(verify_password(a, "correct horse"), Verdict::right);
    EXPECT_EQ(verify_password(a, "correct horse"), Verdict::right); // remembered
    EXPECT_EQ(verify_password(a, "wrong horse"), Verdict::wrong);
    EXPECT_EQ(verify_password(b, "correct horse"), Verdict::right);
}

TEST(Passwords, MigratedHashesMatchAndAskToBeReplaced) {
    // PBKDF2-HMAC-SHA256 of "password" with salt "salt", 4096 iterations.
    const auto hash = "pbkdf2_sha256$4096$salt$xeR41ZKIyEGqUw22hFxMjZYok6ABzk4RpJY4c6qYE0o=";
    EXPECT_EQ(verify_password(hash, "password"), Verdict::right_but_old);
    EXPECT_EQ(verify_password(hash, "passwort"), Verdict::wrong);
}

TEST(Passwords, UnusableColumnsMatchNothing) {
    for (const auto stored :
         {"", "!abc", "plain", "pbkdf2_sha256$1$s", "pbkdf2_sha256$x$s$AAAA", "pbkdf2_sha256$1$s$AAAA"})
        EXPECT_EQ(verify_password(stored, "plain"), Verdict::wrong) << stored;
    EXPECT_FALSE(is_usable_password("!abc"));
    EXPECT_FALSE(is_usable_password(""));
}

TEST(Passwords, ManyAtOnceGetOneAnswer) {
    const auto hash = hash_password("correct horse");
    std::atomic<int> right = 0, wrong = 0;
    {
        std::vector<std::jthread> callers;
        for (int i = 0; i < 8; ++i)
            callers.emplace_back([&, password = i % 2 ? "correct horse" : "battery staple"] {
                ++(verify_password(hash, password) == Verdict::right ? right : wrong);
            });
    }
    EXPECT_EQ(right, 4);
    EXPECT_EQ(wrong, 4);
}

TEST(Passwords, AFloodIsTurnedAwayInsteadOfWaiting) {
    const auto hash = hash_password("correct horse");
    std::atomic<int> answered = 0, refused = 0;
    {
        std::vector<std::jthread> callers;
        for (int i = 0; i < 64; ++i)
            callers.emplace_back([&, i] {
                try {
                    verify_password(hash, std::to_string(i));
                    ++answered;
                } catch (const limn::Error& e) {
                    EXPECT_EQ(e.status(), 503);
                    EXPECT_EQ(e.headers().at(0), std::pair(std::string("Retry-After"), std::string("1")));
                    ++refused;
                }
            });
    }
    EXPECT_EQ(answered + refused, 64);
    EXPECT_GT(answered, 0);
}

using Messages = std::vector<std::string>;
const std::string too_short = "This password is too short. It must contain at least 8 characters.";
const std::string too_common = "This password is too common.";
const std::string only_digits = "This password is entirely numeric.";

TEST(PasswordRules, NameEveryBrokenRuleInOrder) {
    EXPECT_EQ(password_strength_problems("1234"), (Messages{too_short, too_common, only_digits}));
    EXPECT_EQ(password_strength_problems("12345678"), (Messages{too_common, only_digits}));
    EXPECT_EQ(password_strength_problems("49301857"), (Messages{only_digits}));
    EXPECT_EQ(password_strength_problems("short"), (Messages{too_short}));
    EXPECT_EQ(password_strength_problems("password"), (Messages{too_common}));
    EXPECT_EQ(password_strength_problems("Qwerty-5f3a9c1e"), Messages{});
}

TEST(PasswordRules, LengthCountsCharactersNotBytes) {
    EXPECT_EQ(password_strength_problems("пароль77"), Messages{});
    EXPECT_EQ(password_strength_problems("пароль7"), (Messages{too_short}));
}

TEST(PasswordRules, CommonWordsAreCommonWithUsualEndings) {
    for (const auto word : {"PASSWORD", "iloveyou1", "Dragon123", "football2021", "abc123", "qwerty!", "11111111",
                            "87654321", "12121212"})
        EXPECT_TRUE(is_common_password(word)) << word;
    for (const auto word :
         {"hilda", "Bartholomew", "dragonfly-over-water", "password-49x", "football31337", "48213907", ""})
        EXPECT_FALSE(is_common_password(word)) << word;
}

TEST(PasswordRules, SimilarityLooksAtEveryPartOfTheOwner) {
    const PasswordOwner owner{"gus-1a2b3c4d", "Bartholomew", "van der Berg", "mail.person@example.com"};
    const auto similar = [&](std::string_view password) { return password_similarity_problems(password, owner); };
    EXPECT_EQ(similar("gus-1a2b3c4d!"), (Messages{"The password is too similar to the username."}));
    EXPECT_EQ(similar("BARTHOLOMEW9"), (Messages{"The password is too similar to the first name."}));
    EXPECT_EQ(similar("person42"), (Messages{"The password is too similar to the email address."}));
    EXPECT_EQ(similar("nothing alike 77"), Messages{});
    EXPECT_TRUE(password_similarity_problems("anything-5", {}).empty());
}

TEST(PasswordRules, ShortPartsOfLongPasswordsSayNothing) {
    EXPECT_EQ(password_similarity_problems("aaaaaaaaaaaaaaaaaaaa", {"a", "", "", ""}), Messages{});
}

TEST(PasswordRules, SimilarityBoundCountsSharedCharacters) {
    EXPECT_DOUBLE_EQ(similarity_bound("abcd", "bcde"), 0.75);
    EXPECT_DOUBLE_EQ(similarity_bound("abcd", "dcba"), 1.0); // without regard to order
    EXPECT_DOUBLE_EQ(similarity_bound("aaaa", "a"), 0.4);
    EXPECT_DOUBLE_EQ(similarity_bound("", ""), 1.0);
}

} // namespace
