// So many calls in a sliding window of time, for each key (an address, an account). Refused calls do not count.
#pragma once
#include <chrono>
#include <deque>
#include <mutex>
#include <string>
#include <unordered_map>

namespace limn::access {

class Throttle {
  public:
    using Clock = std::chrono::steady_clock;
    Throttle(size_t calls, std::chrono::seconds window) : calls_(calls), window_(window) {}

    // Counts the call, or throws the contract's 429 with Retry-After.
    void pass(const std::string& key, Clock::time_point at = Clock::now());

  private:
    size_t calls_;
    std::chrono::seconds window_;
    std::mutex mutex_;
    std::unordered_map<std::string, std::deque<Clock::time_point>> passed_;
    Clock::time_point swept_{};
};

} // namespace limn::access
