// Saves and reads on a real database.
#include "annotation/store.h"

#include <filesystem>

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "annotation/authors.h"
#include "annotation/history.h"
#include "annotation/links.h"
#include "annotation/load.h"
#include "annotation/receipts.h"
#include "annotation/skeleton_parts.h"
#include "annotation/task_view.h"
#include "annotation/wire.h"
#include "base/error.h"
#include "base/text.h"
#include "vectors.h"

namespace limn::annotation {
namespace {

namespace json = boost::json;
using db::Connection;

class Store : public testing::Test {
  protected:
    void SetUp() override {
        folder_ = std::filesystem::temp_directory_path() / ("limn-annotation-" + random_hex(12));
        std::filesystem::create_directories(folder_);
        database_ = db::open("sqlite:" + (folder_ / "test.db").string());
        db::migrate(*database_);
        database_->write([&](Connection& c) {
            account_ = c.insert("INSERT INTO account (username, date_joined) VALUES ('ann', 0) RETURNING id");
            media_ = c.insert("INSERT INTO media (size, folder, created_date) VALUES (9, 'm', 0) RETURNING id");
            task_ = c.insert("INSERT INTO task (name, media_id, overlap, created_date, updated_date) VALUES ('t', ?, "
                             "1, 0, 0) RETURNING id",
                             media_);
            for (const auto& [start, stop] : {std::pair(0, 3), std::pair(3, 6), std::pair(6, 8)}) {
                const auto segment = c.insert("INSERT INTO segment (task_id, start_frame, stop_frame, "
                                              "chunks_updated_date) VALUES (?, ?, ?, 0) RETURNING id",
                                              task_, start, stop);
                jobs_.push_back(c.insert("INSERT INTO job (segment_id, task_id, created_date, updated_date) VALUES (?, "
                                         "?, 0, 0) RETURNING id",
                                         segment, task_));
            }
            car_ =
                c.insert("INSERT INTO label (task_id, name, color) VALUES (?, 'car', '#000000') RETURNING id", task_);
            color_ = c.insert("INSERT INTO attribute_spec (label_id, name, mutable, input_type, default_value) VALUES "
                              "(?, 'color', 0, 'text', 'red') RETURNING id",
                              car_);
            age_ = c.insert("INSERT INTO attribute_spec (label_id, name, mutable, input_type, default_value) VALUES "
                            "(?, 'age', 1, 'text', '3') RETURNING id",
                            car_);
        });
    }
    void TearDown() override {
        database_.reset();
        std::filesystem::remove_all(folder_);
    }

    // Text with $car, $color and $age for their ids.
    Annotations data(std::string text, Action action = Action::update) {
        text = replace_all(text, "$car", std::to_string(car_));
        text = replace_all(text, "$color", std::to_string(color_));
        text = replace_all(text, "$age", std::to_string(age_));
        return parse(text, action);
    }
    Annotations save(size_t job, Action action, const Annotations& what, std::optional<int64_t> expected = {}) {
        auto prepared = prepare(jobs_[job], action, what);
        const auto saved = database_->write([&](Connection& c) {
            return commit(c, prepared, {.account_id = account_, .expected_revision = expected});
        });
        revision_ = saved.revision;
        apply_ids(prepared.data, saved.ids);
        return prepared.data;
    }
    json::value get(size_t job) {
        std::string text;
        database_->read([&](Connection& c) { append_job_json(c, jobs_[job], load_label_set(c, task_), text); });
        return json::parse(text);
    }
    Annotations load(size_t job) {
        return database_->read([&](Connection& c) { return load_job(c, jobs_[job]); });
    }

    std::filesystem::path folder_;
    std::unique_ptr<db::Database> database_;
    int64_t account_ = 0, media_ = 0, task_ = 0, car_ = 0, color_ = 0, age_ = 0, revision_ = 0;
    std::vector<int64_t> jobs_;
};

const std::string some = R"({"tags":[{"frame":2,"label_id":$car}],
  "shapes":[{"type":"polygon","frame":1,"label_id":$car,"points":[1,2.5,3,4,5.125,6],"attributes":[{"spec_id":$color,"value":"blue"}]},
            {"type":"rectangle","frame":0,"label_id":$car,"points":[1,2,3,4],"rotation":12.5,"z_order":-2,"group":0,"occluded":true}],
  "tracks":[{"frame":0,"label_id":$car,"shapes":[{"type":"rectangle","frame":3,"points":[1,1,2,2],"attributes":[{"spec_id":$age,"value":"9"}]},
                                                 {"type":"rectangle","frame":0,"points":[0,0,1,1]}]}]})";

