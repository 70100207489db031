// /api/cloudstorages: buckets that users have connected, to make tasks from and to export to.
#pragma once
#include <cstdint>
#include <string_view>

#include "api/call.h"
#include "tasks/cloud_storage.h"

namespace limn::api {

// Throws 404; 400 for a filter by a provider that does not exist.
tasks::CloudStorage find_cloud_storage(db::Connection& c, Call& call, int64_t id);
bool may(db::Connection& c, const Call& call, const tasks::CloudStorage& storage, std::string_view scope);

// Held while a request waits for somebody's service. Only a few may at a time, so that services that do not answer
// cannot take every thread of the server: the others get 503.
class OutgoingTurn {
  public:
    OutgoingTurn();
    ~OutgoingTurn();
    OutgoingTurn(const OutgoingTurn&) = delete;
    OutgoingTurn& operator=(const OutgoingTurn&) = delete;
};

void add_cloud_storage_routes(Routes& routes);
void add_cloud_content_routes(Routes& routes); // status, actions, preview, content-v2

} // namespace limn::api
