// Webhooks: what is told to other servers, and how. Whoever changes something puts messages into a table, within the
// transaction of the change: they outlive the program and are never told of what was rolled back. They are sent in the
// background (webhook_sender.h).
//
//   const auto listeners = find_listeners(c, {.organization_id = 3, .project_id = 7});
//   if (listeners.any("update:task")) listeners.tell(c, "update:task", payload, {.changed_fields = {"name"}});
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json.hpp>

#include "base/time.h"
#include "db/database.h"

namespace limn::events {

// JSON as signatures are computed over it: ", " and ": " between, everything beyond ASCII as \uXXXX.
std::string signed_form(const boost::json::value& v);

// "sha256=" and the HMAC of the body in hex, for the header X-Signature-256.
std::string signature(std::string_view secret, std::string_view body);

// Where the secret of a webhook is sealed for.
std::string secret_place(int64_t webhook_id);

// What a change belongs to.
struct Scope {
    std::optional<int64_t> organization_id, project_id;
    bool server = false; // webhooks of the whole server, instead of those of the former two

    bool operator==(const Scope&) const = default;
};

// Whether any webhook is active: when there is none, nothing needs to be prepared for it.
bool any_webhook(db::Connection& c);

// Where and how a message is sent.
struct Target {
    std::string url, content_type;
    std::optional<std::string> sealed_secret; // access::SecretBox, for secret_place
    bool verify_tls = true;
};

// The active webhooks of a scope: those of the organisation and those of the project.
class Listeners {
  public:
    bool any(std::string_view event) const;
    bool any_of_organization(std::string_view event) const;
    bool any_of_project(std::string_view event) const;

    // Puts a message to each that listens to the event into the table. Members that every payload has (event,
    // webhook_id) are added.
    enum class Only { all, organization, project };
    struct Telling {
        std::vector<std::string> changed_fields = {}; // names of what an update changed
        Only only = Only::all;
        bool last_word = false; // the webhooks go with what is told of, the message is sent nevertheless
    };
    void tell(db::Connection& c, std::string_view event, const boost::json::object& payload,
              const Telling& telling) const;

  private:
    friend Listeners find_listeners(db::Connection& c, const Scope& scope);
    struct Webhook {
        int64_t id;
        bool of_project;
        std::vector<std::string> events;
        Target target;
        bool hears(std::string_view event, Only only) const;
    };
    bool any(std::string_view event, Only only) const;
    std::vector<Webhook> webhooks_;
};
Listeners find_listeners(db::Connection& c, const Scope& scope);

// A message to one webhook, as it is sent.
struct Message {
    int64_t webhook_id = 0;
    std::string event, changed_fields;
    std::string body; // to the byte
    bool redelivery = false;
    std::optional<Target> last_target; // of a webhook that is gone
};
void put_message(db::Connection& c, const Message& message);

} // namespace limn::events