TEST_F(Store, ReadsBackWhatWasSaved) {
    const auto sent = save(0, Action::create, data(some));
    const auto found = load(0);
    EXPECT_EQ(found.tags, sent.tags);
    EXPECT_EQ(found.shapes, (std::vector{sent.shapes[1], sent.shapes[0]})); // by frame
    ASSERT_EQ(found.tracks.size(), 1u);
    EXPECT_EQ(found.tracks[0].keyframes, (std::vector{sent.tracks[0].keyframes[1], sent.tracks[0].keyframes[0]}));
    EXPECT_EQ(revision_, 1);
}

TEST_F(Store, AnswersStraightFromTheRowsAsFromTheModel) {
    save(0, Action::create, data(some));
    auto model = load(0);
    std::string text;
    database_->read([&](Connection& c) { fill_defaults(model, load_label_set(c, task_)); });
    append_json(text, model, Style::stored);
    EXPECT_EQ(get(0), json::parse(text));
    EXPECT_EQ(json::serialize(get(0).at("shapes").at(1).at("attributes")),
              "[{\"spec_id\":" + std::to_string(color_) + ",\"value\":\"blue\"},{\"spec_id\":" + std::to_string(age_) +
                  ",\"value\":\"3\"}]");
    EXPECT_EQ(get(0).at("tracks").at(0).at("shapes").at(1).at("attributes").at(0).at("value"), "9");
}

TEST_F(Store, UpdateKeepsIdsAndDeleteTakesAway) {
    auto saved = save(0, Action::create, data(some));
    auto changed = saved;
    changed.tags.clear();
    changed.tracks.clear();
    changed.shapes.resize(1);
    changed.shapes[0].points = {9, 9, 8, 8, 7, 7};
    EXPECT_EQ(save(0, Action::update, changed).shapes[0].id, saved.shapes[0].id);
    EXPECT_EQ(load(0).shapes.size(), 2u);
    EXPECT_EQ(load(0).shapes[1].points, changed.shapes[0].points);
    save(0, Action::remove, changed);
    ASSERT_EQ(load(0).shapes.size(), 1u);
    EXPECT_EQ(load(0).shapes[0].id, saved.shapes[1].id);
    EXPECT_EQ(revision_, 3);
    save(0, Action::remove, changed);
    EXPECT_EQ(revision_, 3); // nothing was there
}

TEST_F(Store, IdsThatWereNeverGivenOutAreNotKept) {
    auto objects = data(R"({"tags":[{"id":2000000000,"frame":0,"label_id":$car}]})");
    EXPECT_LT(save(0, Action::update, objects).tags[0].id, 100);
}

TEST_F(Store, AnIdOfAnotherJobIsRefusedAndNothingIsSaved) {
    const auto saved = save(0, Action::create, data(some));
    Annotations stolen;
    stolen.shapes = {saved.shapes[0]};
    EXPECT_THROW(save(1, Action::update, stolen), Error);
    EXPECT_TRUE(load(1).shapes.empty());
    EXPECT_EQ(load(0).shapes.size(), 2u);
}

TEST_F(Store, ReplaceLeavesTheOldStateInTheHistory) {
    save(0, Action::create, data(some));
    const auto before = load(0);
    save(0, Action::replace, {});
    EXPECT_EQ(load(0), Annotations{});
    const auto removed = database_->read([&](Connection& c) {
        auto rows = c.query("SELECT removed FROM annotation_history WHERE job_id = ? AND revision = 2", jobs_[0]);
        EXPECT_TRUE(rows.next());
        return read_removed(rows.view(0));
    });
    EXPECT_EQ(removed.tags, before.tags);
    EXPECT_EQ(removed.shapes.size(), before.shapes.size());
    EXPECT_EQ(removed.tracks.at(0).id, before.tracks.at(0).id);
    const auto revisions = database_->read([&](Connection& c) { return revisions_of(c, jobs_[0], 0, 10); });
    ASSERT_EQ(revisions.size(), 2u);
    EXPECT_EQ(revisions[1].action, "replace");
    EXPECT_EQ(revisions[1].removed_shapes, 2u);
}

