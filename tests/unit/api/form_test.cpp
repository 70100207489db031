#include "api/form.h"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "base/json.h"

namespace {
using limn::to_json;
using limn::api::Form;

std::string decoded(std::initializer_list<std::pair<std::string_view, std::string>> fields) {
    Form form;
    for (const auto& [name, value] : fields) form.add(name, value);
    return to_json(form.value());
}

TEST(Form, PlainFieldsAreMembers) { EXPECT_EQ(decoded({{"name", "x"}, {"size", "5"}}), R"({"name":"x","size":"5"})"); }
TEST(Form, NothingIsAnEmptyObject) { EXPECT_EQ(decoded({}), "{}"); }
TEST(Form, RepeatedFieldsAreAList) { EXPECT_EQ(decoded({{"file", "a"}, {"file", "b"}}), R"({"file":["a","b"]})"); }

TEST(Form, IndexesMakeListsInTheirOrder) {
    EXPECT_EQ(decoded({{"f[1]", "b"}, {"f[0]", "a"}, {"f[7]", "c"}}), R"({"f":["a","b","c"]})");
}

TEST(Form, DotsMakeObjects) {
    EXPECT_EQ(decoded({{"owner.id", "5"}, {"owner.name", "ann"}}), R"({"owner":{"id":"5","name":"ann"}})");
}

TEST(Form, BothNest) {
    EXPECT_EQ(decoded({{"labels[0].name", "cat"}, {"labels[0].attributes[0].name", "age"}, {"labels[1]name", "dog"}}),
              R"({"labels":[{"name":"cat","attributes":[{"name":"age"}]},{"name":"dog"}]})");
}

TEST(Form, BracketsThatAreNoIndexBelongToTheName) {
    EXPECT_EQ(decoded({{"a[x]", "1"}, {"[0]", "2"}}), R"({"a":{"[x]":"1"},"[0]":"2"})");
}
TEST(Form, AHugeIndexTakesNoMemory) { EXPECT_EQ(decoded({{"f[999999999999]", "a"}}), R"({"f":["a"]})"); }

} // namespace
