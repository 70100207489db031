#include "annotation/parse.h"

#include <algorithm>
#include <set>

#include <gtest/gtest.h>

#include "annotation/wire.h"
#include "base/error.h"
#include "vectors.h"

namespace limn::annotation {
namespace {

namespace json = boost::json;

// The body of the refusal, or "" when there is none.
std::string refusal(std::string body, Action action = Action::create) {
    try {
        parse(body, action);
        return "";
    } catch (const Error& e) {
        EXPECT_EQ(e.status(), 400);
        return e.body();
    }
}

Action action_of(const json::value& word) {
    const std::string_view text = word.as_string();
    if (text == "update") return Action::update;
    return text == "delete" ? Action::remove : Action::create;
}

// Members that the normalised form of the vectors has not.
json::value without(json::value v, const std::set<std::string>& names) {
    if (v.is_array())
        for (auto& item : v.get_array()) item = without(item, names);
    if (v.is_object()) {
        json::object kept;
        for (auto& [key, value] : v.get_object())
            if (!names.contains(std::string(key))) kept[key] = without(value, names);
        return kept;
    }
    return v;
}

class RecordedValidation : public testing::TestWithParam<json::object> {};

TEST_P(RecordedValidation, IsAnsweredAlike) {
    const auto& input = GetParam().at("input").as_object();
    const auto& expected = GetParam().at("expected").as_object();
    auto body = json::serialize(input.at("body"));
    const auto action = action_of(input.at("action"));
    if (!expected.at("valid").as_bool()) {
        EXPECT_EQ(json::parse(refusal(body, action)), expected.at("body"));
        return;
    }
    std::string answer;
    append_json(answer, parse(body, action), Style::removed);
    EXPECT_EQ(without(json::parse(answer), {"score", "intervals", "value"}),
              without(expected.at("normalized"), {"value"}));
}

INSTANTIATE_TEST_SUITE_P(All, RecordedValidation, testing::ValuesIn(recorded("validate_request")),
                         [](const auto& info) {
                             std::string name(info.param.at("id").as_string());
                             std::replace(name.begin(), name.end(), '-', '_');
                             return name;
                         });

TEST(Parse, TakesEmptyBodies) {
    std::string nothing, blank = " \n", object = "{}";
    EXPECT_EQ(parse(nothing, Action::replace), Annotations{});
    EXPECT_EQ(parse(blank, Action::replace), Annotations{});
    EXPECT_EQ(parse(object, Action::replace), Annotations{});
}

TEST(Parse, ConvertsAsTheContractDoes) {
    std::string body =
        R"({"version": 3, "hello": [1, {"a": null}], "tags": [{"frame": "1", "label_id": 2.0, "group": "2", "source": 5,
        "score": 9, "attributes": [{"spec_id": "4", "value": true}, {"spec_id": 5, "value": 3.0}, {"spec_id": 6, "value": null},
        {"spec_id": 7, "value": [1, "a"]}, {"spec_id": 8, "value": "  b c\n"}]}],
        "shapes": [{"type": "points", "fr\u0061me": 3, "label_id": 1, "points": [1, 2.5], "occluded": "true", "elements": []}]})";
    const auto data = parse(body, Action::create);
    const auto& tag = data.tags.at(0);
    EXPECT_EQ(tag.frame, 1);
    EXPECT_EQ(tag.label_id, 2);
    EXPECT_EQ(tag.group, 2);
    EXPECT_EQ(tag.source, "5");
    std::string values;
    for (const auto& a : tag.attributes) values += std::to_string(a.spec_id) + "=" + a.value + ";";
    EXPECT_EQ(values, "4=True;5=3.0;6=None;7=[1, 'a'];8=b c;");
    EXPECT_EQ(data.shapes.at(0).frame, 3);
    EXPECT_TRUE(data.shapes.at(0).occluded);
    EXPECT_EQ(data.shapes.at(0).points, (std::vector<double>{1, 2.5}));
}

TEST(Parse, NamesWhatIsWrongWhereItIs) {
    EXPECT_EQ(
        refusal(R"({"tags": null, "shapes": "x", "tracks": 5})"),
        R"({"tags":["This field may not be null."],"shapes":{"non_field_errors":["Expected a list of items but got type \"str\"."]},)"
        R"("tracks":{"non_field_errors":["Expected a list of items but got type \"int\"."]}})");
    EXPECT_EQ(refusal(R"({"tags": [1], "shapes": [null], "tracks": ["x"]})"),
              R"({"tags":[{"non_field_errors":["Invalid data. Expected a dictionary, but got int."]}],)"
              R"("shapes":[["This field may not be null."]],)"
              R"("tracks":[{"non_field_errors":["Invalid data. Expected a dictionary, but got str."]}]})");
    EXPECT_EQ(refusal(R"({"tags": [{"frame": 0, "label_id": 1}, {"frame": 0}]})"),
              R"({"tags":[{},{"label_id":["This field is required."]}]})");
    EXPECT_EQ(
        refusal(R"({"shapes": [{"type": "rectangle", "frame": 0, "label_id": 1, "points": [1, "2", true, null]}]})"),
        R"({"shapes":[{"points":{"1":"[ErrorDetail(string='Value must be a float or an integer', code='invalid')]",)"
        R"("2":"[ErrorDetail(string='Value must be a float or an integer', code='invalid')]",)"
        R"("3":"[ErrorDetail(string='Value must be a float or an integer', code='invalid')]"}}]})");
    EXPECT_EQ(refusal(R"({"tags": [{"frame": 0, "label_id": 1, "source": "seventeen letters"}]})"),
              R"({"tags":[{"source":["Ensure this field has no more than 16 characters."]}]})");
    EXPECT_EQ(refusal(R"({"tags": [{"frame": 0, "label_id": 1, "attributes": [{"spec_id": 1}]}]})"),
              R"({"tags":[{"attributes":[{"value":["This field is required."]}]}]})");
    EXPECT_EQ(
        refusal(
            R"({"shapes": [{"type": "skeleton", "frame": 1, "label_id": 1, "elements": [{"type": "points", "frame": 2, "label_id": 2, "points": [1, 1]}]}]})"),
        R"({"shapes":[{"elements":[{"frame":["must be the frame of the skeleton"]}]}]})");
    EXPECT_EQ(refusal(R"({"version": null})"), R"({"version":["This field may not be null."]})");
}

TEST(Parse, RefusesWhatIsNoJson) {
    EXPECT_EQ(refusal("{\"tags\": ["),
              R"x({"detail":"JSON parse error - Expecting value: line 1 column 11 (char 10)"})x");
    EXPECT_NE(refusal("{} x"), "");
    EXPECT_NE(refusal("[]"), "");
    EXPECT_NE(refusal("\"text\""), "");
    EXPECT_NE(refusal(R"({"shapes": [{"type": "points", "frame": 0, "label_id": 1, "points": [NaN, 1]}]})"), "");
}

TEST(Parse, RemembersWhetherPointsOfASkeletonWereSent) {
    const std::string element = R"("elements":[{"type":"points","frame":0,"label_id":2,"points":[1,1]}]})";
    std::string body = R"({"shapes":[{"type":"skeleton","frame":0,"label_id":1,)" + element +
                       R"(,{"type":"skeleton","points":[],"frame":0,"label_id":1,)" + element + "]}";
    const auto data = parse(body, Action::create);
    EXPECT_FALSE(points_were_sent(data.shapes.at(0)));
    EXPECT_TRUE(points_were_sent(data.shapes.at(1)));
}

} // namespace
} // namespace limn::annotation
