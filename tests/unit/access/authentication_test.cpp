#include "access/authentication.h"

#include <filesystem>

#include <gtest/gtest.h>

#include "access/mail_token.h"
#include "access/passwords.h"
#include "access/throttle.h"
#include "access/tokens.h"
#include "base/error.h"
#include "base/text.h"

namespace {
using namespace limn;
using namespace limn::access;

class Authentication : public testing::Test {
  protected:
    void SetUp() override {
        folder_ = std::filesystem::temp_directory_path() / ("limn-access-" + random_hex(12));
        std::filesystem::create_directories(folder_);
        database_ = db::open("sqlite:" + (folder_ / "test.db").string());
        db::migrate(*database_);
        database_->write([&](db::Connection& c) {
            NewUser ann;
            ann.username = "ann";
            ann.email = "ann@example.com";
            ann.password_hash = django_hash;
            ann_ = create_user(c, ann);
        });
    }
    void TearDown() override {
        database_.reset();
        std::filesystem::remove_all(folder_);
    }
    Authenticated authenticate(const Presented& presented) { return access::authenticate(*database_, presented, {}); }
    Caller with_header(const std::string& authorization) {
        return authenticate({.authorization = authorization}).caller;
    }
    std::string refusal(const Presented& presented) {
        try {
            authenticate(presented);
        } catch (const Error& e) {
            return std::to_string(e.status()) + " " + e.body();
        }
        return "";
    }
    std::string stored_password() {
        return database_->read([&](db::Connection& c) {
            auto rows = c.query("SELECT password FROM account WHERE id = ?", ann_);
            rows.next();
            return rows.text(0);
        });
    }
    static constexpr auto django_hash =
        "pbkdf2_sha256$4096$salt$xeR41ZKIyEGqUw22hFxMjZYok6ABzk4RpJY4c6qYE0o="; // "password"
    std::filesystem::path folder_;
    std::unique_ptr<db::Database> database_;
    int64_t ann_ = 0;
};

TEST_F(Authentication, WithoutCredentialsTheCallerIsNobody) {
    EXPECT_TRUE(with_header("").anonymous());
    EXPECT_TRUE(with_header("Digest x").anonymous());
    EXPECT_TRUE(authenticate({.session_key = "unknown"}).caller.anonymous());
}

TEST_F(Authentication, BasicTakesNameOrAddressAndReplacesOldHashes) {
    EXPECT_EQ(with_header("Basic " + to_base64("ann:password")).id, ann_);
    EXPECT_TRUE(stored_password().starts_with("$argon2id$"));
    EXPECT_EQ(with_header("basic " + to_base64("ANN@example.com:password")).credential, Credential::basic);
    EXPECT_EQ(with_header("Basic " + to_base64("ANN:password")).id, ann_);
    EXPECT_EQ(refusal({.authorization = "Basic " + to_base64("ann:wrong")}),
              R"(401 {"detail":"Invalid username/password."})");
    EXPECT_EQ(refusal({.authorization = "Basic " + to_base64("bob:password")}),
              R"(401 {"detail":"Invalid username/password."})");
}

TEST_F(Authentication, AChangedPasswordIsForgottenAtOnce) {
    const Presented presented{.authorization = "Basic " + to_base64("ann:password")};
    EXPECT_EQ(authenticate(presented).caller.id, ann_);
    database_->write([&](db::Connection& c) { set_password_hash(c, ann_, hash_password("another one")); });
    EXPECT_NE(refusal(presented), "");
}

TEST_F(Authentication, LegacyTokensStayTheSameUntilTheyAreDeleted) {
    const auto token = database_->write([&](db::Connection& c) { return legacy_token(c, ann_); });
    EXPECT_EQ(token.size(), 40u);
    EXPECT_EQ(database_->write([&](db::Connection& c) { return legacy_token(c, ann_); }), token);
    EXPECT_EQ(with_header("TOKEN " + token).credential, Credential::legacy_token);
    database_->write([&](db::Connection& c) { delete_legacy_token(c, ann_); });
    EXPECT_EQ(refusal({.authorization = "Token " + token}), R"(401 {"detail":"Invalid token."})");
}

TEST_F(Authentication, AccessTokensWorkUntilTheyEnd) {
    const auto made = database_->write([&](db::Connection& c) { return create_access_token(c, ann_, "ci", true, {}); });
    const auto caller = with_header("Bearer " + made.value);
    EXPECT_EQ(caller.access_token_id, made.id);
    EXPECT_TRUE(caller.read_only_token);
    auto other = made.value;
    other.back() = other.back() == 'a' ? 'b' : 'a';
    EXPECT_EQ(refusal({.authorization = "Bearer " + other}), R"(401 {"detail":"Invalid token."})");
    const auto set = [&](const std::string& change, Time time) {
        database_->write([&](db::Connection& c) {
            c.execute("UPDATE access_token SET last_used_date = NULL, expiry_date = NULL, revoked = 0");
            c.execute("UPDATE access_token SET " + change, time);
        });
    };
    set("expiry_date = ?", now().plus_seconds(-1));
    EXPECT_NE(refusal({.authorization = "Bearer " + made.value}), "");
    set("last_used_date = ?", now().plus_seconds(-stale_after_seconds - 1));
    EXPECT_NE(refusal({.authorization = "Bearer " + made.value}), "");
    set("expiry_date = ?", now().plus_seconds(60));
    EXPECT_EQ(refusal({.authorization = "Bearer " + made.value}), "");
}

TEST_F(Authentication, DeadTokensGoWhenANewOneIsMade) {
    const auto count = [&] {
        return database_->read([](db::Connection& c) { return *c.value("SELECT count(*) FROM access_token"); });
    };
    const auto make = [&](std::optional<Time> expiry) {
        database_->write([&](db::Connection& c) { create_access_token(c, ann_, "ci", true, expiry); });
    };
    make(now().plus_seconds(-purged_after_seconds - 60));
    make(now().plus_seconds(-60));
    EXPECT_EQ(count(), 1); // only the one that has been dead for long is gone
    make({});
    EXPECT_EQ(count(), 2);
}

TEST_F(Authentication, ExpiredSessionsAreNobodyAndCanBeRemoved) {
    const auto key = database_->write([&](db::Connection& c) {
        const auto made = create_session(c, ann_);
        c.execute("UPDATE session SET expires = ?", now().plus_seconds(-1));
        return made;
    });
    EXPECT_TRUE(authenticate({.session_key = key}).caller.anonymous());
    database_->write([](db::Connection& c) { delete_expired_sessions(c); });
    EXPECT_EQ(database_->read([](db::Connection& c) { return c.value("SELECT count(*) FROM session"); }), 0);
}

TEST_F(Authentication, SessionsNeedTheirCsrfTokenForUnsafeMethods) {
    const auto key = database_->write([&](db::Connection& c) { return create_session(c, ann_); });
    EXPECT_EQ(authenticate({.session_key = key}).caller.credential, Credential::session);
    EXPECT_EQ(refusal({.session_key = key, .safe_method = false}),
              R"(403 {"detail":"CSRF Failed: CSRF cookie not set."})");
    // A token in the header makes the cookie irrelevant; Basic does not.
    const auto token = database_->write([&](db::Connection& c) { return legacy_token(c, ann_); });
    EXPECT_EQ(refusal({.authorization = "Token " + token, .session_key = key, .safe_method = false}), "");
    EXPECT_NE(
        refusal({.authorization = "Basic " + to_base64("ann:password"), .session_key = key, .safe_method = false}), "");
}

TEST_F(Authentication, ANewPasswordEndsOtherSessionsAndRenamesThisOne) {
    const auto keys = database_->write(
        [&](db::Connection& c) { return std::pair(create_session(c, ann_), create_session(c, ann_)); });
    const auto fresh = database_->write([&](db::Connection& c) { return set_password_hash(c, ann_, "x", keys.first); });
    EXPECT_TRUE(authenticate({.session_key = keys.first}).caller.anonymous());
    EXPECT_TRUE(authenticate({.session_key = keys.second}).caller.anonymous());
    EXPECT_EQ(authenticate({.session_key = fresh}).caller.id, ann_);
}

TEST_F(Authentication, InactiveAccountsAreShutOut) {
    const auto token = database_->write([&](db::Connection& c) { return legacy_token(c, ann_); });
    const auto key = database_->write([&](db::Connection& c) { return create_session(c, ann_); });
    database_->write([&](db::Connection& c) { c.execute("UPDATE account SET is_active = 0"); });
    EXPECT_EQ(refusal({.authorization = "Token " + token}), R"(401 {"detail":"User inactive or deleted."})");
    EXPECT_NE(refusal({.authorization = "Basic " + to_base64("ann:password")}), "");
    EXPECT_TRUE(authenticate({.session_key = key}).caller.anonymous());
}

TEST_F(Authentication, MalformedHeadersSayWhatIsWrong) {
    const std::pair<std::string, std::string> cases[] = {
        {"Token", "Invalid token header. No credentials provided."},
        {"Token a b", "Invalid token header. Token string should not contain spaces."},
        {"Token \xff", "Invalid token header. Token string should not contain invalid characters."},
        {"Bearer", "Invalid token header. No credentials provided."},
        {"Basic", "Invalid basic header. No credentials provided."},
        {"Basic a b", "Invalid basic header. Credentials string should not contain spaces."},
        {"Basic !!!", "Invalid basic header. Credentials not correctly base64 encoded."},
        {"Basic bm9jb2xvbg==", "Invalid basic header. Credentials not correctly base64 encoded."},
    };
    for (const auto& [header, message] : cases)
        EXPECT_EQ(refusal({.authorization = header}), "401 {\"detail\":\"" + message + "\"}");
}

TEST_F(Authentication, TokensOfMailsWorkOnceAndForThreeDays) {
    constexpr auto use = MailTokenUse::password_reset;
    database_->write([&](db::Connection& c) {
        const auto at = now();
        const auto token = mail_token(c, use, ann_, at);
        EXPECT_TRUE(is_mail_token(c, use, ann_, token, at.plus_seconds(60)));
        EXPECT_FALSE(is_mail_token(c, use, ann_, token, at.plus_seconds(mail_token_seconds + 2)));
        EXPECT_FALSE(is_mail_token(c, use, ann_ + 1, token, at));
        EXPECT_FALSE(is_mail_token(c, MailTokenUse::email_confirmation, ann_, token, at));
        EXPECT_FALSE(is_mail_token(c, use, ann_, token + "0", at));
        EXPECT_FALSE(is_mail_token(c, use, ann_, "wrong", at));
        set_password_hash(c, ann_, "new");
        EXPECT_FALSE(is_mail_token(c, use, ann_, token, at));
    });
    EXPECT_EQ(from_base36(to_base36(123456789)), 123456789);
    EXPECT_FALSE(from_base36("!"));
    EXPECT_FALSE(from_base36("-1"));
}

TEST_F(Authentication, TheFirstAdministratorIsMadeOnce) {
    EXPECT_TRUE(ensure_administrator(*database_, "root", "a password"));
    EXPECT_FALSE(ensure_administrator(*database_, "root", "another"));
    const auto root = check_password(*database_, "root", "a password");
    ASSERT_TRUE(root);
    EXPECT_EQ(privilege_of(root->groups), Privilege::admin);
    EXPECT_TRUE(root->is_staff && root->is_superuser && root->has_analytics_access);
}

TEST_F(Authentication, BothFlagsBringTheAdministratorsGroup) {
    database_->write([&](db::Connection& c) {
        auto user = *find_user(c, ann_);
        user.is_staff = user.is_superuser = true;
        update_user(c, user);
        EXPECT_EQ(find_user(c, ann_)->groups, (std::vector<std::string>{"user", "admin"}));
        user.is_staff = user.is_superuser = false;
        user.groups = {"user"};
        update_user(c, user);
        EXPECT_TRUE(find_user(c, ann_)->has_analytics_access); // never taken away by itself
    });
}

TEST(Throttle, LetsSoManyPassInAWindow) {
    Throttle throttle(2, std::chrono::seconds(60));
    const auto start = Throttle::Clock::now();
    throttle.pass("a", start);
    throttle.pass("a", start + std::chrono::seconds(10));
    throttle.pass("b", start + std::chrono::seconds(10));
    try {
        throttle.pass("a", start + std::chrono::seconds(20));
        FAIL();
    } catch (const Error& e) {
        EXPECT_EQ(e.status(), 429);
        EXPECT_EQ(e.body(), R"({"detail":"Request was throttled. Expected available in 40 seconds."})");
        EXPECT_EQ(e.headers().at(0).second, "40");
    }
    throttle.pass("a", start + std::chrono::seconds(61)); // the first has left the window
    EXPECT_THROW(throttle.pass("a", start + std::chrono::seconds(62)), Error);
}

} // namespace