TEST_F(Store, AnotherRevisionIsRefused) {
    save(0, Action::create, data(some));
    try {
        save(0, Action::create, data(some), 0);
        FAIL();
    } catch (const Error& e) {
        EXPECT_EQ(e.status(), 409);
        EXPECT_EQ(json::parse(e.body()).at("revision").to_number<int>(), 1);
    }
    save(0, Action::create, data(some), 1);
    EXPECT_EQ(load(0).tags.size(), 2u);
}

TEST_F(Store, LabelsAndAttributesMustBeTheTasks) {
    const auto labels = database_->read([&](Connection& c) { return load_label_set(c, task_); });
    EXPECT_NO_THROW(check_labels(data(some), labels));
    EXPECT_THROW(check_labels(data(R"({"tags":[{"frame":0,"label_id":999}]})"), labels), Error);
    EXPECT_THROW(check_labels(data(R"({"tracks":[{"frame":0,"label_id":$car,"attributes":[{"spec_id":$age,"value":"1"}],
        "shapes":[{"type":"points","frame":0,"points":[1,1]}]}]})"),
                              labels),
                 Error);
    EXPECT_THROW(check_labels(data(R"({"tracks":[{"frame":0,"label_id":$car,
        "shapes":[{"type":"points","frame":0,"points":[1,1],"attributes":[{"spec_id":$color,"value":"1"}]}]}]})"),
                              labels),
                 Error);
}

TEST_F(Store, TracksWithoutKeyframesAreNotStored) {
    const auto saved = save(0, Action::create, data(R"({"tracks":[{"frame":0,"label_id":$car,"shapes":[]}]})"));
    EXPECT_EQ(saved.tracks.at(0).id, 0);
    EXPECT_TRUE(load(0).tracks.empty());
    EXPECT_EQ(revision_, 0);
}

TEST_F(Store, ATaskIsCutToItsJobsAndMergedAgain) {
    const auto view = database_->read([&](Connection& c) { return load_view(c, task_); });
    ASSERT_EQ(view.jobs.size(), 3u);
    auto saves = prepare(view, Action::replace,
                         data(R"({"shapes":[{"type":"rectangle","frame":3,"label_id":$car,"points":[1,1,5,5]},
        {"type":"polyline","frame":6,"label_id":$car,"points":[1,1,5,5]},{"type":"points","frame":50,"label_id":$car,"points":[1,1]}],
        "tracks":[{"frame":0,"label_id":$car,"shapes":[{"type":"rectangle","frame":0,"points":[0,0,10,10]},
                                                       {"type":"rectangle","frame":8,"points":[16,8,26,18]}]}]})"));
    database_->write([&](Connection& c) { commit(c, saves, {}); });
    EXPECT_EQ(load(0).shapes.size(), 1u);
    EXPECT_EQ(load(1).shapes.size(), 2u);
    EXPECT_EQ(load(2).shapes.size(), 1u);
    EXPECT_EQ(load(1).tracks.at(0).frame, 3);
    const auto merged = database_->read([&](Connection& c) { return load_task(c, view); });
    EXPECT_EQ(merged.shapes.size(), 2u);
    ASSERT_EQ(merged.tracks.size(), 1u);
    EXPECT_EQ(show(merged.tracks[0].keyframes), "0 +[0,0,10,10,] 3 +[6,3,16,13,] 6 +[12,6,22,16,] 8 +[16,8,26,18,] ");
}

TEST_F(Store, ATaskUpdateKeepsAnIdWithItsJob) {
    const auto saved = save(1, Action::create,
                            data(R"({"shapes":[{"type":"rectangle","frame":4,"label_id":$car,"points":[1,1,5,5]}]})"));
    const auto view = database_->read([&](Connection& c) { return load_view(c, task_); });
    auto moved = saved;
    moved.shapes[0].frame = 3; // on both jobs now
    auto saves = prepare(view, Action::update, moved);
    database_->write([&](Connection& c) {
        settle_ids(c, saves);
        commit(c, saves, {});
    });
    EXPECT_EQ(load(1).shapes.at(0).id, saved.shapes[0].id);
    EXPECT_NE(load(0).shapes.at(0).id, saved.shapes[0].id);
    moved.shapes[0].frame = 8; // away to the third
    saves = prepare(view, Action::update, moved);
    database_->write([&](Connection& c) {
        settle_ids(c, saves);
        commit(c, saves, {});
    });
    EXPECT_TRUE(load(1).shapes.empty());
    EXPECT_EQ(load(2).shapes.at(0).id, saved.shapes[0].id);
}

