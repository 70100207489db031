// The server over loopback: what every client relies on.
#include "http/server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "client.h"
#include "http/router.h"

namespace {
using namespace limn;
using namespace limn::http;
using namespace limn::http::test;
using testing::HasSubstr;

Response text(std::string body) { return make_response(200, std::move(body), "text/plain"); }

class Serving : public testing::Test {
  protected:
    Serving() {
        options.port = 0;
        options.request_threads = 4;
        options.upload_threads = 2;
        router.add(Method::get, "/hello", [](Request&) { return text("hello"); });
        router.add(Method::post, "/echo", [](Request& r) { return text(r.body->read_all(1 << 26)); });
    }
    void start() {
        server.emplace(options, [this](Request& r) { return router.answer(r); });
        server->start();
    }

    ServerOptions options;
    Router router;
    std::optional<Server> server;
};

TEST_F(Serving, AnswersOnOneConnectionAgainAndAgain) {
    start();
    Client c(server->port());
    for (int i = 0; i < 3; ++i) {
        const auto answer = c.get("/hello");
        EXPECT_EQ(answer.status, 200);
        EXPECT_EQ(answer.body, "hello");
        EXPECT_EQ(answer.header("Content-Length"), "5");
        EXPECT_EQ(answer.header("Connection"), "");
    }
}

} // namespace
