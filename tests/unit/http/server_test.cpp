// The server over loopback: connections, errors, limits and the end.
#include "serving.h"

namespace {
using namespace limn;
using namespace limn::http;
using namespace limn::http::test;
using testing::HasSubstr;
using testing::StartsWith;

TEST_F(Serving, AnswersOnOneConnectionAgainAndAgain) {
    Client c(start());
    for (int i = 0; i < 3; ++i) {
        const auto answer = c.get("/hello");
        EXPECT_EQ(answer.status, 200);
        EXPECT_EQ(answer.body, "hello");
        EXPECT_EQ(answer.header("Content-Length"), "5");
        EXPECT_EQ(answer.header("Connection"), "");
    }
}

TEST_F(Serving, GivesEveryAnswerItsStandardHeaders) {
    Client c(start());
    const auto one = c.get("/hello"), other = c.get("/missing");
    EXPECT_EQ(other.status, 404);
    for (const auto& answer : {one, other}) {
        EXPECT_EQ(answer.header("X-Frame-Options"), "DENY");
        EXPECT_EQ(answer.header("X-Content-Type-Options"), "nosniff");
        EXPECT_EQ(answer.header("Referrer-Policy"), "strict-origin-when-cross-origin");
        EXPECT_EQ(answer.header("Cross-Origin-Opener-Policy"), "same-origin");
        EXPECT_THAT(answer.header("X-Request-Id"),
                    testing::MatchesRegex("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"));
        EXPECT_THAT(answer.header("Date"), testing::EndsWith(" GMT"));
    }
    EXPECT_NE(one.header("X-Request-Id"), other.header("X-Request-Id"));
}

TEST_F(Serving, KeepsTheOrderOfPipelinedRequests) {
    get("/slow", [](Request& r) {
        std::this_thread::sleep_for(std::chrono::milliseconds(std::stoi(*r.argument("ms"))));
        return text(*r.argument("ms"));
    });
    Client c(start());
    c.send("GET /slow?ms=60 HTTP/1.1\r\nHost: t\r\n\r\nPOST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 3\r\n\r\nabc"
           "GET /slow?ms=0 HTTP/1.1\r\nHost: t\r\n\r\n");
    EXPECT_EQ(c.read().body, "60");
    EXPECT_EQ(c.read().body, "abc");
    EXPECT_EQ(c.read().body, "0");
}

TEST_F(Serving, GivesTheHandlerTheWholeRequest) {
    Request seen;
    router.add(Method::get, "/things/{id}/parts/{name:any}", [&](Request& r) {
        seen = r;
        return text("");
    });
    Client c(start());
    c.get("/things/7/parts/a%2Fb%20c?q=x%20y&q=z+1&flag",
          "Cookie: a=1; session=\"s e\"\r\nX-Forwarded-Proto: https, http\r\n");
    EXPECT_EQ(seen.parameters, (std::vector<std::string>{"7", "a/b c"}));
    EXPECT_EQ(seen.path, "/things/7/parts/a/b c");
    EXPECT_EQ(seen.pattern, "/things/{id}/parts/{name:any}");
    EXPECT_EQ(seen.query, (Pairs{{"q", "x y"}, {"q", "z 1"}, {"flag", ""}}));
    EXPECT_EQ(seen.argument("q"), "x y");
    EXPECT_TRUE(seen.has_argument("flag"));
    EXPECT_FALSE(seen.has_argument("none"));
    EXPECT_EQ(seen.cookie("session"), "s e");
    EXPECT_EQ(seen.cookie("none"), "");
    EXPECT_EQ(seen.base_url(), "https://test");
    EXPECT_EQ(seen.peer, "127.0.0.1");
}

TEST_F(Serving, UnderstandsARequestThatComesByteByByte) {
    Client c(start());
    for (const char byte : std::string("POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 4\r\n\r\nslow"))
        c.send({&byte, 1});
    EXPECT_EQ(c.read().body, "slow");
}

TEST_F(Serving, TurnsErrorsIntoTheirAnswers) {
    get("/error", [](Request&) -> Response { throw detail_error(409, "no").with_header("X-Why", "because"); });
    get("/bug", [](Request&) -> Response { throw std::runtime_error("secret detail"); });
    get("/other", [](Request&) -> Response { throw 7; });
    Client c(start());
    const auto error = c.get("/error");
    EXPECT_EQ(error.status, 409);
    EXPECT_EQ(error.body, R"({"detail":"no"})");
    EXPECT_EQ(error.header("X-Why"), "because");
    EXPECT_EQ(error.header("Allow"), "GET, HEAD, OPTIONS");
    for (const auto path : {"/bug", "/other"}) {
        const auto bug = c.get(path);
        EXPECT_EQ(bug.status, 500);
        EXPECT_THAT(bug.body, HasSubstr(bug.header("X-Request-Id")));
        EXPECT_THAT(bug.body, testing::Not(HasSubstr("secret")));
    }
    EXPECT_EQ(c.get("/hello").status, 200);
}

TEST_F(Serving, LetsNoHeaderValueBreakTheHead) {
    get("/inject", [](Request&) { return text("x").header("X-Note", "a\r\nX-Evil: 1"); });
    Client c(start());
    const auto answer = c.get("/inject");
    EXPECT_EQ(answer.header("X-Evil"), "");
    EXPECT_EQ(answer.header("X-Note"), "a  X-Evil: 1");
}

struct Bad {
    const char* request;
    int status;
};
class Malformed : public Serving, public testing::WithParamInterface<Bad> {};

TEST_P(Malformed, IsRefusedAndEndsTheConnection) {
    options.max_head = 4096;
    Client c(start());
    c.send(GetParam().request);
    const auto answer = c.read();
    EXPECT_EQ(answer.status, GetParam().status);
    EXPECT_THAT(answer.body, StartsWith(R"({"detail":")"));
    EXPECT_EQ(answer.header("Connection"), "close");
    c.end_sending();
    EXPECT_TRUE(c.ended());
}

INSTANTIATE_TEST_SUITE_P(
    All, Malformed,
    testing::Values(
        Bad{"nonsense\r\n\r\n", 400}, Bad{"GET /hello HTTP/1.1\r\n\r\n", 400}, // no Host
        Bad{"GET /hello HTTP/1.1\r\nHost: t\r\nno colon\r\n\r\n", 400},
        Bad{"GET /hello HTTP/2.0\r\nHost: t\r\n\r\n", 505}, Bad{"TRACE /hello HTTP/1.1\r\nHost: t\r\n\r\n", 405},
        Bad{"POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: -1\r\n\r\n", 400},
        Bad{"POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400},
        Bad{"POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\na", 400},
        Bad{"POST /echo HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: gzip\r\n\r\na", 501},
        Bad{"POST /echo HTTP/1.0\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 501},
        Bad{"POST /echo HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nab\r\n0\r\n\r\n", 400}));

TEST_F(Serving, RefusesAHeadThatIsTooLarge) {
    options.max_head = 4096;
    const auto port = start();
    const std::string one_line = "GET /hello HTTP/1.1\r\nHost: t\r\nX-Long: " + std::string(8000, 'x') + "\r\n\r\n";
    std::string many_lines = "GET /hello HTTP/1.1\r\nHost: t\r\n";
    for (int i = 0; i < 400; ++i) many_lines += "X-Line: some value\r\n";
    for (const auto& head : {one_line, many_lines + "\r\n", "GET /" + std::string(9000, 'a')}) {
        Client c(port);
        c.send(head);
        EXPECT_EQ(c.read().status, 431);
    }
    EXPECT_EQ(Client(port).get("/hello", "X-Fits: " + std::string(3000, 'x') + "\r\n").status, 200);
}

TEST_F(Serving, GivesUpOnAHeadThatDoesNotCome) {
    options.head_timeout = std::chrono::seconds(1);
    const auto port = start();
    Client half(port), silent(port);
    half.send("GET /hel");
    const auto answer = half.read();
    EXPECT_EQ(answer.status, 408);
    EXPECT_THAT(answer.body, HasSubstr("within 1 seconds"));
    EXPECT_TRUE(silent.ended());
}

TEST_F(Serving, EndsConnectionsThatRest) {
    options.keep_alive = std::chrono::seconds(1);
    Client c(start());
    EXPECT_EQ(c.get("/hello").status, 200);
    EXPECT_TRUE(c.ended());
}

TEST_F(Serving, ClosesWhenAskedTo) {
    const auto port = start();
    Client c(port);
    const auto answer = c.get("/hello", "Connection: close\r\n");
    EXPECT_EQ(answer.header("Connection"), "close");
    EXPECT_TRUE(c.ended());
    Client old(port);
    old.send("GET /hello HTTP/1.0\r\n\r\n");
    EXPECT_EQ(old.read().body, "hello");
    EXPECT_TRUE(old.ended());
    Client kept(port);
    kept.send("GET /hello HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    EXPECT_EQ(kept.read().header("Connection"), "keep-alive");
    EXPECT_EQ(kept.get("/hello").body, "hello");
}

TEST_F(Serving, TurnsAwayWhatIsTooMuch) {
    Gate gate, inside;
    get("/wait", [&](Request&) {
        inside.open();
        gate.pass();
        return text("done");
    });
    options.request_threads = 1;
    options.max_queue = 1;
    options.max_connections = 4;
    const auto port = start();
    const std::string request = "GET /wait HTTP/1.1\r\nHost: t\r\n\r\n";
    Client first(port), second(port), third(port), fourth(port);
    first.send(request);
    inside.pass();
    second.send(request);
    third.send(request);
    // One runs, one waits; whichever came last is refused.
    std::array<pollfd, 2> entries = {pollfd{second.socket(), POLLIN, 0}, pollfd{third.socket(), POLLIN, 0}};
    EXPECT_EQ(::poll(entries.data(), entries.size(), Client::patience), 1);
    Client& refused = entries[0].revents ? second : third;
    Client& waiting = entries[0].revents ? third : second;
    const auto answer = refused.read();
    EXPECT_EQ(answer.status, 503);
    EXPECT_EQ(answer.header("Retry-After"), "1");
    EXPECT_TRUE(refused.ended());

    // The refused one's place is free when the server has put it away, a moment after its client saw the end.
    auto last = std::make_unique<Client>(port);
    while (last->readable(200)) last = std::make_unique<Client>(port);
    Client beyond(port);
    EXPECT_EQ(beyond.read().status, 503);
    EXPECT_EQ(last->pending, "");
    gate.open();
    EXPECT_EQ(first.read().body, "done");
    EXPECT_EQ(waiting.read().body, "done");
}

TEST_F(Serving, ServesManyAtOnce) {
    const auto port = start();
    std::vector<std::thread> threads;
    std::atomic<int> good = 0;
    for (int t = 0; t < 16; ++t)
        threads.emplace_back([&, t] {
            Client c(port);
            for (int i = 0; i < 50; ++i) {
                const auto body = std::to_string(t) + ":" + std::to_string(i);
                c.send("POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
                       body);
                good += c.read().body == body;
            }
        });
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(good, 16 * 50);
}

TEST_F(Serving, LetsRunningRequestsEndBeforeItStops) {
    Gate gate, inside;
    get("/wait", [&](Request&) {
        inside.open();
        gate.pass();
        return text("done");
    });
    const auto port = start();
    Client idle(port), busy(port);
    EXPECT_EQ(idle.get("/hello").status, 200);
    busy.send("GET /wait HTTP/1.1\r\nHost: t\r\n\r\n");
    inside.pass();
    std::thread stop([&] { server->stop(std::chrono::seconds(30)); });
    EXPECT_TRUE(idle.ended());
    EXPECT_THROW(Client(port).get("/hello"), std::runtime_error);
    gate.open();
    const auto answer = busy.read();
    EXPECT_EQ(answer.body, "done");
    EXPECT_EQ(answer.header("Connection"), "close");
    stop.join();
}

TEST_F(Serving, CutsWhatOutlivesTheGrace) {
    Gate inside;
    std::atomic<int> status = 0;
    router.add(Method::post, "/body", [&](Request& r) {
        inside.open();
        try {
            r.body->read_all(1 << 30);
        } catch (const Error& e) {
            status = e.status();
        }
        return text("");
    });
    const auto port = start();
    Client c(port);
    c.send("POST /body HTTP/1.1\r\nHost: t\r\nContent-Length: 9000000\r\n\r\nabc");
    inside.pass();
    server->stop(std::chrono::seconds(0));
    EXPECT_EQ(status, 400);
    EXPECT_THROW(while (true) c.take(1), std::runtime_error);
}

TEST_F(Serving, SaysThatItsAddressIsTaken) {
    ServerOptions same;
    same.port = start();
    Server second(same, [](Request&) { return Response(); });
    EXPECT_THROW(
        try { second.start(); } catch (const std::runtime_error& e) {
            EXPECT_THAT(e.what(), HasSubstr("Cannot listen on 127.0.0.1:"));
            throw;
        },
        std::runtime_error);
}

} // namespace
