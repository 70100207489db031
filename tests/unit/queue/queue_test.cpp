#include "queue/queue.h"

#include <atomic>
#include <filesystem>
#include <thread>

#include <gtest/gtest.h>

#include "base/error.h"
#include "base/text.h"

namespace {
using namespace limn;
using namespace limn::queue;
using namespace std::chrono_literals;

TEST(RequestId, HasTheContractsForm) {
    RequestId id{.action = "export",
                 .target = "task",
                 .target_id = 7,
                 .user_id = 2,
                 .format = "COCO 1.0",
                 .subresource = "dataset"};
    EXPECT_EQ(id.text(), "action=export&target=task&target_id=7&user_id=2&format=COCO_1~0&subresource=dataset");
    const auto back = RequestId::parse(id.text());
    ASSERT_TRUE(back);
    EXPECT_EQ(back->target_id, 7);
    EXPECT_EQ(back->user_id, 2);
    EXPECT_FALSE(RequestId::parse("nonsense"));
    EXPECT_FALSE(RequestId::parse("action=export&target=task&target_id=x"));
    EXPECT_FALSE(RequestId::parse("action=export&target=task&colour=red"));
}

class QueueTest : public testing::Test {
  protected:
    QueueTest() : folder_(std::filesystem::temp_directory_path() / ("limn-queue-" + random_hex(12))) {
        std::filesystem::create_directories(folder_);
        database_ = db::open("sqlite:" + (folder_ / "q.db").string());
        db::migrate(*database_);
    }
    ~QueueTest() override {
        database_.reset();
        std::filesystem::remove_all(folder_);
    }
    bool enqueue(Queue& queue, std::string rq_id, std::string kind = "k") {
        return database_->write(
            [&](db::Connection& c) { return queue.enqueue(c, NewRequest{.rq_id = rq_id, .kind = kind}); });
    }
    std::optional<RequestRow> find(std::string_view rq_id) {
        return database_->read([&](db::Connection& c) { return Queue::find(c, rq_id); });
    }
    RequestRow wait_for(std::string_view rq_id, std::string_view status) {
        for (int i = 0; i < 6000; ++i) {
            const auto row = find(rq_id);
            if (row && row->status == status) return *row;
            std::this_thread::sleep_for(10ms);
        }
        ADD_FAILURE() << rq_id << " never became " << status;
        return {};
    }
    std::filesystem::path folder_;
    std::unique_ptr<db::Database> database_;
};

TEST_F(QueueTest, RunsWorkAndKeepsItsResult) {
    Queue queue(*database_, {});
    queue.on("k", [](Work& work) {
        work.progress(0.5, "half");
        work.finish_with_file("exports/x.zip", "x.zip");
        work.finish_with_id(42);
    });
    queue.start();
    EXPECT_TRUE(enqueue(queue, "a"));
    const auto row = wait_for("a", "finished");
    EXPECT_EQ(row.progress, 1.0);
    EXPECT_EQ(row.message, "");
    EXPECT_EQ(row.result_file, "exports/x.zip");
    EXPECT_EQ(row.result_id, 42);
    EXPECT_TRUE(row.expiry_date > row.finished_date);
}

TEST_F(QueueTest, FailsWithAReasonAndCanBeAskedAgain) {
    Queue queue(*database_, {});
    std::atomic<int> kind = 0;
    queue.on("k", [&](Work&) {
        if (kind == 0) throw Failure("ValueError", "No media data found");
        if (kind == 1) throw list_error("it's wrong");
        throw std::runtime_error("plain");
    });
    queue.start();
    enqueue(queue, "a");
    EXPECT_EQ(wait_for("a", "failed").message, "ValueError: No media data found\n");
    kind = 1;
    EXPECT_TRUE(enqueue(queue, "a"));
    EXPECT_EQ(wait_for("a", "failed").message,
              "rest_framework.exceptions.ValidationError: [ErrorDetail(string=\"it's wrong\", code='invalid')]\n");
    enqueue(queue, "b", "nobody knows");
    EXPECT_NE(wait_for("b", "failed").message.find("nobody knows"), std::string::npos);
}

TEST_F(QueueTest, RefusesTheSameRequestWhileItIsAlive) {
    Queue queue(*database_, {});
    EXPECT_TRUE(enqueue(queue, "a"));
    EXPECT_FALSE(enqueue(queue, "a"));
    EXPECT_TRUE(database_->write([](db::Connection& c) { return Queue::cancel(c, "a"); }));
    EXPECT_FALSE(find("a"));
    EXPECT_TRUE(enqueue(queue, "a"));
}

TEST_F(QueueTest, StopsARunningRequestWhenAsked) {
    Queue queue(*database_, {});
    std::atomic<bool> running = false;
    queue.on("k", [&](Work& work) {
        for (int i = 0;; ++i) {
            running = true;
            work.progress(0.1, "step " + std::to_string(i));
            std::this_thread::sleep_for(5ms);
        }
    });
    queue.start();
    enqueue(queue, "a");
    while (!running) std::this_thread::sleep_for(1ms);
    EXPECT_FALSE(database_->write([](db::Connection& c) { return Queue::cancel(c, "a"); }));
    EXPECT_EQ(wait_for("a", "failed").message, "Cancelled");
}

TEST_F(QueueTest, RetriesWhatPassesAndGivesUpAfterFiveAttempts) {
    Queue queue(*database_, {.workers = 1, .poll = 20ms});
    std::atomic<int> attempts = 0;
    queue.on("k", [&](Work&) {
        if (++attempts < 2) throw RetryLater("the bucket does not answer");
    });
    queue.start();
    enqueue(queue, "a");
    wait_for("a", "finished");
    EXPECT_EQ(attempts, 2);
}

TEST_F(QueueTest, GoesOnAfterTheProgramEndedInTheMiddle) {
    {
        Queue queue(*database_, {});
        std::atomic<bool> running = false;
        queue.on("k", [&](Work& work) {
            running = true;
            for (;;) {
                work.check_cancelled();
                std::this_thread::sleep_for(1ms);
            }
        });
        queue.start();
        enqueue(queue, "a");
        while (!running) std::this_thread::sleep_for(1ms);
    }
    EXPECT_EQ(find("a")->status, "queued");
    // A program that was killed leaves its row "started".
    database_->write(
        [](db::Connection& c) { c.execute("UPDATE request SET status = 'started', lease_owner = 'gone'"); });
    Queue queue(*database_, {});
    queue.on("k", [](Work&) {});
    queue.start();
    wait_for("a", "finished");
}

TEST_F(QueueTest, EveryRequestRunsOnceWithManyWorkers) {
    Queue queue(*database_, {.workers = 4});
    std::atomic<int> runs = 0;
    queue.on("k", [&](Work&) { ++runs; });
    queue.start();
    for (int i = 0; i < 50; ++i) enqueue(queue, "r" + std::to_string(i));
    for (int i = 0; i < 50; ++i) wait_for("r" + std::to_string(i), "finished");
    EXPECT_EQ(runs, 50);
}

} // namespace
