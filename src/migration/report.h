// What came over, what did not and why: for the person who moves an installation.
#pragma once
#include <string>

#include "migration/move.h"

namespace limn::migration {

// Plain text. What happened to many records is told once, with some examples and their number.
std::string write_report(Move& move);

} // namespace limn::migration
