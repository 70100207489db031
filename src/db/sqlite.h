#pragma once
#include <memory>
#include <string>

#include "db/database.h"

namespace limn::db {
std::unique_ptr<Database> open_sqlite(const std::string& path); // ":memory:" lives as long as the object
}
