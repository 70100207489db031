// What the program can do. Each returns the exit status.
#pragma once
#include <string>

#include "app/config.h"

namespace limn::app {

int serve(const Config& config);
int migrate(const Config& config);

struct UserCommand {
    std::string action; // list, add, password, activate, deactivate
    std::string name;
    std::string email;
    bool admin = false;
};
int manage_users(const Config& config, const UserCommand& command);

} // namespace limn::app
