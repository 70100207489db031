#include "queue/queue.h"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "base/error.h"
#include "base/json.h"
#include "base/log.h"
#include "base/text.h"

namespace limn::queue {

const std::string_view request_columns =
    "request.id, rq_id, kind, request.owner_id, request.organization_id, "
    "request.project_id, request.task_id, request.job_id, "
    "target, subresource, format, lightweight, input, request.status, message, "
    "progress, result_file, result_name, result_id, "
    "request.created_date, started_date, finished_date, expiry_date, attempts, origin, summary";

RequestRow read_request(const db::Rows& r) {
    RequestRow row;
    row.id = r.integer(0);
    row.rq_id = r.text(1);
    row.kind = r.text(2);
    row.owner_id = r.integer(3);
    row.organization_id = r.maybe_integer(4);
    row.project_id = r.maybe_integer(5);
    row.task_id = r.maybe_integer(6);
    row.job_id = r.maybe_integer(7);
    row.target = r.text(8);
    row.subresource = r.text(9);
    row.format = r.maybe_text(10);
    if (!r.is_null(11)) row.lightweight = r.boolean(11);
    row.input = parse_json(r.view(12));
    row.status = r.text(13);
    row.message = r.text(14);
    row.progress = r.real(15);
    row.result_file = r.maybe_text(16);
    row.result_name = r.maybe_text(17);
    row.result_id = r.maybe_integer(18);
    row.created_date = r.time(19);
    row.started_date = r.maybe_time(20);
    row.finished_date = r.maybe_time(21);
    row.expiry_date = r.maybe_time(22);
    row.attempts = r.integer(23);
    row.origin = r.text(24);
    if (!r.is_null(25)) row.summary = parse_json(r.view(25));
    return row;
}

namespace {

constexpr int max_attempts = 5;
constexpr auto progress_interval = std::chrono::milliseconds(500);

// How long a row stays after its end, in seconds.
int64_t life_of(std::string_view kind, bool failed) {
    constexpr int64_t hour = 3600, day = 24 * hour;
    if (kind.starts_with("export:")) return day;
    if (kind.starts_with("import:")) return failed ? 30 * day : hour;
    return failed ? 365 * day : 500;
}

// The errors of the domain in the form that the contract gives them inside of a failed request.
std::string failure_text(const Error& e) {
    boost::system::error_code ignored_position;
    const auto body = boost::json::parse(e.body(), ignored_position);
    if (body.is_array() && !body.get_array().empty())
        return fmt::format("rest_framework.exceptions.ValidationError: [ErrorDetail(string={}, code='invalid')]\n",
                           to_python(body.get_array()[0]));
    if (body.is_object() && body.get_object().contains("detail") && body.at("detail").is_string())
        return std::string(body.at("detail").get_string());
    return body.is_string() ? std::string(body.get_string()) : e.body();
}

// Stopping: the row goes back into the queue, untouched by the attempt.
class Interrupted : public std::exception {};

} // namespace

struct Queue::State {
    db::Database& database;
    Options options;
    std::string owner = uuid4();
    std::map<std::string, Handler> handlers;
    std::function<void(const std::string&)> remove_file;
    std::function<void(db::Connection&, const RequestRow&)> tell_end;
    std::mutex mutex;
    std::condition_variable wake;
    bool signalled = false;
    std::atomic<bool> stopping = false;
    std::vector<std::jthread> threads;

    void signal() {
        {
            std::lock_guard lock(mutex);
            signalled = true;
        }
        wake.notify_all();
    }
    void work_loop();
    void keep_loop();
    std::optional<RequestRow> lease();
    void run(RequestRow row);
    void sweep();
};

namespace {

// The handler's view of a row that this process holds.
class LeasedWork : public Work {
  public:
    LeasedWork(db::Database& database, const std::atomic<bool>& stopping, RequestRow row, std::string owner)
        : database_(database), stopping_(stopping), row_(std::move(row)), owner_(std::move(owner)) {}

    const RequestRow& request() const override { return row_; }

    void progress(double fraction, std::string_view message) override {
        check_cancelled();
        row_.progress = fraction;
        if (!message.empty()) row_.message = message;
        const auto time = std::chrono::steady_clock::now();
        if (time - written_ < progress_interval && message.empty()) return;
        written_ = time;
        const bool wanted = database_.write([&](db::Connection& c) {
            return c.value("UPDATE request SET progress = ?, message = ? WHERE id = ? AND lease_owner = ? RETURNING "
                           "cancel_wanted",
                           row_.progress, row_.message, row_.id, owner_)
                       .value_or(1) != 0; // no row: the lease was lost or the row is gone
        });
        if (wanted) throw Cancelled();
    }
    void check_cancelled() override {
        if (stopping_) throw Interrupted();
    }
    void finish_with_file(std::string key, std::string name) override {
        row_.result_file = std::move(key);
        row_.result_name = std::move(name);
    }
    void finish_with_id(int64_t id) override { row_.result_id = id; }
    void finish_with_summary(boost::json::value summary) override { row_.summary = std::move(summary); }