TEST_F(Store, AValidationPoolIsCopiedToItsHoneypots) {
    database_->write([&](Connection& c) {
        c.execute("INSERT INTO validation_layout (task_id, mode, frames) VALUES (?, 'gt_pool', '[7,8]')", task_);
        for (const auto& [number, real] : {std::pair(1, 7), std::pair(4, 7)})
            c.execute("INSERT INTO frame (media_id, number, name, file, width, height, real_frame) VALUES (?, ?, 'n', "
                      "'f', 1, 1, ?)",
                      media_, number, real);
        const auto segment =
            c.insert("INSERT INTO segment (task_id, start_frame, stop_frame, kind, frames, chunks_updated_date) "
                     "VALUES (?, 0, 8, 'specific_frames', '[7,8]', 0) RETURNING id",
                     task_);
        jobs_.push_back(c.insert("INSERT INTO job (segment_id, task_id, type, created_date, updated_date) VALUES (?, "
                                 "?, 'ground_truth', 0, 0) RETURNING id",
                                 segment, task_));
    });
    const auto view = database_->read([&](Connection& c) { return load_view(c, task_); });
    ASSERT_EQ(view.jobs.size(), 4u);
    auto saves =
        prepare(view, Action::replace, data(R"({"shapes":[{"type":"points","frame":1,"label_id":$car,"points":[1,1]},
        {"type":"points","frame":7,"label_id":$car,"points":[7,7]},{"type":"points","frame":0,"label_id":$car,"points":[0,0]}]})"));
    database_->write([&](Connection& c) { commit(c, saves, {}); });
    EXPECT_EQ(load(0).shapes.size(), 2u);
    EXPECT_EQ(load(0).shapes.at(1).points, (std::vector<double>{7, 7})); // the honeypot shows the validation frame
    EXPECT_EQ(load(1).shapes.at(0).frame, 4);
    EXPECT_EQ(load(3).shapes.at(0).frame, 7);
    const auto on_pool = data(R"({"shapes":[{"id":1,"type":"points","frame":7,"label_id":$car,"points":[1,1]}]})");
    EXPECT_THROW(prepare(view, Action::update, on_pool), Error);
    EXPECT_THROW(prepare(view, Action::remove, on_pool), Error);
    const auto elsewhere = data(R"({"tags":[{"frame":1,"label_id":$car}]})");
    EXPECT_EQ(prepare(view, Action::create, elsewhere).at(0).data.tags.size(), 1u);
    EXPECT_THROW(prepare(view, Action::create, data(R"({"tracks":[{"frame":0,"label_id":$car,"shapes":[]}]})")), Error);
}

TEST_F(Store, ObjectsOnAFrameComeAsLastWritten) {
    auto saved = save(0, Action::create, data(R"({"tags":[{"frame":0,"label_id":$car},{"frame":0,"label_id":$car}]})"));
    Annotations first;
    first.tags = {saved.tags[0]};
    save(0, Action::update, first);
    EXPECT_EQ(load(0).tags, (std::vector{saved.tags[1], saved.tags[0]}));
}

TEST_F(Store, AuthorsAreWhoWroteWhatIsThereLast) {
    const auto first = save(0, Action::create, data(some));
    save(1, Action::create, data(R"({"tags":[{"frame":4,"label_id":$car}]})")); // of another job
    auto changed = first;
    changed.tags.clear();
    changed.tracks.clear();
    changed.shapes.resize(1);
    auto update = prepare(jobs_[0], Action::update, changed);
    const auto bob = database_->write([&](Connection& c) {
        const auto id = c.insert("INSERT INTO account (username, date_joined) VALUES ('bob', 0) RETURNING id");
        commit(c, update, {.account_id = id, .when = {5}});
        return id;
    });
    const auto authors = [&](int64_t since, size_t most) {
        return database_->read([&](Connection& c) { return authors_of(c, jobs_[0], since, most); });
    };
    const auto all = authors(-1, 100);
    ASSERT_EQ(all.results.size(), 2u);
    EXPECT_FALSE(all.next);
    EXPECT_EQ(all.results[0].account_id, account_);
    EXPECT_EQ(all.results[0].tags, std::vector{first.tags[0].id});
    EXPECT_EQ(all.results[0].shapes, std::vector{first.shapes[1].id});
    EXPECT_EQ(all.results[0].tracks, std::vector{first.tracks[0].id});
    EXPECT_EQ(all.results[1].account_id, bob);
    EXPECT_EQ(all.results[1].when->us, 5);
    EXPECT_EQ(all.results[1].action, "update");
    EXPECT_EQ(all.results[1].shapes, std::vector{first.shapes[0].id});
    EXPECT_EQ(authors(-1, 1).next, 1);
    ASSERT_EQ(authors(1, 1).results.size(), 1u);
    EXPECT_EQ(authors(1, 1).results[0].revision, 2);
    EXPECT_TRUE(authors(2, 1).results.empty());
    // Rows from before there was a history, and those of accounts that are gone.
    database_->write([&](Connection& c) {
        c.execute("UPDATE tag SET revision = 0 WHERE job_id = ?", jobs_[0]);
        c.execute("DELETE FROM account WHERE id = ?", bob);
    });
    const auto left = authors(-1, 100);
    ASSERT_EQ(left.results.size(), 3u);
    EXPECT_EQ(left.results[0].tags, std::vector{first.tags[0].id});
    EXPECT_FALSE(left.results[0].account_id || left.results[0].when);
    EXPECT_TRUE(!left.results[2].account_id && left.results[2].when);
}

