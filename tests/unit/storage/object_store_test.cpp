#include "storage/object_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include <boost/json.hpp>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include "answering.h"
#include "base/text.h"
#include "storage/temp_file.h"

namespace limn::storage {
namespace json = boost::json;
namespace {

using test::answer;
using test::Answering;
using testing::ElementsAre;
using testing::HasSubstr;

std::shared_ptr<HttpClient> client() {
    return std::make_shared<HttpClient>(AddressRules(std::vector<std::string>{"127.0.0.1"}));
}

std::string url(const Answering& server) { return "http://" + server.address(); }

std::vector<std::string> keys(const ObjectPage& page) {
    std::vector<std::string> out;
    for (const auto& entry : page.entries) out.push_back(entry.object.key + (entry.is_folder ? " (folder)" : ""));
    return out;
}

template <class F> std::optional<ObjectError::Kind> failure(F&& f) {
    try {
        f();
        return {};
    } catch (const ObjectError& e) {
        return e.kind;
    }
}

TEST(S3, ListsInTheOrderOfTheKeys) {
    Answering server({answer(200, "<?xml version=\"1.0\"?><ListBucketResult><IsTruncated>true</IsTruncated>"
                                  "<NextContinuationToken>a+b=</NextContinuationToken>"
                                  "<EncodingType>url</EncodingType>"
                                  "<Contents><Key>a+b%2Fc</Key><Size>12</Size><ETag>&quot;e&quot;</ETag></Contents>"
                                  "<Contents><Key>z</Key><Size>1</Size></Contents>"
                                  "<CommonPrefixes><Prefix>m/</Prefix></CommonPrefixes></ListBucketResult>"),
                      answer(200, "<ListBucketResult/>"), answer(200, "not xml <")});
    const auto store = open_s3({"bucket", url(server) + "/", "", "key", "secret"}, client());
    const auto page = store->list({.prefix = "ä &", .one_level = true, .limit = 3});
    EXPECT_THAT(keys(page), ElementsAre("a b/c", "m/ (folder)", "z"));
    EXPECT_EQ(page.entries[0].object.size, 12u);
    EXPECT_EQ(page.entries[0].object.version, "\"e\"");
    EXPECT_EQ(page.next, "a+b=");
    EXPECT_THAT(
        server.requests()[0],
        HasSubstr("GET /bucket?delimiter=%2F&encoding-type=url&list-type=2&max-keys=3&prefix=%C3%A4%20%26 HTTP"));
    EXPECT_THAT(server.requests()[0], HasSubstr("Credential=key/"));
    EXPECT_TRUE(store->list({.token = "a+b="}).entries.empty());
    EXPECT_THAT(server.requests()[1], HasSubstr("?continuation-token=a%2Bb%3D&encoding-type"));
    EXPECT_EQ(failure([&] { store->list({}); }), ObjectError::Kind::failed);
}

TEST(S3, TellsWhyNot) {
    const std::string error = "<Error><Code>AccessDenied</Code><Message>no</Message></Error>";
    Answering server({answer(403, error), answer(404, ""), answer(500, error), answer(403, ""), answer(404, ""),
                      answer(200, ""), answer(416, "")});
    const auto store = open_s3({"bucket", url(server), "", "", ""}, client());
    EXPECT_EQ(failure([&] { store->info("a"); }), ObjectError::Kind::forbidden);
    EXPECT_EQ(failure([&] { store->info("a"); }), ObjectError::Kind::not_found);
    EXPECT_EQ(failure([&] { store->list({}); }), ObjectError::Kind::failed);
    EXPECT_EQ(store->reach(), Reach::forbidden);
    EXPECT_EQ(store->reach("a"), Reach::not_found);
    EXPECT_EQ(store->reach("a"), Reach::available);
    EXPECT_EQ(store->read_head("empty", 10), "");
    for (const auto& request : server.requests()) EXPECT_EQ(request.find("Authorization"), std::string::npos);
    std::string why;
    const auto nowhere = open_s3({"bucket", "http://127.0.0.1:1", "", "", ""}, client());
    EXPECT_EQ(nowhere->reach({}, &why), Reach::not_found);
    EXPECT_NE(why, "");
    EXPECT_EQ(failure([&] { nowhere->list({}); }), ObjectError::Kind::failed);
}

TEST(S3, FollowsItsBucketToAnotherRegion) {
    Answering server({answer(400, "", "x-amz-bucket-region: eu-west-1\r\n"), answer(200, ""), answer(200, "")});
    const auto store = open_s3({"bucket", url(server), "", "key", "secret"}, client());
    EXPECT_EQ(store->reach(), Reach::available);
    EXPECT_THAT(server.requests()[0], HasSubstr("/us-east-1/s3/"));
    EXPECT_THAT(server.requests()[1], HasSubstr("/eu-west-1/s3/"));
    store->reach();
    EXPECT_THAT(server.requests()[2], HasSubstr("/eu-west-1/s3/"));
}

TEST(S3, UnderstandsPolicies) {
    Answering server({answer(404, ""), answer(200, R"({"Statement":[{"Effect":"Allow","Action":["s3:GetObject"]},
                                                     {"Effect":"Deny","Action":"s3:PutObject"}]})"),
                      answer(200, R"({"Statement":[{"Effect":"Allow","Action":"s3:*"}]})"), answer(200, "?"),
                      answer(200, R"({"Statement":{"Effect":"Allow","Action":"s3:PutObject"}})")});
    const auto store = open_s3({"bucket", url(server), "", "", ""}, client());
    EXPECT_TRUE(store->permissions()->write);
    EXPECT_TRUE(store->permissions()->read);
    EXPECT_TRUE(store->permissions()->write);
    EXPECT_EQ(failure([&] { store->permissions(); }), ObjectError::Kind::failed);
    const auto one = store->permissions(); // a statement need not be in a list
    EXPECT_TRUE(one->write);
    EXPECT_FALSE(one->read);
}

