// The honeypots of a task with a validation pool, as rows: which validation frame each of them shows, and changing it.
// Frame numbers are task frame numbers. The changing functions are for locked media (lock_media).
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "base/time.h"
#include "db/database.h"
#include "tasks/job.h"
#include "tasks/media.h"
#include "tasks/validation.h"

namespace limn::tasks {

struct Honeypot {
    int64_t frame = 0, real_frame = 0;
};
std::vector<Honeypot> find_honeypots(db::Connection& c, int64_t media_id); // of the task, ascending
std::span<const Honeypot> honeypots_of(std::span<const Honeypot> all, const Job& job);

// The honeypots of the job show these validation frames from now on, one each. Chunks made before are out of date then,
// and a honeypot that changed is no longer deleted (`media` is changed, not saved). Gives the frames that changed.
// Throws 400 when the number is another, or a frame is not in the pool or disabled.
std::vector<int64_t> change_honeypots(db::Connection& c, const Job& job, std::span<const Honeypot> honeypots,
                                      const std::vector<int64_t>& real_frames, const ValidationLayout& layout,
                                      Media& media, Time when);

// Validation frames for each of these jobs, as many as it has honeypots now, by chance, the least used first. Those of
// `counted` are uses, too. Throws 400 when there are fewer active validation frames than honeypots in a job.
std::vector<std::vector<int64_t>> choose_real_frames(std::span<const Job> jobs, std::span<const Honeypot> honeypots,
                                                     const ValidationLayout& layout, std::span<const Honeypot> counted);

} // namespace limn::tasks
