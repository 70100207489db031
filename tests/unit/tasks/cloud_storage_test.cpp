#include "tasks/cloud_storage.h"

#include <gtest/gtest.h>

#include "world.h"

namespace limn::tasks {
namespace {

const auto box = access::SecretBox::from_text("0123456789abcdef");

CloudStorage sample(int64_t owner) {
    CloudStorage s;
    s.provider_type = provider::s3;
    s.resource = "bucket";
    s.display_name = "Pictures";
    s.credentials_type = credentials_type::key_pair;
    s.owner_id = owner;
    s.manifests = {"b.jsonl", "a/b.jsonl"};
    s.credentials = {.key = "AKIA", .secret_key = "hunter2", .account_name = "left over"};
    s.created_date = s.updated_date = {5};
    return s;
}

TEST(CloudStorageRows, KeepTheirSecretsSealed) {
    World world;
    const auto id = world.write([&](db::Connection& c) { return insert_cloud_storage(c, box, sample(world.person)); });
    world.read([&](db::Connection& c) {
        auto rows = c.query("SELECT credentials FROM cloud_storage WHERE id = ?", id);
        ASSERT_TRUE(rows.next());
        EXPECT_EQ(rows.view(0).find("hunter2"), std::string_view::npos);
    });
    auto found = world.read([&](db::Connection& c) { return *find_cloud_storage(c, id); });
    EXPECT_EQ(found.manifests, (std::vector<std::string>{"b.jsonl", "a/b.jsonl"}));
    EXPECT_EQ(found.credentials, CloudCredentials{});
    world.read([&](db::Connection& c) { open_credentials(c, box, found); });
    EXPECT_EQ(found.credentials, (CloudCredentials{.key = "AKIA", .secret_key = "hunter2"}));
    const auto other = access::SecretBox::from_text("another key of 16");
    EXPECT_NE(refusal([&] { world.read([&](db::Connection& c) { open_credentials(c, other, found); }); }), "");
}

TEST(CloudStorageRows, ChangeAndKeepGivenIds) {
    World world;
    auto s = sample(world.person);
    s.id = 77;
    world.write([&](db::Connection& c) { EXPECT_EQ(insert_cloud_storage(c, box, s), 77); });
    s.credentials_type = credentials_type::anonymous;
    s.manifests = {};
    s.display_name = "Other";
    world.write([&](db::Connection& c) { update_cloud_storage(c, box, s); });
    world.read([&](db::Connection& c) {
        auto found = *find_cloud_storage(c, 77);
        EXPECT_EQ(found.display_name, "Other");
        EXPECT_TRUE(found.manifests.empty());
        open_credentials(c, box, found);
        EXPECT_EQ(found.credentials.secret_key, "");
        EXPECT_EQ(load_cloud_storages(c, {1, 77, 78}).size(), 1u);
    });
}

TEST(CloudStorageRows, GoWithTheDefaultsThatNameThem) {
    World world;
    world.write([&](db::Connection& c) {
        const auto id = insert_cloud_storage(c, box, sample(world.person));
        c.execute("INSERT INTO storage_location (id, location, cloud_storage_id) VALUES (4, 'cloud_storage', ?)", id);
        c.execute("INSERT INTO project (name, source_storage_id, created_date, updated_date) VALUES ('p', 4, 0, 0)");
        delete_cloud_storage(c, id);
    });
    EXPECT_EQ(world.count("SELECT count(*) FROM storage_location"), 0);
    EXPECT_EQ(world.count("SELECT count(*) FROM project WHERE source_storage_id IS NULL"), 1);
    EXPECT_EQ(world.count("SELECT count(*) FROM cloud_storage_manifest"), 0);
}

TEST(Clouds, WantWholeCredentials) {
    World world;
    const Clouds clouds(*world.database, box, {});
    auto s = sample(world.person);
    s.credentials.secret_key.clear();
    EXPECT_EQ(refusal([&] { clouds.connect(s); }), "Insufficient data for authentication");
    s.credentials.key.clear();
    EXPECT_NE(clouds.connect(s), nullptr);
    s.provider_type = provider::google;
    s.credentials_type = credentials_type::key_file;
    EXPECT_EQ(refusal([&] { clouds.connect(s); }), "Insufficient data for authentication");
}

} // namespace
} // namespace limn::tasks
