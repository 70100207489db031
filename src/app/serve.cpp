// The wiring: opens what the house stands on, registers every resource and every kind of work, and runs until it is
// told to end.
#include <csignal>
#include <ctime>
#include <filesystem>
#include <functional>

#include <fmt/format.h>

#include "access/secret_box.h"
#include "access/users.h"
#include "api/call.h"
#include "api/mailer.h"
#include "api/mention_mailer.h"
#include "api/presence_feed.h"
#include "api/request_feed.h"
#include "api/smtp_mailer.h"
#include "api/uploads.h"
#include "api/work.h"
#include "app/commands.h"
#include "app/data_folder.h"
#include "base/log.h"
#include "base/text.h"
#include "db/database.h"
#include "events/webhook_sender.h"
#include "http/assets.h"
#include "http/metrics.h"
#include "http/router.h"
#include "http/server.h"
#include "migration/journal.h"
#include "queue/queue.h"
#include "storage/blob_store.h"
#include "storage/cache.h"
#include "tasks/cloud_storage.h"
#include "tasks/frame_server.h"

namespace limn::app {
namespace fs = std::filesystem;

namespace {

constexpr std::chrono::seconds grace{10}; // for running requests when the program ends

// An installation that is half moved in would lose what comes later, or mix with it.
void refuse_unfinished_import(db::Database& database) {
    if (migration::is_unfinished(database))
        throw std::runtime_error("this installation has begun to move in from CVAT and has not finished: give the same "
                                 "import-cvat command again, or start on another --data (and --database)");
}

void create_first_administrator(db::Database& database, const Config& config) {
    const auto accounts = database.read([](db::Connection& c) { return c.value("SELECT count(*) FROM account"); });
    if (accounts.value_or(0)) return;
    const auto password = config.admin_password.empty() ? random_text(16) : config.admin_password;
    access::ensure_administrator(database, config.admin_user, password);
    fmt::print("Administrator: {}\n", config.admin_user);
    if (config.admin_password.empty()) fmt::print("Password:      {}   (shown this once)\n", password);
}

bool is_this_machine(std::string_view peer) {
    return peer.starts_with("127.") || peer == "::1" || peer.starts_with("::ffff:127.");
}

http::Response serve_metrics(http::Request& request, bool to_everybody) {
    if (!to_everybody && !is_this_machine(request.peer))
        return http::make_response(
            403, "Metrics are served to this machine only; start Limn with --public-metrics to change that.\n",
            "text/plain");
    return http::make_response(200, http::metrics_text(), "text/plain; version=0.0.4");
}

// Paths that no route knows: an error below /api/, the page everywhere else.
http::Response answer_unknown(http::Request& request) {
    if (!request.path.starts_with("/api/")) return http::embedded_web().answer(request);
    return http::make_response(
        404, "<!doctype html><title>Not Found</title><h1>Not Found</h1><p>There is nothing at this address.</p>\n",
        "text/html; charset=utf-8");
}

// Waits for Ctrl+C or a polite kill. The signals are blocked before any thread starts, so that all inherit it.
sigset_t block_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
    return signals;
}

// Uploads that were begun and never used; a week is longer than anybody interrupts one.
constexpr std::chrono::hours abandoned_after{7 * 24};

// What nobody comes back for goes, so that the disk does not fill with it. A failure waits for the next day.
void clear_away(api::Services& services) {
    try {
        api::remove_abandoned_uploads(services, abandoned_after);
    } catch (const std::exception& e) {
        log_error("abandoned uploads could not be removed", {{"error", e.what()}});
    }
}

// The signal that ends the program. Meanwhile, at first and once a day, the daily work is done.
int wait_for_end(const sigset_t& signals, const std::function<void()>& daily) {
    constexpr timespec day{.tv_sec = 24 * 60 * 60, .tv_nsec = 0};
    for (;;) {
        daily();
        if (const int signal = sigtimedwait(&signals, nullptr, &day); signal > 0) return signal;
    }
}

std::string address(const Config& config, uint16_t port) {
    const bool everywhere = config.host == "0.0.0.0" || config.host == "::";
    return fmt::format("http://{}:{}", everywhere || config.host == "127.0.0.1" ? "localhost" : config.host, port);
}

// None: what needs a mail says that mails are not set up.
std::unique_ptr<api::Mailer> open_mailer(const Config& config) {
    if (config.mail.empty()) return nullptr;
    if (config.mail == "log") return api::open_log_mailer();
    if (config.mail.starts_with("smtp://") || config.mail.starts_with("smtps://"))
        return api::open_smtp_mailer(
            {config.mail, config.mail_from, config.mail_user, config.mail_password, config.mail_authority});
    throw std::runtime_error(fmt::format("--mail is smtp://host:port, smtps://host:port or log, not {}", config.mail));
}

http::ServerOptions server_options(const Config& config) {
    http::ServerOptions options;
    options.host = config.host;
    options.port = config.port;
    options.request_threads = config.request_threads;
    options.max_body = config.max_body_mib << 20;
    return options;
}

} // namespace

