#include "access/secret_box.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sys/stat.h>

#include "base/error.h"
#include "base/text.h"

namespace limn::access {
namespace fs = std::filesystem;
namespace {

struct Folder {
    fs::path path = fs::temp_directory_path() / ("limn-secret-box-" + random_hex(8));
    Folder() { fs::create_directories(path); }
    ~Folder() { fs::remove_all(path); }
};

TEST(SecretBox, OpensWhatItSealedAndOnlyInItsPlace) {
    const auto box = SecretBox::from_text("0123456789abcdef");
    const auto sealed = box.seal("the secret", "cloud_storage:7");
    EXPECT_EQ(sealed.find("secret"), std::string::npos);
    EXPECT_EQ(box.open(sealed, "cloud_storage:7"), "the secret");
    EXPECT_THROW(box.open(sealed, "cloud_storage:8"), Error);
    EXPECT_THROW(SecretBox::from_text("0123456789abcdeg").open(sealed, "cloud_storage:7"), Error);
    EXPECT_NE(box.seal("the secret", "cloud_storage:7"), sealed);
}

TEST(SecretBox, RefusesWhatWasAltered) {
    const auto box = SecretBox::from_text("0123456789abcdef");
    const auto sealed = box.seal("", "x");
    EXPECT_EQ(box.open(sealed, "x"), "");
    for (size_t i = 0; i < sealed.size(); ++i) {
        auto other = sealed;
        other[i] = static_cast<char>(other[i] ^ 1);
        EXPECT_THROW(box.open(other, "x"), Error) << i;
        EXPECT_THROW(box.open(sealed.substr(0, i), "x"), Error) << i;
    }
}

TEST(SecretBox, KeepsItsKeyInAFileForItsOwnerOnly) {
    const Folder folder;
    const auto file = folder.path / "secret.key";
    const auto sealed = SecretBox::from_file(file).seal("s", "p");
    EXPECT_EQ(SecretBox::from_file(file).open(sealed, "p"), "s");
    struct stat info {};
    ASSERT_EQ(stat(file.c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 0777, 0600u);
    EXPECT_EQ(std::distance(fs::directory_iterator(folder.path), {}), 1);
}

TEST(SecretBox, DoesNotReplaceAKeyThatItCannotRead) {
    const Folder folder;
    const auto file = folder.path / "secret.key";
    std::ofstream(file) << "not a key\n";
    EXPECT_THROW(SecretBox::from_file(file), std::runtime_error);
    std::string text;
    std::getline(std::ifstream(file), text);
    EXPECT_EQ(text, "not a key");
    EXPECT_THROW(SecretBox::from_text("short"), std::runtime_error);
}

} // namespace
} // namespace limn::access
