#include <iostream>

#include <CLI/CLI.hpp>
#include <malloc.h>
#include <sodium.h>

#include "app/commands.h"
#include "base/log.h"

namespace {

using limn::app::Config;
using limn::app::ImportCommand;
using limn::app::UserCommand;

void add_user_commands(CLI::App& app, UserCommand& user) {
    auto* group = app.add_subcommand("user", "list, add and change accounts");
    group->require_subcommand(1);
    const auto add = [&](const std::string& action, const std::string& help, bool named) {
        auto* command = group->add_subcommand(action, help);
        command->callback([&user, action] { user.action = action; });
        if (named) command->add_option("name", user.name, "user name")->required();
        return command;
    };
    add("list", "every account", false);
    auto* create = add("add", "a new account; the password is read from standard input", true);
    create->add_option("--email", user.email, "e-mail address");
    create->add_flag("--admin", user.admin, "an administrator");
    add("password", "set a password, read from standard input; other sessions end", true);
    add("activate", "let an account log in again", true);
    add("deactivate", "keep an account from logging in; its work stays", true);
}

CLI::App* add_import_command(CLI::App& app, ImportCommand& import) {
    auto* command = app.add_subcommand("import-cvat", "move in from CVAT, into an empty installation");
    command->add_option("--dump", import.dump, "what manage.py dumpdata wrote")->required()->check(CLI::ExistingFile);
    command->add_option("--cvat-data", import.cvat_data, "CVAT's data folder; it is only read")
        ->required()
        ->check(CLI::ExistingDirectory);
    command->footer(
        "--share names CVAT's shared folder, when tasks were made from it. Interrupted, the same command goes "
        "on where it was.");
    return command;
}

int run(int argc, char** argv) {
    CLI::App app{"Limn: annotate images, video and point clouds together", "limn"};
    Config config;
    UserCommand user;
    std::string archive;
    ImportCommand import;
    app.set_version_flag("--version", LIMN_VERSION);
    app.fallthrough();
    limn::app::add_options(app, config);
    app.add_subcommand("serve", "start the server (what happens without a command)");
    auto* migrate = app.add_subcommand("migrate", "bring the database to the newest schema and end");
    auto* backup = app.add_subcommand("backup", "write everything into one file, also while the server runs");
    backup->add_option("file", archive, "the file to write")->required();
    auto* restore = app.add_subcommand("restore", "put a backup into a fresh data folder and database");
    restore->add_option("file", archive, "the file to read")->required();
    add_user_commands(app, user);
    const auto* import_cvat = add_import_command(app, import);
    CLI11_PARSE(app, argc, argv);
    limn::set_log_level(config.log_level);
    if (migrate->parsed()) return limn::app::migrate(config);
    if (backup->parsed()) return limn::app::back_up(config, archive);
    if (restore->parsed()) return limn::app::restore(config, archive);
    if (import_cvat->parsed()) return limn::app::import_cvat(config, import);
    if (!user.action.empty()) return limn::app::manage_users(config, user);
    return limn::app::serve(config);
}

// Bodies, answers and exports go back to the system when they are freed. Left to itself, glibc learns from the first
// large buffers to keep them, up to 32 MiB each, in the heap of every thread that ever had one: a few large answers on
// different threads held 470 MiB for good.
void return_large_buffers() {
    mallopt(M_MMAP_THRESHOLD, 1 << 20);
    mallopt(M_TRIM_THRESHOLD, 4 << 20);
}

} // namespace

int main(int argc, char** argv) {
    return_large_buffers();
    if (sodium_init() < 0) {
        std::cerr << "limn: the system gives no random numbers\n";
        return 1;
    }
    try {
        return run(argc, argv);
    } catch (const std::exception& e) {
        std::cerr << "limn: " << e.what() << '\n';
        return 1;
    }
}
