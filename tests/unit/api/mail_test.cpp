#include "api/smtp_mailer.h"

#include <gtest/gtest.h>

#include "base/text.h"

namespace limn::api {
namespace {

std::string message(const Mail& mail) { return mail_message(mail, "limn@example.org", "today", "1"); }

TEST(Mail, HasHeadersAndText) {
    const auto text = message({"ann@example.org", "Hello", "Line one\nLine two\n"});
    EXPECT_NE(text.find("From: limn@example.org\r\nTo: ann@example.org\r\nSubject: Hello\r\n"), std::string::npos);
    EXPECT_NE(text.find("Message-ID: <1@example.org>\r\n"), std::string::npos);
    const auto body = text.substr(text.find("\r\n\r\n") + 4);
    EXPECT_EQ(from_base64(replace_all(body, "\r\n", "")), "Line one\nLine two\n");
}

TEST(Mail, LetsNobodyAddHeaders) {
    const auto text = message({"ann@example.org\r\nBcc: eve@example.org", "Hi\nBcc: eve@example.org", ""});
    EXPECT_EQ(text.find("\nBcc"), std::string::npos);
}

TEST(Mail, EncodesWhatIsNoAscii) {
    std::string subject;
    for (int i = 0; i < 40; ++i) subject += "\xC3\xA4"; // ä
    const auto text = message({"ann@example.org", subject, ""});
    std::string decoded;
    for (auto at = text.find("=?utf-8?B?"); at != std::string::npos; at = text.find("=?utf-8?B?", at + 1)) {
        const auto word = text.substr(at + 10, text.find("?=", at) - at - 10);
        EXPECT_LE(word.size() + 12, 75u);
        const auto part = from_base64(word).value_or("");
        EXPECT_TRUE(is_utf8(part));
        decoded += part;
    }
    EXPECT_EQ(decoded, subject);
}

} // namespace
} // namespace limn::api
