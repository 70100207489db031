#include "events/webhooks.h"

#include <chrono>
#include <thread>

#include <gtest/gtest.h>

#include "base/json.h"
#include "events/webhook_events.h"
#include "events/webhook_sender.h"

namespace limn::events {
namespace {

namespace json = boost::json;

TEST(SignedForm, IsWhatPythonWrites) {
    const json::value v{{"a", 1},
                        {"b", {true, nullptr, 0.5, 5.0}},
                        {"c", "\xC3\xA4 \xE2\x82\xAC \xF0\x9F\x94\x91 \" \\ \n \x7f"},
                        {"d", json::object()},
                        {"e", json::array()}};
    EXPECT_EQ(signed_form(v),
              R"({"a": 1, "b": [true, null, 0.5, 5.0], "c": "\u00e4 \u20ac \ud83d\udd11 \" \\ \n \u007f", )"
              R"("d": {}, "e": []})");
    EXPECT_EQ(parse_json(signed_form(v)), v);
}

TEST(Signature, IsHmacOverTheBody) {
    // RFC 4231, test case 2.
    EXPECT_EQ(signature("Jefe", "what do ya want for nothing?"),
              "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST(WebhookEvents, AreThoseOfTheContract) {
    size_t organization = 0, project = 0;
    for (const auto& event : webhook_events()) {
        if (event.since > 54) continue;
        organization += is_for(event, WebhookType::organization);
        project += is_for(event, WebhookType::project);
    }
    EXPECT_EQ(organization, 22u);
    EXPECT_EQ(project, 14u);
    EXPECT_EQ(webhook_events().size(), 33u);
    EXPECT_EQ(find_webhook_event("eat:task"), nullptr);
    EXPECT_EQ(current_names("create:backup"), std::vector<std::string>{"completed:request[export:backup]"});
    EXPECT_EQ(current_names("create:task"), std::vector<std::string>{"create:task"});
}

class Webhooks : public testing::Test {
  protected:
    Webhooks() : database(db::open("sqlite::memory:")) {
        db::migrate(*database);
        database->write([&](db::Connection& c) {
            organization = c.insert("INSERT INTO organization (slug, created_date, updated_date) VALUES ('o', 0, 0) "
                                    "RETURNING id");
            project =
                c.insert("INSERT INTO project (name, created_date, updated_date) VALUES ('p', 0, 0) RETURNING id");
        });
    }
    int64_t add(std::string_view type, std::string_view events, bool active = true) {
        return database->write([&](db::Connection& c) {
            const bool of_project = type == "project";
            return c.insert(
                "INSERT INTO webhook (target_url, events, type, is_active, project_id, organization_id, "
                "created_date, updated_date) VALUES ('http://127.0.0.1:9/', ?, ?, ?, ?, ?, 0, 0) RETURNING id",
                events, type, active, of_project ? std::optional(project) : std::nullopt,
                of_project ? std::nullopt : std::optional(organization));
        });
    }
    void tell(std::string_view event, const Listeners::Telling& telling = {}) {
        database->write([&](db::Connection& c) {
            find_listeners(c, {organization, project}).tell(c, event, {{"task", {{"id", 5}}}}, telling);
        });
    }
    std::vector<std::pair<int64_t, std::string>> messages() {
        return database->read([](db::Connection& c) {
            std::vector<std::pair<int64_t, std::string>> found;
            auto rows = c.query("SELECT webhook_id, body FROM webhook_message ORDER BY id");
            while (rows.next()) found.emplace_back(rows.integer(0), rows.text(1));
            return found;
        });
    }
    int64_t number(std::string_view sql) {
        return database->read([&](db::Connection& c) { return c.value(sql).value_or(0); });
    }

    void wait_until_sent() {
        while (!messages().empty()) std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }

    std::unique_ptr<db::Database> database;
    int64_t organization = 0, project = 0;
};

TEST_F(Webhooks, HearWhatTheyListenTo) {
    const auto a = add("organization", R"(["update:task"])");
    const auto b = add("project", R"(["create:task","update:task"])");
    add("project", R"(["update:task"])", false);
    add("project", R"(["update:job"])");
    tell("update:task", {.changed_fields = {"name"}});
    const auto sent = messages();
    ASSERT_EQ(sent.size(), 2u);
    EXPECT_EQ(sent[0].first, a);
    EXPECT_EQ(sent[1].second,
              R"({"event": "update:task", "task": {"id": 5}, "webhook_id": )" + std::to_string(b) + "}");
    tell("update:task", {.only = Listeners::Only::project});
    EXPECT_EQ(messages().size(), 3u);
    tell("delete:issue");
    EXPECT_EQ(messages().size(), 3u);
}

TEST_F(Webhooks, AreNotToldOfWhatWasRolledBack) {
    add("project", R"(["update:task"])");
    EXPECT_THROW(database->write([&](db::Connection& c) {
        find_listeners(c, {{}, project}).tell(c, "update:task", {}, {});
        throw std::runtime_error("no");
    }),
                 std::runtime_error);
    EXPECT_TRUE(messages().empty());
}

// 127.0.0.1 is never reached from here: what the sender does with a message that cannot be delivered.
TEST_F(Webhooks, AreTriedAgainAndGivenUp) {
    const auto secrets = access::SecretBox::from_text("a key that is long enough");
    add("project", R"(["update:task"])");
    WebhookSender sender(*database, secrets,
                         {.threads = 1, .poll = std::chrono::milliseconds(5), .retries = {std::chrono::seconds(0)}});
    tell("update:task");
    sender.start();
    wait_until_sent();
    sender.stop();
    EXPECT_EQ(number("SELECT count(*) FROM webhook_delivery WHERE status_code = 502"), 2);
    EXPECT_EQ(number("SELECT max(attempt) FROM webhook_delivery"), 2);
}

TEST_F(Webhooks, SwitchedOffOnesGetNothing) {
    const auto secrets = access::SecretBox::from_text("a key that is long enough");
    const auto id = add("project", R"(["update:task"])");
    tell("update:task");
    database->write([&](db::Connection& c) { c.execute("UPDATE webhook SET is_active = 0 WHERE id = ?", id); });
    WebhookSender sender(*database, secrets, {.threads = 1, .poll = std::chrono::milliseconds(5)});
    sender.start();
    wait_until_sent();
    sender.stop();
    EXPECT_EQ(number("SELECT count(*) FROM webhook_delivery"), 0);
}

TEST_F(Webhooks, LastWordsOutliveTheirWebhook) {
    add("project", R"(["delete:project"])");
    tell("delete:project", {.last_word = true});
    database->write([&](db::Connection& c) { c.execute("DELETE FROM project WHERE id = ?", project); });
    EXPECT_EQ(number("SELECT count(*) FROM webhook"), 0);
    ASSERT_EQ(messages().size(), 1u);
    EXPECT_EQ(number("SELECT count(*) FROM webhook_message WHERE last_target IS NOT NULL"), 1);
}

// What a program that ended in the middle was sending is sent by the next one.
TEST_F(Webhooks, ARestartTakesOverWhatWasBeingSent) {
    const auto secrets = access::SecretBox::from_text("a key that is long enough");
    add("project", R"(["update:task"])");
    tell("update:task");
    database->write(
        [&](db::Connection& c) { c.execute("UPDATE webhook_message SET lease_until = ?", now().plus_seconds(3600)); });
    WebhookSender sender(*database, secrets, {.threads = 1, .poll = std::chrono::milliseconds(5), .retries = {}});
    sender.start();
    wait_until_sent();
    sender.stop();
    EXPECT_EQ(number("SELECT count(*) FROM webhook_delivery"), 1);
}

} // namespace
} // namespace limn::events
