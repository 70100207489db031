// Mails through a server of the operator's.
#pragma once
#include <memory>
#include <string>

#include "api/mailer.h"

namespace limn::api {

struct SmtpServer {
    std::string url;            // smtp://mail.example:587 or smtps://mail.example:465
    std::string from;           // limn@example
    std::string user, password; // empty: none; with a password the connection must be encrypted
    std::string authority;      // PEM file with the certificates that the server's is checked by; empty: the system's
};

std::unique_ptr<Mailer> open_smtp_mailer(SmtpServer server);

// A mail as it goes over the wire: headers and text, whatever they hold, in ASCII.
std::string mail_message(const Mail& mail, const std::string& from, const std::string& date, const std::string& id);

} // namespace limn::api
