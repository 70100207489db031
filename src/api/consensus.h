// /api/consensus: jobs that several people annotate, and how their work is brought together.
#pragma once
#include "api/call.h"

namespace limn::api {
void add_consensus_routes(Routes& routes);
}