TEST_F(Store, LinksAreASetAndGoWithTheirObjects) {
    const auto saved = save(0, Action::create, data(some));
    const LinkEnd first{"shape", saved.shapes[0].id}, second{"shape", saved.shapes[1].id},
        track{"track", saved.tracks[0].id};
    const Link named{first, second, "link", "part of"}, parent{track, first, "parent", ""};
    const auto change = [&](const LinkChange& what, std::optional<int64_t> expected = {}) {
        return database_->write([&](Connection& c) {
            return save_links(c, jobs_[0], what, {.account_id = account_, .expected_revision = expected});
        });
    };
    const auto links = [&] { return database_->read([&](Connection& c) { return load_links(c, jobs_[0]); }); };
    EXPECT_EQ(change({{named, parent}, {}}, 1).revision, 2);
    EXPECT_EQ(links(), (std::vector{named, parent}));
    EXPECT_FALSE(change({{named}, {Link{second, first, "link", ""}}}).changed);
    EXPECT_THROW(change({{named}, {}}, 1), Error);
    EXPECT_THROW(change({{Link{first, {"track", first.id + 999}, "link", ""}}, {named}}), Error);
    EXPECT_EQ(links().size(), 2u); // an error takes everything back
    EXPECT_THROW(database_->write([&](Connection& c) { save_links(c, jobs_[1], {{named}, {}}, {}); }), Error);
    save(0, Action::update, saved);
    EXPECT_EQ(links().size(), 2u);
    auto gone = saved;
    gone.tags.clear();
    gone.tracks.clear();
    gone.shapes.erase(gone.shapes.begin());
    save(0, Action::remove, gone);
    EXPECT_EQ(links(), std::vector{parent});
    save(0, Action::replace, {});
    EXPECT_TRUE(links().empty());
    EXPECT_EQ(database_->read([&](Connection& c) { return c.value("SELECT count(*) FROM annotation_link"); }), 0);
}

TEST_F(Store, ReceiptsAnswerARepeatedSave) {
    const ReceiptKey key{account_, "job:1", "k1", 5};
    auto prepared = prepare(jobs_[0], Action::create, data(some));
    const auto saved = database_->write([&](Connection& c) {
        EXPECT_FALSE(find_receipt(c, key));
        std::vector done{commit(c, prepared, {})};
        keep_receipt(c, key, done, now());
        return done;
    });
    database_->read([&](Connection& c) {
        const auto found = find_receipt(c, key);
        ASSERT_TRUE(found);
        EXPECT_EQ(found->at(0), saved[0].ids);
        auto other = key;
        other.fingerprint = 6;
        EXPECT_THROW(find_receipt(c, other), Error);
    });
}

TEST_F(Store, LabelsAreRewrittenEverywhere) {
    save(0, Action::create, data(some));
    const auto lorry = database_->write([&](Connection& c) {
        return c.insert("INSERT INTO label (task_id, name, color) VALUES (?, 'lorry', '#000000') RETURNING id", task_);
    });
    database_->write([&](Connection& c) { rewrite_labels(c, task_, {{{car_, lorry}}, {{color_, 77}, {age_, 78}}}); });
    const auto found = load(0);
    EXPECT_EQ(found.tags[0].label_id, lorry);
    EXPECT_EQ(found.shapes[1].attributes[0].spec_id, 77);
    EXPECT_EQ(found.tracks[0].keyframes[1].attributes[0].spec_id, 78);
    database_->write([&](Connection& c) { rewrite_labels(c, task_, {{}, {{78, 79}}}); });
    const auto emptied = load(0);
    EXPECT_EQ(emptied.tags[0].label_id, lorry);
    EXPECT_TRUE(emptied.shapes[1].attributes.empty());
    EXPECT_EQ(emptied.tracks[0].keyframes[1].attributes[0].spec_id, 79);
}

