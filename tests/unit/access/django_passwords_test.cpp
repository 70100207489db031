#include "access/django_passwords.h"

#include <gtest/gtest.h>

#include "access/passwords.h"

namespace {
using namespace limn::access;

constexpr std::string_view password = "Harvest-Moon-77 é";

// Written by Django 5.2, with lower costs where the format allows it.
constexpr std::string_view hashes[] = {
    "argon2$argon2id$v=19$m=102400,t=2,p=8$ekhaZTM3ZU02U0c0bTVuNnpOYk1Nbg$JrNTaOvOc3w6REBXHJHS2+qxNO38uymNGikx47Selfg",
    "bcrypt_sha256$$2b$12$XwNSi0twVEAPsnGCT72vNuyZ.1HTELQdj1oi8KA9rSce0c3stc2JG",
    "bcrypt$$2b$12$ExhZSXxGSVjUBCvUzFiQnuHK5sxyXecXUTMMFzMSc24rg2Y4HKxja",
    "scrypt$16384$WehymeUgZpC927kbTrFIiU$8$5$"
    "jsvjt0RjDCiVEzQqePskcwC+0OA0SabxImyApmzZw9l+j2AhlWSarFSEhxuEDFYigMvBaeoZmJOfjaDOTVUXtg==",
    "md5$QCf1VDutoCr6mFxHIJLXwl$80c81fd3ed963fb99f6cc2987491bfd2",
    "pbkdf2_sha1$1000000$LYmrK9cw67EYadNuPFhmC0$dUdQtRZxIv4jqGJRlCcSF+i0UhU=",
    "pbkdf2_sha256$1000000$pbmPmSzuUHuaYXgZSa8uj0$Li7x5P4pjorph/cPCxhytC7FKyhoP9CadY4bqbAWOP0="};

TEST(DjangoPasswords, EverySchemeMatchesItsPasswordAlone) {
    for (const auto hash : hashes) {
        EXPECT_TRUE(is_django_hash(hash)) << hash;
        EXPECT_TRUE(verify_django_hash(hash, password)) << hash;
        EXPECT_FALSE(verify_django_hash(hash, "Harvest-Moon-78 é")) << hash;
    }
}

TEST(DjangoPasswords, TheyAskToBeReplaced) {
    EXPECT_EQ(verify_password(hashes[4], password), Verdict::right_but_old);
    EXPECT_EQ(verify_password(hashes[4], "other"), Verdict::wrong);
}

TEST(DjangoPasswords, AccessTokensAreHashedWithoutSalt) {
    const auto hash =
        "sha512$$5d77aa00c0e495c13d3cf0986257dcab27ba61ba410d126ac4b8b0ddf7e536bf938a97471bd8f6e2019ba7a40"
        "0b883f415cd1b2c88baf50a6622f5446729e272";
    EXPECT_TRUE(verify_django_hash(hash, "pt02fvbL.YhbafXQTi0jMeVl3gCkXKX73orncMPwV"));
    EXPECT_FALSE(verify_django_hash(hash, "pt02fvbL.YhbafXQTi0jMeVl3gCkXKX73orncMPwW"));
}

TEST(DjangoPasswords, DamagedAndHostileTextMatchesNothing) {
    for (const std::string_view hash :
         {"pbkdf2_sha256$", "pbkdf2_sha256$999999999999$s$AAAA", "argon2$", "argon2$argon2x$v=19$", "bcrypt$",
          "bcrypt$x", "bcrypt$$2b$", "scrypt$3$s$8$1$AAAA", "scrypt$16384$s$8$1$", "scrypt$1099511627776$s$8$1$AAAA",
          "md5$s$", "md5$", "sha512$$", "unknown$a$b"})
        EXPECT_FALSE(verify_django_hash(hash, "")) << hash;
    EXPECT_FALSE(verify_django_hash(hashes[2], std::string_view("Harvest\0", 8)));
    EXPECT_FALSE(is_django_hash("!unusable"));
    EXPECT_FALSE(is_django_hash(""));
}

} // namespace
