#include "migration/files.h"

#include <fstream>

#include <gtest/gtest.h>

#include "storage/temp_file.h"

namespace {
using namespace limn::migration;
namespace fs = std::filesystem;

TEST(Files, OnlyFilesInsideTheFolderAreFound) {
    const limn::storage::TempFolder folder(fs::temp_directory_path());
    const auto root = folder.path() / "raw";
    fs::create_directories(root / "sub");
    std::ofstream(root / "sub" / "a.png") << "a";
    std::ofstream(folder.path() / "secret") << "s";
    fs::create_symlink(folder.path() / "secret", root / "link");
    EXPECT_TRUE(find_file(root, "sub/a.png"));
    EXPECT_TRUE(find_file(root, "/sub/a.png"));
    for (const auto path : {"", "sub", "missing", "../secret", "sub/../../secret", "link"})
        EXPECT_FALSE(find_file(root, path)) << path;
    EXPECT_FALSE(find_file("", "secret"));
    EXPECT_FALSE(find_file(folder.path() / "nowhere", "secret"));
}

TEST(Files, PathsOfTheOldServerAreCut) {
    EXPECT_EQ(below_raw("/home/django/data/data/1/raw/sub/a.png"), "sub/a.png");
    EXPECT_EQ(below_raw("sub/a.png"), "sub/a.png");
    EXPECT_EQ(below_raw("/a.png"), "a.png");
}

TEST(Files, CopiesAreRepeatable) {
    const limn::storage::TempFolder folder(fs::temp_directory_path());
    const auto blobs = limn::storage::open_disk_store(folder.path() / "blobs");
    std::vector<Copy> copies;
    for (int i = 0; i < 20; ++i) {
        const auto file = folder.path() / std::to_string(i);
        std::ofstream(file) << std::string(static_cast<size_t>(i) * 1000, 'x');
        copies.push_back({file, "media/1/raw/" + std::to_string(i)});
    }
    copy_files(*blobs, copies);
    copy_files(*blobs, copies);
    for (const auto& copy : copies) EXPECT_EQ(blobs->size(copy.to), fs::file_size(copy.from));
    copies.push_back({folder.path() / "missing", "media/1/raw/missing"});
    EXPECT_ANY_THROW(copy_files(*blobs, copies));
}

} // namespace
