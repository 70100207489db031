#include "storage/blob_store.h"

#include "base/error.h"

#include <fcntl.h>
#include <fstream>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

namespace limn::storage {
namespace fs = std::filesystem;
namespace {

class BlobStoreTest : public testing::Test {
  protected:
    TempFolder home{fs::temp_directory_path()};
    fs::path folder = home.path() / "blobs";
    std::unique_ptr<BlobStore> store = open_disk_store(folder);

    std::vector<std::string> keys(std::string_view prefix = "") const {
        std::vector<std::string> found;
        for (const BlobInfo& blob : store->list(prefix)) found.push_back(blob.key);
        return found;
    }
};

int status_of(const std::function<void()>& act) {
    try {
        act();
    } catch (const Error& error) {
        return error.status();
    }
    return 0;
}

TEST_F(BlobStoreTest, GivesBackWhatWasPut) {
    store->put("tasks/7/raw/ä b.jpg", "0123456789");
    EXPECT_EQ(store->size("tasks/7/raw/ä b.jpg"), 10u);
    EXPECT_EQ(store->read("tasks/7/raw/ä b.jpg", 0, 100), "0123456789");
    EXPECT_EQ(store->read("tasks/7/raw/ä b.jpg", 3, 4), "3456");
    EXPECT_EQ(store->read("tasks/7/raw/ä b.jpg", 10, 4), "");
    EXPECT_EQ(store->read("tasks/7/raw/ä b.jpg", 99, 4), "");
    EXPECT_EQ(read_whole(store->local_file("tasks/7/raw/ä b.jpg")), "0123456789");
}

TEST_F(BlobStoreTest, KnowsWhatIsMissing) {
    EXPECT_EQ(store->size("none"), std::nullopt);
    EXPECT_EQ(status_of([&] { store->read("none", 0, 1); }), 404);
    EXPECT_EQ(status_of([&] { store->local_file("none"); }), 404);
    EXPECT_FALSE(store->remove("none"));
    EXPECT_EQ(store->remove_all("none"), 0u);
    EXPECT_EQ(status_of([&] { store->adopt("a", home.path() / "none"); }), 404);
}

TEST_F(BlobStoreTest, RefusesKeysThatEscape) {
    for (const std::string key :
         {"", "/etc/passwd", "../a", "a/../b", "a//b", "a/", "./a", "a\\b", "a\nb", ".tmp/x", ".tmp"}) {
        EXPECT_EQ(status_of([&] { store->put(key, "x"); }), 400) << key;
        EXPECT_EQ(status_of([&] { store->size(key); }), 400) << key;
    }
    EXPECT_EQ(status_of([&] { store->put(std::string(256, 'a'), "x"); }), 400);
    EXPECT_EQ(status_of([&] { store->put(std::string("\xff\xfe"), "x"); }), 400);
    EXPECT_FALSE(fs::exists(home.path() / "a"));
    EXPECT_TRUE(is_safe_key("..a/b..c/.hidden"));
}

TEST_F(BlobStoreTest, ShowsNothingBeforeCommit) {
    {
        auto writer = store->create("a/b");
        writer->write("half");
        EXPECT_TRUE(keys().empty());
    }
    EXPECT_EQ(store->size("a/b"), std::nullopt);
    store->put("a/b", "old");
    auto writer = store->create("a/b");
    writer->write("new");
    EXPECT_EQ(store->read("a/b", 0, 9), "old");
    writer->commit();
    EXPECT_EQ(store->read("a/b", 0, 9), "new");
}

TEST_F(BlobStoreTest, ListsAndRemovesByFolder) {
    for (const char* key : {"t/1/a", "t/1/b/c", "t/10/a", "u"}) store->put(key, "x");
    EXPECT_EQ(keys(), (std::vector<std::string>{"t/1/a", "t/1/b/c", "t/10/a", "u"}));
    EXPECT_EQ(keys("t/1"), (std::vector<std::string>{"t/1/a", "t/1/b/c"}));
    EXPECT_EQ(store->remove_all("t/1"), 2u);
    EXPECT_EQ(keys(), (std::vector<std::string>{"t/10/a", "u"}));
    EXPECT_TRUE(store->remove("t/10/a"));
    EXPECT_FALSE(fs::exists(folder / "t")) << "empty folders go with their last blob";
    EXPECT_EQ(store->remove_all(""), 1u);
    EXPECT_TRUE(keys().empty());
}

TEST_F(BlobStoreTest, AdoptsFiles) {
    std::ofstream(home.path() / "upload") << "content";
    store->adopt("a/upload", home.path() / "upload");
    EXPECT_EQ(store->read("a/upload", 0, 99), "content");
    EXPECT_FALSE(fs::exists(home.path() / "upload"));
}

TEST_F(BlobStoreTest, AFileIsNoFolder) {
    store->put("a", "x");
    EXPECT_EQ(status_of([&] { store->put("a/b", "y"); }), 409);
    EXPECT_EQ(store->read("a", 0, 9), "x");
}

TEST_F(BlobStoreTest, DoesNotFollowLinksOutOfTheStore) {
    std::ofstream(home.path() / "secret") << "s";
    fs::create_symlink(home.path() / "secret", folder / "link");
    EXPECT_EQ(store->size("link"), std::nullopt);
    EXPECT_EQ(status_of([&] { store->read("link", 0, 1); }), 404);
    EXPECT_TRUE(keys().empty());
}

TEST_F(BlobStoreTest, RemovesWhatACrashLeftAndNothingElse) {
    store->put("kept", "x");
    const pid_t child = fork();
    if (child == 0) {
        TempFile abandoned(folder / ".tmp");
        abandoned.write("half");
        ::_exit(0); // as a crash: no destructor runs
    }
    ::waitpid(child, nullptr, 0);
    auto living = store->create("living");
    living->write("whole");
    const auto work_files = [&] {
        return std::distance(fs::directory_iterator(folder / ".tmp"), fs::directory_iterator());
    };
    EXPECT_EQ(work_files(), 2);
    const auto second = open_disk_store(folder);
    EXPECT_EQ(work_files(), 1);
    living->commit();
    EXPECT_EQ(second->read("living", 0, 9), "whole");
    EXPECT_EQ(second->read("kept", 0, 9), "x");
}

// /dev/full is a device that is always full; its error must arrive as 507 however it is met.
TEST(TempFile, SaysThatTheDiskIsFull) {
    TempFolder home(fs::temp_directory_path());
    TempFile file(home.path());
    const int full = ::open("/dev/full", O_WRONLY);
    ASSERT_GE(full, 0);
    ASSERT_GE(::dup2(full, file.descriptor()), 0);
    ::close(full);
    const fs::path path = file.path();
    EXPECT_EQ(status_of([&] { file.write("x"); }), 507);
    EXPECT_FALSE(fs::exists(path)) << "nothing is kept";
}

TEST(TempFolder, TakesItsContentAlong) {
    fs::path path;
    {
        TempFolder folder(fs::temp_directory_path());
        path = folder.path();
        fs::create_directories(path / "a/b");
        EXPECT_EQ(remove_abandoned(path.parent_path() / "no such folder"), 0u);
    }
    EXPECT_FALSE(fs::exists(path));
}

} // namespace
} // namespace limn::storage
