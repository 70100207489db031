// What every resource relies on: bodies, links, pages, and the order in which a request is refused.
#include "api/call.h"

#include <filesystem>

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "access/passwords.h"
#include "access/users.h"
#include "api/checks.h"
#include "api/route_description.h"
#include "base/error.h"
#include "base/json.h"
#include "base/text.h"
#include "storage/blob_store.h"
#include "storage/cache.h"

namespace {
using namespace limn;
using namespace limn::api;

class TextBody : public http::Body {
  public:
    explicit TextBody(std::string text) : text_(std::move(text)) {}
    std::optional<uint64_t> length() const override { return text_.size(); }
    size_t read(char* buffer, size_t size) override {
        const auto count = text_.copy(buffer, size, at_);
        at_ += count;
        return count;
    }

  private:
    std::string text_;
    size_t at_ = 0;
};

http::Request request_of(http::Method method, const std::string& target) {
    http::Request request;
    request.method = method;
    request.target = target;
    request.path = target.substr(0, target.find('?'));
    request.headers = {{"Host", "limn.example:8080"}};
    request.peer = "10.0.0.1";
    if (const auto mark = target.find('?'); mark != std::string::npos)
        for (const auto pair : split(std::string_view(target).substr(mark + 1), '&')) {
            const auto equals = pair.find('=');
            request.query.emplace_back(
                percent_decode(pair.substr(0, equals), true),
                equals == std::string_view::npos ? "" : percent_decode(pair.substr(equals + 1), true));
        }
    return request;
}

http::Response echo(Call& call) { return call.json(200, to_json(call.body())); }
http::Response who(Call& call) { return call.string(200, call.caller.username); }
http::Response fail(Call&) { throw detail_error(409, "busy"); }
http::Response made(Call& call) { return call.json(201, R"({"url":"http://x/api/things/5","id":5})"); }
http::Response thing(Call& call) { return call.json(200, std::to_string(call.id(0))); }

class Routing : public testing::Test {
  protected:
    void SetUp() override {
        folder_ = std::filesystem::temp_directory_path() / ("limn-api-" + random_hex(12));
        std::filesystem::create_directories(folder_);
        database_ = db::open("sqlite:" + (folder_ / "test.db").string());
        db::migrate(*database_);
        database_->write([](db::Connection& c) {
            access::NewUser ann;
            ann.username = "ann";
            ann.password_hash = hash();
            access::create_user(c, ann);
        });
        blobs_ = storage::open_disk_store(folder_ / "blobs");
        cache_ = std::make_unique<storage::Cache>(folder_ / "cache", 1 << 20);
        queue_ = std::make_unique<queue::Queue>(*database_, queue::Options{});
        services_ = std::make_unique<Services>(Services{
            *database_, *queue_, *blobs_, *cache_, secrets_, {.data_folder = folder_.string(), .version = "1"}});
        routes_ = std::make_unique<Routes>(router_, *services_);
        routes_->get("/api/who", who);
        routes_->post("/api/who", echo).describe({"Echoes", {}, {}});
        routes_->get("/api/open", who, Access::open);
        routes_->post("/api/open", echo, Access::open);
        routes_->get("/api/free", fail, Access::unchecked);
        routes_->get("/api/token", who, Access::access_token);
        routes_->post("/api/things", made, Access::open);
        routes_->get("/api/things/{id}", thing, Access::open);
        routes_->get("/api/hooks", who, Access::open).bare();
    }
    void TearDown() override {
        routes_.reset();
        queue_.reset();
        cache_.reset();
        blobs_.reset();
        database_.reset();
        std::filesystem::remove_all(folder_);
    }
    static const std::string& hash() {
        static const auto one = access::hash_password("a password");
        return one;
    }
    http::Response send(http::Request request) { return router_.answer(request); }
    http::Response get(const std::string& target, http::Pairs headers = {}) {
        auto request = request_of(http::Method::get, target);
        for (auto& h : headers) request.headers.push_back(std::move(h));
        return send(std::move(request));
    }
    http::Response post(const std::string& target, const std::string& body,
                        const std::string& type = "application/json") {
        auto request = request_of(http::Method::post, target);
        request.body = std::make_shared<TextBody>(body);
        if (!type.empty()) request.headers.emplace_back("Content-Type", type);
        return send(std::move(request));
    }
    std::pair<std::string, std::string> ann() const {
        return {"Authorization", "Basic " + to_base64("ann:a password")};
    }

    std::filesystem::path folder_;
    std::unique_ptr<db::Database> database_;
    std::unique_ptr<storage::BlobStore> blobs_;
    std::unique_ptr<storage::Cache> cache_;
    std::unique_ptr<queue::Queue> queue_;
    access::SecretBox secrets_ = access::SecretBox::from_text("a key of these tests");
    std::unique_ptr<Services> services_;
    http::Router router_;
    std::unique_ptr<Routes> routes_;
};

TEST_F(Routing, StrangersAreAskedForCredentialsBeforeAnythingElse) {
    const auto refused = get("/api/who?org=none");
    EXPECT_EQ(refused.status, 401);
    EXPECT_EQ(refused.find_header("WWW-Authenticate"), "Token");
    EXPECT_EQ(send(request_of(http::Method::put, "/api/who")).status, 401);
    EXPECT_EQ(get("/api/token", {ann()}).find_header("WWW-Authenticate"), "Bearer");
}

TEST_F(Routing, AcceptIsLookedAtFirst) { EXPECT_EQ(get("/api/who", {{"Accept", "image/png"}}).status, 406); }

TEST_F(Routing, ThenTheMethodThenTheWorkspace) {
    auto wrong = request_of(http::Method::put, "/api/who?org=none");
    wrong.headers.push_back(ann());
    const auto refused = send(std::move(wrong));
    EXPECT_EQ(refused.status, 405);
    EXPECT_EQ(refused.body, R"({"detail":"Method \"PUT\" not allowed."})");
    EXPECT_EQ(refused.find_header("Allow"), "GET, POST, HEAD, OPTIONS");
    EXPECT_EQ(get("/api/who?org=none", {ann()}).status, 404);
    EXPECT_EQ(get("/api/who", {ann()}).body, "\"ann\"");
}

TEST_F(Routing, OpenRoutesIgnoreTheWorkspaceButNotBadCredentials) {
    EXPECT_EQ(get("/api/open?org=none").status, 200);
    EXPECT_EQ(get("/api/open", {{"Authorization", "Token x"}}).status, 401);
    EXPECT_EQ(get("/api/free", {{"Authorization", "Token x"}, {"Accept", "image/png"}}).status, 409);
}

TEST_F(Routing, StrangersAreThrottledByAddress) {
    for (int i = 0; i < 100; ++i) ASSERT_EQ(get("/api/open").status, 200);
    const auto refused = get("/api/open");
    EXPECT_EQ(refused.status, 429);
    EXPECT_FALSE(refused.find_header("Retry-After").empty());
    EXPECT_EQ(get("/api/open", {{"X-Forwarded-For", "10.0.0.2"}}).status, 200);
    EXPECT_EQ(get("/api/open", {ann()}).status, 200);
}

TEST_F(Routing, EveryAnswerCarriesTheStandardHeaders) {
    for (const auto& answer : {get("/api/open"), get("/api/who"), get("/api/free")}) {
        EXPECT_EQ(answer.find_header("X-Frame-Options"), "DENY");
        EXPECT_EQ(answer.find_header("X-Content-Type-Options"), "nosniff");
        EXPECT_EQ(answer.find_header("Content-Type"), json_content_type);
        EXPECT_NE(answer.find_header("Vary").find("Accept"), std::string::npos);
    }
}

TEST_F(Routing, BrowsersSeePages) {
    const auto answer = get("/api/open", {{"Accept", "text/html"}});
    EXPECT_EQ(answer.find_header("Content-Type"), "text/html; charset=utf-8");
    EXPECT_TRUE(answer.body.starts_with("<!doctype html>"));
}

TEST_F(Routing, OptionsDescribesThePath) {
    auto request = request_of(http::Method::options, "/api/who");
    EXPECT_EQ(send(request_of(http::Method::options, "/api/who")).status, 401);
    request.headers.push_back(ann());
    const auto answer = send(std::move(request));
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body,
              R"({"name":"Who","description":"Echoes","renders":["application/vnd.cvat+json","text/html"],)"
              R"("parses":["application/json"],"actions":{"POST":{}}})");
}

TEST_F(Routing, APreflightNeedsNoCredentials) {
    auto request = request_of(http::Method::options, "/api/who");
    request.headers.emplace_back("Access-Control-Request-Method", "POST");
    EXPECT_EQ(send(std::move(request)).status, 200);
}

TEST_F(Routing, BarePathsNameNeitherHeadNorOptions) {
    const auto answer = send(request_of(http::Method::options, "/api/hooks"));
    EXPECT_EQ(answer.status, 405);
    EXPECT_EQ(answer.find_header("Allow"), "GET");
}

TEST_F(Routing, IdsAreWholeNumbers) {
    EXPECT_EQ(get("/api/things/12").body, "12");
    EXPECT_EQ(get("/api/things/-1").body, "-1");
    EXPECT_EQ(get("/api/things/%2012").body, "12");
    for (const auto id : {"abc", "1a", "1.5"}) {
        const auto answer = get(std::string("/api/things/") + id);
        EXPECT_EQ(answer.status, 404) << id;
        EXPECT_EQ(answer.body, R"({"detail":"Not found."})") << id;
    }
}

TEST_F(Routing, CreatedThingsHaveALocation) {
    EXPECT_EQ(post("/api/things", "").find_header("Location"), "http://x/api/things/5");
}

TEST_F(Routing, BodiesAreJson) {
    EXPECT_EQ(post("/api/open", R"({"a":1})").body, R"({"a":1})");
    EXPECT_EQ(post("/api/open", R"({"a":1})", "application/json; charset=utf-8").body, R"({"a":1})");
    EXPECT_EQ(post("/api/open", "", "text/plain").body, "{}");
    const auto refused = post("/api/open", "{}", "text/plain");
    EXPECT_EQ(refused.status, 415);
    EXPECT_EQ(refused.body, R"({"detail":"Unsupported media type \"text/plain\" in request."})");
    EXPECT_EQ(post("/api/open", "{}", "").body, R"({"detail":"Unsupported media type \"\" in request."})");
    EXPECT_EQ(post("/api/open", "nothing").body,
              R"-({"detail":"JSON parse error - Expecting value: line 1 column 1 (char 0)"})-");
}

