#include "access/throttle.h"

#include "base/error.h"

namespace limn::access {

void Throttle::pass(const std::string& key, Clock::time_point at) {
    const std::lock_guard lock(mutex_);
    if (at - swept_ > window_) { // forget the keys that have not called for a whole window
        std::erase_if(passed_,
                      [&](const auto& entry) { return entry.second.empty() || at - entry.second.back() >= window_; });
        swept_ = at;
    }
    auto& calls = passed_[key];
    while (!calls.empty() && at - calls.front() >= window_) calls.pop_front();
    if (calls.size() >= calls_) {
        const auto wait = std::chrono::ceil<std::chrono::seconds>(calls.front() + window_ - at).count();
        throw detail_error(
            429, fmt::format("Request was throttled. Expected available in {} second{}.", wait, wait == 1 ? "" : "s"))
            .with_header("Retry-After", std::to_string(wait));
    }
    calls.push_back(at);
}

} // namespace limn::access
