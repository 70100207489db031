// Pictures that come to a task that has frames already. They follow the last frame and are cut into jobs of their own:
// frames that are there keep their numbers, their jobs and their annotations.
#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "db/database.h"
#include "tasks/creation.h"
#include "tasks/media.h"
#include "tasks/task.h"

namespace limn::tasks {

// Why nothing can be added to a task, for whoever wants to; none: it can. Videos have an end of their own, a validation
// pool deals its frames out among all jobs, and a bucket's frames are those of its manifest.
std::optional<std::string> append_refusal(db::Connection& c, const Task& task, const Media& media);

// Frames of a job that more of them make: as many as the longest that is there has; 0 for a task in one piece, which
// gets one more piece whatever its length.
int64_t length_of_new_jobs(db::Connection& c, int64_t task_id);

// Names that files of the task have, frames and their context images: what has one of them is there already.
std::unordered_set<std::string> names_in_task(db::Connection& c, const Media& media);

// What the frames of a task show, to find out whether it has a picture already, byte by byte, under whatever name.
class KnownPictures {
  public:
    KnownPictures(const storage::BlobStore& blobs, std::filesystem::path share, const std::vector<Frame>& frames);

    bool may_know(int64_t size) const { return by_size_.contains(size); }
    // The frame with this picture. Reads the files of frames that are so large, each once.
    std::optional<int64_t> find(int64_t size, std::string_view sha256);
    std::optional<int64_t> find(const std::filesystem::path& file); // reads it only where a frame is as large

  private:
    struct Known {
        int64_t frame = 0;
        std::string file;
        std::optional<std::string> sha256; // once it has been read
    };
    const storage::BlobStore& blobs_;
    std::filesystem::path share_;
    std::map<int64_t, std::vector<Known>> by_size_;
};

struct Appended {
    int64_t frames = 0, skipped = 0, same = 0; // skipped: their names are in the task already; same: what they show is
    std::vector<int64_t> jobs;                 // of annotation
};

struct AppendOrder {
    std::vector<std::string> names; // of uploaded files, at their places (Media::raw_key)
    std::string sorting;            // among the new frames
    bool leave_out_same = false;    // pictures that the task has under another name
};

// All or nothing, as create_task_media; throws queue::Failure where nothing is new, or what is new does not go with
// what is there. witness: is asked to save, within the transaction that changes the task.
using AppendWitness = std::function<void(db::Connection&, const std::function<Appended()>& save)>;
Appended append_task_media(db::Database& database, const Workshop& workshop, int64_t task_id, const AppendOrder& order,
                           const AppendWitness& witness);

} // namespace limn::tasks