TEST_F(Routing, RememberedRoutesFeedTheSchema) {
    ASSERT_EQ(routes_->all().size(), 9u);
    EXPECT_EQ(routes_->all()[1].pattern, "/api/who");
    EXPECT_EQ(routes_->all()[1].operation->summary, "Echoes");
    EXPECT_FALSE(routes_->all()[0].operation);
}

TEST_F(Routing, PageLinksKeepTheQueryInOrderOfNames) {
    auto request = request_of(http::Method::get, "/api/things?sort=-id&page=3&name=a%20b&page_size=2&org=&tag=y&tag=x");
    Call call(request, *services_);
    db::Page page{9, 3, 2, {5, 4}};
    const auto body = page_response(call, page, {"5", "4"}).body;
    const std::string base = "http://limn.example:8080/api/things?name=a+b&org=&page";
    EXPECT_EQ(body, R"({"count":9,"next":")" + base + R"(=4&page_size=2&sort=-id&tag=y&tag=x","previous":")" + base +
                        R"(=2&page_size=2&sort=-id&tag=y&tag=x","results":[5,4]})");
}

TEST_F(Routing, TheFirstAndTheLastPageHaveOneNeighbour) {
    auto request = request_of(http::Method::get, "/api/things?page=2");
    Call call(request, *services_);
    EXPECT_EQ(page_response(call, {20, 2, 10, {}}, {}).body,
              R"({"count":20,"next":null,"previous":"http://limn.example:8080/api/things","results":[]})");
    EXPECT_EQ(page_response(call, {20, 1, 10, {}}, {}).body,
              R"({"count":20,"next":"http://limn.example:8080/api/things?page=2","previous":null,"results":[]})");
    EXPECT_EQ(page_response(call, {20, 1, 0, {}}, {}).body, R"({"count":20,"next":null,"previous":null,"results":[]})");
}

TEST_F(Routing, RepeatedArgumentsCountTheLastTime) {
    auto request = request_of(http::Method::get, "/api/things?a=1&a=2&b");
    const Call call(request, *services_);
    EXPECT_EQ(call.argument("a"), "2");
    EXPECT_EQ(call.argument("b"), "");
    EXPECT_FALSE(call.argument("c"));
}

TEST(RouteDescription, NamesPaths) {
    EXPECT_EQ(name_of_path("/api/users"), "User List");
    EXPECT_EQ(name_of_path("/api/users/{id}"), "User Instance");
    EXPECT_EQ(name_of_path("/api/users/self"), "Self");
    EXPECT_EQ(name_of_path("/api/auth/access_tokens"), "Access Tokens List");
    EXPECT_EQ(name_of_path("/api/server/about"), "About");
    EXPECT_EQ(name_of_path("/api/guides/{id}"), "Annotation Guides Instance");
}

TEST(Checks, KnowAddressesNamesAndSlugs) {
    for (const auto good : {"a@example.com", "first.last+tag@sub.example.org", "x@localhost"})
        EXPECT_FALSE(email_problem(good)) << good;
    for (const auto bad :
         {"", "nonsense", "a@b", "@example.com", "a b@example.com", "a@-x.com", "a..b@example.com", "a@example.1"})
        EXPECT_TRUE(email_problem(bad)) << bad;
    for (const auto good : {"ann", "ann.lee@x+y-z_1", "\xc3\xa4nne"}) EXPECT_FALSE(username_problem(good)) << good;
    for (const auto bad : {"with blank", "sl/ash", "a,b"}) EXPECT_TRUE(username_problem(bad)) << bad;
    EXPECT_FALSE(slug_problem("Team_1-x"));
    for (const auto bad : {"a b", "dot.dot", "\xc3\xbcmlaut"}) EXPECT_TRUE(slug_problem(bad)) << bad;
}

TEST(Checks, CollectEverythingThatIsWrong) {
    Problems problems;
    EXPECT_NO_THROW(problems.throw_if_any());
    problems.add("a", "one");
    problems.add("a", "two");
    problems.add("b", std::vector<std::string>{});
    problems.replace("c", "three");
    try {
        problems.throw_if_any();
        FAIL();
    } catch (const Error& e) {
        EXPECT_EQ(e.status(), 400);
        EXPECT_EQ(e.body(), R"({"a":["one","two"],"c":["three"]})");
    }
}

} // namespace
