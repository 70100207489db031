#include "storage/http_client.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

#include "answering.h"
#include "base/text.h"
#include "storage/temp_file.h"

namespace limn::storage {
namespace {

using test::answer;
using test::Answering;
using testing::HasSubstr;

const AddressRules here({"127.0.0.1"});

TEST(AddressRules, AllowPublicAddressesOnly) {
    const AddressRules rules;
    for (const auto* address : {"8.8.8.8", "2606:4700::1111", "100.128.0.1", "172.32.0.1"})
        EXPECT_TRUE(rules.allows(address)) << address;
    for (const auto* address :
         {"127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1",
          "::1", "::", "fe80::1", "fd00::1", "::ffff:127.0.0.1", "2002:7f00:1::", "2001:0:1::", "", "localhost"})
        EXPECT_FALSE(rules.allows(address)) << address;
}

TEST(AddressRules, AllowTheNetworksOfTheOperator) {
    const AddressRules rules({"10.1.0.0/16", "192.168.1.7", "fd00::/8", "172.16.0.0/13"});
    for (const auto* address : {"10.1.255.1", "192.168.1.7", "fd12::1", "::ffff:10.1.0.9", "172.23.0.1", "8.8.8.8"})
        EXPECT_TRUE(rules.allows(address)) << address;
    for (const auto* address : {"10.2.0.1", "192.168.1.8", "127.0.0.1", "fe80::1", "172.24.0.1"})
        EXPECT_FALSE(rules.allows(address)) << address;
    EXPECT_TRUE(AddressRules({"0.0.0.0/0"}).allows("127.0.0.1"));
    for (const auto* text : {"", "localhost", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "10.0.0/8", "fd00::/129"})
        EXPECT_THROW(AddressRules({text}), std::runtime_error) << text;
}

TEST(HttpClient, KeepsToItsRules) {
    Answering server({answer(200, "secret")});
    const auto url = "http://127.0.0.1:" + std::to_string(server.port) + "/x";
    HttpClient strict{AddressRules()};
    HttpClient lax{here};
    EXPECT_EQ(lax.send({.url = url}).body, "secret");
    try {
        strict.send({.url = url});
        FAIL() << "an address of this machine was reached";
    } catch (const HttpFailure& e) {
        EXPECT_TRUE(e.refused);
    }
    EXPECT_EQ(server.requests().size(), 1u);
    EXPECT_THROW(lax.send({.url = "file:///etc/passwd"}), HttpFailure);
}

TEST(HttpClient, KeepsToItsRulesBehindRedirects) {
    Answering inside({answer(200, "secret")});
    Answering outside({answer(302, "", "Location: http://127.0.0.2:" + std::to_string(inside.port) + "/\r\n"),
                       answer(302, "", "Location: file:///etc/passwd\r\n")});
    HttpClient client{here}; // 127.0.0.2 is not allowed
    const auto url = "http://127.0.0.1:" + std::to_string(outside.port);
    EXPECT_THROW(client.send({.url = url, .follow = true}), HttpFailure);
    EXPECT_TRUE(inside.requests().empty());
    EXPECT_THROW(client.send({.url = url, .follow = true}), HttpFailure);
    EXPECT_EQ(client.send({.url = url}).status, 302);
}

TEST(HttpClient, GivesBodiesToASinkOnlyWhenAllIsWell) {
    Answering server({answer(200, "content", "ETag: \"7\"\r\n"), answer(404, "no such thing")});
    const auto url = "http://127.0.0.1:" + std::to_string(server.port);
    HttpClient client{here};
    std::string taken;
    HttpRequest request{.url = url};
    request.sink = [&](std::string_view piece) {
        taken += piece;
        return true;
    };
    const auto good = client.send(request);
    EXPECT_EQ(good.header("etag"), "\"7\"");
    EXPECT_EQ(good.body, "");
    EXPECT_EQ(client.send(request).body, "no such thing");
    EXPECT_EQ(taken, "content");
}

TEST(HttpClient, StopsWhereItIsTold) {
    Answering server({answer(200, std::string(5000, 'x'))});
    const auto url = "http://127.0.0.1:" + std::to_string(server.port);
    HttpClient client{here};
    EXPECT_THROW(client.send({.url = url, .max_answer = 4999}), HttpFailure);
    HttpRequest limited{.url = url, .max_file = 10};
    limited.sink = [](std::string_view) { return true; };
    EXPECT_THROW(client.send(limited), HttpFailure);
    HttpRequest failing{.url = url};
    failing.sink = [](std::string_view) -> bool { throw std::out_of_range("mine"); };
    EXPECT_THROW(client.send(failing), std::out_of_range);
    EXPECT_EQ(client.send({.url = url}).body.size(), 5000u);
}

TEST(HttpClient, SendsAPartOfAFile) {
    Answering server({answer(200, "")});
    TempFile file(std::filesystem::temp_directory_path());
    file.write(std::string_view("0123456789"));
    HttpClient client{here};
    HttpRequest request{.method = "PUT", .url = "http://127.0.0.1:" + std::to_string(server.port) + "/a/../b"};
    request.file = HttpRequest::FilePart{file.path(), 2, 5};
    EXPECT_TRUE(client.send(request).ok());
    const auto sent = server.requests().at(0);
    EXPECT_THAT(sent, HasSubstr("PUT /a/../b HTTP/1.1")); // keys are names
    EXPECT_TRUE(sent.ends_with("\r\n\r\n23456"));
}

// The examples of "Signature Calculations for the Authorization Header: Transferring Payload in a Single Chunk",
// https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
TEST(HttpClient, SignsAsAmazonsExamplesSay) {
    Answering server({answer(200, "")});
    HttpClient client{here};
    const auto signature = [&](const std::string& path, std::vector<std::pair<std::string, std::string>> headers) {
        HttpRequest request{.url = "http://examplebucket.s3.amazonaws.com" + path, .headers = std::move(headers)};
        request.headers.emplace_back("X-Amz-Date", "20130524T000000Z");
        request.identity = AwsIdentity{"AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "us-east-1"};
        request.connect_to = server.address();
        client.send(request);
        const auto sent = server.requests().back();
        const auto at = sent.find("Signature=");
        return at == std::string::npos ? sent : sent.substr(at + 10, 64);
    };
    EXPECT_EQ(signature("/test.txt", {{"Range", "bytes=0-9"}}),
              "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
    EXPECT_EQ(signature("/?lifecycle=", {}), "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543");
    EXPECT_EQ(signature("/?max-keys=2&prefix=J", {}),
              "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
}

} // namespace
} // namespace limn::storage
