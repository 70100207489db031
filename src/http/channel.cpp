#include "http/channel.h"

#include <utility>

namespace limn::http {

bool Channel::say(std::string_view bytes) {
    std::unique_lock lock(mutex_);
    if (closed_) return false;
    if (waiting_.size() + bytes.size() > most_waiting) {
        waiting_.clear();
        closed_ = true;
    } else {
        waiting_ += bytes;
    }
    const bool open = !closed_;
    wake(lock);
    return open;
}

void Channel::close() {
    std::unique_lock lock(mutex_);
    closed_ = true;
    wake(lock);
}

bool Channel::closed() const {
    std::lock_guard lock(mutex_);
    return closed_;
}

Channel::Said Channel::take() {
    std::lock_guard lock(mutex_);
    return {std::exchange(waiting_, {}), !closed_};
}

void Channel::on_news(std::function<void()> wake) {
    std::unique_lock lock(mutex_);
    wake_ = std::move(wake);
    if (closed_ || !waiting_.empty()) this->wake(lock);
}

// Not under the lock: what is woken may take at once.
void Channel::wake(std::unique_lock<std::mutex>& lock) {
    const auto wake = std::exchange(wake_, nullptr);
    lock.unlock();
    if (wake) wake();
}

} // namespace limn::http
