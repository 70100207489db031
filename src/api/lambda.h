// /api/lambda: functions that annotate. No server of functions is connected, which the answers say.
#pragma once
#include "api/call.h"

namespace limn::api {
void add_lambda_routes(Routes& routes);
}
