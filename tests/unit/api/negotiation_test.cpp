#include "api/negotiation.h"

#include <gtest/gtest.h>

#include "api/client_release.h"
#include "base/error.h"

namespace {
using namespace limn;
using namespace limn::api;

std::string result(std::string_view accept, std::optional<std::string> scheme = {}) {
    try {
        return negotiate(accept, scheme) == Rendering::json ? "json" : "page";
    } catch (const Error& e) {
        return std::to_string(e.status()) + " " + e.body();
    }
}

const std::string unsatisfied = R"(406 {"detail":"Could not satisfy the request Accept header."})";
const std::string wrong_version = R"(406 {"detail":"Invalid version in \"Accept\" header."})";

TEST(Negotiation, JsonIsTheDefault) {
    for (const auto accept :
         {"", " ", "*/*", "application/*", "application/vnd.cvat+json", "APPLICATION/vnd.cvat+json", "text/plain, */*",
          "application/json, application/vnd.cvat+json;q=0.1", "text/html, application/vnd.cvat+json"})
        EXPECT_EQ(result(accept), "json") << accept;
}

TEST(Negotiation, BrowsersGetAPage) {
    EXPECT_EQ(result("text/html"), "page");
    EXPECT_EQ(result("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"), "page");
}

TEST(Negotiation, OtherTypesAreNotAcceptable) {
    for (const auto accept : {"application/json", "image/png", "application/zip", "nonsense"})
        EXPECT_EQ(result(accept), unsatisfied) << accept;
}

TEST(Negotiation, OneVersionIsServed) {
    EXPECT_EQ(result("application/vnd.cvat+json; version=2.0"), "json");
    EXPECT_EQ(result("application/vnd.cvat+json; version=\"2.0\""), "json");
    EXPECT_EQ(result("application/vnd.cvat+json; version=1.0"), wrong_version);
    EXPECT_EQ(result("*/*; version=1.0"), wrong_version);
}

TEST(Negotiation, SchemeForcesAForm) {
    EXPECT_EQ(result("text/html", "json"), "json");
    EXPECT_EQ(result("application/vnd.cvat+json", "api"), "page");
    EXPECT_EQ(result("*/*", "xml"), R"(404 {"detail":"Not found."})");
    EXPECT_EQ(result("*/*", ""), "json");
}

TEST(Negotiation, ThePageShowsTextAsText) {
    const auto page = page_of(R"({"name":"<b>&"})");
    EXPECT_NE(page.find(R"({"name":"&lt;b&gt;&amp;"})"), std::string::npos);
    EXPECT_TRUE(page.starts_with("<!doctype html>"));
}

TEST(ClientRelease, IsTheSdksOwnWithinWhatIsServed) {
    EXPECT_EQ(client_release("cvat_sdk/2.63.0"), 63);
    EXPECT_EQ(client_release("cvat_cli/2.79.0 (agent) cvat_sdk/2.71.1"), 71);
    for (const auto other : {"", "Mozilla/5.0", "cvat_sdk/2.53.0", "cvat_sdk/2.80.0", "cvat_sdk/2.x", "cvat_sdk/3.1.0"})
        EXPECT_EQ(client_release(other), 79) << other;
}

TEST(ClientRelease, ReportsWhatTheClientAcceptsSilently) {
    EXPECT_EQ(reported_version("cvat_sdk/2.54.0"), "2.54.0");
    EXPECT_EQ(reported_version("cvat_sdk/2.77.3"), "2.77.0");
    EXPECT_EQ(reported_version("cvat_sdk/2.78.0"), "2.79.0");
    EXPECT_EQ(reported_version("cvat_sdk/2.90.0"), "2.79.0");
    EXPECT_EQ(reported_version("curl/8"), "2.79.0");
}

} // namespace
