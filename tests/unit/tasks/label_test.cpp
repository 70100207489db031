#include "tasks/label.h"

#include <gtest/gtest.h>

#include "tasks/job.h"
#include "tasks/project.h"
#include "tasks/task.h"
#include "world.h"

namespace limn::tasks {
namespace {

LabelChange named(std::string name) {
    LabelChange change;
    change.name = std::move(name);
    return change;
}

LabelChange changing(int64_t id) {
    LabelChange change;
    change.id = id;
    return change;
}

AttributeChange attribute(std::string name, std::string type = "text", std::vector<std::string> values = {}) {
    return {{}, std::move(name), true, std::move(type), "", std::move(values), false};
}

struct Labels : testing::Test {
    World world;
    int64_t project = 0;

    void SetUp() override {
        auto car = named("car");
        car.attributes = {attribute("model", "select", {"bmw", "vw"})};
        auto body = named("body");
        body.type = "skeleton";
        body.svg = R"(<circle data-label-name="head"></circle><circle data-label-name="tail"></circle>)";
        body.sublabels = {named("head"), named("tail")};
        project = world.write([&](db::Connection& c) {
            return create_project(c, {.name = "p", .owner_id = world.person, .labels = {car, body}});
        });
    }
    std::vector<Label> all() {
        return world.read([&](db::Connection& c) { return labels_of(c, LabelOwner::project(project)); });
    }
    std::string patch(std::vector<LabelChange> changes) {
        return refusal([&] {
            world.write([&](db::Connection& c) { patch_labels(c, LabelOwner::project(project), changes, now()); });
        });
    }
};

TEST_F(Labels, AreReadWithAttributesAndParts) {
    const auto labels = all();
    ASSERT_EQ(labels.size(), 2u);
    EXPECT_EQ(labels[0].color, "#2080c0");
    EXPECT_EQ(labels[0].attributes.at(0).values, (std::vector<std::string>{"bmw", "vw"}));
    ASSERT_EQ(labels[1].sublabels.size(), 2u);
    const auto head = std::to_string(labels[1].sublabels[0].id), tail = std::to_string(labels[1].sublabels[1].id);
    EXPECT_EQ(labels[1].svg,
              "<circle data-label-id=\"" + head + "\"></circle><circle data-label-id=\"" + tail + "\"></circle>");
    const auto again = world.read([&](db::Connection& c) {
        return load_labels(c, {labels[1].id, 99999, labels[0].id, labels[1].sublabels[0].id});
    });
    ASSERT_EQ(again.size(), 3u);
    EXPECT_EQ(again[0].sublabels.size(), 2u);
    EXPECT_EQ(again[1].attributes, labels[0].attributes);
    EXPECT_EQ(again[2].parent_id, labels[1].id);
}

TEST_F(Labels, NewOnesAreAddedAndOthersStay) {
    EXPECT_EQ(patch({named("bird")}), "");
    EXPECT_EQ(all().size(), 3u);
    EXPECT_EQ(all()[2].color, "#404040");
}

TEST_F(Labels, ColourIsMadeAnewUnlessItIsSent) {
    auto change = changing(all()[0].id);
    change.name = "cat";
    EXPECT_EQ(patch({change}), "");
    EXPECT_EQ(all()[0].color, "#6080c0");
    change.color = "#ABCDEF";
    change.name.reset();
    EXPECT_EQ(patch({change}), "");
    EXPECT_EQ(all()[0].color, "#ABCDEF");
    EXPECT_EQ(all()[0].name, "cat");
}

TEST_F(Labels, SkeletonsNeitherComeNorGoByChangingTheType) {
    auto car = changing(all()[0].id), body = changing(all()[1].id);
    car.type = "skeleton";
    body.type = "points";
    EXPECT_EQ(patch({car, body}), "");
    EXPECT_EQ(all()[0].type, "any");
    EXPECT_EQ(all()[1].type, "skeleton");
    car.type = "polygon";
    EXPECT_EQ(patch({car}), "");
    EXPECT_EQ(all()[0].type, "polygon");
}

TEST_F(Labels, AttributesAreMatchedByIdOrName) {
    auto change = changing(all()[0].id);
    auto model = attribute("brand", "radio", {"kia"});
    model.id = all()[0].attributes[0].id;
    change.attributes = {model, attribute("parked", "checkbox", {"false"})};
    EXPECT_EQ(patch({change}), "");
    change.attributes = {attribute("parked", "text")};
    EXPECT_EQ(patch({change}), "");
    const auto attributes = all()[0].attributes;
    ASSERT_EQ(attributes.size(), 2u);
    EXPECT_EQ(attributes[0].name, "brand");
    EXPECT_EQ(attributes[1].input_type, "text");
    EXPECT_EQ(attributes[1].values, (std::vector<std::string>{""}));
    model.deleted = true;
    change.attributes = {model};
    EXPECT_EQ(patch({change}), "");
    EXPECT_EQ(all()[0].attributes.size(), 1u);
    EXPECT_EQ(patch({change}), "{\"detail\":\"Attribute with id #" + std::to_string(*model.id) + " does not exist\"}");
}

TEST_F(Labels, NothingIsKeptOfARefusedChange) {
    const std::string not_unique = R"(["All label names must be unique"])";
    EXPECT_EQ(patch({named("fish"), named("fish")}), not_unique);
    EXPECT_EQ(patch({named("fish"), LabelChange{}}), not_unique);
    auto rename = changing(all()[1].id);
    rename.name = "car";
    EXPECT_EQ(patch({named("fish"), rename}), not_unique);
    EXPECT_EQ(patch({named("fish"), changing(99999)}), R"({"detail":"Not found label with id #99999 to change"})");
    const auto part = all()[1].sublabels[0].id;
    EXPECT_EQ(patch({changing(part)}),
              "{\"detail\":\"Not found label with id #" + std::to_string(part) + " to change\"}");
    auto twice = named("fish");
    twice.attributes = {attribute("a"), attribute("a")};
    EXPECT_EQ(patch({twice}), R"(["Duplicate attribute with name 'a' exists"])");
    EXPECT_EQ(all().size(), 2u);
}

TEST_F(Labels, DeletingAndAddingTheSameNameAtOnce) {
    auto gone = changing(all()[0].id);
    gone.deleted = true;
    EXPECT_EQ(patch({gone, named("car")}), "");
    EXPECT_EQ(all().size(), 2u);
    EXPECT_EQ(all()[1].name, "car");
    EXPECT_TRUE(all()[1].attributes.empty());
}

TEST_F(Labels, ChangesTouchOwnerTasksAndJobsWithOneTime) {
    world.write([&](db::Connection& c) {
        const auto task = create_task(c, {.name = "t", .project_id = project, .owner_id = world.person});
        create_segments_and_jobs(c, task, std::vector<FrameRange>{{0, 1}}, 0, Time{5});
        patch_labels(c, LabelOwner::project(project), std::vector{named("bird")}, Time{77});
    });
    for (const auto* table : {"project", "task", "job"})
        EXPECT_EQ(world.count(std::string("SELECT updated_date FROM ") + table), 77) << table;
}

TEST_F(Labels, MappingPairsByNameAndAttributes) {
    const auto from = all();
    const auto other = world.write([&](db::Connection& c) {
        auto body = named("body");
        body.type = "skeleton";
        body.sublabels = {named("tail"), named("head")};
        auto lorry = named("lorry");
        lorry.attributes = {attribute("model", "select", {"bmw", "vw"})};
        auto bare = named("bare");
        return create_project(c, {.name = "q", .owner_id = world.person, .labels = {body, lorry, bare}});
    });
    const auto to = world.read([&](db::Connection& c) { return labels_of(c, LabelOwner::project(other)); });
    EXPECT_EQ(refusal([&] { map_labels(from, to, {}); }),
              R"({"non_field_errors":["All task or project label names must be mapped to the target project"]})");
    auto hint = changing(from[0].id);
    hint.name = "bare";
    EXPECT_EQ(refusal([&] {
                  map_labels(from, to, {&hint, 1});
              }),
              R"(["Target project does not have \"bare\" label with \"model\" attribute"])");
    auto without = hint;
    without.attributes = {attribute("model", "select", {"bmw", "vw"})};
    without.attributes[0].id = from[0].attributes[0].id;
    without.attributes[0].deleted = true;
    const auto emptied = map_labels(from, to, {&without, 1});
    EXPECT_EQ(emptied.labels.at(from[0].id), to[2].id);
    EXPECT_TRUE(emptied.specs.empty());
    hint.name = "lorry";
    const auto mapping = map_labels(from, to, {&hint, 1});
    EXPECT_EQ(mapping.labels.at(from[0].id), to[1].id);
    EXPECT_EQ(mapping.labels.at(from[1].sublabels[0].id), to[0].sublabels[1].id);
    EXPECT_EQ(mapping.specs.at(from[0].attributes[0].id), to[1].attributes[0].id);
}

} // namespace
} // namespace limn::tasks
