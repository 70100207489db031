// Choosing the frames by which annotators' work is checked: how many a request asks for, and which they are. Pure
// functions; the same seed chooses the same frames in every release. Numbers are task frame numbers.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/record.h"
#include "media/random_selection.h"
#include "tasks/segments.h"

namespace limn::tasks {

struct FrameSelectionMethods {
    static constexpr std::string_view list[] = {"random_uniform", "random_per_job", "manual"};
};

struct Share { // 0 ... 1
    double value = 0;
};
record::Problem read(const boost::json::value& v, Share& out);
inline void write(JsonWriter& w, Share v) { w.value(v.value); }

// How many frames, as requests say it: as a number or as a share, of the whole task or of each job.
struct SelectionNumbers {
    Given<Nullable<Int<0>>> random_seed;
    Given<Int<1>> frame_count;
    Given<Share> frame_share;
    Given<Int<1>> frames_per_job_count;
    Given<Share> frames_per_job_share;

    std::optional<uint64_t> seed() const;
};
BOOST_DESCRIBE_STRUCT(SelectionNumbers, (),
                      (random_seed, frame_count, frame_share, frames_per_job_count, frames_per_job_share))

// What is wrong between a method and its numbers, as the body of the answer has it; null: nothing. `frames`: how many
// frames are listed, none when the list is absent.
record::Problem selection_problem(std::string_view method, const SelectionNumbers& numbers,
                                  std::optional<size_t> frames);
// Exactly one of the numbers of each job must be given.
record::Problem per_job_problem(const SelectionNumbers& numbers);

// The named number, or the share of `total`, at least 1. Throws 400 when neither says anything.
int64_t frames_asked(const Given<Int<1>>& count, const Given<Share>& share, int64_t total);

// `count` of the frames 0 ... size - 1, ascending; count <= size.
std::vector<int64_t> select_uniform(media::RandomSelection& random, int64_t size, int64_t count);

// At least `count` frames of each segment (all of a shorter one), ascending. Segments after the first take theirs from
// behind the overlap, and count what their predecessors took in it; where too few are behind it, they take fewer.
std::vector<int64_t> select_per_job(media::RandomSelection& random, std::span<const FrameRange> segments,
                                    int64_t overlap, int64_t count);

// "1, 2, 3", at most ten of them, then " (and 5 more)".
std::string list_some(std::span<const int64_t> numbers);
std::string list_some(std::span<const std::string> names);

} // namespace limn::tasks

namespace limn::record {
template <> struct Schema<tasks::Share> : Schema<Number<0, 1>> {};
} // namespace limn::record
