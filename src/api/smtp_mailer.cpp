#include "api/smtp_mailer.h"

#include <algorithm>
#include <cstring>

#include <curl/curl.h>
#include <fmt/format.h>

#include "base/error.h"
#include "base/log.h"
#include "base/text.h"
#include "base/time.h"

namespace limn::api {
namespace {

constexpr long connect_timeout_s = 5, timeout_s = 20; // somebody waits for the answer
constexpr size_t encoded_line = 76;                   // RFC 2045, 6.8
constexpr size_t word_bytes = 45;                     // of text in one encoded word: RFC 2047 allows 75 characters

bool is_plain(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char ch) { return ch >= 0x20 && ch < 0x7f; });
}

// RFC 2047: encoded words, cut between code points.
std::string header_text(std::string_view text) {
    if (is_plain(text)) return std::string(text);
    std::string out;
    while (!text.empty()) {
        auto size = std::min(word_bytes, text.size());
        while (size < text.size() && size > 1 && (static_cast<unsigned char>(text[size]) & 0xc0) == 0x80) --size;
        out += fmt::format("{}=?utf-8?B?{}?=", out.empty() ? "" : "\r\n ", to_base64(text.substr(0, size)));
        text.remove_prefix(size);
    }
    return out;
}

struct Upload {
    std::string text;
    size_t sent = 0;
};

size_t read_piece(char* buffer, size_t size, size_t count, void* user) {
    auto& upload = *static_cast<Upload*>(user);
    const auto bytes = std::min(size * count, upload.text.size() - upload.sent);
    std::memcpy(buffer, upload.text.data() + upload.sent, bytes);
    upload.sent += bytes;
    return bytes;
}

class SmtpMailer : public Mailer {
  public:
    explicit SmtpMailer(SmtpServer server) : server_(std::move(server)) {}

    void send(const Mail& mail) override {
        const std::unique_ptr<CURL, void (*)(CURL*)> curl(curl_easy_init(), curl_easy_cleanup);
        if (!curl) throw std::bad_alloc();
        const std::unique_ptr<curl_slist, void (*)(curl_slist*)> receivers(curl_slist_append(nullptr, mail.to.c_str()),
                                                                           curl_slist_free_all);
        Upload upload{mail_message(mail, server_.from, to_http_date(now()), uuid4()), 0};
        char reason[CURL_ERROR_SIZE] = {};
        auto* const c = curl.get();
        curl_easy_setopt(c, CURLOPT_URL, server_.url.c_str());
        curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
        curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, connect_timeout_s);
        curl_easy_setopt(c, CURLOPT_TIMEOUT, timeout_s);
        curl_easy_setopt(c, CURLOPT_MAIL_FROM, server_.from.c_str());
        curl_easy_setopt(c, CURLOPT_MAIL_RCPT, receivers.get());
        curl_easy_setopt(c, CURLOPT_UPLOAD, 1L);
        curl_easy_setopt(c, CURLOPT_READFUNCTION, read_piece);
        curl_easy_setopt(c, CURLOPT_READDATA, &upload);
        curl_easy_setopt(c, CURLOPT_ERRORBUFFER, reason);
        if (!server_.authority.empty()) curl_easy_setopt(c, CURLOPT_CAINFO, server_.authority.c_str());
        const bool secret = !server_.password.empty();
        curl_easy_setopt(c, CURLOPT_USE_SSL, static_cast<long>(secret ? CURLUSESSL_ALL : CURLUSESSL_TRY));
        if (secret) {
            curl_easy_setopt(c, CURLOPT_USERNAME, server_.user.c_str());
            curl_easy_setopt(c, CURLOPT_PASSWORD, server_.password.c_str());
        }
        const auto code = curl_easy_perform(c);
        if (code == CURLE_OK) return;
        const std::string why = reason[0] ? reason : curl_easy_strerror(code);
        log_error("mail not sent", {{"to", mail.to}, {"subject", mail.subject}, {"reason", why}});
        throw string_error("The mail could not be sent: the mail server does not take it. Try again later, or ask the "
                           "operator, whose log says why.",
                           500);
    }

  private:
    SmtpServer server_;
};

} // namespace

std::string mail_message(const Mail& mail, const std::string& from, const std::string& date, const std::string& id) {
    const auto line_ends = [](std::string_view text) { // nothing that is told may begin a header of its own
        return replace_all(replace_all(text, "\r", " "), "\n", " ");
    };
    const auto host = from.substr(std::min(from.rfind('@'), from.size() - 1) + 1);
    auto message =
        fmt::format("Date: {}\r\nFrom: {}\r\nTo: {}\r\nSubject: {}\r\nMessage-ID: <{}@{}>\r\n"
                    "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
                    "Content-Transfer-Encoding: base64\r\n\r\n",
                    date, line_ends(from), line_ends(mail.to), header_text(line_ends(mail.subject)), id, host);
    const auto encoded = to_base64(mail.text);
    for (size_t at = 0; at < encoded.size(); at += encoded_line) message += encoded.substr(at, encoded_line) + "\r\n";
    return message;
}

std::unique_ptr<Mailer> open_smtp_mailer(SmtpServer server) {
    if (server.from.empty()) throw std::runtime_error("mails need a sender: set --mail-from");
    return std::make_unique<SmtpMailer>(std::move(server));
}

} // namespace limn::api
