// The names of what webhooks can be told: "create:task", "completed:request[export:dataset]".
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace limn::events {

// Who a webhook is for. Webhooks of the server are managed by administrators and hear of people and organisations.
enum class WebhookType { organization, project, server };
std::string_view to_string(WebhookType type);

struct WebhookEvent {
    std::string_view name;
    std::string_view group; // for people: "Task"
    bool organization, project, server;
    int since; // the minor release of CVAT's clients that first knew it; 54 for those of the first
};

// Every event, sorted by name.
const std::vector<WebhookEvent>& webhook_events();
const WebhookEvent* find_webhook_event(std::string_view name); // nullptr: there is none
bool is_for(const WebhookEvent& event, WebhookType type);

// Names of older releases stand for others: "create:backup" for "completed:request[export:backup]". Itself otherwise.
std::vector<std::string> current_names(std::string_view name);

} // namespace limn::events
