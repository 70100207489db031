// /api/assets
#pragma once
#include "api/call.h"

namespace limn::api {

void add_asset_routes(Routes& routes);

} // namespace limn::api