TEST_F(Store, SkeletonsGetPartsThatTheirLabelHasGotLater) {
    int64_t pose = 0, head = 0, tail = 0;
    database_->write([&](Connection& c) {
        const auto label = [&](std::string_view name, std::optional<int64_t> parent) {
            return c.insert("INSERT INTO label (task_id, parent_id, name, color, type) VALUES (?, ?, ?, '#000000', ?) "
                            "RETURNING id",
                            task_, parent, name, parent ? "points" : "skeleton");
        };
        pose = label("pose", {});
        head = label("head", pose);
        tail = label("tail", pose);
    });
    Shape skeleton;
    skeleton.frame = 2;
    skeleton.label_id = pose;
    skeleton.type = ShapeType::skeleton;
    Shape& part = skeleton.elements.emplace_back();
    part.frame = 2;
    part.label_id = head;
    part.type = ShapeType::points;
    part.points = {3.25, 4};
    Shape box;
    box.label_id = car_;
    box.points = {0, 0, 5, 5};
    save(0, Action::create, {{}, {skeleton, box}, {}});
    const auto before = load(0);
    const auto changed = database_->write([&](Connection& c) {
        const std::vector<int64_t> parts{tail};
        return add_skeleton_parts(c, *tasks::find_label(c, pose), parts, {.account_id = account_});
    });
    EXPECT_EQ(changed, 1);
    const auto after = load(0);
    ASSERT_EQ(after.shapes.size(), 2u);
    auto grown = after.shapes[1];
    ASSERT_EQ(grown.elements.size(), 2u);
    EXPECT_TRUE(grown.elements[1].outside);
    EXPECT_EQ(grown.elements[1].label_id, tail);
    EXPECT_EQ(grown.elements[1].points, (std::vector<double>{3.25, 4}));
    EXPECT_NE(grown.elements[1].id, 0);
    grown.elements.pop_back();
    EXPECT_EQ(grown, before.shapes[1]);
    EXPECT_EQ(after.shapes[0], before.shapes[0]);
    database_->read([&](Connection& c) {
        const auto revisions = revisions_of(c, jobs_[0], revision_, 10);
        ASSERT_EQ(revisions.size(), 1u);
        EXPECT_EQ(revisions[0].removed_shapes, 1u);
        EXPECT_EQ(revisions[0].account_id, account_);
        EXPECT_TRUE(revisions_of(c, jobs_[1], 0, 10).empty());
    });
}

TEST(SkeletonParts, AreGuessedFromTheDrawingAndFromWhatIsThere) {
    const auto drawn = drawn_places("<line x1=\"1\"/><circle cx=\"0\" cy=\"0\" data-label-id=\"1\"></circle><circle "
                                    "cx=\"10\" cy=\"0\" data-label-id=\"2\"></circle><circle cx=\"5\" cy=\"5\" "
                                    "data-label-id=\"3\"></circle><circle cx=\"x\" data-label-id=\"4\"></circle>");
    EXPECT_EQ(drawn.size(), 3u);
    const auto at = [&](int64_t part, std::vector<std::pair<int64_t, Place>> there) {
        const auto place = guess_place(drawn, part, there);
        return std::pair(place.x, place.y);
    };
    EXPECT_EQ(at(3, {{1, {100, 100}}, {2, {120, 100}}}), std::pair(110.0, 110.0)); // twice the size of the drawing
    EXPECT_EQ(at(3, {{1, {7, 8}}}), std::pair(7.0, 8.0));
    EXPECT_EQ(at(3, {}), std::pair(5.0, 5.0));
    EXPECT_EQ(at(3, {{9, {7, 8}}}), std::pair(7.0, 8.0)); // the drawing does not know it
    EXPECT_EQ(at(4, {}), std::pair(50.0, 50.0));
    EXPECT_TRUE(drawn_places("<circle").empty());
}

} // namespace
} // namespace limn::annotation
