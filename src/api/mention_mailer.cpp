#include "api/mention_mailer.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

#include <fmt/format.h>

#include "access/users.h"
#include "api/asset_links.h"
#include "api/job_people.h"
#include "base/log.h"
#include "base/text.h"
#include "base/time.h"

namespace limn::api {
namespace {

constexpr std::chrono::seconds poll{10};   // besides being woken
constexpr int64_t first_wait = 60;         // seconds until a mail is tried again; longer than one attempt can take
constexpr int64_t most_attempts = 6;       // the last one about half an hour after the first
constexpr size_t longest_quotation = 2000; // bytes of a comment in a mail
constexpr std::string_view anonymous = "Somebody";

struct Due {
    int64_t comment = 0, account = 0;
    std::string origin;
};

// Cut between code points.
std::string_view beginning(std::string_view text, size_t size) {
    if (text.size() <= size) return text;
    while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xc0) == 0x80) --size;
    return text.substr(0, size);
}

constexpr std::string_view is_due =
    "SELECT comment_id, account_id, origin, mail_attempts FROM issue_mention WHERE mail_due <= ? "
    "ORDER BY mail_due LIMIT 1";

// The longest due; it is due again later, should the attempt not end well.
std::optional<Due> lease(db::Database& database) {
    const auto when = now();
    if (!database.read([&](db::Connection& c) { return c.query(is_due, when).next(); })) return {};
    return database.write([&](db::Connection& c) -> std::optional<Due> {
        std::string sql(is_due);
        if (c.dialect() == db::Dialect::postgres) sql += " FOR UPDATE SKIP LOCKED";
        Due due;
        int64_t attempts = 0;
        {
            auto rows = c.query(sql, when);
            if (!rows.next()) return {};
            due = {rows.integer(0), rows.integer(1), rows.text(2)};
            attempts = rows.integer(3) + 1;
        }
        const auto next =
            attempts < most_attempts ? std::optional(when.plus_seconds(first_wait << (attempts - 1))) : std::nullopt;
        c.execute("UPDATE issue_mention SET mail_due = ?, mail_attempts = ? WHERE comment_id = ? AND account_id = ?",
                  next, attempts, due.comment, due.account);
        return due;
    });
}

void settle(db::Database& database, const Due& due) {
    database.write([&](db::Connection& c) {
        c.execute("UPDATE issue_mention SET mail_due = NULL WHERE comment_id = ? AND account_id = ?", due.comment,
                  due.account);
    });
}

// None when there is nobody to be told any more.
std::optional<Mail> mail_for(db::Connection& c, const Due& due, bool only_confirmed) {
    const auto user = access::find_user(c, due.account);
    if (!user || user->email.empty() || (only_confirmed && !user->email_verified)) return {};
    Mention mention;
    int64_t task = 0;
    {
        auto rows = c.query("SELECT k.issue_id, k.job_id, k.message, t.id, t.name, w.username FROM issue_comment k "
                            "JOIN job j ON j.id = k.job_id JOIN task t ON t.id = j.task_id "
                            "LEFT JOIN account w ON w.id = k.owner_id WHERE k.id = ?",
                            due.comment);
        if (!rows.next()) return {};
        mention.issue = rows.integer(0);
        mention.job = rows.integer(1);
        mention.message = without_pictures(rows.text(2), "(picture)");
        task = rows.integer(3);
        mention.task = rows.text(4);
        mention.author = rows.is_null(5) ? std::string(anonymous) : rows.text(5);
    }
    if (!can_see_job(c, mention.job, *user)) return {};
    mention.link = fmt::format("{}/tasks/{}/jobs/{}?issue={}", due.origin, task, mention.job, mention.issue);
    return mention_mail(user->email, user->username, mention);
}

} // namespace

struct MentionMailer::State {
    Services& services;
    std::mutex mutex;
    std::condition_variable woken;
    bool signalled = false;
    std::atomic<bool> stopping = false;
    std::jthread thread;

    bool send_one() try {
        const auto due = lease(services.database);
        if (!due) return false;
        const bool only_confirmed = services.settings.verify_email;
        const auto mail = services.database.read([&](db::Connection& c) { return mail_for(c, *due, only_confirmed); });
        if (mail) services.mailer->send(*mail);
        settle(services.database, *due);
        return true;
    } catch (const std::exception& e) { // it stays due
        log_error("somebody who was named was not mailed", {{"reason", e.what()}});
        return false;
    }

    void loop() {
        while (!stopping) {
            if (send_one()) continue;
            std::unique_lock lock(mutex);
            woken.wait_for(lock, poll, [&] { return signalled || stopping; });
            signalled = false;
        }
    }

    void signal() {
        {
            std::lock_guard lock(mutex);
            signalled = true;
        }
        woken.notify_all();
    }
};

MentionMailer::MentionMailer(Services& services) : state_(new State{services}) {}
MentionMailer::~MentionMailer() { stop(); }

void MentionMailer::start() {
    if (state_->services.mailer) state_->thread = std::jthread([this] { state_->loop(); });
}

void MentionMailer::stop() {
    state_->stopping = true;
    state_->signal();
    if (state_->thread.joinable()) state_->thread.join();
}

void MentionMailer::wake() { state_->signal(); }

Mail mention_mail(const std::string& address, const std::string& name, const Mention& mention) {
    const auto said = beginning(mention.message, longest_quotation);
    const auto quotation = "> " + replace_all(replace_all(said, "\r", ""), "\n", "\n> ") +
                           (said.size() < mention.message.size() ? " ..." : "");
    return {address, fmt::format("{} named you in issue {}", mention.author, mention.issue),
            fmt::format("Hello {},\n\n{} named you in issue {} of job {} ({}):\n\n{}\n\nAnswer here:\n\n{}\n", name,
                        mention.author, mention.issue, mention.job, mention.task, quotation, mention.link)};
}

} // namespace limn::api
