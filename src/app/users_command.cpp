#include <iostream>

#include <fmt/format.h>

#include "access/passwords.h"
#include "access/sessions.h"
#include "access/users.h"
#include "app/commands.h"
#include "base/text.h"
#include "db/database.h"

namespace limn::app {
namespace {

std::string read_password() {
    std::cerr << "Password: " << std::flush;
    std::string password;
    std::getline(std::cin, password);
    std::cerr << '\n';
    if (password.size() < 8) throw std::runtime_error("a password has at least 8 characters; nothing was changed");
    return password;
}

void list(db::Connection& c) {
    auto rows = c.query("SELECT id, username, email, privilege, is_active FROM account ORDER BY id");
    while (rows.next())
        fmt::print("{:>6}  {:<24} {:<32} {:<12} {}\n", rows.integer(0), rows.view(1), rows.view(2), rows.view(3),
                   rows.boolean(4) ? "" : "inactive");
}

int64_t id_of(db::Connection& c, const std::string& name) {
    const auto user = access::find_user_by_login(c, name);
    if (!user) throw std::runtime_error(fmt::format("there is no account {}", name));
    return user->id;
}

} // namespace

int manage_users(const Config& config, const UserCommand& command) {
    const auto database = db::open(config.database_url());
    db::migrate(*database);
    if (command.action == "list") {
        database->read(list);
        return 0;
    }
    const bool needs_password = command.action == "add" || command.action == "password";
    const auto hash = needs_password ? access::hash_password(read_password()) : std::string();
    database->write([&](db::Connection& c) {
        if (command.action == "add") {
            const std::vector<std::string> groups{command.admin ? "admin" : "user"};
            access::create_user(c, {.username = command.name,
                                    .email = command.email,
                                    .password_hash = hash,
                                    .groups = groups,
                                    .is_staff = command.admin,
                                    .is_superuser = command.admin});
            return;
        }
        const auto id = id_of(c, command.name);
        if (command.action == "password")
            access::set_password_hash(c, id, hash);
        else
            c.execute("UPDATE account SET is_active = ? WHERE id = ?", command.action == "activate", id);
    });
    fmt::print("Done.\n");
    return 0;
}

} // namespace limn::app
