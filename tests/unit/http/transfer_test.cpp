// Bodies over loopback, in both directions.
#include <filesystem>
#include <fstream>

#include "serving.h"

namespace {
using namespace limn;
using namespace limn::http;
using namespace limn::http::test;
using testing::HasSubstr;

std::string post(std::string_view path, std::string_view headers, std::string_view body = {}) {
    return "POST " + std::string(path) + " HTTP/1.1\r\nHost: t\r\n" + std::string(headers) + "\r\n" + std::string(body);
}
std::string length(size_t size) { return "Content-Length: " + std::to_string(size) + "\r\n"; }

TEST_F(Serving, ReadsBodiesOfEverySize) {
    options.small_body = 1000;
    Client c(start());
    for (const size_t size : {0, 1, 999, 1000, 1001, 70'000, 3'000'000}) {
        const auto body = pattern_bytes(size);
        c.send(post("/echo", length(size), body));
        EXPECT_EQ(c.read().body, body) << size;
    }
}

TEST_F(Serving, ReadsChunkedBodiesHoweverTheyAreCut) {
    const auto port = start();
    const std::string request = post("/echo", "Transfer-Encoding: chunked\r\n",
                                     "5;name=value\r\nhello\r\n1\r\n \r\n005\r\nworld\r\n0\r\nX-Trailer: 1\r\n\r\n");
    Client c(port);
    for (size_t cut = 1; cut < request.size(); ++cut) {
        c.send(std::string_view(request).substr(0, cut));
        if (cut % 8 == 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
        c.send(std::string_view(request).substr(cut));
        EXPECT_EQ(c.read().body, "hello world") << cut;
    }
    const auto body = pattern_bytes(2'000'000);
    std::string chunks;
    for (size_t at = 0, size = 1; at < body.size(); at += size, size = size * 3 % 70'001 + 1) {
        const auto piece = body.substr(at, size);
        char head[32];
        std::snprintf(head, sizeof head, "%zx\r\n", piece.size());
        chunks += head + piece + "\r\n";
    }
    c.send(post("/echo", "Transfer-Encoding: chunked\r\n", chunks + "0\r\n\r\n"));
    EXPECT_EQ(c.read().body, body);
    EXPECT_EQ(c.get("/hello").body, "hello");
}

TEST_F(Serving, RefusesBodiesThatAreTooLarge) {
    options.max_body = 2000;
    options.small_body = 1000;
    const auto port = start();
    Client announced(port), chunked(port);
    announced.send(post("/echo", length(2001)));
    EXPECT_EQ(announced.read().status, 413);
    chunked.send(post("/echo", "Transfer-Encoding: chunked\r\n",
                      "5dc\r\n" + std::string(1500, 'a') + "\r\n5dc\r\n" + std::string(1500, 'a') + "\r\n0\r\n\r\n"));
    EXPECT_EQ(chunked.read().status, 413);
    Client fits(port);
    fits.send(post("/echo", length(2000), std::string(2000, 'a')));
    EXPECT_EQ(fits.read().status, 200);
}

TEST_F(Serving, SaysThatABodyIsTooLargeToAClientThatIsStillSending) {
    options.max_body = 1'000'000;
    Client c(start());
    c.send(post("/echo", length(8'000'000)));
    c.send(std::string(8'000'000, 'a'));
    const auto answer = c.read();
    EXPECT_EQ(answer.status, 413);
    EXPECT_EQ(answer.header("Connection"), "close");
}

TEST_F(Serving, BoundsWhatAHandlerReadsWhole) {
    router.add(Method::post, "/small", [](Request& r) { return text(r.body->read_all(10)); });
    Client c(start());
    c.send(post("/small", length(10), "0123456789"));
    EXPECT_EQ(c.read().body, "0123456789");
    c.send(post("/small", length(11), "0123456789a"));
    EXPECT_EQ(c.read().status, 413);
    c.send(post("/small", "Transfer-Encoding: chunked\r\n", "b\r\n0123456789a\r\n0\r\n\r\n"));
    EXPECT_EQ(c.read().status, 413);
    EXPECT_EQ(c.get("/hello").status, 200);
}

TEST_F(Serving, GivesUpOnABodyThatDoesNotCome) {
    options.body_timeout = std::chrono::seconds(1);
    options.small_body = 100;
    const auto port = start();
    for (const size_t size : {50, 5000}) {
        Client c(port);
        c.send(post("/echo", length(size), "some"));
        const auto answer = c.read();
        EXPECT_EQ(answer.status, 408);
        EXPECT_THAT(answer.body, HasSubstr("for 1 seconds"));
    }
}

TEST_F(Serving, TellsTheHandlerThatTheBodyBrokeOff) {
    std::promise<std::pair<size_t, int>> seen;
    router.add(Method::post, "/upload", [&](Request& r) {
        size_t got = 0;
        char buffer[1000];
        try {
            while (const auto n = r.body->read(buffer, sizeof buffer)) got += n;
            seen.set_value({got, 0});
        } catch (const Error& e) {
            seen.set_value({got, e.status()});
        }
        return text("");
    });
    options.small_body = 100;
    const auto port = start();
    for (const bool reset : {false, true}) {
        seen = {};
        Client c(port);
        c.send(post("/upload", length(100'000), std::string(40'000, 'a')));
        if (!reset)
            c.end_sending();
        else
            std::this_thread::sleep_for(std::chrono::milliseconds(50)), c.reset();
        const auto [got, status] = seen.get_future().get();
        EXPECT_EQ(status, 400);
        EXPECT_TRUE(reset || got == 40'000) << got;
    }
    EXPECT_EQ(Client(port).get("/hello").status, 200);
}

TEST_F(Serving, InvitesTheBodyOnlyWhenItWillBeRead) {
    options.small_body = 100;
    const auto port = start();
    for (const size_t size : {50, 5000}) {
        Client c(port);
        c.send(post("/echo", length(size) + "Expect: 100-continue\r\n"));
        EXPECT_EQ(c.read().status, 100) << size;
        c.send(std::string(size, 'b'));
        EXPECT_EQ(c.read().body, std::string(size, 'b'));
        EXPECT_EQ(c.get("/hello").status, 200);
    }
    Client refused(port);
    refused.send(post("/nowhere", length(5000) + "Expect: 100-continue\r\n"));
    const auto answer = refused.read();
    EXPECT_EQ(answer.status, 404);
    EXPECT_EQ(answer.header("Connection"), "close");
}

TEST_F(Serving, PassesOverABodyThatNobodyReads) {
    options.small_body = 100;
    const auto port = start();
    Client c(port);
    for (const size_t size : {1000, 200'000}) {
        c.send(post("/ignore", length(size)));
        EXPECT_EQ(c.read().body, "ignored");
        c.send(std::string(size, 'x'));
        EXPECT_EQ(c.get("/hello").body, "hello");
    }
    c.send(post("/ignore", "Transfer-Encoding: chunked\r\n", "3\r\nabc\r\n0\r\n\r\n"));
    EXPECT_EQ(c.read().header("Connection"), "");
    EXPECT_EQ(c.get("/hello").body, "hello");
    c.send(post("/ignore", length(1'000'000'000)));
    EXPECT_EQ(c.read().header("Connection"), "close");
}

TEST_F(Serving, CompressesTextForThoseWhoAccept) {
    const std::string json = "{\"a\":\"" + std::string(500, 'x') + "\"}";
    get("/json", [&](Request&) {
        return make_response(200, json, "application/vnd.cvat+json").header("Vary", "Accept").header("ETag", "\"1\"");
    });
    get("/tiny", [&](Request&) { return make_response(200, std::string(199, 'x'), "text/plain"); });
    get("/image", [&](Request&) { return make_response(200, json, "image/png"); });
    Client c(start());
    const auto gzipped = c.get("/json", "Accept-Encoding: br, gzip;q=0.5\r\n");
    EXPECT_EQ(gzipped.header("Content-Encoding"), "gzip");
    EXPECT_EQ(gzipped.header("Vary"), "Accept, Accept-Encoding");
    EXPECT_EQ(gzipped.header("ETag"), "W/\"1\"");
    EXPECT_LT(gzipped.body.size(), 100u);
    EXPECT_EQ(gunzip(gzipped.body), json);
    for (const auto header :
         {"", "Accept-Encoding: gzip;q=0\r\n", "Accept-Encoding: identity\r\n", "Accept-Encoding: *;q=0\r\n"}) {
        const auto plain = c.get("/json", header);
        EXPECT_EQ(plain.body, json);
        EXPECT_EQ(plain.header("Content-Encoding"), "");
        EXPECT_EQ(plain.header("ETag"), "\"1\"");
    }
    EXPECT_EQ(c.get("/tiny", "Accept-Encoding: gzip\r\n").header("Content-Encoding"), "");
    EXPECT_EQ(c.get("/image", "Accept-Encoding: gzip\r\n").header("Content-Encoding"), "");
}

TEST_F(Serving, LeavesTheBodyOutWhereThereIsNone) {
    get("/changed", [](Request&) { return make_response(304, "body", "text/plain"); });
    get("/none", [](Request&) { return make_response(204, "body", "text/plain"); });
    get("/stream", [](Request&) -> Response {
        Response r;
        r.stream = [](Sink& s) { s.write("x"); };
        return r;
    });
    router.add(Method::head, "/sized", [](Request&) { return Response().header("Content-Length", "123"); });
    Client c(start());
    const auto head = [&](std::string_view path) {
        c.send("HEAD " + std::string(path) + " HTTP/1.1\r\nHost: t\r\n\r\n");
        return c.read(true);
    };
    EXPECT_EQ(head("/hello").header("Content-Length"), "5");
    EXPECT_EQ(head("/sized").header("Content-Length"), "123");
    EXPECT_EQ(head("/stream").header("Transfer-Encoding"), "chunked");
    EXPECT_EQ(head("/missing").status, 404);
    EXPECT_EQ(c.get("/changed").status, 304);
    EXPECT_EQ(c.get("/none").header("Content-Length"), "");
    EXPECT_EQ(c.get("/hello").body, "hello");
}

TEST_F(Serving, StreamsInPieces) {
    const auto bytes = pattern_bytes(1'000'000);
    const auto streaming = [&](size_t total, size_t piece, bool announce, std::string type) {
        return [=, &bytes](Request&) {
            Response r;
            r.header("Content-Type", type);
            if (announce) r.header("Content-Length", std::to_string(total));
            r.stream = [=, &bytes](Sink& s) {
                for (size_t at = 0; at < total; at += piece)
                    s.write(std::string_view(bytes).substr(at, std::min(piece, total - at)));
            };
            return r;
        };
    };
    get("/small", streaming(300, 7, false, "image/png"));
    get("/large", streaming(bytes.size(), 999, false, "image/png"));
    get("/pieces", streaming(bytes.size(), 200'000, false, "image/png"));
    get("/announced", streaming(bytes.size(), 100'000, true, "text/plain"));
    get("/text", streaming(bytes.size(), 10'000, false, "text/plain"));
    get("/empty", streaming(0, 1, false, "text/plain"));
    const auto port = start();
    Client c(port);
    EXPECT_EQ(c.get("/small").header("Content-Length"), "300");
    for (const auto path : {"/large", "/pieces"}) {
        const auto large = c.get(path, "Accept-Encoding: gzip\r\n");
        EXPECT_EQ(large.header("Transfer-Encoding"), "chunked");
        EXPECT_EQ(large.body, bytes);
    }
    const auto announced = c.get("/announced", "Accept-Encoding: gzip\r\n");
    EXPECT_EQ(announced.header("Transfer-Encoding"), "");
    EXPECT_EQ(announced.body, bytes);
    const auto zipped = c.get("/text", "Accept-Encoding: gzip\r\n");
    EXPECT_EQ(zipped.header("Content-Encoding"), "gzip");
    EXPECT_EQ(gunzip(zipped.body), bytes);
    EXPECT_EQ(c.get("/empty", "Accept-Encoding: gzip\r\n").header("Content-Length"), "0");
    Client old(port);
    old.send("GET /large HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    const auto answer = old.read();
    EXPECT_EQ(answer.header("Connection"), "close");
    EXPECT_EQ(answer.body, bytes);
}

TEST_F(Serving, AnswersAStreamThatFailsAtOnceAndCutsOneThatFailsLater) {
    const auto failing = [](size_t after, bool error) {
        return [=](Request&) {
            Response r;
            r.stream = [=](Sink& s) {
                s.write(std::string(after, 'x'));
                if (error) throw detail_error(410, "gone");
                throw std::runtime_error("broken");
            };
            return r;
        };
    };
    get("/early-error", failing(10, true));
    get("/early-bug", failing(10, false));
    get("/late", failing(200'000, false));
    get("/short", [](Request&) {
        Response r;
        r.header("Content-Length", "300000");
        r.stream = [](Sink& s) { s.write(std::string(200'000, 'x')); };
        return r;
    });
    const auto port = start();
    Client c(port);
    EXPECT_EQ(c.get("/early-error").body, R"({"detail":"gone"})");
    EXPECT_EQ(c.get("/early-bug").status, 500);
    EXPECT_EQ(c.get("/hello").status, 200);
    EXPECT_THROW(Client(port).get("/late"), std::runtime_error);
    EXPECT_THROW(Client(port).get("/short"), std::runtime_error);
}

TEST_F(Serving, TellsAStreamThatItsClientIsGone) {
    std::promise<bool> gone;
    get("/endless", [&](Request&) {
        Response r;
        r.stream = [&](Sink& s) {
            const std::string piece(100'000, 'x');
            try {
                for (;;) s.write(piece);
            } catch (const ClientGone&) {
                gone.set_value(true);
                throw;
            }
        };
        return r;
    });
    const auto port = start();
    Client c(port);
    c.send("GET /endless HTTP/1.1\r\nHost: t\r\n\r\n");
    c.take(1'000'000);
    c.close();
    EXPECT_TRUE(gone.get_future().get());
    EXPECT_EQ(Client(port).get("/hello").status, 200);
}

TEST_F(Serving, GivesUpOnAClientThatTakesNothing) {
    std::promise<std::string> gone;
    options.write_timeout = std::chrono::seconds(1);
    const std::string large(64 << 20, 'x');
    get("/stream", [&](Request&) {
        Response r;
        r.stream = [&](Sink& s) {
            try {
                for (;;) s.write(large);
            } catch (const ClientGone& e) {
                gone.set_value(e.what());
                throw;
            }
        };
        return r;
    });
    get("/body", [&](Request&) {
        Response r;
        r.view = large;
        return r;
    });
    const auto port = start();
    Client streamed(port, 4096), whole(port, 4096);
    streamed.send("GET /stream HTTP/1.1\r\nHost: t\r\n\r\n");
    whole.send("GET /body HTTP/1.1\r\nHost: t\r\n\r\n");
    EXPECT_THAT(gone.get_future().get(), HasSubstr("too long"));
    while (whole.established()) std::this_thread::sleep_for(std::chrono::milliseconds(20));
    EXPECT_THROW(whole.read(), std::runtime_error);
}

TEST_F(Serving, SendsFilesInWholeAndInPart) {
    const auto path = own_path("file.png");
    const auto bytes = pattern_bytes(5'000'000);
    std::ofstream(path, std::ios::binary) << bytes;
    get("/file", [&](Request& r) { return file_response(r, path); });
    get("/once", [&](Request&) {
        Response r;
        r.file = FileRange{.path = path, .offset = 10, .length = 20, .delete_after = true};
        return r;
    });
    const auto port = start();
    Client c(port);
    const auto whole = c.get("/file", "Accept-Encoding: gzip\r\n");
    EXPECT_EQ(whole.status, 200);
    EXPECT_EQ(whole.header("Content-Type"), "image/png");
    EXPECT_EQ(whole.header("Content-Length"), "5000000");
    EXPECT_EQ(whole.body, bytes);
    const auto part = c.get("/file", "Range: bytes=1000-1999\r\n");
    EXPECT_EQ(part.status, 206);
    EXPECT_EQ(part.header("Content-Range"), "bytes 1000-1999/5000000");
    EXPECT_EQ(part.body, bytes.substr(1000, 1000));
    EXPECT_EQ(c.get("/file", "If-None-Match: " + whole.header("ETag") + "\r\n").status, 304);
    c.send("HEAD /file HTTP/1.1\r\nHost: t\r\n\r\n");
    EXPECT_EQ(c.read(true).header("Content-Length"), "5000000");

    Client slow(port, 4096);
    slow.send("GET /file HTTP/1.1\r\nHost: t\r\n\r\n");
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    EXPECT_EQ(slow.read().body, bytes);

    EXPECT_EQ(c.get("/once").body, bytes.substr(10, 20));
    EXPECT_EQ(c.get("/once").status, 500);
    EXPECT_FALSE(std::filesystem::exists(path));
}

} // namespace
