#include "migration/record.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "migration/dump_record.h"

namespace {
using namespace limn::migration;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Optional;

Record record(std::string_view fields) { return {"engine.task", 7, {}, fields}; }

TEST(Record, ValuesAreReadLeniently) {
    const auto r = record(R"({"name": "a\u0000b", "size": 5, "share": "0.25", "on": 1, "gone": null,
                              "when": "2021-12-14T18:50:29.458Z", "contact": {"email": "x"}})");
    EXPECT_EQ(r.text("name"), "ab");
    EXPECT_EQ(r.text("contact"), R"({"email":"x"})");
    EXPECT_EQ(r.text("gone", "otherwise"), "otherwise");
    EXPECT_EQ(r.integer("size"), 5);
    EXPECT_EQ(r.integer("name"), std::nullopt);
    EXPECT_EQ(r.integer("missing", 3), 3);
    EXPECT_EQ(r.number("share", 0), 0.25);
    EXPECT_TRUE(r.flag("on"));
    EXPECT_FALSE(r.has("gone"));
    EXPECT_EQ(r.time("when")->us, 1639507829458000);
    EXPECT_EQ(r.time("name"), std::nullopt);
    EXPECT_EQ(r.name(), "engine.task 7");
}

TEST(Record, ListsInTextAreNumbersToTheDigit) {
    const auto r = record(R"({"a": "223.39, 226.07", "b": "[]", "c": "", "d": "0,1,2", "e": "[1, 2]", "f": "1,,2",
                              "g": "nan", "h": [3, 4.5], "i": "1,2,"})");
    EXPECT_THAT(r.numbers("a"), Optional(ElementsAre(223.39, 226.07)));
    EXPECT_THAT(r.numbers("b"), Optional(IsEmpty()));
    EXPECT_THAT(r.numbers("c"), Optional(IsEmpty()));
    EXPECT_THAT(r.numbers("missing"), Optional(IsEmpty()));
    EXPECT_THAT(r.integers("d"), Optional(ElementsAre(0, 1, 2)));
    EXPECT_THAT(r.integers("e"), Optional(ElementsAre(1, 2)));
    EXPECT_THAT(r.numbers("h"), Optional(ElementsAre(3, 4.5)));
    for (const auto field : {"f", "g", "i"}) EXPECT_EQ(r.numbers(field), std::nullopt) << field;
    EXPECT_EQ(r.integers("a"), std::nullopt);
}

TEST(Record, TextThatIsNoObjectIsRefused) {
    for (const auto fields : {"[1]", "{", "\"text\"", ""}) EXPECT_THROW(record(fields), std::runtime_error) << fields;
}

DumpRecord dump_record(std::string text) {
    const auto size = text.size();
    text.append(64, ' ');
    return read_dump_record(std::string_view(text).substr(0, size), 1234);
}

TEST(DumpRecord, SaysWhoseItIs) {
    const auto shape = dump_record(
        R"({"model": "engine.labeledshape", "pk": 5, "fields": {"job": 2, "parent": 4, "points": "1,2", "hue": [{}]}})");
    EXPECT_EQ(shape.kind, ObjectKind::shape);
    EXPECT_EQ(shape.job, 2);
    EXPECT_EQ(shape.link, 4);
    EXPECT_THAT(shape.unknown_fields, ElementsAre("hue"));
    EXPECT_EQ(shape.body, R"({"job": 2, "parent": 4, "points": "1,2", "hue": [{}]})");

    const auto value = dump_record(
        R"({"fields": {"value": "ré\"d", "spec": 9, "shape": 5}, "pk": 1, "model": "engine.trackedshapeattributeval"})");
    EXPECT_EQ(value.kind, ObjectKind::keyframe);
    EXPECT_EQ(value.link, 5);
    EXPECT_EQ(value.spec, 9);
    EXPECT_EQ(value.body, "ré\"d");

    const auto token = dump_record(R"({"model": "authtoken.token", "pk": "2fb3", "fields": {"user": ["willy"]}})");
    EXPECT_EQ(token.key, "2fb3");
    EXPECT_EQ(token.id, 1234);
}

TEST(DumpRecord, DamageIsNoted) {
    for (const auto text :
         {R"({"model": "engine.task", "pk": 1})", R"({"model": "engine.task", "pk": 1, "fields": []})",
          R"({"model": "engine.task", "fields": {}})", R"({"model": 5})", "{}", "{]}",
          R"({"model": "engine.trackedshape", "pk": 1, "fields": {}})"})
        EXPECT_NE(dump_record(text).problem, "") << text;
    EXPECT_EQ(dump_record(R"({"model": "engine.hologram", "pk": 1, "fields": {}})").model, nullptr);
}

} // namespace
