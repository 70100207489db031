// Requests, answers from files, names and compression, without a server.
#include "http/message.h"

#include <chrono>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "base/error.h"
#include "http/assets.h"
#include "http/gzip.h"
#include "http/metrics.h"
#include "http/request_target.h"
#include "http/response_head.h"
#include "serving.h"

namespace {
using namespace limn;
using namespace limn::http;
using namespace limn::http::test;
using testing::HasSubstr;

TEST(Target, IsTakenApart) {
    EXPECT_EQ(path_of("/a%20b/c?x=1#f"), "/a%20b/c");
    EXPECT_EQ(path_of("http://host:80/a?x"), "/a");
    EXPECT_EQ(path_of("http://host"), "/");
    EXPECT_EQ(path_of("*"), "*");
    EXPECT_EQ(query_of("/a?x=1&y#f"), "x=1&y");
    EXPECT_EQ(query_of("/a"), "");
    EXPECT_EQ(parse_query("a=1&&b=%26+%3D&a=&c"), (Pairs{{"a", "1"}, {"b", "& ="}, {"a", ""}, {"c", ""}}));
    EXPECT_EQ(parse_query("a=x%FFy%C3%A9%E2%82"), (Pairs{{"a", "x\xef\xbf\xbdy\xc3\xa9\xef\xbf\xbd\xef\xbf\xbd"}}));
}

TEST(Message, KnowsTheHostThatTheClientUsed) {
    Request r;
    r.headers = {{"host", "inner:8080"}};
    EXPECT_EQ(r.base_url(), "http://inner:8080");
    r.headers.push_back({"X-Forwarded-Host", "outer.example, proxy"});
    r.headers.push_back({"X-Forwarded-Proto", "HTTPS"});
    EXPECT_EQ(r.base_url(), "https://outer.example");
}

TEST(Message, ReplacesAndAddsHeaders) {
    Response r;
    r.add_header("Set-Cookie", "a=1").add_header("Set-Cookie", "b=2").header("X-A", "1").header("x-a", "2");
    EXPECT_EQ(r.headers, (Pairs{{"Set-Cookie", "a=1"}, {"Set-Cookie", "b=2"}, {"x-a", "2"}}));
    vary_on(r, "Accept");
    vary_on(r, "accept");
    vary_on(r, "Cookie");
    EXPECT_EQ(r.find_header("vary"), "Accept, Cookie");
}

TEST(Message, NamesDownloads) {
    EXPECT_EQ(content_disposition("a b.zip"), "attachment; filename=\"a b.zip\"");
    EXPECT_EQ(content_disposition("say \"hi\".zip"), "attachment; filename=\"say \\\"hi\\\".zip\"");
    EXPECT_EQ(content_disposition("\xc3\xa4\n.zip"), "attachment; filename=\"__.zip\"; filename*=UTF-8''%C3%A4%0A.zip");
    EXPECT_EQ(content_type_of("a/b.JPG"), "image/jpeg");
    EXPECT_EQ(content_type_of("noextension"), "application/octet-stream");
}

class Files : public testing::Test {
  protected:
    Files() : path(own_path("ranges.txt")) { std::ofstream(path) << "0123456789"; }
    ~Files() override { std::filesystem::remove(path); }
    Response ask(Pairs headers) {
        Request request;
        request.headers = std::move(headers);
        return file_response(request, path);
    }
    std::string range(std::string value) {
        const auto r = ask({{"Range", std::move(value)}});
        return std::to_string(r.status) + " " + std::to_string(r.file->offset) + "+" + std::to_string(*r.file->length);
    }
    std::filesystem::path path;
};

TEST_F(Files, AnswerRanges) {
    EXPECT_EQ(range("bytes=0-3"), "206 0+4");
    EXPECT_EQ(range("bytes=4-"), "206 4+6");
    EXPECT_EQ(range("bytes=-3"), "206 7+3");
    EXPECT_EQ(range("bytes=-99"), "206 0+10");
    EXPECT_EQ(range("bytes=8-99"), "206 8+2");
    EXPECT_EQ(range("Bytes= 9-9"), "206 9+1");
    for (const auto whole : {"bytes=0-1,4-5", "items=0-3", "bytes=5-2", "bytes=a-b", "bytes=1-x", "bytes=-", "bytes",
                             "bytes=--1", "bytes=99999999999999999999-"})
        EXPECT_EQ(range(whole), "200 0+10") << whole;
    for (const auto outside : {"bytes=10-", "bytes=10-20", "bytes=-0"}) try {
            range(outside);
            ADD_FAILURE() << outside;
        } catch (const Error& e) {
            EXPECT_EQ(e.status(), 416);
            EXPECT_EQ(e.headers(), (Pairs{{"Content-Range", "bytes */10"}}));
        }
}

TEST_F(Files, AnswerConditions) {
    const auto fresh = ask({});
    const std::string etag(fresh.find_header("ETag")), modified(fresh.find_header("Last-Modified"));
    EXPECT_EQ(fresh.status, 200);
    EXPECT_EQ(fresh.find_header("Content-Type"), "text/plain; charset=utf-8");
    EXPECT_EQ(ask({{"If-None-Match", "\"x\", W/" + etag}}).status, 304);
    EXPECT_EQ(ask({{"If-None-Match", "*"}}).status, 304);
    EXPECT_EQ(ask({{"If-None-Match", "\"x\""}, {"If-Modified-Since", modified}}).status, 200); // the tag decides
    EXPECT_EQ(ask({{"If-Modified-Since", modified}}).status, 304);
    EXPECT_EQ(ask({{"If-Modified-Since", "Thu, 01 Jan 1998 00:00:00 GMT"}}).status, 200);
    EXPECT_EQ(ask({{"If-Modified-Since", "yesterday"}}).status, 200);
    EXPECT_EQ(ask({{"If-Range", etag}, {"Range", "bytes=0-1"}}).status, 206);
    EXPECT_EQ(ask({{"If-Range", "W/" + etag}, {"Range", "bytes=0-1"}}).status, 200);
    EXPECT_EQ(ask({{"If-Range", modified}, {"Range", "bytes=0-1"}}).status, 206);
    EXPECT_EQ(ask({{"If-Range", "Thu, 01 Jan 1998 00:00:00 GMT"}, {"Range", "bytes=0-1"}}).status, 200);
    std::filesystem::last_write_time(path, std::filesystem::last_write_time(path) + std::chrono::seconds(5));
    EXPECT_EQ(ask({{"If-None-Match", etag}}).status, 200);
    Request request;
    EXPECT_THROW(file_response(request, path.parent_path()), Error);
    EXPECT_THROW(file_response(request, path / "none"), Error);
    EXPECT_EQ(file_response(request, path, "x/y", "n.txt").find_header("Content-Disposition"),
              "attachment; filename=\"n.txt\"");
}

TEST(Gzip, ReadsAcceptEncoding) {
    for (const auto yes : {"gzip", "br, GZIP", "gzip;q=0.1", "*", "deflate, *;q=1", "gzip; q=1.0, *;q=0"})
        EXPECT_TRUE(accepts_gzip(yes)) << yes;
    for (const auto no : {"", "br", "gzip;q=0", "gzip;q=0.000, *", "*;q=0", "x-gzip-like"})
        EXPECT_FALSE(accepts_gzip(no)) << no;
    EXPECT_TRUE(is_compressible("Application/vnd.cvat+json; version=2"));
    EXPECT_FALSE(is_compressible("image/png"));
    EXPECT_FALSE(is_compressible(""));
}

TEST(Gzip, ComesBackTheSame) {
    for (const size_t size : {0, 1, 100'000, 1'000'000}) {
        const auto bytes = pattern_bytes(size);
        EXPECT_EQ(gunzip(gzip(bytes)), bytes);
        GzipStream stream;
        std::string out;
        for (size_t at = 0; at < size; at += 30'000) stream.add(std::string_view(bytes).substr(at, 30'000), out);
        stream.finish(out);
        EXPECT_EQ(gunzip(out), bytes);
    }
}

TEST(Assets, AnswerWithThePageWhateverIsNoFile) {
    const Asset files[] = {{"/index.html", "<page>", {}, "text/html", "W/\"1\"", false},
                           {"/assets/app-1a.js", "code", "zipped", "text/javascript", "W/\"2\"", true}};
    const AssetStore store(files);
    const auto ask = [&](std::string path, Pairs headers = {}) {
        Request request;
        request.path = std::move(path);
        request.headers = std::move(headers);
        return store.answer(request);
    };
    for (const auto path : {"/", "/index.html", "/tasks/5", "/projects/"}) {
        const auto page = ask(path);
        EXPECT_EQ(page.view, "<page>") << path;
        EXPECT_EQ(page.find_header("Cache-Control"), "no-cache, no-store, must-revalidate");
        EXPECT_THAT(page.find_header("Content-Security-Policy"), HasSubstr("frame-ancestors 'none'"));
    }
    const auto script = ask("/assets/app-1a.js");
    EXPECT_EQ(script.view, "code");
    EXPECT_EQ(script.find_header("Cache-Control"), "public, max-age=31536000, immutable");
    EXPECT_EQ(script.find_header("Vary"), "Accept-Encoding");
    const auto zipped = ask("/assets/app-1a.js", {{"Accept-Encoding", "gzip"}});
    EXPECT_EQ(zipped.view, "zipped");
    EXPECT_EQ(zipped.find_header("Content-Encoding"), "gzip");
    EXPECT_EQ(ask("/assets/app-1a.js", {{"If-None-Match", "W/\"2\""}}).status, 304);
    EXPECT_THROW(ask("/assets/old.js"), Error);
    EXPECT_THROW(ask("/logo.png"), Error);
    EXPECT_THROW(AssetStore({}).answer({}), Error);
}

TEST(Metrics, AreWrittenForPrometheus) {
    count_request("GET", "/api/tasks/{id}", 200, 0.02);
    count_request("GET", "/api/tasks/{id}", 404, 0.001);
    set_gauge("limn_test_gauge", "A gauge", 3);
    add_counter("limn_test_total", "A counter");
    add_counter("limn_test_total", "A counter", 4);
    const auto text = metrics_text();
    EXPECT_THAT(text, HasSubstr("limn_http_requests_total{method=\"GET\",route=\"/api/tasks/{id}\",status=\"404\"} 1"));
    EXPECT_THAT(text, HasSubstr("limn_http_request_seconds_count{method=\"GET\",route=\"/api/tasks/{id}\"} 2"));
    EXPECT_THAT(text, HasSubstr("# HELP limn_test_gauge A gauge"));
    EXPECT_THAT(text, HasSubstr("limn_test_gauge 3"));
    EXPECT_THAT(text, HasSubstr("limn_test_total 5"));
}

} // namespace
