#include "media/archive.h"

#include "media/kinds.h"
#include "media/zip_index.h"
#include "media_files.h"

#include <archive.h>
#include <archive_entry.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace limn::media {
namespace {
namespace fs = std::filesystem;
using namespace test;
using testing::HasSubstr;
using Names = std::vector<std::string>;

class ArchiveTest : public testing::Test {
  protected:
    storage::TempFolder home{fs::temp_directory_path()};
    fs::path folder = home.path() / "out";
    fs::path file = home.path() / "archive";

    void SetUp() override { fs::create_directories(folder); }

    Names extract(const fs::path& path, const ArchiveLimits& limits = {}) {
        Names names;
        for (const ArchiveMember& member : extract_archive(
                 path, folder, [](auto) { return true; }, {}, limits)) {
            names.push_back(member.name);
            EXPECT_EQ(fs::file_size(folder / member.name), member.size);
        }
        return names;
    }
};

// An archive in any of libarchive's formats.
void write_archive(const fs::path& path, int format, int filter,
                   const std::vector<std::pair<std::string, std::string>>& members, int type = AE_IFREG) {
    ::archive* out = archive_write_new();
    archive_write_set_format(out, format);
    archive_write_add_filter(out, filter);
    archive_write_open_filename(out, path.c_str());
    for (const auto& [name, content] : members) {
        archive_entry* entry = archive_entry_new();
        archive_entry_set_pathname(entry, name.c_str());
        archive_entry_set_filetype(entry, static_cast<unsigned>(type));
        archive_entry_set_perm(entry, 0644);
        archive_entry_set_size(entry, static_cast<la_int64_t>(content.size()));
        if (type == AE_IFLNK) archive_entry_set_symlink(entry, "/etc/passwd");
        archive_write_header(out, entry);
        archive_write_data(out, content.data(), content.size());
        archive_entry_free(entry);
    }
    archive_write_close(out);
    archive_write_free(out);
}

TEST_F(ArchiveTest, UnpacksEveryFormat) {
    struct {
        int format, filter;
    } const kinds[] = {{ARCHIVE_FORMAT_ZIP, ARCHIVE_FILTER_NONE},
                       {ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_NONE},
                       {ARCHIVE_FORMAT_TAR_PAX_RESTRICTED, ARCHIVE_FILTER_GZIP},
                       {ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_BZIP2},
                       {ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_XZ},
                       {ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_ZSTD},
                       {ARCHIVE_FORMAT_7ZIP, ARCHIVE_FILTER_NONE},
                       {ARCHIVE_FORMAT_CPIO_POSIX, ARCHIVE_FILTER_NONE}};
    const std::string large(3 << 20, 'x');
    for (const auto [format, filter] : kinds) {
        write_archive(file, format, filter, {{"top.png", "1"}, {"sub/deep/b.jpg", large}, {"__MACOSX/._top.png", "2"}});
        EXPECT_EQ(extract(file), (Names{"top.png", "sub/deep/b.jpg"})) << format << " " << filter;
        EXPECT_EQ(storage::read_whole(folder / "sub/deep/b.jpg"), large);
    }
}

TEST_F(ArchiveTest, UnpacksASingleCompressedFile) {
    write_archive(home.path() / "photo.png.gz", ARCHIVE_FORMAT_RAW, ARCHIVE_FILTER_GZIP, {{"x", "content"}});
    EXPECT_EQ(extract(home.path() / "photo.png.gz"), (Names{"photo.png"}));
    EXPECT_EQ(storage::read_whole(folder / "photo.png"), "content");
}

TEST_F(ArchiveTest, NamesKeepTheirLetters) {
    const Names names = extract(sample("names.zip"));
    EXPECT_THAT(names, testing::Contains("ä.png"));
    write_file(file, make_zip({{"\x84.png", "x"}})); // code page 437
    EXPECT_EQ(extract(file), (Names{"ä.png"}));
    EXPECT_EQ(read_zip_index(file)[0].name, "ä.png");
}

TEST_F(ArchiveTest, NothingLeavesTheFolder) {
    EXPECT_THAT(media_error([&] { extract(sample("slip.zip")); }), HasSubstr("'../slip.png'"));
    EXPECT_THAT(media_error([&] { read_zip_index(sample("slip.zip")); }), HasSubstr("'../slip.png'"));
    for (const char* name : {"a/../../x.png", "..\\x.png", "a/..", "x\ny.png"}) {
        write_file(file, make_zip({{name, "x"}}));
        EXPECT_NE(media_error([&] { extract(file); }), "") << name;
        EXPECT_NE(media_error([&] { read_zip_index(file); }), "") << name;
    }
    EXPECT_FALSE(fs::exists(home.path() / "x.png"));
    write_file(file, make_zip({{"/abs/x.png", "1"}, {"back\\slash.png", "2"}, {"./dot//y.png", "3"}}));
    EXPECT_EQ(extract(file), (Names{"abs/x.png", "back/slash.png", "dot/y.png"}));
}

TEST_F(ArchiveTest, LinksAreLeftOut) {
    write_archive(file, ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_NONE, {{"link.png", ""}}, AE_IFLNK);
    EXPECT_EQ(extract(file), Names{});
    write_archive(file, ARCHIVE_FORMAT_ZIP, ARCHIVE_FILTER_NONE, {{"link.png", ""}}, AE_IFLNK);
    EXPECT_EQ(extract(file), Names{});
    EXPECT_TRUE(read_zip_index(file).empty());
}

TEST_F(ArchiveTest, BombsAreRefused) {
    write_file(file, make_zip({{"bomb.png", std::string(50 << 20, '\0')}}, true));
    ArchiveLimits limits;
    limits.always = 1 << 20;
    EXPECT_THAT(media_error([&] { extract(file, limits); }), HasSubstr("unpacks to far more than it holds"));
    EXPECT_THAT(media_error([&] { read_zip_index(file, limits); }), HasSubstr("unpacks to far more than it holds"));
    EXPECT_TRUE(fs::is_empty(folder));
    EXPECT_EQ(extract(file), (Names{"bomb.png"})) << "a small one is only a black picture";
    limits = {};
    limits.bytes = 10 << 20;
    EXPECT_NE(media_error([&] { extract(file, limits); }), "");

    write_file(file, make_zip({{"1.png", ""}, {"2.png", ""}, {"3.png", ""}}));
    limits = {};
    limits.members = 2;
    EXPECT_THAT(media_error([&] { extract(file, limits); }), HasSubstr("more than 2 files"));
    EXPECT_THAT(media_error([&] { read_zip_index(file, limits); }), HasSubstr("more than 2 files"));
}

TEST_F(ArchiveTest, BrokenOnesSaySo) {
    EXPECT_THAT(media_error([&] { extract(sample("broken.jpg")); }), HasSubstr("cannot read archive 'broken.jpg'"));
    EXPECT_NE(media_error([&] { read_zip_index(sample("broken.jpg")); }), "");
    EXPECT_NE(media_error([&] { extract(home.path() / "none.zip"); }), "");
    EXPECT_NE(media_error([&] { read_zip_index(home.path() / "none.zip"); }), "");
    EXPECT_EQ(extract(sample("empty.zip")), (Names{"notes.txt"}));
}

// Every prefix and every flipped byte: members or a MediaError.
TEST_F(ArchiveTest, DamageDoesNoHarm) {
    const std::string whole = make_zip({{"a.png", std::string(300, 'a')}, {"b.png", "b"}}, true);
    for (std::size_t i = 0; i < whole.size(); ++i) {
        for (const bool cut : {false, true}) {
            std::string damaged = cut ? whole.substr(0, i) : whole;
            if (!cut) damaged[i] = static_cast<char>(damaged[i] ^ 0xff);
            write_file(file, damaged);
            media_error([&] {
                for (const ZipMember& member : read_zip_index(file)) read_zip_member(file, member);
            });
            media_error([&] { extract(file); });
        }
    }
}

TEST_F(ArchiveTest, ZipMembersAreReadInPlace) {
    const std::string large(5 << 20, 'y');
    for (const bool deflated : {false, true}) {
        write_file(file, make_zip({{"a.png", "first"}, {"sub/b.png", large}, {"empty.png", ""}}, deflated));
        const std::vector<ZipMember> members = read_zip_index(file);
        ASSERT_EQ(members.size(), 3u);
        EXPECT_EQ(members[1].name, "sub/b.png");
        EXPECT_EQ(members[1].size, large.size());
        EXPECT_EQ(members[1].stored, !deflated);
        EXPECT_EQ(read_zip_member(file, members[0]), "first");
        EXPECT_EQ(read_zip_member(file, members[1]), large);
        EXPECT_EQ(read_zip_member(file, members[2]), "");
    }
    EXPECT_EQ(read_zip_index(sample("nested.zip")).size(), 4u);
}

TEST_F(ArchiveTest, OnlyWhatIsWantedIsUnpacked) {
    double last = 0;
    const auto images = [](std::string_view name) { return kind_of(name) == Kind::image; };
    const auto members = extract_archive(sample("nested.zip"), folder, images, [&](double done) {
        EXPECT_GE(done, last);
        last = done;
    });
    EXPECT_EQ(members.size(), 3u);
    EXPECT_GT(last, 0);
    EXPECT_FALSE(fs::exists(folder / "notes.txt"));
}

TEST_F(ArchiveTest, ReadingMayStopEarly) {
    int seen = 0;
    read_archive(sample("names.zip"), {}, [&](const ArchiveMember&, const ArchiveContent& content) {
        EXPECT_FALSE(content().empty());
        return ++seen < 2;
    });
    EXPECT_EQ(seen, 2);
}

} // namespace
} // namespace limn::media
