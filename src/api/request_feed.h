// Tells people's pages how their background work goes while they listen (GET /api/requests/events, server-sent events):
//
//   event: request     data: what GET /api/requests/{id} answers; at first for all that waits or runs, then at every
//                      change, the end included
//   event: gone        data: {"id": "..."}: it was cancelled
//   : heartbeat        now and then, so that nobody on the way takes the connection for dead
//
// One thread looks into the table of requests for all listeners, so work of other processes on the same database is
// told of, too. A listener goes when their session ends, and after a while anyway: then the page asks again, with
// whatever rights it has by then.
#pragma once
#include <memory>
#include <string>

#include "access/caller.h"
#include "http/channel.h"

namespace limn::api {

struct Services;

class RequestFeed {
  public:
    explicit RequestFeed(Services& services); // which must outlive it
    ~RequestFeed();

    // None: as many listen as may at a time. session: the cookie's key, empty for other credentials; origin: the
    // address that links begin with.
    std::shared_ptr<http::Channel> listen(const access::Caller& caller, std::string session, std::string origin);

    void start();
    void stop(); // lets all listeners go

  private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace limn::api
