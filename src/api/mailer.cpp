#include "api/mailer.h"

#include "base/error.h"
#include "base/log.h"

namespace limn::api {
namespace {

class LogMailer : public Mailer {
  public:
    void send(const Mail& mail) override {
        log_info("mail", {{"to", mail.to}, {"subject", mail.subject}, {"text", mail.text}});
    }
};

} // namespace

std::unique_ptr<Mailer> open_log_mailer() { return std::make_unique<LogMailer>(); }

void send_mail(Mailer* mailer, const Mail& mail) {
    if (!mailer) {
        log_warning("mail not sent: no mail server is set, see --mail", {{"to", mail.to}, {"subject", mail.subject}});
        throw string_error("Email backend is not configured.", 500);
    }
    mailer->send(mail);
}

} // namespace limn::api