// Computed with Python's hmac by the rules of "Authorize with Shared Key" for the account that Azurite documents.
TEST(Azure, SignsWithTheKeyOfTheAccount) {
    const std::string key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
    HttpRequest request;
    request.headers = {{"x-ms-date", "Fri, 26 Jun 2015 23:39:12 GMT"}, {"x-ms-version", "2021-08-06"}};
    EXPECT_EQ(azure_authorization("devstoreaccount1", key, request, "/devstoreaccount1/mycontainer",
                                  "comp=list&prefix=a%20b%2F&restype=container"),
              "SharedKey devstoreaccount1:M8Nwum+2SpycUl99XR2gyARutzZ5mlkRPgDpNu2NP30=");
    request.method = "PUT";
    request.body = "12345";
    request.headers.emplace_back("Content-Type", "application/octet-stream");
    request.headers.emplace_back("x-ms-blob-type", "BlockBlob");
    EXPECT_EQ(azure_authorization("devstoreaccount1", key, request, "/devstoreaccount1/mycontainer/a%20b", ""),
              "SharedKey devstoreaccount1:BNnCPxky5xF23LWqP+5GD9/ett0FTk21MrlqbxMliLQ=");
}

TEST(Azure, ListsAndReadsWithAToken) {
    Answering server(
        {answer(200, "<?xml version=\"1.0\"?><EnumerationResults><Blobs><BlobPrefix><Name>d/</Name></BlobPrefix>"
                     "<Blob><Name>e.png</Name><Properties><Content-Length>7</Content-Length><Etag>0x1</Etag>"
                     "</Properties></Blob></Blobs><NextMarker>m1</NextMarker></EnumerationResults>"),
         answer(206, "he"), answer(404, "")});
    const auto store = open_azure(
        {"box", "acc", "", "BlobEndpoint=" + url(server) + "/acc;SharedAccessSignature=sv=1&sig=x%3D"}, client());
    const auto page = store->list({.prefix = "a/", .one_level = true, .token = "m0", .limit = 5});
    EXPECT_THAT(keys(page), ElementsAre("d/ (folder)", "e.png"));
    EXPECT_EQ(page.next, "m1");
    EXPECT_THAT(server.requests()[0],
                HasSubstr("GET /acc/box?comp=list&delimiter=%2F&marker=m0&maxresults=5&prefix=a%2F&"
                          "restype=container&sv=1&sig=x%3D HTTP"));
    EXPECT_EQ(store->read_head("d/e f.png", 2), "he");
    EXPECT_THAT(server.requests()[1], HasSubstr("GET /acc/box/d/e%20f.png?sv=1&sig=x%3D HTTP"));
    EXPECT_THAT(server.requests()[1], HasSubstr("x-ms-range: bytes=0-1\r\n"));
    EXPECT_EQ(store->reach("gone"), Reach::not_found);
}

