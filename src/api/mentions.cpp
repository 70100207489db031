#include "api/mentions.h"

#include <algorithm>
#include <cctype>
#include <chrono>
#include <optional>
#include <set>

#include "access/throttle.h"
#include "api/job_people.h"
#include "api/mention_mailer.h"
#include "base/error.h"
#include "base/text.h"
#include "tasks/ids.h"

namespace limn::api {
namespace {

constexpr size_t longest_name = 320; // of users; addresses are names, too
constexpr size_t most_tried = 200;   // names behind an @ in one text
constexpr size_t most_mails = 60;    // an hour, that comments of one account may cause

// Of user names; letters beyond ASCII are among them.
bool is_name_char(char ch) {
    const auto byte = static_cast<unsigned char>(ch);
    return byte >= 0x80 || std::isalnum(byte) || std::string_view("@.+-_").find(ch) != std::string_view::npos;
}

std::optional<int64_t> person_called(std::string_view name, const std::vector<access::User>& people) {
    std::optional<int64_t> found;
    int alike = 0;
    for (const auto& user : people) {
        if (user.username == name) return user.id;
        if (!equal_ignoring_case(user.username, name)) continue;
        found = user.id;
        ++alike;
    }
    return alike == 1 ? found : std::nullopt;
}

// The longest beginning that is somebody's name.
std::optional<int64_t> person_at(std::string_view run, const std::vector<access::User>& people) {
    run = run.substr(0, longest_name);
    while (!run.empty()) {
        if (const auto id = person_called(run, people)) return id;
        const auto last = static_cast<unsigned char>(run.back());
        if (last >= 0x80 || std::isalnum(last)) return {};
        run.remove_suffix(1);
    }
    return {};
}

bool mail_allowed(const Call& call) {
    static access::Throttle throttle(most_mails, std::chrono::hours(1));
    if (!call.services.mailer) return false;
    try {
        throttle.pass(std::to_string(call.caller.id));
        return true;
    } catch (const Error&) {
        return false; // the page tells them all the same
    }
}

} // namespace

std::vector<int64_t> named_in(std::string_view text, const std::vector<access::User>& people) {
    std::vector<int64_t> named;
    size_t tried = 0;
    for (size_t at = 0; at < text.size() && named.size() < most_mentions && tried < most_tried;) {
        if (!is_name_char(text[at])) {
            ++at;
            continue;
        }
        auto end = at;
        while (end < text.size() && is_name_char(text[end])) ++end;
        // "ann@example.org" is an address: only what begins with @ names somebody.
        if (text[at] == '@' && ++tried)
            if (const auto id = person_at(text.substr(at + 1, end - at - 1), people);
                id && std::ranges::find(named, *id) == named.end())
                named.push_back(*id);
        at = end;
    }
    return named;
}

void store_mentions(db::Connection& c, Call& call, int64_t comment_id, std::string_view message) {
    std::vector<int64_t> named;
    if (message.find('@') != std::string_view::npos) {
        const auto job = c.value("SELECT job_id FROM issue_comment WHERE id = ?", comment_id);
        if (job) named = named_in(message, people_of_job(c, *job));
    }
    std::set<int64_t> before;
    for (auto rows = c.query("SELECT account_id FROM issue_mention WHERE comment_id = ?", comment_id); rows.next();)
        before.insert(rows.integer(0));
    for (const auto id : before)
        if (std::ranges::find(named, id) == named.end())
            c.execute("DELETE FROM issue_mention WHERE comment_id = ? AND account_id = ?", comment_id, id);
    bool wake = false;
    for (const auto id : named) {
        if (before.contains(id)) continue;
        const bool mail = id != call.caller.id && mail_allowed(call);
        c.execute("INSERT INTO issue_mention (comment_id, account_id, origin, mail_due) VALUES (?, ?, ?, ?)",
                  comment_id, id, call.request.base_url(), mail ? std::optional(now()) : std::nullopt);
        wake |= mail;
    }
    if (auto* mailer = call.services.mentions; mailer && wake) c.after_commit([mailer] { mailer->wake(); });
}

std::unordered_map<int64_t, std::vector<int64_t>> mentions_of(db::Connection& c, const std::vector<int64_t>& comments) {
    std::unordered_map<int64_t, std::vector<int64_t>> found;
    tasks::in_batches(comments, [&](auto batch) {
        auto rows = tasks::query_ids(c, "SELECT comment_id, account_id FROM issue_mention WHERE comment_id IN ", batch,
                                     " ORDER BY comment_id, account_id");
        while (rows.next()) found[rows.integer(0)].push_back(rows.integer(1));
    });
    return found;
}

} // namespace limn::api
