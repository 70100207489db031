// A fixed number of threads that run jobs in the order they came, with a bound on how many may wait.
#pragma once
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace limn::http {

class WorkerPool {
  public:
    WorkerPool(int threads, size_t max_waiting);
    ~WorkerPool(); // runs what waits, then ends

    // False when too many jobs wait. A job must not throw.
    bool submit(std::function<void()> job);
    size_t waiting() const;
    void stop(); // as the destructor; no more jobs are taken

  private:
    void work();

    const size_t max_waiting_;
    mutable std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<std::function<void()>> jobs_;
    size_t idle_ = 0;
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

} // namespace limn::http
