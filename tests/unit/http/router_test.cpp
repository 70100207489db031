#include "http/router.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace {
using namespace limn;
using namespace limn::http;
using Parameters = std::vector<std::string>;

Response named(std::string name) { return make_response(200, std::move(name), "text/plain"); }

class Routing : public testing::Test {
  protected:
    void add(Method method, std::string pattern) {
        router.add(method, pattern, [pattern](Request&) { return named(pattern); });
    }
    Response ask(Method method, std::string target) {
        request = {};
        request.method = method;
        request.target = std::move(target);
        return router.answer(request);
    }
    std::string pattern_of(std::string_view path) { return router.find(Method::get, path).pattern; }

    Router router;
    Request request;
};

TEST_F(Routing, FixedSegmentsWinOverPlaceholders) {
    add(Method::get, "/api/users/{id}");
    add(Method::get, "/api/users/self");
    add(Method::get, "/api/users/{id}/photo");
    EXPECT_EQ(pattern_of("/api/users/self"), "/api/users/self");
    EXPECT_EQ(pattern_of("/api/users/7"), "/api/users/{id}");
    // A fixed segment that leads nowhere gives way.
    EXPECT_EQ(pattern_of("/api/users/self/photo"), "/api/users/{id}/photo");
    EXPECT_EQ(router.find(Method::get, "/api/users/self/photo").parameters, Parameters{"self"});
    EXPECT_EQ(pattern_of("/api/users"), "");
    EXPECT_EQ(pattern_of("/api/users/7/8"), "");
    EXPECT_EQ(pattern_of("api/users/7"), "");
}

TEST_F(Routing, PlaceholdersTakeWhatTheyMay) {
    add(Method::get, "/a/{id}/b/{key:any}");
    add(Method::get, "/files/{path:rest}");
    add(Method::get, "/dot/{id}");
    EXPECT_EQ(router.find(Method::get, "/a/1/b/x.y").parameters, (Parameters{"1", "x.y"}));
    EXPECT_EQ(pattern_of("/a/1.5/b/x"), "");
    EXPECT_EQ(pattern_of("/a//b/x"), "");
    EXPECT_EQ(pattern_of("/dot/a%2Fb"), "");
    EXPECT_EQ(pattern_of("/dot/a%2Eb"), "");
    EXPECT_EQ(router.find(Method::get, "/a/%31/b/x%2Fy%20").parameters, (Parameters{"1", "x/y "}));
    EXPECT_EQ(router.find(Method::get, "/files/a/b%20c.txt").parameters, Parameters{"a/b c.txt"});
    EXPECT_EQ(router.find(Method::get, "/files/").parameters, Parameters{""});
    EXPECT_EQ(pattern_of("/files"), "");
}

TEST_F(Routing, TrailingSlashIsOptionalOnlyWhereThePatternHasIt) {
    add(Method::get, "/api/tasks/{id}/data/");
    add(Method::get, "/api/tasks");
    add(Method::get, "/");
    EXPECT_EQ(pattern_of("/api/tasks/1/data"), "/api/tasks/{id}/data/");
    EXPECT_EQ(pattern_of("/api/tasks/1/data/"), "/api/tasks/{id}/data/");
    EXPECT_EQ(pattern_of("/api/tasks/1/data//"), "");
    EXPECT_EQ(pattern_of("/api/tasks/"), "");
    EXPECT_EQ(pattern_of("/"), "/");
}

TEST_F(Routing, HeadFallsBackToGet) {
    add(Method::get, "/both");
    add(Method::head, "/own");
    add(Method::post, "/post");
    EXPECT_EQ(ask(Method::head, "/both").body, "/both");
    EXPECT_EQ(ask(Method::head, "/own").body, "/own");
    EXPECT_THROW(ask(Method::head, "/post"), Error);
}

TEST_F(Routing, TellsWhichMethodsAPathHas) {
    add(Method::get, "/x");
    add(Method::post, "/x");
    add(Method::delete_, "/y");
    EXPECT_EQ(ask(Method::get, "/x?q=1").find_header("Allow"), "GET, POST, HEAD, OPTIONS");
    EXPECT_EQ(allow_header(router.find(Method::put, "/y").allowed), "DELETE, OPTIONS");
    EXPECT_EQ(router.find(Method::put, "/x").handler, nullptr);
    EXPECT_TRUE(router.find(Method::get, "/z").allowed.empty());
    try {
        ask(Method::put, "/x");
        FAIL();
    } catch (const Error& e) {
        EXPECT_EQ(e.status(), 405);
        EXPECT_EQ(e.body(), R"({"detail":"Method \"PUT\" not allowed."})");
        EXPECT_EQ(e.headers().at(0).second, "GET, POST, HEAD, OPTIONS");
    }
}

TEST_F(Routing, HooksAnswerWhatNoRouteDoes) {
    add(Method::get, "/x/{id}");
    router.on_wrong_method([](Request& r, const std::vector<Method>& allowed) {
        return named(std::string(to_string(r.method)) + " " + r.parameters.at(0) + " " + allow_header(allowed));
    });
    router.on_unknown([](Request& r) { return named("unknown " + r.target); });
    EXPECT_EQ(ask(Method::options, "/x/5").body, "OPTIONS 5 GET, HEAD, OPTIONS");
    EXPECT_EQ(ask(Method::get, "/nowhere").body, "unknown /nowhere");
    EXPECT_EQ(ask(Method::get, "http://host/x/5").body, "/x/{id}");
}

TEST_F(Routing, RefusesDeclarationsThatCannotBeMeant) {
    add(Method::get, "/x/{id}");
    EXPECT_THROW(add(Method::get, "/x/{other}"), std::logic_error);
    EXPECT_THROW(add(Method::get, "x"), std::logic_error);
    ASSERT_EQ(router.routes().size(), 1u);
    EXPECT_EQ(router.routes()[0].pattern, "/x/{id}");
}

} // namespace
