#include "events/webhook_events.h"

#include <algorithm>

namespace limn::events {
namespace {

constexpr int first_release = 54, requests_release = 73, server_release = 76;

std::vector<WebhookEvent> make_events() {
    std::vector<WebhookEvent> events;
    const auto resource = [&](std::string_view group, std::initializer_list<std::string_view> names, bool project) {
        for (const auto name : names) events.push_back({name, group, true, project, false, first_release});
    };
    resource("Project", {"create:project"}, false);
    resource("Project", {"update:project", "delete:project"}, true);
    resource("Task", {"create:task", "update:task", "delete:task"}, true);
    resource("Job", {"create:job", "update:job", "delete:job"}, true);
    resource("Issue", {"create:issue", "update:issue", "delete:issue"}, true);
    resource("Comment", {"create:comment", "update:comment", "delete:comment"}, true);
    resource("Invitation", {"create:invitation", "delete:invitation"}, false);
    resource("Membership", {"create:membership", "update:membership", "delete:membership"}, false);
    resource("Organization", {"update:organization"}, false);
    events.push_back({"delete:organization", "Organization", true, false, true, first_release});
    events.push_back({"create:organization", "Organization", false, false, true, server_release});
    for (const auto* name : {"create:user", "update:user", "delete:user"})
        events.push_back({name, "User", false, false, true, server_release});
    for (const auto* name :
         {"completed:request[create:task]", "completed:request[export:annotations]",
          "completed:request[export:dataset]", "completed:request[export:backup]",
          "completed:request[calculate:quality]", "completed:request[merge:task]", "completed:request[merge:job]"})
        events.push_back({name, "Request", true, true, false, requests_release});
    std::sort(events.begin(), events.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    return events;
}

} // namespace

std::string_view to_string(WebhookType type) {
    switch (type) {
    case WebhookType::organization: return "organization";
    case WebhookType::project: return "project";
    case WebhookType::server: return "server";
    }
    return "";
}

const std::vector<WebhookEvent>& webhook_events() {
    static const auto events = make_events();
    return events;
}

const WebhookEvent* find_webhook_event(std::string_view name) {
    const auto& all = webhook_events();
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto& e) { return e.name == name; });
    return found == all.end() ? nullptr : &*found;
}

bool is_for(const WebhookEvent& event, WebhookType type) {
    switch (type) {
    case WebhookType::organization: return event.organization;
    case WebhookType::project: return event.project;
    case WebhookType::server: return event.server;
    }
    return false;
}

std::vector<std::string> current_names(std::string_view name) {
    if (name == "create:export") return {"completed:request[export:annotations]", "completed:request[export:dataset]"};
    if (name == "create:backup") return {"completed:request[export:backup]"};
    return {std::string(name)};
}

} // namespace limn::events
