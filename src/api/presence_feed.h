// Who is in a job at the moment, and that somebody has saved it: server-sent events to all who have it open
// (GET /api/jobs/{id}/presence).
//
//   event: person      data: {"id", "user", "since", "frame", "editing", "objects"}: at first of everybody else who is
//                      there, then whenever one comes, moves to another frame or takes up other objects
//   event: gone        data: {"id": 7}: that one has left
//   event: saved       data: {"revision", "user"}: the job's revision and whose save made it, at first and at every
//                      change
//   event: labels      data: {"revision"}: a number that is another one whenever the labels of the job have changed, at
//                      first and then
//
// A person is one open page: two pages of one account are two, told apart by the key that each page makes up. They stay
// for a moment after their connection has ended, so that a page that connects again is not seen to leave; who says
// nothing of themselves for long is let go, as a computer that fell asleep cannot say goodbye.
//
// People are held in memory: those whose pages another process serves are not seen. Saves are read from the database,
// whoever made them.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "api/event_feed.h"

namespace limn::api {

struct HeldObject {
    std::string type; // shape, tag, track
    int64_t id = 0;   // the server's
    bool operator==(const HeldObject&) const = default;
};

// What a page says of its person.
struct Activity {
    int64_t frame = 0;
    bool editing = false; // else they only look: what they have selected is free for everybody
    std::vector<HeldObject> objects;
    bool operator==(const Activity&) const = default;
};

class PresenceFeed : public EventFeed {
  public:
    static constexpr size_t most_in_job = 50;

    explicit PresenceFeed(db::Database& database); // which must outlive it
    ~PresenceFeed() override;

    // user: JSON, as others are told of it. None: as many listen as may, in all or to this job.
    std::shared_ptr<http::Channel> listen(const Call& call, int64_t job_id, const std::string& key, std::string user);
    // False: nobody listens to that job under that key.
    bool update(const Call& call, int64_t job_id, const std::string& key, Activity activity);

  private:
    void tell(db::Connection& c, const Round& round) override;
    void after_look() override;
    struct People;
    std::unique_ptr<People> people_;
};

std::string person_json(db::Connection& c,
                        int64_t account_id); // {"id", "username", "first_name", "last_name"}, or null

} // namespace limn::api