std::string new_private_key() {
    const std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)> key(EVP_RSA_gen(2048), EVP_PKEY_free);
    const std::unique_ptr<BIO, int (*)(BIO*)> bio(BIO_new(BIO_s_mem()), BIO_free);
    PEM_write_bio_PrivateKey(bio.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    char* text = nullptr;
    const auto size = BIO_get_mem_data(bio.get(), &text);
    return {text, static_cast<size_t>(size)};
}

TEST(Google, GetsATokenOnceAndAsksWithIt) {
    Answering server(
        {answer(200, R"({"access_token":"t1","expires_in":3600})"),
         answer(200, R"({"prefixes":["d/"],"items":[{"name":"b","size":"3","generation":"9"}],"nextPageToken":"n"})"),
         answer(200, R"({"name":"d/x y","size":"5","generation":"8"})"), answer(200, "{}")});
    const auto key_file = json::serialize(json::object{{"client_email", "a@b"},
                                                       {"private_key_id", "k"},
                                                       {"private_key", new_private_key()},
                                                       {"token_uri", url(server) + "/token"}});
    const auto store = open_google({"bucket", key_file, url(server)}, client());
    EXPECT_THAT(keys(store->list({.prefix = "p", .one_level = true})), ElementsAre("b", "d/ (folder)"));
    EXPECT_EQ(store->info("d/x y").size, 5u);
    TempFile file(std::filesystem::temp_directory_path());
    file.write(std::string_view("content"));
    store->write("d/x y", file.path());
    const auto requests = server.requests();
    ASSERT_EQ(requests.size(), 4u);
    EXPECT_THAT(requests[0], HasSubstr("POST /token HTTP"));
    EXPECT_THAT(requests[0], HasSubstr("&assertion=ey"));
    EXPECT_THAT(requests[1], HasSubstr("&delimiter=%2F&prefix=p HTTP"));
    EXPECT_THAT(requests[1], HasSubstr("Authorization: Bearer t1\r\n"));
    EXPECT_THAT(requests[2], HasSubstr("GET /storage/v1/b/bucket/o/d%2Fx%20y?fields="));
    EXPECT_THAT(requests[3], HasSubstr("POST /upload/storage/v1/b/bucket/o?name=d%2Fx%20y&uploadType=media HTTP"));
    EXPECT_TRUE(requests[3].ends_with("content"));
}

TEST(Google, RefusesABrokenKeyFile) {
    for (const std::string text : {"", "{}", "[", R"({"private_key":"x"})"}) {
        Answering server({answer(200, "{}")});
        const auto store = open_google({"bucket", text, url(server)}, client());
        if (text.empty()) {
            EXPECT_EQ(store->reach(), Reach::available); // nobody in particular asks
            continue;
        }
        EXPECT_NE(store->reach(), Reach::available) << text;
        EXPECT_TRUE(server.requests().empty());
    }
}

} // namespace
} // namespace limn::storage
