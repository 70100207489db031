// Mails people whom comments name, on a thread of its own: a slow mail server holds up no comment.
//
// What is due stands in table issue_mention, so a restart loses nothing. Whether somebody is still named and may still
// see the job is looked up when the mail is sent. A mail that the server does not take is tried again a few times,
// later each time.
#pragma once
#include <memory>
#include <string>

#include "api/call.h"
#include "api/mailer.h"

namespace limn::api {

class MentionMailer {
  public:
    explicit MentionMailer(Services& services); // which have a mailer
    ~MentionMailer();

    void start();
    void stop(); // what is not sent stays due
    void wake(); // after a commit that made something due

  private:
    struct State;
    std::unique_ptr<State> state_;
};

struct Mention {
    std::string author, task, message, link;
    int64_t issue = 0, job = 0;
};
// As it is sent: plain text, a long comment cut.
Mail mention_mail(const std::string& address, const std::string& name, const Mention& mention);

} // namespace limn::api
