// Durable background work. One table of requests; workers lease a row, keep the lease alive while they work, and the
// row is taken over when a worker died. Every state change is in SQL, so a restart loses nothing.
//
// A finished or failed row is kept for a while by its kind (exports 24 h, imports 1 h, created tasks 500 s; failures
// longer), then it and its file are removed.
//
// The id on the wire has the contract's form:
// "action=export&target=task&target_id=7&user_id=2&format=COCO_1~0&subresource=dataset".
#pragma once
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <boost/json/value.hpp>

#include "base/time.h"
#include "db/database.h"

namespace limn::queue {

struct RequestId { // builds rq_id: parts in the contract's order, empty ones left out, '.' -> '~', ' ' -> '_' in values
    std::string action, target;
    std::optional<int64_t> target_id;
    std::string id; // uuid, where there is no target yet
    std::optional<int64_t> user_id;
    std::optional<bool> lightweight;
    std::string format, subresource;
    std::string text() const;
    static std::optional<RequestId> parse(std::string_view rq_id);
};

struct NewRequest {
    std::string rq_id;
    std::string
        kind; // "create:task", "export:dataset", "export:annotations", "import:annotations", "import:dataset", ...
    int64_t owner_id = 0;
    std::optional<int64_t> organization_id, project_id, task_id, job_id;
    std::string target, subresource;
    std::optional<std::string> format;
    std::optional<bool> lightweight;
    boost::json::value input; // object for the handler
    std::string origin;       // address that it was asked for at ("https://limn.example"); for links to what came of it
};

struct RequestRow : NewRequest {
    int64_t id = 0;
    std::string status; // queued, started, finished, failed
    std::string message;
    double progress = 0;
    std::optional<std::string> result_file, result_name;
    std::optional<int64_t> result_id;
    boost::json::value summary; // of what was done, for the one who asked; null where there is none
    Time created_date;
    std::optional<Time> started_date, finished_date, expiry_date;
    int64_t attempts = 0;
};

// What a handler sees of the request it works on.
class Work {
  public:
    virtual ~Work() = default;
    virtual const RequestRow& request() const = 0;
    virtual void progress(double fraction, std::string_view message = {}) = 0; // cheap: written at most twice a second
    virtual void check_cancelled() = 0;                                        // throws Cancelled; progress does, too
    virtual void finish_with_file(std::string key, std::string name) = 0;
    virtual void finish_with_id(int64_t id) = 0;
    virtual void finish_with_summary(boost::json::value summary) = 0;
};
class Cancelled : public std::exception {};

// Thrown by a handler: fails for good, with a text for the user. limn::Error and any std::exception do, too; Failure
// gives the text the form that scripts match in the contract ("ValueError: No media data found\n").
class Failure : public std::runtime_error {
  public:
    Failure(std::string_view kind, std::string_view text);
};

// RetryLater: the attempt did not work for a passing reason; tried again with backoff, at most 5 times.
class RetryLater : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

using Handler = std::function<void(Work&)>;

struct Options {
    int workers = 2;
    std::chrono::seconds lease{30};
    std::chrono::milliseconds poll{1000}; // besides being woken by enqueue
};

class Queue {
  public:
    Queue(db::Database& database, Options options);
    ~Queue();

    // Before start. A failed attempt must leave nothing half-made: handlers clean up and rethrow.
    void on(std::string kind, Handler handler);
    // When a row has finished or failed for good, within the transaction that says so.
    void on_end(std::function<void(db::Connection&, const RequestRow&)> tell);
    // When a finished row expires, its file is removed through this.
    void on_expired_file(std::function<void(const std::string& key)> remove);
    void start(); // takes over what a previous process left
    void stop();  // waits for running handlers to reach their next progress() and puts their rows back into the queue

    // In the caller's transaction; workers are woken after the commit. False: the same rq_id is queued or started
    // (answer 409); a finished or failed row of that id is replaced.
    bool enqueue(db::Connection& c, const NewRequest& request);

    // For a handler, in the transaction that makes its object: should the program end before the handler does, the next
    // attempt finds the id in result_id.
    static void note_result(db::Connection& c, int64_t request, int64_t result_id);
    // The same for a handler that ends with a summary: the next attempt finds it there, and has only to end.
    static void note_summary(db::Connection& c, int64_t request, const boost::json::value& summary);

    static std::optional<RequestRow> find(db::Connection& c, std::string_view rq_id);
    // True when it was queued and is gone now; a started one is asked to stop, if it can, and false is returned.
    static bool cancel(db::Connection& c, std::string_view rq_id);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

// A row from "SELECT <request_columns> FROM request ...".
extern const std::string_view request_columns;
RequestRow read_request(const db::Rows& rows);

} // namespace limn::queue
