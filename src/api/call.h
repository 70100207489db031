// What a resource handler gets: the request, who asks, and the house's services. And how routes are declared.
//
//   Response retrieve_task(Call& call) { const auto id = call.id(0); ... return call.json(200, text); }
//   void add_task_routes(Routes& routes) { routes.get("/api/tasks/{id}", retrieve_task); }
//
// Before the handler runs, in the contract's order: negotiation (406), authentication (401/403), the method (405), the
// workspace (400/404). The handler itself looks up, asks access::require, reads its record, acts.
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/value.hpp>

#include "access/caller.h"
#include "db/database.h"
#include "db/list.h"
#include "http/message.h"
#include "http/router.h"
#include "queue/queue.h"

namespace limn::storage {
class BlobStore;
class Cache;
} // namespace limn::storage

namespace limn::api {

struct Settings {
    std::string data_folder;
    std::string share_folder;       // server files; empty: none
    uint64_t json_limit = 1ull << 30; // of one JSON body
    std::string version;            // of Limn
};

struct Services {
    db::Database& database;
    queue::Queue& queue;
    storage::BlobStore& blobs; // originals, exports, assets
    storage::Cache& cache;     // derived: chunks, previews
    Settings settings;
};

class Call {
  public:
    Call(http::Request& request, Services& services) : request(request), services(services) {}

    http::Request& request;
    Services& services;
    access::Caller caller;           // anonymous on open routes
    access::RequestContext context;  // of the request

    db::Database& database() { return services.database; }
    int64_t id(size_t parameter) const; // a path parameter as an id; throws 404 "Not found."

    // The JSON body; {} when empty. Throws 415 for another content type, 400 for malformed JSON.
    boost::json::value body();
    // JSON or multipart/form-data fields as one value (files are skipped): indexed and dotted keys become lists and objects.
    boost::json::value body_or_form();

    std::string link(std::string_view path) const; // absolute: "http://host/api/tasks/5"

    http::Response json(int status, std::string text) const; // 201 with a top-level "url" gets Location
    http::Response no_content() const;
    http::Response text(int status, std::string_view message) const; // text/html, as the contract's plain texts
    http::Response string(int status, std::string_view message) const; // a JSON string
};

using CallHandler = http::Response (*)(Call&);

enum class Access {
    user,      // any authenticated caller (the default); the handler asks the policy
    open,      // anonymous too, but bad credentials are refused; throttled when anonymous
    unchecked, // credentials are not even looked at
};

struct Operation { // for the OpenAPI document
    std::string summary;
    boost::json::value request;  // schema object or null
    boost::json::value response; // schema object or null
    int status = 200;
};

class Routes {
  public:
    Routes(http::Router& router, Services& services);
    Routes& get(std::string_view pattern, CallHandler handler, Access access = Access::user);
    Routes& post(std::string_view pattern, CallHandler handler, Access access = Access::user);
    Routes& put(std::string_view pattern, CallHandler handler, Access access = Access::user);
    Routes& patch(std::string_view pattern, CallHandler handler, Access access = Access::user);
    Routes& remove(std::string_view pattern, CallHandler handler, Access access = Access::user);
    Routes& head(std::string_view pattern, CallHandler handler, Access access = Access::user);
    Routes& options(std::string_view pattern, CallHandler handler, Access access = Access::user); // else: described from the others
    Routes& describe(Operation operation); // of the route added last

  private:
    struct State;
    std::shared_ptr<State> state_;
    Routes& add(http::Method method, std::string_view pattern, CallHandler handler, Access access);
};

// The envelope of a list: {"count","next","previous","results":[...]}; items[i] is the JSON of ids[i].
http::Response page_response(Call& call, const db::Page& page, const std::vector<std::string>& items);

// Every resource, one line each (routes.cpp).
void add_all_routes(Routes& routes);

} // namespace limn::api
