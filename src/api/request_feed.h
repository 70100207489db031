// Tells people's pages how their background work goes while they listen (GET /api/requests/events, server-sent events):
//
//   event: request     data: what GET /api/requests/{id} answers; at first for all that waits or runs, then at every
//                      change, the end included
//   event: gone        data: {"id": "..."}: it was cancelled
//
// It looks into the table of requests, so work of other processes on the same database is told of, too.
#pragma once
#include <memory>

#include "api/event_feed.h"

namespace limn::api {

struct Services;

class RequestFeed : public EventFeed {
  public:
    explicit RequestFeed(Services& services); // which must outlive it
    ~RequestFeed() override;

    std::shared_ptr<http::Channel> listen(const Call& call); // none: as many listen as may at a time

  private:
    void tell(db::Connection& c, const Round& round) override;
    Services& services_;
};

} // namespace limn::api
