// What feeds of server-sent events have in common: the listeners, each with a channel; one thread that looks into the
// database for all of them while anybody listens; heartbeats, so that nobody on the way takes a connection for dead.
//
// A listener goes when their session or account ends, and after a while anyway: then the page asks again, with whatever
// rights it has by then.
#pragma once
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "access/caller.h"
#include "db/database.h"
#include "http/channel.h"
#include "http/message.h"

namespace limn::api {

class Call;

struct Listener {
    using Clock = std::chrono::steady_clock;
    explicit Listener(const Call& call); // who asks

    std::shared_ptr<http::Channel> channel = std::make_shared<http::Channel>();
    int64_t account_id;
    std::string session; // the cookie's key, empty for other credentials
    Clock::time_point since = Clock::now(), spoke = Clock::now();

    void say(std::string_view events); // on the feed's thread
};

class EventFeed {
  public:
    EventFeed(db::Database& database, std::string topic); // the latter for the log
    virtual ~EventFeed();                                 // who derives from it stops it before

    void start();
    void stop(); // lets all listeners go

  protected:
    using Round = std::vector<std::shared_ptr<Listener>>;

    // False: as many listen as may at a time.
    bool admit(const std::shared_ptr<Listener>& listener);

    // Every look, on the feed's thread.
    virtual void tell(db::Connection& c, const Round& round) = 0;
    virtual void after_look() {} // also when the database could not be read

  private:
    struct State;
    std::unique_ptr<State> state_;
    void run();
    void look(const Round& round);
};

// One event, data being JSON.
std::string event_text(std::string_view name, std::string_view data);

// The answer to whoever listens. `listen` gives the channel, or none: then it is 429, with what to do `instead`.
http::Response event_stream(Call& call, const std::function<std::shared_ptr<http::Channel>()>& listen,
                            std::string_view instead);

} // namespace limn::api
