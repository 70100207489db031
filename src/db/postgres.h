#pragma once
#include <memory>
#include <string>

#include "db/database.h"

namespace limn::db {
std::unique_ptr<Database> open_postgres(const std::string& url);
}
