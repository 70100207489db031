// PostgreSQL: every caller works on a connection of its own from a bounded pool.
#include "db/postgres.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "db/postgres_connection.h"

namespace limn::db {
namespace {

constexpr size_t max_connections = 32;
constexpr size_t max_idle = 16;
constexpr int max_attempts = 6;

// Ids in blocks, taken in transactions of their own: the row of a sequence is never locked while somebody saves. A
// block that is not used up when the program ends leaves a gap.
class IdBlocks {
  public:
    explicit IdBlocks(const std::string& url) : connection_(url, {}) {}

    int64_t reserve(std::string_view sequence, int64_t count) {
        std::lock_guard lock(mutex_);
        auto& block = blocks_[std::string(sequence)];
        if (block.end - block.next < count) {
            const auto size = std::max<int64_t>(count, 1000);
            const auto end = connection_.insert("UPDATE id_sequence SET next = next + ? WHERE name = ? RETURNING next",
                                                size, sequence);
            block = {end - size, end};
        }
        return std::exchange(block.next, block.next + count);
    }

  private:
    struct Block {
        int64_t next = 0, end = 0;
    };
    std::mutex mutex_;
    PostgresConnection connection_;
    std::map<std::string, Block> blocks_;
};

class PostgresDatabase : public Database {
  public:
    explicit PostgresDatabase(std::string url) : url_(std::move(url)), ids_(url_) { give_back(take()); }

    Dialect dialect() const override { return Dialect::postgres; }

  protected:
    void run_read(const Action& action) override {
        transact("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", action);
    }

    void run_write(const Action& action) override {
        for (int attempt = 1;; ++attempt) {
            try {
                return transact("BEGIN", action);
            } catch (const PostgresError& e) {
                if (!e.wants_retry() || attempt == max_attempts) throw;
                std::this_thread::sleep_for(std::chrono::milliseconds(5 << attempt));
            }
        }
    }

  private:
    void transact(const char* begin, const Action& action) {
        if (busy_) throw std::logic_error("db: read or write called from inside read or write");
        auto connection = take();
        busy_ = true;
        try {
            connection->run(begin);
            action(*connection);
            connection->run("COMMIT");
        } catch (...) {
            busy_ = false;
            connection->take_hooks();
            if (connection->usable()) connection->run("ROLLBACK");
            give_back(std::move(connection));
            throw;
        }
        busy_ = false;
        const auto hooks = connection->take_hooks();
        give_back(std::move(connection));
        for (const auto& hook : hooks) hook();
    }

    std::unique_ptr<PostgresConnection> take() {
        std::unique_lock lock(mutex_);
        freed_.wait(lock, [&] { return !idle_.empty() || open_ < max_connections; });
        if (!idle_.empty()) {
            auto connection = std::move(idle_.back());
            idle_.pop_back();
            return connection;
        }
        ++open_;
        lock.unlock();
        try {
            return std::make_unique<PostgresConnection>(
                url_, [this](std::string_view sequence, int64_t count) { return ids_.reserve(sequence, count); });
        } catch (...) {
            lock.lock();
            --open_;
            throw;
        }
    }

    void give_back(std::unique_ptr<PostgresConnection> connection) {
        {
            std::lock_guard lock(mutex_);
            if (connection->usable() && idle_.size() < max_idle)
                idle_.push_back(std::move(connection));
            else
                --open_;
        }
        freed_.notify_one();
    }

    static thread_local bool busy_;
    std::string url_;
    IdBlocks ids_;
    std::mutex mutex_;
    std::condition_variable freed_;
    size_t open_ = 0;
    std::vector<std::unique_ptr<PostgresConnection>> idle_;
};

thread_local bool PostgresDatabase::busy_ = false;

} // namespace

std::unique_ptr<Database> open_postgres(const std::string& url) { return std::make_unique<PostgresDatabase>(url); }

} // namespace limn::db
