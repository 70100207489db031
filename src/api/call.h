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

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include "access/caller.h"
#include "access/secret_box.h"
#include "access/sessions.h"
#include "api/user_agreements.h"
#include "db/database.h"
#include "db/list.h"
#include "http/message.h"
#include "http/router.h"
#include "queue/queue.h"

namespace limn::storage {
class BlobStore;
class Cache;
} // namespace limn::storage

namespace limn::tasks {
class Clouds;
class FrameServer;
} // namespace limn::tasks

namespace limn::events {
class WebhookSender;
}

namespace limn::api {

class Mailer;
class MentionMailer;
class PresenceFeed;
class RequestFeed;

struct Settings {
    std::string data_folder;
    std::string share_folder;                 // server files; empty: none
    uint64_t json_limit = 1ull << 30;         // of one JSON body
    std::string version;                      // of Limn
    std::string public_url;                   // address that people use, where no request tells it
    std::vector<std::string> trusted_origins; // other sites whose pages may send requests ("https://labels.example")
    bool verify_email = false;                // who registers first shows that the address is theirs
    std::vector<UserAgreement> agreements;    // that who registers is asked to accept
};

struct Services {
    db::Database& database;
    queue::Queue& queue;
    storage::BlobStore& blobs; // originals, exports, assets
    storage::Cache& cache;     // derived: chunks, previews
    const access::SecretBox& secrets;
    Settings settings;
    tasks::FrameServer* frames = nullptr;      // none: this process serves no media
    tasks::Clouds* clouds = nullptr;           // none: this process opens no buckets
    events::WebhookSender* webhooks = nullptr; // none: messages wait for a process that sends them
    RequestFeed* feed = nullptr;               // none: nobody is told how background work goes
    PresenceFeed* presence = nullptr;          // none: nobody is told who else is in a job
    Mailer* mailer = nullptr;                  // none: nothing is mailed, and what needs a mail answers 500 (mailer.h)
    MentionMailer* mentions = nullptr;         // none: whom comments name is mailed by a process that has one
};

class Call {
  public:
    Call(http::Request& request, Services& services) : request(request), services(services) {}

    http::Request& request;
    Services& services;
    access::Caller caller;                  // anonymous on open routes
    access::RequestContext context;         // of the request
    std::optional<access::Session> session; // that authenticates the request, if one does

    db::Database& database() { return services.database; }
    int64_t id(size_t parameter) const; // a path parameter as an id; throws 404 "Not found."
    std::optional<std::string>
    argument(std::string_view name) const; // of the query; when repeated, the last value counts

    // The JSON body; {} when empty. Throws 415 for another content type, 400 for malformed JSON, 413 beyond `most`
    // bytes (none: as many as any JSON body may have).
    boost::json::value body(std::optional<uint64_t> most = {});
    // JSON or multipart/form-data fields as one value (files are skipped): indexed and dotted keys become lists and
    // objects.
    boost::json::value body_or_form();

    std::string link(std::string_view path) const; // absolute: "http://host/api/tasks/5"

    http::Response json(int status, std::string text) const; // 201 with a top-level "url" gets Location
    http::Response no_content() const;
    http::Response text(int status, std::string_view message) const;   // text/html, as the contract's plain texts
    http::Response string(int status, std::string_view message) const; // a JSON string
};

using CallHandler = http::Response (*)(Call&);

enum class Access {
    user,                 // any authenticated caller (the default); the handler asks the policy
    open,                 // anonymous too, but bad credentials are refused; throttled when anonymous
    unchecked,            // credentials, Accept and workspace are not even looked at
    without_access_token, // as user, but an access token is not accepted, and the workspace is not looked at
    access_token,         // only an access token is accepted
};

struct Operation { // for the OpenAPI document and OPTIONS
    std::string summary;
    boost::json::value request;  // schema object or null
    boost::json::value response; // schema object or null
    int status = 200;
    boost::json::array parameters = {}; // besides those of the contract and of the path
    std::string_view media_type = {};   // of the response; empty: JSON
};

struct DescribedRoute {
    http::Method method;
    std::string pattern;
    Access access;
    std::optional<Operation> operation = {};
    bool bare = false; // its path names neither HEAD nor OPTIONS
};

// Everything but the handler's own work: see the head of this file. Keeps the router and the services by reference.
class Routes {
  public:
    Routes(http::Router& router, Services& services);
    Routes& get(std::string_view pattern, CallHandler handler, Access access = Access::user);
    Routes& post(std::string_view pattern, CallHandler handler, Access access = Access::user);
    Routes& put(std::string_view pattern, CallHandler handler, Access access = Access::user);
    Routes& patch(std::string_view pattern, CallHandler handler, Access access = Access::user);
    Routes& remove(std::string_view pattern, CallHandler handler, Access access = Access::user);
    Routes& head(std::string_view pattern, CallHandler handler, Access access = Access::user);
    Routes& options(std::string_view pattern, CallHandler handler,
                    Access access = Access::user);  // else: described from the others
    Routes& describe(Operation operation);          // of the route added last
    Routes& bare();                                 // the path of the route added last names neither HEAD nor OPTIONS
    const std::vector<DescribedRoute>& all() const; // in the order they were added

  private:
    struct State;
    std::shared_ptr<State> state_;
    Routes& add(http::Method method, std::string_view pattern, CallHandler handler, Access access);
};

// The envelope of a list: {"count","next","previous","results":[...]}; items[i] is the JSON of ids[i].
http::Response page_response(Call& call, const db::Page& page, const std::vector<std::string>& items);

// Every resource, one line each (all_routes.cpp).
void add_all_routes(Routes& routes);

} // namespace limn::api
