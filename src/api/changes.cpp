#include "api/changes.h"

#include <algorithm>

#include "api/bodies.h"
#include "base/error.h"
#include "base/text.h"
#include "storage/blob_store.h"
#include "storage/cache.h"

namespace limn::api {

void require_keys(const Found& found, const Call& call, const boost::json::object& body,
                  std::span<const KeyScope> keys) {
    const auto scope_of = [&](std::string_view key) {
        const auto known = std::find_if(keys.begin(), keys.end(), [&](const KeyScope& k) { return k.key == key; });
        if (known == keys.end()) throw detail_error(403, "Attempted to update an unknown field");
        return known->scope;
    };
    std::vector<std::string_view> scopes;
    for (const auto& member : body) scopes.push_back(scope_of(member.key()));
    found.require(call.caller, "view");
    for (const auto scope : scopes)
        if (!scope.empty()) found.require(call.caller, scope);
}

void require_named(db::Connection& c, Call& call, const access::Workspace& workspace, const boost::json::object& body) {
    const auto first_of = [&](std::string_view a, std::string_view b) {
        const auto id = named_id(body, a);
        return id ? id : named_id(body, b);
    };
    for (const auto id :
         {named_id(body, "source_storage", "cloud_storage_id"), named_id(body, "target_storage", "cloud_storage_id"),
          named_id(body, "cloud_storage_id"), parse_int(call.argument("cloud_storage_id").value_or(""))})
        if (id) require_cloud_storage_view(c, call, workspace, *id);
    require_user_view(call, workspace, first_of("owner_id", "owner"));
    require_user_view(call, workspace, first_of("assignee_id", "assignee"));
}

void require_transfer(db::Connection& c, Call& call, const Found& found, std::optional<int64_t> organization_id) {
    if (organization_id && !c.value("SELECT id FROM organization WHERE id = ?", *organization_id))
        throw list_error("Invalid org id");
    found.require(call.caller, "delete");
    access::require(call.caller, access::workspace_of(c, call.caller, organization_id), found.resource, "create",
                    {.organization_id = organization_id});
}

void check_transfer_body(const boost::json::object& body) {
    std::string fields;
    for (const auto& member : body) {
        const std::string_view key = member.key();
        if (key == "organization_id" || key == "source_storage" || key == "target_storage") continue;
        fields += (fields.empty() ? "'" : ", '") + std::string(key) + "'";
    }
    if (!fields.empty())
        throw record_error("Fields {" + fields + "} cannot be updated when transferring to another workspace");
}

void remove_files(Call& call, const std::vector<std::string>& folders) {
    for (const auto& folder : folders) {
        call.services.blobs.remove_all(folder);
        call.services.cache.remove_all(folder);
    }
}

} // namespace limn::api
