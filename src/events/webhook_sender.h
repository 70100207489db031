// Sends what webhooks are to be told, in threads of its own: a slow receiver holds up neither requests nor others.
//
// Each webhook gets its messages in order and one at a time. A message that meets an error of the receiver's (5xx), no
// connection or no answer is sent again after 5 s, 5 min, 30 min, 3 h and four times a day later; what is answered
// otherwise is done. Each attempt is a delivery that can be looked up. Messages stand in a table until then, under a
// lease while they are sent: a program that ends in the middle sends them when it is started again.
#pragma once
#include <chrono>
#include <memory>
#include <optional>
#include <vector>

#include "access/secret_box.h"
#include "db/database.h"
#include "events/webhooks.h"

namespace limn::events {

struct SenderOptions {
    int threads = 4;
    std::chrono::milliseconds poll{2000}; // besides being woken
    // Waits before the second, third ... attempt; then the message is given up.
    std::vector<std::chrono::seconds> retries{
        std::chrono::seconds(5), std::chrono::minutes(5), std::chrono::minutes(30), std::chrono::hours(3),
        std::chrono::hours(24),  std::chrono::hours(24),  std::chrono::hours(24),   std::chrono::hours(24)};
    std::string user_agent = "Limn";
    std::vector<std::string> networks; // private ones that may be reached besides public addresses
};

class WebhookSender {
  public:
    WebhookSender(db::Database& database, const access::SecretBox& secrets, SenderOptions options);
    ~WebhookSender();

    void start();
    void stop(); // messages that are not sent stay in their table
    void wake(); // after a commit that put messages into it

    // Sends at once, whether the webhook is active or not, and gives the id of the delivery.
    int64_t send_now(const Message& message);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace limn::events
