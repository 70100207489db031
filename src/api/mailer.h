// Where mails go. The program runs without one; then invitations of strangers and password resets say so.
#pragma once
#include <memory>
#include <string>

namespace limn::api {

struct Mail {
    std::string to, subject, text;
};

class Mailer {
  public:
    virtual ~Mailer() = default;
    virtual void send(const Mail& mail) = 0; // throws when the mail cannot be handed on
};

// Writes mails into the log instead of sending them: for trying things out on one machine.
std::unique_ptr<Mailer> open_log_mailer();

// Throws the contract's 500 when there is no mailer.
void send_mail(Mailer* mailer, const Mail& mail);

} // namespace limn::api
