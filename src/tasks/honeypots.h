// Validation frames that stand, unmarked, among the frames of the jobs: which job shows which of them and where. Pure
// functions; the same seed makes the same layout in every release.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "media/random_selection.h"

namespace limn::tasks {

// Hands out validation frames so that none is used twice in one job and, as long as all began alike, the numbers of
// their uses differ by one at most.
class HoneypotSelector {
  public:
    // uses: of each frame so far.
    HoneypotSelector(media::RandomSelection& random, const std::map<int64_t, int64_t>& uses);
    HoneypotSelector(media::RandomSelection& random, const std::vector<int64_t>& frames); // none used so far

    std::vector<int64_t> take(size_t count); // the least used ones; count <= number of frames

  private:
    std::map<int64_t, std::vector<int64_t>> bags_; // number of uses -> frames
};

// A task with a validation pool, made of the images 0 ... n - 1.
struct PoolLayout {
    struct Place {
        int64_t image = 0;
        bool honeypot = false;
        bool operator==(const Place&) const = default;
    };
    std::vector<Place> frames;      // job after job, the pool last
    std::vector<int64_t> job_sizes; // of the annotation jobs
};

// pool: images, ascending. segment_size: images of a job besides its honeypots, 0 for all; per_job: honeypots of a job,
// at most as many as the pool has. `random` has chosen the pool; places within the jobs come from the seed anew.
PoolLayout lay_out_pool(media::RandomSelection& random, std::optional<uint64_t> seed, int64_t images,
                        const std::vector<int64_t>& pool, int64_t segment_size, int64_t per_job);

} // namespace limn::tasks
