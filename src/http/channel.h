// What an answer goes on to say for as long as its client listens. Anybody may say something, at any time and from any
// thread; the connection's coroutine sends it, and no thread waits for either side.
#pragma once
#include <cstddef>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>

namespace limn::http {

class Channel {
  public:
    static constexpr size_t most_waiting = 1 << 20; // bytes: who takes nothing for so long is let go

    bool say(std::string_view bytes); // false: nobody listens any more
    void close();                     // when what was said has been sent
    bool closed() const;

    // For the connection.
    struct Said {
        std::string bytes;
        bool more_may_come;
    };
    Said take();
    void on_news(std::function<void()> wake); // called once, when there is something to take or the end has come

  private:
    void wake(std::unique_lock<std::mutex>& lock);

    mutable std::mutex mutex_;
    std::string waiting_;
    bool closed_ = false;
    std::function<void()> wake_;
};

} // namespace limn::http