int serve(const Config& config) {
    const auto signals = block_signals();
    const DataFolder folder(config.data);
    const auto database = db::open(config.database_url());
    db::migrate(*database);
    refuse_unfinished_import(*database);
    create_first_administrator(*database, config);

    const auto blobs = storage::open_disk_store(fs::path(config.data) / "blobs");
    storage::Cache cache(fs::path(config.data) / "cache", config.cache_mib << 20);
    queue::Queue queue(*database, {.workers = config.workers});
    const auto secrets = secret_box(config);
    api::Services services{
        *database, queue,   *blobs,
        cache,     secrets, {.data_folder = config.data, .share_folder = config.share, .version = LIMN_VERSION}};
    tasks::Clouds clouds(*database, secrets,
                         {.networks = config.cloud_networks, .google_endpoint = config.google_endpoint});
    services.clouds = &clouds;
    tasks::FrameServer frames(*blobs, cache, config.share, &clouds);
    services.frames = &frames;
    const auto mailer = open_mailer(config);
    services.mailer = mailer.get();
    if (config.verify_email && !mailer)
        throw std::runtime_error("--verify-email needs --mail: the link comes in a mail");
    services.settings.verify_email = config.verify_email;
    if (!config.agreements.empty()) services.settings.agreements = api::read_user_agreements(config.agreements);

    http::Router router;
    api::Routes routes(router, services);
    api::add_all_routes(routes);
    router.add(http::Method::get, "/metrics",
               [&](http::Request& request) { return serve_metrics(request, config.public_metrics); });
    router.on_unknown(answer_unknown);
    api::add_all_work(queue, services);
    events::WebhookSender webhooks(
        *database, secrets, {.user_agent = fmt::format("Limn/{}", LIMN_VERSION), .networks = config.webhook_networks});
    services.webhooks = &webhooks;

    api::RequestFeed feed(services);
    services.feed = &feed;
    api::PresenceFeed presence(services.database);
    services.presence = &presence;
    api::MentionMailer mentions(services);
    services.mentions = &mentions;

    http::Server server(server_options(config), [&](http::Request& request) { return router.answer(request); });
    server.start();
    services.settings.public_url = config.public_url.empty() ? address(config, server.port()) : config.public_url;
    queue.start();
    webhooks.start();
    feed.start();
    presence.start();
    mentions.start();
    fmt::print("Limn {} is at {}\n", LIMN_VERSION, address(config, server.port()));
    std::fflush(stdout);
    log_info("started", {{"port", int(server.port())}, {"data", config.data}});

    const int signal = wait_for_end(signals, [&] { clear_away(services); });
    log_info("stopping", {{"signal", signal}});
    feed.stop();
    presence.stop();
    server.stop(grace);
    queue.stop();
    webhooks.stop();
    mentions.stop();
    log_info("stopped");
    return 0;
}

int migrate(const Config& config) {
    if (config.database.empty()) fs::create_directories(config.data);
    const auto database = db::open(config.database_url());
    db::migrate(*database);
    fmt::print("The database has the newest schema.\n");
    return 0;
}

} // namespace limn::app
