// What the program can do. Each returns the exit status.
#pragma once
#include <string>

#include "app/config.h"

namespace limn::app {

int serve(const Config& config);
int migrate(const Config& config);

int back_up(const Config& config, const std::string& file); // while a server runs, or not
int restore(const Config& config, const std::string& file);

struct UserCommand {
    std::string action; // list, add, password, activate, deactivate
    std::string name;
    std::string email;
    bool admin = false;
};
int manage_users(const Config& config, const UserCommand& command);

struct ImportCommand {
    std::string dump;      // file that manage.py dumpdata wrote
    std::string cvat_data; // CVAT's data folder
};
int import_cvat(const Config& config, const ImportCommand& command);

} // namespace limn::app
