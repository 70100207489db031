// /api/users/self/settings: what a person has set on the page, the same in every browser. Limn's own.
#pragma once
#include "api/call.h"

namespace limn::api {

void add_user_settings_routes(Routes& routes);

} // namespace limn::api
