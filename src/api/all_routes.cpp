// Every resource, one line each.
#include "api/access_tokens.h"
#include "api/auth.h"
#include "api/invitations.h"
#include "api/memberships.h"
#include "api/organizations.h"
#include "api/requests.h"
#include "api/rules.h"
#include "api/server.h"
#include "api/users.h"

namespace limn::api {

void add_all_routes(Routes& routes) {
    add_server_routes(routes);
    add_auth_routes(routes);
    add_rules_routes(routes);
    add_access_token_routes(routes);
    add_user_routes(routes);
    add_organization_routes(routes);
    add_membership_routes(routes);
    add_invitation_routes(routes);
    add_request_routes(routes);
}

} // namespace limn::api
