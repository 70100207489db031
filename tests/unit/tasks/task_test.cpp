#include "tasks/task.h"

#include <gtest/gtest.h>

#include "tasks/job.h"
#include "world.h"

namespace limn::tasks {
namespace {

struct Tasks : testing::Test {
    World world;
    int64_t project = 0, task = 0;
    std::vector<int64_t> jobs;

    void SetUp() override {
        world.write([&](db::Connection& c) {
            project = create_project(c, {.name = "p", .owner_id = world.person});
            task =
                create_task(c, {.name = "t", .project_id = project, .owner_id = world.person, .consensus_replicas = 2});
            jobs = create_segments_and_jobs(c, task, std::vector<FrameRange>{{0, 4}, {5, 9}}, 2, now());
        });
        world.write([&](db::Connection& c) { set_dates(c); });
    }
    static void set_dates(db::Connection& c) {
        for (const auto* table : {"project", "task", "job"})
            c.execute(std::string("UPDATE ") + table + " SET updated_date = 1");
    }
    Task row() {
        return world.read([&](db::Connection& c) { return *find_task(c, task); });
    }
    Job job(int64_t id) {
        return world.read([&](db::Connection& c) { return *find_job(c, id); });
    }
    bool project_touched() { return world.count("SELECT updated_date FROM project") != 1; }
    void change(const ResourceChange& change) {
        world.write([&](db::Connection& c) { update_task(c, *find_task(c, task), change); });
    }
    void change(int64_t id, const JobChange& change) {
        world.write([&](db::Connection& c) { update_job(c, *find_job(c, id), change); });
    }
    void set_all(std::string stage, std::string state) {
        for (const auto& j : world.read([&](db::Connection& c) { return jobs_of_task(c, task); }))
            change(j.id, {.stage = stage, .state = state});
    }
};

TEST(Status, OfJobs) {
    EXPECT_EQ(status_of_job("annotation", "completed"), "annotation");
    EXPECT_EQ(status_of_job("validation", "completed"), "validation");
    EXPECT_EQ(status_of_job("acceptance", "new"), "validation");
    EXPECT_EQ(status_of_job("acceptance", "completed"), "completed");
}

TEST(Status, OfTasks) {
    using S = std::vector<std::string>;
    EXPECT_EQ(status_of_task(S{"completed", "validation", "annotation"}), "annotation");
    EXPECT_EQ(status_of_task(S{"completed", "validation"}), "validation");
    EXPECT_EQ(status_of_task(S{"completed"}), "completed");
}

TEST_F(Tasks, EachAnnotationJobIsFollowedByItsReplicas) {
    const auto all = world.read([&](db::Connection& c) { return jobs_of_task(c, task); });
    ASSERT_EQ(all.size(), 6u);
    EXPECT_EQ(jobs, (std::vector{all[0].id, all[3].id}));
    for (const auto i : {1, 2}) {
        EXPECT_EQ(all[i].type, job_type::replica);
        EXPECT_EQ(all[i].parent_job_id, all[0].id);
        EXPECT_EQ(all[i].segment_id, all[0].segment_id);
    }
    EXPECT_EQ(all[3].range, (FrameRange{5, 9}));
    EXPECT_TRUE(all[3].has_frame(9));
    EXPECT_FALSE(all[3].has_frame(4));
}

TEST_F(Tasks, SpecificFrames) {
    const auto id = world.write([&](db::Connection& c) {
        const auto segment = create_segment(c, task, std::vector<int64_t>{1, 4, 7}, 10, now());
        return create_job(c, task, segment, job_type::ground_truth, {}, {}, now());
    });
    EXPECT_EQ(job(id).frame_count(), 3);
    EXPECT_EQ(job(id).range, (FrameRange{0, 9}));
    EXPECT_TRUE(job(id).has_frame(4));
    EXPECT_FALSE(job(id).has_frame(5));
    EXPECT_EQ(refusal([&] { world.write([&](db::Connection& c) { delete_job(c, *find_job(c, jobs[0])); }); }),
              R"(["Only ground truth jobs can be removed"])");
    world.write([&](db::Connection& c) { delete_job(c, *find_job(c, id)); });
    EXPECT_EQ(world.count("SELECT count(*) FROM segment"), 2);
}

TEST_F(Tasks, TooManyJobsAreRefused) {
    const std::vector<FrameRange> ranges(2500, FrameRange{0, 0});
    EXPECT_EQ(
        refusal([&] { world.write([&](db::Connection& c) { create_segments_and_jobs(c, task, ranges, 2, now()); }); }),
        R"(["Too many jobs would be created for the task. Current total: 7506, maximum allowed: 5000."])");
}

TEST_F(Tasks, ANewStageAloneResetsTheState) {
    change(jobs[0], {.state = "completed"});
    EXPECT_EQ(job(jobs[0]).status, "annotation");
    change(jobs[0], {.stage = "validation"});
    EXPECT_EQ(job(jobs[0]).state, "new");
    change(jobs[0], {.state = "rejected"});
    change(jobs[0], {.stage = "validation"});
    EXPECT_EQ(job(jobs[0]).state, "rejected");
    EXPECT_EQ(job(jobs[0]).status, "validation");
}

TEST_F(Tasks, AJobTouchesItsTaskOnlyWithTheStatus) {
    change(jobs[0], {.state = "in progress"});
    EXPECT_EQ(row().updated_date.us, 1);
    EXPECT_NE(job(jobs[0]).updated_date.us, 1);
    set_all("acceptance", "completed");
    EXPECT_EQ(row().status, "completed");
    EXPECT_NE(row().updated_date.us, 1);
    EXPECT_FALSE(project_touched());
}

TEST_F(Tasks, AnAssigneeIsDatedOnlyByARealChange) {
    change(jobs[0], {.assignee_id = std::optional<int64_t>()});
    EXPECT_FALSE(job(jobs[0]).assignee_updated_date);
    change(jobs[0], {.assignee_id = world.person});
    const auto date = job(jobs[0]).assignee_updated_date;
    ASSERT_TRUE(date);
    change(jobs[0], {.assignee_id = world.person});
    EXPECT_EQ(job(jobs[0]).assignee_updated_date, date);
}

TEST_F(Tasks, AChangeWithoutEffectTouchesTheProjectAlone) {
    change(ResourceChange{.name = "t", .assignee_id = std::optional<int64_t>()});
    EXPECT_EQ(row().updated_date.us, 1);
    EXPECT_TRUE(project_touched());
    change(ResourceChange{.assignee_id = world.person});
    EXPECT_NE(row().updated_date.us, 1);
    EXPECT_TRUE(row().assignee_updated_date);
}

TEST_F(Tasks, LabelsOfATaskInAProjectAreNotItsOwn) {
    LabelChange label;
    label.name = "by-task";
    change(ResourceChange{.labels = std::vector{label}});
    EXPECT_EQ(world.count("SELECT count(*) FROM label"), 0);
    EXPECT_EQ(refusal([&] {
                  world.write([&](db::Connection& c) {
                      return create_task(c, {.name = "x", .project_id = project, .labels = {label}});
                  });
              }),
              R"(["Task must have only one of Label set or project_id"])");
}

TEST_F(Tasks, MovingTakesLabelsAndTouchesBothProjects) {
    LabelChange car;
    car.name = "car";
    int64_t lone = 0, target = 0;
    world.write([&](db::Connection& c) {
        lone = create_task(c, {.name = "lone", .owner_id = world.person, .labels = {car}});
        target = create_project(c, {.name = "q", .owner_id = world.person, .labels = {car}});
    });
    LabelMapping seen;
    const auto move = [&](int64_t id, int64_t to) {
        world.write([&](db::Connection& c) {
            move_task(c, *find_task(c, id), to, {}, [&](db::Connection&, int64_t, const LabelMapping& m) { seen = m; });
        });
    };
    EXPECT_NE(refusal([&] { move(lone, project); }), "");
    move(lone, target);
    EXPECT_EQ(seen.labels.size(), 1u);
    EXPECT_EQ(world.count("SELECT count(*) FROM label WHERE task_id IS NOT NULL"), 0);
    EXPECT_FALSE(project_touched());
    move(task, target);
    EXPECT_TRUE(project_touched());
    EXPECT_EQ(row().project_id, target);
}

TEST_F(Tasks, ATransferChangesHandsAndForgetsAssignees) {
    int64_t organization = 0, other = 0;
    world.write([&](db::Connection& c) {
        other = c.insert("INSERT INTO account (username, date_joined) VALUES ('bob', 0) RETURNING id");
        organization =
            c.insert("INSERT INTO organization (slug, created_date, updated_date) VALUES ('o', 0, 0) RETURNING id");
        update_job(c, *find_job(c, jobs[0]), {.assignee_id = other});
        transfer_project(c, *find_project(c, project), organization, other, {});
    });
    EXPECT_EQ(row().owner_id, other);
    EXPECT_EQ(row().organization_id, organization);
    EXPECT_FALSE(job(jobs[0]).assignee_id);
    EXPECT_TRUE(row().assignee_updated_date);
    EXPECT_FALSE(world.read([&](db::Connection& c) { return find_project(c, project)->assignee_updated_date; }));
}

struct JobsOfOrganisations : Tasks {
    int64_t first = 0, second = 0;

