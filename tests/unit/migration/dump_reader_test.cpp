#include "migration/dump_reader.h"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.h"

namespace {
using namespace limn::migration;
using testing::ElementsAre;

class File {
  public:
    explicit File(std::string_view content)
        : path(std::filesystem::temp_directory_path() / ("limn-dump-" + limn::random_text(12))) {
        std::ofstream(path, std::ios::binary) << content;
    }
    ~File() { std::filesystem::remove(path); }
    const std::filesystem::path path;
};

std::vector<std::string> all_of(DumpReader reader) {
    std::vector<std::string> records;
    while (const auto record = reader.next()) records.emplace_back(*record);
    return records;
}

std::vector<std::string> all_of(std::string_view content) { return all_of(DumpReader(File(content).path)); }

TEST(DumpReader, GivesTheObjectsOfAListAsTheyAre) {
    EXPECT_THAT(all_of(R"([{"a": 1}, {"b": {"c": ["}", "\"]"]}} ])"),
                ElementsAre(R"({"a": 1})", R"({"b": {"c": ["}", "\"]"]}})"));
    EXPECT_THAT(all_of("\xef\xbb\xbf[\n{}\n,\n{}\n]\n"), ElementsAre("{}", "{}"));
    EXPECT_THAT(all_of("[]"), ElementsAre());
}

TEST(DumpReader, ReadsObjectsLineByLine) {
    EXPECT_THAT(all_of("{\"a\":1}\n{\"b\":2}\n"), ElementsAre(R"({"a":1})", R"({"b":2})"));
}

TEST(DumpReader, RecordsMayBeLargerThanTheWindow) {
    const auto large = R"({"text": ")" + std::string(5 << 20, '\\') + R"("})";
    const auto records = all_of("[{}, " + large + ", {}]");
    EXPECT_THAT(records, ElementsAre("{}", large, "{}"));
}

TEST(DumpReader, GoesOnBehindARecord) {
    std::string content = "[";
    for (int i = 0; i < 300'000; ++i) content += "{\"i\": " + std::to_string(i) + "},";
    content.back() = ']';
    const File file(content);
    DumpReader first(file.path);
    for (int i = 0; i < 200'000; ++i) first.next();
    const auto rest = all_of(DumpReader(file.path, first.offset()));
    ASSERT_EQ(rest.size(), 100'000u);
    EXPECT_EQ(rest.front(), "{\"i\": 200000}");
    EXPECT_EQ(rest.back(), "{\"i\": 299999}");
}

TEST(DumpReader, SaysWhereADamagedDumpIsDamaged) {
    for (const auto content : {"[{\"a\": 1", "[{}", "[{},", "hello", "[{} x]", "[{\"a\": \"", "{\"a\": [}"})
        EXPECT_THROW(all_of(content), std::runtime_error) << content;
    EXPECT_THROW(all_of(std::string_view("[{}\0]", 5)), std::runtime_error);
    EXPECT_THROW(DumpReader("/nowhere/dump.json"), std::runtime_error);
}

} // namespace
