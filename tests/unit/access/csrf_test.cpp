#include "access/csrf.h"

#include <gtest/gtest.h>

namespace {
using limn::access::csrf_problem;
using limn::access::CsrfFacts;

const std::string secret = "abcdefghijklmnopqrstuvwxyzABCDEF";

CsrfFacts plain() { return {"http", "limn.example:8080", {}, {}, secret, secret}; }
CsrfFacts secure() { return {"https", "limn.example", {}, "https://limn.example/page", secret, secret}; }

std::string problem(const CsrfFacts& facts) { return csrf_problem(facts, {}).value_or("passes"); }

TEST(Csrf, TheHeaderRepeatsTheCookie) {
    EXPECT_EQ(problem(plain()), "passes");
    auto facts = plain();
    facts.header = "abcdefghijklmnopqrstuvwxyzABCDE0";
    EXPECT_EQ(problem(facts), "CSRF token from the 'X-Csrftoken' HTTP header incorrect.");
    facts.header = "short";
    EXPECT_EQ(problem(facts), "CSRF token from the 'X-Csrftoken' HTTP header has incorrect length.");
    facts.header = "abcdefghijklmnopqrstuvwxyz-_!~()";
    EXPECT_EQ(problem(facts), "CSRF token from the 'X-Csrftoken' HTTP header has invalid characters.");
    facts.header.reset();
    EXPECT_EQ(problem(facts), "CSRF token missing.");
    facts.cookie.clear();
    EXPECT_EQ(problem(facts), "CSRF cookie not set.");
    facts.cookie = "short";
    EXPECT_EQ(problem(facts), "CSRF cookie has incorrect length.");
}

TEST(Csrf, MaskedTokensAreUnmasked) {
    auto facts = plain();
    // A mask of 'b' (position 1) moves every character of the secret on by one.
    // One literal: GCC 12 takes the joining of two texts of known lengths for reading behind the first (GCC bug
    // 105651).
    facts.header = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbcdefghijklmnopqrstuvwxyzABCDEFG";
    EXPECT_EQ(problem(facts), "passes");
    facts.header = "ccccccccccccccccccccccccccccccccbcdefghijklmnopqrstuvwxyzABCDEFG";
    EXPECT_EQ(problem(facts), "CSRF token from the 'X-Csrftoken' HTTP header incorrect.");
}

TEST(Csrf, OriginMustBeThisServerOrTrusted) {
    auto facts = plain();
    facts.origin = "http://limn.example:8080";
    EXPECT_EQ(problem(facts), "passes");
    for (const auto origin : {"http://limn.example", "https://limn.example:8080", "null", "http://elsewhere.example"}) {
        facts.origin = origin;
        EXPECT_EQ(problem(facts),
                  "Origin checking failed - " + std::string(origin) + " does not match any trusted origins.");
    }
    EXPECT_FALSE(csrf_problem(facts, {"http://elsewhere.example"}));
}

TEST(Csrf, SecureRequestsWithoutOriginNeedAReferer) {
    EXPECT_EQ(problem(secure()), "passes");
    auto facts = secure();
    facts.referer.reset();
    EXPECT_EQ(problem(facts), "Referer checking failed - no Referer.");
    facts.referer = "nonsense";
    EXPECT_EQ(problem(facts), "Referer checking failed - Referer is malformed.");
    facts.referer = "http://limn.example/";
    EXPECT_EQ(problem(facts), "Referer checking failed - Referer is insecure while host is secure.");
    facts.referer = "https://elsewhere.example/x";
    EXPECT_EQ(problem(facts),
              "Referer checking failed - https://elsewhere.example/x does not match any trusted origins.");
    EXPECT_FALSE(csrf_problem(facts, {"https://elsewhere.example"}));
    facts.origin = "https://limn.example"; // then the Referer does not matter
    EXPECT_EQ(problem(facts), "passes");
}

TEST(Csrf, PlainRequestsNeedNoReferer) {
    auto facts = plain();
    facts.referer = "http://elsewhere.example/";
    EXPECT_EQ(problem(facts), "passes");
}

TEST(Csrf, NewTokensAreWellFormed) {
    auto facts = plain();
    facts.cookie = limn::access::new_csrf_token();
    facts.header = facts.cookie;
    EXPECT_EQ(facts.cookie.size(), 32u);
    EXPECT_EQ(problem(facts), "passes");
}

} // namespace
