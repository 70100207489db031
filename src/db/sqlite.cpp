// SQLite as a server's database: many readers, one writer thread that joins the transactions of concurrent callers into
// one commit. A commit costs an fsync; 32 clients that save at once share it.
#include "db/sqlite.h"

#include <condition_variable>
#include <cstdlib>
#include <deque>
#include <exception>
#include <future>
#include <stdexcept>
#include <thread>

#include "db/sqlite_connection.h"

namespace limn::db {
namespace {

constexpr size_t max_batch = 256;
constexpr size_t max_idle_readers = 16;

// Set on a thread while it runs a function given to read or write: a nested call would wait for itself.
thread_local bool busy = false;

struct BusyMark {
    BusyMark() {
        if (busy) throw std::logic_error("db: read or write called from inside read or write");
        busy = true;
    }
    ~BusyMark() { busy = false; }
};

struct Ticket {
    const std::function<void(Connection&)>* action;
    std::exception_ptr failure;
    std::promise<void> done;
};

class Writer {
  public:
    Writer(const std::string& path, SqliteUse use) : connection_(path, true, use), thread_([this] { loop(); }) {}
    ~Writer() {
        {
            std::lock_guard lock(mutex_);
            stopping_ = true;
        }
        wake_.notify_one();
        thread_.join();
    }

    void run(const std::function<void(Connection&)>& action) {
        if (busy) throw std::logic_error("db: write called from inside read or write");
        Ticket ticket{&action, nullptr, {}};
        auto done = ticket.done.get_future();
        {
            std::lock_guard lock(mutex_);
            waiting_.push_back(&ticket);
        }
        wake_.notify_one();
        done.get();
        if (ticket.failure) std::rethrow_exception(ticket.failure);
    }

  private:
    void loop() {
        for (;;) {
            std::vector<Ticket*> batch;
            {
                std::unique_lock lock(mutex_);
                wake_.wait(lock, [&] { return stopping_ || !waiting_.empty(); });
                if (waiting_.empty()) return;
                while (!waiting_.empty() && batch.size() < max_batch) {
                    batch.push_back(waiting_.front());
                    waiting_.pop_front();
                }
            }
            commit(batch);
            for (const auto& hook : connection_.take_hooks()) hook();
            for (auto* ticket : batch) ticket->done.set_value();
        }
    }

    // Runs the batch in one transaction. What fails alone is rolled back alone; when the transaction itself is lost
    // (disk full, I/O error), nothing of the batch was saved and everybody hears of it.
    void commit(const std::vector<Ticket*>& batch) {
        BusyMark mark;
        try {
            connection_.run("BEGIN IMMEDIATE");
            for (auto* ticket : batch) run_inside(*ticket, batch.size() > 1);
            connection_.run("COMMIT");
        } catch (...) {
            if (connection_.in_transaction()) connection_.run("ROLLBACK");
            connection_.take_hooks();
            for (auto* ticket : batch)
                if (!ticket->failure) ticket->failure = std::current_exception();
        }
    }

    void run_inside(Ticket& ticket, bool shared) {
        const auto hooks = connection_.hook_count();
        if (shared) connection_.run("SAVEPOINT caller");
        try {
            (*ticket.action)(connection_);
            if (shared) connection_.run("RELEASE caller");
        } catch (...) {
            ticket.failure = std::current_exception();
            connection_.drop_hooks_from(hooks);
            if (!connection_.in_transaction()) throw;
            if (shared)
                connection_.run("ROLLBACK TO caller; RELEASE caller");
            else
                connection_.run("ROLLBACK; BEGIN");
        }
    }

    SqliteConnection connection_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Ticket*> waiting_;
    bool stopping_ = false;
    std::thread thread_;
};

class SqliteDatabase : public Database {
  public:
    SqliteDatabase(std::string path, SqliteUse use)
        : path_(std::move(path)), use_(use), in_memory_(path_ == ":memory:"), writer_(path_, use) {}

    Dialect dialect() const override { return Dialect::sqlite; }

  protected:
    void run_write(const Action& action) override { writer_.run(action); }

    void run_read(const Action& action) override {
        if (in_memory_) return writer_.run(action); // it exists on one connection only
        BusyMark mark;
        auto connection = take_reader();
        connection->run("BEGIN");
        try {
            action(*connection);
        } catch (...) {
            if (connection->in_transaction()) connection->run("ROLLBACK");
            give_back(std::move(connection));
            throw;
        }
        connection->run("COMMIT");
        give_back(std::move(connection));
    }

  private:
    std::unique_ptr<SqliteConnection> take_reader() {
        {
            std::lock_guard lock(mutex_);
            if (!readers_.empty()) {
                auto reader = std::move(readers_.back());
                readers_.pop_back();
                return reader;
            }
        }
        return std::make_unique<SqliteConnection>(path_, false, use_);
    }

    void give_back(std::unique_ptr<SqliteConnection> reader) {
        std::lock_guard lock(mutex_);
        if (readers_.size() < max_idle_readers) readers_.push_back(std::move(reader));
    }

    std::string path_;
    SqliteUse use_;
    bool in_memory_;
    Writer writer_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<SqliteConnection>> readers_;
};

} // namespace

std::unique_ptr<Database> open_sqlite(const std::string& path) {
    return std::make_unique<SqliteDatabase>(path, SqliteUse::server);
}

std::unique_ptr<Database> open_scratch(const std::filesystem::path& file) {
    // SQLite asks for the folder of its temporary files when it makes one; other databases here keep theirs in memory.
    ::setenv("SQLITE_TMPDIR", file.parent_path().c_str(), 1);
    return std::make_unique<SqliteDatabase>(file.string(), SqliteUse::scratch);
}

} // namespace limn::db
