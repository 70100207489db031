#include "tasks/cloud_listing.h"

#include <gtest/gtest.h>

#include <sstream>

#include "base/error.h"

namespace limn::tasks {
namespace {

const std::vector<std::string> keys{"dir/img_3.png", "dir/sub/img_1.png", "img_10.png", "img_2.png", "zip/a.zip"};

std::vector<CloudEntry> names(const CloudContent& content) { return content.entries; }

TEST(CloudListing, ShowsOneFolderOfAManifestInNaturalOrder) {
    const auto top = list_keys(keys, "", {});
    EXPECT_EQ(names(top),
              (std::vector<CloudEntry>{{"dir", true}, {"zip", true}, {"img_2.png", false}, {"img_10.png", false}}));
    EXPECT_EQ(top.next, std::nullopt);
    EXPECT_EQ(names(list_keys(keys, "", {.prefix = "dir/"})),
              (std::vector<CloudEntry>{{"sub", true}, {"img_3.png", false}}));
    EXPECT_EQ(names(list_keys(keys, "", {.prefix = "/dir/"})), names(list_keys(keys, "", {.prefix = "dir/"})));
    EXPECT_TRUE(list_keys(keys, "", {.prefix = "none/"}).entries.empty());
    EXPECT_TRUE(list_keys({}, "", {}).entries.empty());
}

TEST(CloudListing, CutsAManifestIntoPages) {
    const auto first = list_keys(keys, "", {.page_size = 3});
    EXPECT_EQ(first.entries.size(), 3u);
    EXPECT_EQ(first.next, "3");
    const auto second = list_keys(keys, "", {.token = "3", .page_size = 3});
    EXPECT_EQ(names(second), (std::vector<CloudEntry>{{"img_10.png", false}}));
    EXPECT_EQ(second.next, std::nullopt);
    EXPECT_TRUE(list_keys(keys, "", {.token = "99"}).entries.empty());
    for (const auto* token : {"x", "-1", "1.5"}) EXPECT_THROW(list_keys(keys, "", {.token = token}), Error) << token;
}

TEST(CloudListing, KeepsToTheDefaultPrefix) {
    const auto check = [](std::string_view asked, std::optional<std::string> prefix, std::string folder) {
        const auto narrowed = narrow("dir/sub", asked);
        EXPECT_EQ(narrowed.prefix, prefix) << asked;
        EXPECT_EQ(narrowed.folder, folder) << asked;
    };
    check("", "dir/sub", "");
    check("dir/sub/", "dir/sub/", "");
    check("dir/", "dir/sub", "");
    check("dir/s", "dir/sub", "");
    check("d", {}, "dir"); // the way there
    check("dir", {}, "dir");
    check("img", {}, "");
    check("dir/x", {}, "");
    EXPECT_EQ(narrow("", "").prefix, "");
    EXPECT_EQ(narrow("a/b/c/", "a/").folder, "b");
    EXPECT_EQ(names(list_keys(keys, "dir/", {.prefix = "img"})), std::vector<CloudEntry>{});
    EXPECT_EQ(names(list_keys(keys, "dir/", {})), (std::vector<CloudEntry>{{"sub", true}, {"img_3.png", false}}));
}

TEST(CloudListing, ReadsNamesOfAManifestRelativeToIt) {
    std::istringstream text("{\"version\":\"1.1\"}\n{\"type\":\"images\"}\n"
                            "{\"name\":\"a\",\"extension\":\".png\",\"width\":1,\"height\":1}\n\n"
                            "{\"name\":\"b/c\",\"extension\":\".jpg\",\"width\":1,\"height\":1}\n");
    const auto manifest = media::parse_manifest(text);
    EXPECT_EQ(manifest_keys(manifest, "m.jsonl"), (std::vector<std::string>{"a.png", "b/c.jpg"}));
    EXPECT_EQ(manifest_keys(manifest, "x/y/m.jsonl"), (std::vector<std::string>{"x/y/a.png", "x/y/b/c.jpg"}));
    std::istringstream video("{\"version\":\"1.1\"}\n{\"type\":\"video\"}\n"
                             "{\"properties\":{\"name\":\"v.mp4\",\"resolution\":[8,8],\"length\":2,\"chapters\":[]}}\n"
                             "{\"number\":0,\"pts\":0,\"checksum\":\"\"}\n");
    EXPECT_EQ(manifest_keys(media::parse_manifest(video), "x/m.jsonl"), std::vector<std::string>{"x/v.mp4"});
}

TEST(CloudStorageAttributes, AreDecoded) {
    CloudStorage s;
    s.specific_attributes = "endpoint_url=http%3A%2F%2Flocalhost%3A9000&prefix=a%20b%2F&region=eu-west-1";
    EXPECT_EQ(s.attribute("endpoint_url"), "http://localhost:9000");
    EXPECT_EQ(s.prefix(), "a b/");
    EXPECT_EQ(s.attribute("region"), "eu-west-1");
    EXPECT_EQ(s.attribute("project"), "");
}

} // namespace
} // namespace limn::tasks
