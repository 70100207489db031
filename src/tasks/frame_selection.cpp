#include "tasks/frame_selection.h"

#include <algorithm>
#include <set>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "base/error.h"

namespace limn::tasks {
namespace json = boost::json;

namespace {

json::value together(std::string_view message) { return json::object{{"non_field_errors", json::array{message}}}; }

// Exactly one of two ways to say how many.
json::value one_of(std::string_view a, bool has_a, std::string_view b, bool has_b) {
    if (!has_a && !has_b) return together(fmt::format("One of the fields \"{}\", \"{}\" required", a, b));
    if (has_a && has_b) return together(fmt::format("Only 1 of the fields \"{}\", \"{}\" can be used", a, b));
    return nullptr;
}

template <class T> std::string list_items(std::span<const T> items) {
    constexpr size_t shown = 10;
    const auto head = fmt::format("{}", fmt::join(items.first(std::min(items.size(), shown)), ", "));
    return items.size() > shown ? fmt::format("{} (and {} more)", head, items.size() - shown) : head;
}

} // namespace

record::Problem read(const json::value& v, Share& out) {
    if (auto problem = record::read(v, out.value); !problem.is_null()) return problem;
    const bool fits = out.value >= 0 && out.value <= 1; // NaN does not
    return fits ? record::Problem() : record::problem("Value must be in the range [0; 1]");
}

std::optional<uint64_t> SelectionNumbers::seed() const {
    if (!random_seed || !*random_seed) return {};
    return static_cast<uint64_t>((*random_seed)->value);
}

record::Problem per_job_problem(const SelectionNumbers& n) {
    return one_of("frames_per_job_count", n.frames_per_job_count.has_value(), "frames_per_job_share",
                  n.frames_per_job_share.has_value());
}

record::Problem selection_problem(std::string_view method, const SelectionNumbers& n, std::optional<size_t> frames) {
    if (method == "manual") return frames ? json::value() : together("The \"frames\" field is required");
    auto problem = method == "random_uniform"
                       ? one_of("frame_count", n.frame_count.has_value(), "frame_share", n.frame_share.has_value())
                       : per_job_problem(n);
    if (problem.is_null() && frames.value_or(0) > 0)
        problem = together("\"frames\" can only be used when \"frame_selection_method\" is \"manual\"");
    return problem;
}

int64_t frames_asked(const Given<Int<1>>& count, const Given<Share>& share, int64_t total) {
    if (count) return count->value;
    if (share && share->value > 0)
        return std::max<int64_t>(1, static_cast<int64_t>(share->value * static_cast<double>(total)));
    throw list_error("The number of validation frames is not specified");
}

std::vector<int64_t> select_uniform(media::RandomSelection& random, int64_t size, int64_t count) {
    const auto chosen = random.choose(static_cast<uint32_t>(size), static_cast<uint32_t>(count), false);
    std::vector<int64_t> frames(chosen.begin(), chosen.end());
    std::ranges::sort(frames);
    return frames;
}

std::vector<int64_t> select_per_job(media::RandomSelection& random, std::span<const FrameRange> segments,
                                    int64_t overlap, int64_t count) {
    std::set<int64_t> selected;
    for (const auto range : segments) {
        const auto there = std::distance(selected.lower_bound(range.start), selected.upper_bound(range.stop));
        const auto wanted = std::min(range.count(), count) - there;
        if (wanted <= 0) continue;
        std::vector<int64_t> free;
        for (auto frame = range.start + (range.start ? overlap : 0); frame <= range.stop; ++frame)
            if (!selected.contains(frame)) free.push_back(frame);
        const auto size = static_cast<uint32_t>(free.size());
        for (const auto i : random.choose(size, std::min(static_cast<uint32_t>(wanted), size), true))
            selected.insert(free[i]);
    }
    return {selected.begin(), selected.end()};
}

std::string list_some(std::span<const int64_t> numbers) { return list_items(numbers); }
std::string list_some(std::span<const std::string> names) { return list_items(names); }

} // namespace limn::tasks
