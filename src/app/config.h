// How the program is set up: flags first, then environment, then the file of --config, then the defaults here. The list
// in docs/operations.md is made from `limn --help`.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace CLI {
class App;
}
namespace limn::access {
class SecretBox;
}

namespace limn::app {

struct Config {
    std::string host = "127.0.0.1";
    uint16_t port = 8080;
    std::string data = "data";                 // folder of everything that Limn keeps
    std::string database;                      // empty: sqlite:<data>/limn.db
    std::string secret_key;                    // seals users' secrets; empty: <data>/secret.key
    std::string public_url;                    // address that people use; empty: this machine's
    std::vector<std::string> webhook_networks; // private networks that webhooks may reach
    std::vector<std::string> cloud_networks;   // private networks where cloud storages may be
    std::string google_endpoint;               // of an emulator of Google Cloud Storage; empty: Google's
    std::string share;                         // folder whose files tasks may be made from; empty: none
    std::string log_level = "info";
    int workers = 2; // background requests at a time
    int request_threads = 16;
    uint64_t cache_mib = 4096;    // chunks and previews on disk
    uint64_t max_body_mib = 1024; // of one request; uploads in pieces may be larger
    bool public_metrics = false;  // /metrics for everybody, not only this machine
    std::string admin_user = "admin";
    std::string admin_password; // empty: generated at the first start
    std::string mail;           // "": mails are not sent; "log": they are logged; smtp://host:port
    std::string mail_from;      // address that they come from
    std::string mail_user, mail_password;
    bool verify_email = false;  // accounts that people make begin when their address is confirmed
    std::string agreements;     // JSON file of what who registers accepts; empty: nothing
    std::string mail_authority; // file with its certificate authority; "": the system's

    std::string database_url() const;
};

void add_options(CLI::App& app, Config& config);

access::SecretBox secret_box(const Config& config); // the data folder exists

} // namespace limn::app