  private:
    db::Database& database_;
    const std::atomic<bool>& stopping_;
    RequestRow row_;
    std::string owner_;
    std::chrono::steady_clock::time_point written_{};
};

} // namespace

// The oldest row that waits, or whose worker has not been heard of; none when there is nothing to do.
std::optional<RequestRow> Queue::State::lease() {
    return database.write([&](db::Connection& c) -> std::optional<RequestRow> {
        const auto time = now();
        const std::string_view lock = c.dialect() == db::Dialect::postgres ? " FOR UPDATE SKIP LOCKED" : "";
        const auto id = c.value(fmt::format("SELECT id FROM request WHERE (status = 'queued' AND not_before <= ?) OR "
                                            "(status = 'started' AND lease_until < ?) ORDER BY id LIMIT 1{}",
                                            lock),
                                time, time);
        if (!id) return {};
        c.execute("UPDATE request SET status = 'started', lease_owner = ?, lease_until = ?, attempts = attempts + 1, "
                  "started_date = coalesce(started_date, ?) WHERE id = ?",
                  owner, time.plus_seconds(options.lease.count()), time, *id);
        auto rows = c.query(fmt::format("SELECT {} FROM request WHERE id = ?", request_columns), *id);
        rows.next();
        return read_request(rows);
    });
}

void Queue::State::run(RequestRow row) {
    std::string message;
    bool failed = true, again = false;
    LeasedWork work(database, stopping, row, owner);
    try {
        const auto handler = handlers.find(row.kind);
        if (handler == handlers.end()) throw std::runtime_error("this Limn does not know how to do " + row.kind);
        if (row.attempts > max_attempts)
            throw std::runtime_error(
                "the work was started several times and the program ended each time before it was done");
        handler->second(work);
        failed = false;
    } catch (const Interrupted&) {
        again = true;
    } catch (const Cancelled&) {
        message = "Cancelled";
    } catch (const RetryLater& e) {
        again = row.attempts < max_attempts;
        message = e.what();
    } catch (const Error& e) {
        message = failure_text(e);
    } catch (const std::exception& e) {
        message = e.what();
    }
    if (failed) log_warning("request failed", {{"rq_id", row.rq_id}, {"reason", message}, {"again", again}});
    database.write([&](db::Connection& c) {
        const auto time = now();
        if (again) {
            const int64_t wait = stopping ? 0 : 1 << row.attempts; // seconds
            c.execute("UPDATE request SET status = 'queued', lease_owner = NULL, lease_until = NULL, not_before = ?, "
                      "message = ?, "
                      "attempts = attempts - ? WHERE id = ? AND lease_owner = ?",
                      time.plus_seconds(wait), message, stopping ? 1 : 0, row.id, owner);
            return;
        }
        const auto& done = work.request();
        c.execute("UPDATE request SET status = ?, message = ?, progress = ?, lease_owner = NULL, lease_until = NULL, "
                  "result_file = ?, result_name = ?, result_id = ?, summary = ?, finished_date = ?, expiry_date = ? "
                  "WHERE id = ? AND lease_owner = ?",
                  failed ? "failed" : "finished", message, failed ? done.progress : 1.0, done.result_file,
                  done.result_name, failed ? std::nullopt : done.result_id,
                  failed || done.summary.is_null() ? std::nullopt : std::optional(to_json(done.summary)), time,
                  time.plus_seconds(life_of(row.kind, failed)), row.id, owner);
        if (!tell_end) return;
        if (const auto ended = Queue::find(c, row.rq_id); ended && ended->id == row.id) tell_end(c, *ended);
    });
}

void Queue::State::work_loop() {
    while (!stopping) {
        try {
            if (auto row = lease()) {
                run(std::move(*row));
                continue;
            }
        } catch (const std::exception& e) { // the database is away: nothing is lost, try again
            log_error("background work cannot reach the database", {{"reason", e.what()}});
        }
        std::unique_lock lock(mutex);
        wake.wait_for(lock, options.poll, [&] { return signalled || stopping; });
        signalled = false;
    }
}

// Keeps the leases of this process alive and clears away what has expired.
void Queue::State::keep_loop() {
    auto swept = std::chrono::steady_clock::time_point{};
    while (!stopping) {
        try {
            database.write([&](db::Connection& c) {
                c.execute("UPDATE request SET lease_until = ? WHERE lease_owner = ? AND status = 'started'",
                          now().plus_seconds(options.lease.count()), owner);
            });
            if (const auto time = std::chrono::steady_clock::now(); time - swept > std::chrono::minutes(5)) {
                sweep();
                swept = time;
            }
        } catch (const std::exception& e) {
            log_error("leases of background work were not renewed", {{"reason", e.what()}});
        }
        std::unique_lock lock(mutex);
        wake.wait_for(lock, options.lease / 3, [&] { return stopping.load(); });
    }
}

void Queue::State::sweep() {
    const auto files = database.write([&](db::Connection& c) {
        std::vector<std::string> files;
        auto rows = c.query(
            "DELETE FROM request WHERE status IN ('finished', 'failed') AND expiry_date < ? RETURNING result_file",
            now());
        while (rows.next())
            if (!rows.is_null(0)) files.push_back(rows.text(0));
        return files;
    });
    for (const auto& file : files)
        if (remove_file) remove_file(file);
}

Failure::Failure(std::string_view kind, std::string_view text)
    : std::runtime_error(fmt::format("{}: {}\n", kind, text)) {}

Queue::Queue(db::Database& database, Options options) : state_(new State{database, options}) {}
Queue::~Queue() { stop(); }

void Queue::on(std::string kind, Handler handler) { state_->handlers[std::move(kind)] = std::move(handler); }
void Queue::on_end(std::function<void(db::Connection&, const RequestRow&)> tell) { state_->tell_end = std::move(tell); }
void Queue::on_expired_file(std::function<void(const std::string&)> remove) { state_->remove_file = std::move(remove); }

void Queue::start() {
    if (state_->database.dialect() == db::Dialect::sqlite) // no other process can be at work on it
        state_->database.write([](db::Connection& c) {
            c.execute("UPDATE request SET status = 'queued', lease_owner = NULL, lease_until = NULL WHERE status = "
                      "'started'");
        });
    for (int i = 0; i < state_->options.workers; ++i) state_->threads.emplace_back([this] { state_->work_loop(); });
    state_->threads.emplace_back([this] { state_->keep_loop(); });
}

void Queue::stop() {
    state_->stopping = true;
    state_->signal();
    state_->threads.clear();
}

bool Queue::enqueue(db::Connection& c, const NewRequest& r) {
    const auto time = now();
    const auto busy =
        c.value("SELECT count(*) FROM request WHERE rq_id = ? AND status IN ('queued', 'started')", r.rq_id);
    if (busy.value_or(0)) return false;
    std::optional<std::string> old_file;
    {
        auto rows = c.query("DELETE FROM request WHERE rq_id = ? RETURNING result_file", r.rq_id);
        while (rows.next()) old_file = rows.maybe_text(0);
    }
    c.execute("INSERT INTO request (rq_id, kind, owner_id, organization_id, project_id, task_id, job_id, target, "
              "subresource, "
              "format, lightweight, input, origin, created_date) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
              r.rq_id, r.kind, r.owner_id ? std::optional(r.owner_id) : std::nullopt, r.organization_id, r.project_id,
              r.task_id, r.job_id, r.target, r.subresource, r.format, r.lightweight,
              r.input.is_null() ? "{}" : to_json(r.input), r.origin, time);
    c.after_commit([state = state_.get(), old_file] {
        state->signal();
        if (old_file && state->remove_file) state->remove_file(*old_file);
    });
    return true;
}

void Queue::note_result(db::Connection& c, int64_t request, int64_t result_id) {
    c.execute("UPDATE request SET result_id = ? WHERE id = ?", result_id, request);
}

void Queue::note_summary(db::Connection& c, int64_t request, const boost::json::value& summary) {
    c.execute("UPDATE request SET summary = ? WHERE id = ?", to_json(summary), request);
}

std::optional<RequestRow> Queue::find(db::Connection& c, std::string_view rq_id) {
    auto rows = c.query(fmt::format("SELECT {} FROM request WHERE rq_id = ?", request_columns), rq_id);
    return rows.next() ? std::optional(read_request(rows)) : std::nullopt;
}

bool Queue::cancel(db::Connection& c, std::string_view rq_id) {
    if (c.execute("DELETE FROM request WHERE rq_id = ? AND status = 'queued'", rq_id)) return true;
    c.execute("UPDATE request SET cancel_wanted = 1 WHERE rq_id = ? AND status = 'started'", rq_id);
    return false;
}

} // namespace limn::queue
