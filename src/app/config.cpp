#include "app/config.h"

#include <CLI/CLI.hpp>

#include "access/secret_box.h"
#include "storage/http_client.h"

namespace limn::app {

std::string Config::database_url() const { return database.empty() ? "sqlite:" + data + "/limn.db" : database; }

namespace {

// For CLI11: what is wrong with a network, or nothing.
std::string network_problem(const std::string& text) {
    try {
        storage::AddressRules({text});
        return {};
    } catch (const std::runtime_error& e) {
        return e.what();
    }
}

} // namespace

access::SecretBox secret_box(const Config& config) {
    return config.secret_key.empty() ? access::SecretBox::from_file(std::filesystem::path(config.data) / "secret.key")
                                     : access::SecretBox::from_text(config.secret_key);
}

void add_options(CLI::App& app, Config& c) {
    app.set_config("--config", "", "read settings from this TOML file")->envname("LIMN_CONFIG");
    app.add_option("--host", c.host, "address to listen on; 0.0.0.0 for every network")
        ->envname("LIMN_HOST")
        ->capture_default_str();
    app.add_option("--port", c.port, "port to listen on; 0 for any free one")
        ->envname("LIMN_PORT")
        ->capture_default_str();
    app.add_option("--data", c.data, "folder for everything that Limn keeps")
        ->envname("LIMN_DATA")
        ->capture_default_str();
    app.add_option("--database", c.database,
                   "sqlite:PATH or postgresql://user:password@host:port/name (default: limn.db in the data folder)")
        ->envname("LIMN_DATABASE");
    app.add_option("--public-url", c.public_url,
                   "address that people reach Limn at, for links that no request tells: https://limn.example")
        ->envname("LIMN_PUBLIC_URL");
    app.add_option("--webhook-network", c.webhook_networks,
                   "private network that webhooks may reach, such as 10.1.0.0/16; may be given more than once")
        ->envname("LIMN_WEBHOOK_NETWORKS")
        ->delimiter(',')
        ->check(network_problem);
    app.add_option("--mail", c.mail,
                   "how mails are sent: smtp://host:587, smtps://host:465, or log (default: not at all)")
        ->envname("LIMN_MAIL");
    app.add_option("--mail-from", c.mail_from, "address that mails come from")->envname("LIMN_MAIL_FROM");
    app.add_option("--mail-user", c.mail_user, "name at the mail server")->envname("LIMN_MAIL_USER");
    app.add_option("--mail-ca", c.mail_authority,
                   "PEM file with the certificate authority of the mail server (default: the "
                   "system's)")
        ->envname("LIMN_MAIL_CA")
        ->check(CLI::ExistingFile);
    app.add_flag("--verify-email", c.verify_email,
                 "who registers logs in only after following the link in a mail; needs --mail")
        ->envname("LIMN_VERIFY_EMAIL");
    app.add_option("--user-agreements", c.agreements,
                   "JSON file of terms that who registers accepts: "
                   "[{\"name\": \"terms\", \"urlDisplayText\": \"terms of use\", \"url\": \"https://...\", "
                   "\"required\": true}]")
        ->envname("LIMN_USER_AGREEMENTS")
        ->check(CLI::ExistingFile);
    app.add_option("--share", c.share, "folder whose files tasks may be made from without uploading")
        ->envname("LIMN_SHARE");
    app.add_option("--cloud-network", c.cloud_networks,
                   "private network where cloud storages may be, such as 10.0.0.0/8; may be given more than once")
        ->envname("LIMN_CLOUD_NETWORKS")
        ->delimiter(',')
        ->check(network_problem);
    app.add_option("--google-endpoint", c.google_endpoint, "address of an emulator of Google Cloud Storage")
        ->envname("LIMN_GOOGLE_ENDPOINT");
    app.add_option("--log-level", c.log_level, "debug, info, warning or error")
        ->envname("LIMN_LOG_LEVEL")
        ->check(CLI::IsMember({"debug", "info", "warning", "error"}))
        ->capture_default_str();
    app.add_option("--workers", c.workers, "background requests worked on at a time")
        ->envname("LIMN_WORKERS")
        ->check(CLI::Range(1, 64))
        ->capture_default_str();
    app.add_option("--request-threads", c.request_threads, "requests answered at a time")
        ->envname("LIMN_REQUEST_THREADS")
        ->check(CLI::Range(1, 1024))
        ->capture_default_str();
    app.add_option("--cache", c.cache_mib, "disk space for chunks and previews, in MiB")
        ->envname("LIMN_CACHE")
        ->capture_default_str();
    app.add_option("--max-body", c.max_body_mib, "largest body of one request, in MiB; uploads in pieces may be larger")
        ->envname("LIMN_MAX_BODY")
        ->capture_default_str();
    app.add_flag("--public-metrics", c.public_metrics, "serve /metrics to other machines, too")
        ->envname("LIMN_PUBLIC_METRICS");
    app.add_option("--admin-user", c.admin_user, "name of the administrator that the first start creates")
        ->envname("LIMN_ADMIN_USER")
        ->capture_default_str();
    // Not flags on the command line, where other users of the machine could read them.
    app.add_option("--admin-password", c.admin_password)->envname("LIMN_ADMIN_PASSWORD")->group("");
    app.add_option("--mail-password", c.mail_password)->envname("LIMN_MAIL_PASSWORD")->group("");
    app.add_option("--secret-key", c.secret_key)->envname("LIMN_SECRET_KEY")->group("");
}

} // namespace limn::app
