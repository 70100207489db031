// /api/quality/settings: how annotations are compared. They come with every task and project.
#pragma once
#include "api/call.h"

namespace limn::api {
void add_quality_settings_routes(Routes& routes);
}