    void SetUp() override {
        Tasks::SetUp();
        world.write([&](db::Connection& c) {
            for (auto* id : {&first, &second})
                *id = c.insert("INSERT INTO organization (slug, created_date, updated_date) VALUES (?, 0, 0) RETURNING "
                               "id",
                               id == &first ? "first" : "second");
            c.execute("INSERT INTO issue (job_id, frame, position, created_date, updated_date) VALUES (?, 0, '[]', 0, "
                      "0)",
                      jobs[0]);
        });
    }
    // Of the jobs and issues that name another organisation than their task.
    int64_t astray() {
        return world.count("SELECT count(*) FROM job j JOIN task t ON t.id = j.task_id WHERE "
                           "coalesce(j.organization_id, 0) <> coalesce(t.organization_id, 0)") +
               world.count("SELECT count(*) FROM issue i JOIN job j ON j.id = i.job_id JOIN task t ON t.id = "
                           "j.task_id WHERE coalesce(i.organization_id, 0) <> coalesce(t.organization_id, 0)");
    }
    int64_t jobs_in(int64_t organization) {
        return world.read([&](db::Connection& c) {
            return c.value("SELECT count(*) FROM job WHERE organization_id = ?", organization).value_or(0);
        });
    }
};

TEST_F(JobsOfOrganisations, GoWithTheProjectTheTaskAndTheOrganisation) {
    world.write([&](db::Connection& c) { transfer_project(c, *find_project(c, project), first, world.person, {}); });
    EXPECT_EQ(jobs_in(first), 6);
    EXPECT_EQ(astray(), 0);

    const auto alone = world.write([&](db::Connection& c) {
        const auto id = create_task(c, {.name = "alone", .owner_id = world.person, .organization_id = first});
        create_segments_and_jobs(c, id, std::vector<FrameRange>{{0, 4}}, 0, now());
        return id;
    });
    EXPECT_EQ(jobs_in(first), 7);
    world.write([&](db::Connection& c) { transfer_task(c, *find_task(c, alone), second, world.person, {}); });
    EXPECT_EQ(jobs_in(second), 1);
    EXPECT_EQ(astray(), 0);

    world.write([&](db::Connection& c) { c.execute("DELETE FROM organization WHERE id = ?", first); });
    EXPECT_EQ(world.count("SELECT count(*) FROM job WHERE organization_id IS NULL"), 6);
    EXPECT_EQ(astray(), 0);
    world.write([&](db::Connection& c) { transfer_task(c, *find_task(c, alone), {}, world.person, {}); });
    EXPECT_EQ(world.count("SELECT count(*) FROM job WHERE organization_id IS NOT NULL"), 0);
    EXPECT_EQ(astray(), 0);
}

TEST_F(Tasks, DeletingAProjectLeavesNothingAndNamesTheFolders) {
    const auto folders = world.write([&](db::Connection& c) {
        const auto media = c.insert("INSERT INTO media (folder, created_date) VALUES ('media/1', 0) RETURNING id");
        c.execute("UPDATE task SET media_id = ? WHERE id = ?", media, task);
        const auto guide =
            c.insert("INSERT INTO guide (task_id, created_date, updated_date) VALUES (?, 0, 0) RETURNING id", task);
        c.execute("INSERT INTO asset (uuid, guide_id, filename, created_date) VALUES ('u', ?, 'f', 0)", guide);
        update_project(c, *find_project(c, project), {.source_storage = StorageLocation{}});
        return delete_project(c, *find_project(c, project));
    });
    EXPECT_EQ(folders, (std::vector<std::string>{"media/1", "assets/u"}));
    for (const auto* table : {"project", "task", "segment", "job", "media", "guide", "asset", "storage_location"})
        EXPECT_EQ(world.count(std::string("SELECT count(*) FROM ") + table), 0) << table;
}

} // namespace
} // namespace limn::tasks
