#include "tasks/validation.h"

#include <gtest/gtest.h>

#include "tasks/task.h"
#include "tasks/validation_pool.h"
#include "world.h"

namespace limn::tasks {
namespace {

using Frames = std::vector<int64_t>;

struct Validation : testing::Test {
    World world;
    int64_t task = 0;
    std::vector<int64_t> jobs;

    // Frames 0 ... size - 1 named after their numbers; the annotation jobs have these ranges.
    void make(int64_t size, const std::vector<FrameRange>& ranges, int64_t replicas = 0) {
        world.write([&](db::Connection& c) {
            task = create_task(c, {.name = "t", .owner_id = world.person, .overlap = 0, .segment_size = 3});
            auto media = attach_media(c, task);
            media.size = size;
            save_media(c, media);
            std::vector<Frame> frames;
            for (int64_t n = 0; n < size; ++n)
                frames.push_back({.number = n, .name = std::to_string(n), .file = std::to_string(n)});
            insert_frames(c, media.id, frames);
            jobs = create_segments_and_jobs(c, task, ranges, replicas, Time{1000});
        });
    }
    // Two jobs of three frames with a honeypot each (2 shows 6, 5 shows 7), and a pool of four.
    void make_pool(int64_t replicas = 0) {
        make(10, {{0, 2}, {3, 5}}, replicas);
        world.write([&](db::Connection& c) {
            c.execute("UPDATE frame SET real_frame = number + 4, name = '6', file = '6' WHERE number = 2");
            c.execute("UPDATE frame SET real_frame = number + 2, name = '7', file = '7' WHERE number = 5");
            create_ground_truth(c, task, 10, {"gt_pool", {6, 7, 8, 9}, {}, 1}, {}, Time{1000});
        });
    }
    int64_t add(GroundTruthRequest request) {
        return world.write([&](db::Connection& c) { return add_ground_truth(c, task, request); });
    }
    std::string refused(const GroundTruthRequest& request) {
        return refusal([&] { add(request); });
    }
    ValidationLayout layout() {
        return world.read([&](db::Connection& c) { return find_validation_layout(c, task).value(); });
    }
    Job job(int64_t id) {
        return world.read([&](db::Connection& c) { return find_job(c, id).value(); });
    }
    Media media() {
        return world.read([&](db::Connection& c) { return media_of_task(c, task); });
    }
    Frames change(int64_t id, const Frames& real_frames) {
        return world.write([&](db::Connection& c) {
            auto media = media_of_task(c, task);
            const auto all = find_honeypots(c, media.id);
            const auto job = find_job(c, id).value();
            auto changed = change_honeypots(c, job, honeypots_of(all, job), real_frames,
                                            find_validation_layout(c, task).value(), media, Time{500});
            save_media(c, media);
            return changed;
        });
    }
    void disable(const Frames& frames) {
        world.write([&](db::Connection& c) {
            auto media = media_of_task(c, task);
            disable_validation_frames(c, task, media, frames);
            save_media(c, media);
        });
    }
};

TEST_F(Validation, AGroundTruthJobOverChosenFrames) {
    make(10, {{0, 4}, {5, 9}});
    const auto id = add({.method = "manual", .frames = {7, 2, 5}});
    EXPECT_EQ(job(id).frames, (Frames{2, 5, 7}));
    EXPECT_TRUE(job(id).is_ground_truth());
    EXPECT_EQ(layout().frames, (Frames{2, 5, 7}));
    EXPECT_NE(refused({.method = "manual", .frames = {1}}).find("cannot have more than 1 GT job"), std::string::npos);
    world.write([&](db::Connection& c) { delete_job(c, find_job(c, id).value()); });
    EXPECT_EQ(world.count("SELECT count(*) FROM validation_layout"), 0);
    EXPECT_EQ(world.count("SELECT count(*) FROM segment"), 2);
    EXPECT_EQ(job(add({.method = "random_uniform", .numbers = {.frame_count = {{10}}}})).frame_count(), 10);
}

TEST_F(Validation, NothingIsMadeOfARefusedRequest) {
    make(10, {{0, 4}, {5, 9}});
    for (const auto& request : std::vector<GroundTruthRequest>{
             {.method = "manual", .frames = {1, 1}},
             {.method = "manual", .frames = {10}},
             {.method = "random_uniform", .numbers = {.frame_count = {{11}}}},
             {.method = "random_uniform", .numbers = {.frame_share = {{0}}}},
             {.method = "random_per_job", .numbers = {.frames_per_job_count = {{11}}}},
         })
        EXPECT_NE(refused(request), "");
    EXPECT_EQ(world.count("SELECT count(*) FROM job"), 2);
    EXPECT_EQ(world.count("SELECT count(*) FROM validation_layout"), 0);
}

TEST_F(Validation, OnlyValidationFramesCanBeDisabled) {
    make(10, {{0, 9}});
    add({.method = "manual", .frames = {1, 3}});
    EXPECT_NE(refusal([&] { disable({1, 4}); }).find("validation set: 4"), std::string::npos);
    disable({3, 3});
    EXPECT_EQ(layout().disabled_frames, (Frames{3}));
    EXPECT_TRUE(media().deleted_frames.empty());
}

TEST_F(Validation, HoneypotsOfDisabledFramesAreDeletedWithThem) {
    make_pool();
    disable({7, 8});
    EXPECT_EQ(media().deleted_frames, (Frames{5, 7, 8}));
    EXPECT_EQ(change(jobs[1], {9}), (Frames{5}));
    EXPECT_EQ(media().deleted_frames, (Frames{7, 8}));
    disable({});
    EXPECT_TRUE(media().deleted_frames.empty());
}

TEST_F(Validation, AHoneypotShowsAnotherFrame) {
    make_pool();
    EXPECT_TRUE(change(jobs[0], {6}).empty());
    EXPECT_EQ(job(jobs[0]).chunks_updated_date.us, 1000);
    EXPECT_EQ(change(jobs[0], {9}), (Frames{2}));
    const auto shown = world.read([&](db::Connection& c) { return find_frame(c, media_of_task(c, task).id, 2); });
    EXPECT_EQ(shown->real_frame, 9);
    EXPECT_EQ(shown->name, "9");
    EXPECT_EQ(shown->file, "9");
    // Even when the clock stands before the last change, chunks of that time are out of date.
    EXPECT_EQ(job(jobs[0]).chunks_updated_date.us, 1001);
    EXPECT_EQ(job(jobs[1]).chunks_updated_date.us, 1000);
}

TEST_F(Validation, RefusedHoneypotsStayAsTheyAre) {
    make_pool();
    disable({8});
    EXPECT_NE(refusal([&] { change(jobs[0], {1}); }).find("frames 1 are not from"), std::string::npos);
    EXPECT_NE(refusal([&] { change(jobs[0], {8}); }).find("frames 8 are disabled"), std::string::npos);
    EXPECT_NE(refusal([&] { change(jobs[0], {6, 7}); }).find("Requested 2, current 1"), std::string::npos);
    EXPECT_EQ(world.count("SELECT real_frame FROM frame WHERE number = 2"), 6);
}

TEST_F(Validation, ChosenFramesAreActiveAndLittleUsed) {
    make_pool(2);
    disable({6});
    world.read([&](db::Connection& c) {
        const auto all = find_honeypots(c, media_of_task(c, task).id);
        const std::vector<Job> both{find_job(c, jobs[0]).value(), find_job(c, jobs[1]).value()};
        for (int i = 0; i < 20; ++i) {
            const auto fresh = choose_real_frames(both, all, find_validation_layout(c, task).value(), {});
            ASSERT_EQ(fresh.size(), 2u);
            EXPECT_NE(fresh[0], fresh[1]);
            EXPECT_NE(fresh[0], (Frames{6}));
            const auto counted =
                choose_real_frames(std::span(both).first(1), all, find_validation_layout(c, task).value(), all);
            EXPECT_TRUE(counted[0] == (Frames{8}) || counted[0] == (Frames{9})) << "7 is in use";
        }
    });
    disable({6, 7, 8, 9});
    EXPECT_NE(refusal([&] {
                  world.read([&](db::Connection& c) {
                      const auto all = find_honeypots(c, media_of_task(c, task).id);
                      const std::vector<Job> one{find_job(c, jobs[0]).value()};
                      choose_real_frames(one, all, find_validation_layout(c, task).value(), {});
                  });
              }).find("(0) is less"),
              std::string::npos);
}

TEST_F(Validation, ThePoolStays) {
    make_pool();
    const auto ground_truth = world.count("SELECT id FROM job WHERE type = 'ground_truth'");
    EXPECT_NE(
        refusal([&] { world.write([&](db::Connection& c) { delete_job(c, find_job(c, ground_truth).value()); }); }),
        "");
    EXPECT_EQ(job(ground_truth).range, (FrameRange{6, 9}));
    EXPECT_FALSE(job(ground_truth).frames);
}

} // namespace
} // namespace limn::tasks
