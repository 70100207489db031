#pragma once

#include "api/call.h"

namespace limn::api {
void add_data_meta_routes(Routes& routes);
}
