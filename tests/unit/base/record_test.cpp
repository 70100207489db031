#include "base/record.h"

#include <gtest/gtest.h>

namespace {
using namespace limn;

struct Inner {
    Text<4> name;
    Default<bool> flag{true};
};
BOOST_DESCRIBE_STRUCT(Inner, (), (name, flag))

struct Modes {
    static constexpr std::string_view list[] = {"a", "b"};
};

struct Outer {
    int64_t id = 0;
    Given<Nullable<int64_t>> parent;
    std::vector<Inner> items;
    std::vector<int64_t> numbers;
    Given<Choice<Modes>> mode;
};
BOOST_DESCRIBE_STRUCT(Outer, (), (id, parent, items, numbers, mode))

std::string refusal(std::string_view body) {
    try {
        read_record<Outer>(parse_json(body));
    } catch (const Error& e) {
        EXPECT_EQ(e.status(), 400);
        return e.body();
    }
    return "accepted";
}

TEST(Record, ReadsWhatIsGiven) {
    const auto r = read_record<Outer>(
        parse_json(R"({"id":"7","parent":null,"items":[{"name":" x "}],"numbers":[1,2.0],"mode":"b","extra":1})"));
    EXPECT_EQ(r.id, 7);
    ASSERT_TRUE(r.parent);
    EXPECT_FALSE(*r.parent);
    EXPECT_EQ(r.items[0].name.value, "x");
    EXPECT_TRUE(r.items[0].flag.value);
    EXPECT_EQ(r.numbers, (std::vector<int64_t>{1, 2}));
}

TEST(Record, WritesInOrderAndLeavesOutWhatIsAbsent) {
    const auto r = read_record<Outer>(parse_json(R"({"id":7,"items":[{"name":"x","flag":"off"}],"numbers":[]})"));
    EXPECT_EQ(record_json(r), R"({"id":7,"items":[{"name":"x","flag":false}],"numbers":[]})");
}

TEST(Record, TellsEveryProblemAtOnce) {
    EXPECT_EQ(
        refusal(R"({"id":true,"items":[{"name":"x"},{"name":"xxxxx"}],"numbers":[1,"a"],"mode":"c"})"),
        R"({"id":["A valid integer is required."],"items":[{},{"name":["Ensure this field has no more than 4 characters."]}],)"
        R"("numbers":{"1":["A valid integer is required."]},"mode":["\"c\" is not a valid choice."]})");
    EXPECT_EQ(refusal("[]"), R"({"non_field_errors":["Invalid data. Expected a dictionary, but got list."]})");
    EXPECT_EQ(
        refusal("{}"),
        R"({"id":["This field is required."],"items":["This field is required."],"numbers":["This field is required."]})");
    EXPECT_EQ(refusal(R"({"id":null,"items":{},"numbers":[]})"),
              R"({"id":["This field may not be null."],"items":["Expected a list of items but got type \"dict\"."]})");
}

TEST(Record, DescribesItself) {
    const auto s = record_schema<Outer>();
    EXPECT_EQ(to_json(s.at("required")), R"(["id","items","numbers"])");
    EXPECT_EQ(to_json(s.at("properties").at("parent")), R"({"type":"integer","nullable":true})");
}

TEST(Json, NumbersAreShortestAndFloatsStayFloats) {
    const auto text = [](double v) {
        std::string out;
        append_json_number(out, v);
        return out;
    };
    EXPECT_EQ(text(5), "5.0");
    EXPECT_EQ(text(0.1), "0.1");
    EXPECT_EQ(text(-0.0), "-0.0");
    EXPECT_EQ(text(1e16), "1e+16");
    EXPECT_EQ(text(123456.789), "123456.789");
}

TEST(Json, EscapesLineSeparatorsAndControls) {
    EXPECT_EQ(to_json(boost::json::value("a\"\n\x01 \xe2\x80\xa8 \xc3\xa9")), "\"a\\\"\\n\\u0001 \\u2028 \xc3\xa9\"");
}

TEST(Time, RoundTripsAndReadsOffsets) {
    EXPECT_EQ(to_iso(*from_iso("2025-12-24T10:00:00.123456Z")), "2025-12-24T10:00:00.123456Z");
    EXPECT_EQ(to_iso(*from_iso("2025-12-24T12:00:00+02:00")), "2025-12-24T10:00:00Z");
    EXPECT_EQ(to_iso(*from_iso("1969-12-31T23:59:59.5Z")), "1969-12-31T23:59:59.500000Z");
    EXPECT_FALSE(from_iso("2025-02-30"));
    EXPECT_FALSE(from_iso("2025-12-24T25:00"));
}

} // namespace
