#include "tasks/validation_pool.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/error.h"
#include "tasks/honeypots.h"

namespace limn::tasks {
namespace {

using Numbers = std::vector<int64_t>;

bool among(const Numbers& sorted, int64_t frame) { return std::ranges::binary_search(sorted, frame); }

void check_real_frames(size_t honeypots, const std::vector<int64_t>& real_frames, const ValidationLayout& layout) {
    const auto refuse = [](std::string_view why) {
        throw list_error(fmt::format("Could not update honeypot frames: {}", why));
    };
    if (real_frames.size() != honeypots)
        refuse(fmt::format("the number of honeypots must remain the same. Requested {}, current {}", real_frames.size(),
                           honeypots));
    std::set<int64_t> foreign, disabled;
    for (const auto frame : real_frames) {
        if (!among(layout.frames, frame)) foreign.insert(frame);
        if (among(layout.disabled_frames, frame)) disabled.insert(frame);
    }
    if (!foreign.empty())
        refuse(fmt::format("frames {} are not from the validation pool",
                           list_some(Numbers(foreign.begin(), foreign.end()))));
    if (!disabled.empty())
        refuse(fmt::format("frames {} are disabled. Restore them in the validation pool first",
                           list_some(Numbers(disabled.begin(), disabled.end()))));
}

void show(db::Connection& c, int64_t media_id, int64_t frame, int64_t real_frame) {
    c.execute("UPDATE frame SET (name, file, width, height, size, related) = (SELECT r.name, r.file, r.width, r.height,"
              " r.size, r.related FROM frame r WHERE r.media_id = frame.media_id AND r.number = ?), real_frame = ?"
              " WHERE media_id = ? AND number = ?",
              real_frame, real_frame, media_id, frame);
}

} // namespace

std::vector<Honeypot> find_honeypots(db::Connection& c, int64_t media_id) {
    std::vector<Honeypot> honeypots;
    auto rows = c.query(
        "SELECT number, real_frame FROM frame WHERE media_id = ? AND real_frame IS NOT NULL ORDER BY number", media_id);
    while (rows.next()) honeypots.push_back({rows.integer(0), rows.integer(1)});
    return honeypots;
}

std::span<const Honeypot> honeypots_of(std::span<const Honeypot> all, const Job& job) {
    const auto first = std::ranges::lower_bound(all, job.range.start, {}, &Honeypot::frame);
    const auto end = std::ranges::upper_bound(all, job.range.stop, {}, &Honeypot::frame);
    return {first, end};
}

std::vector<int64_t> change_honeypots(db::Connection& c, const Job& job, std::span<const Honeypot> honeypots,
                                      const std::vector<int64_t>& real_frames, const ValidationLayout& layout,
                                      Media& media, Time when) {
    check_real_frames(honeypots.size(), real_frames, layout);
    std::vector<int64_t> changed;
    for (size_t i = 0; i < honeypots.size(); ++i) {
        if (honeypots[i].real_frame == real_frames[i]) continue;
        show(c, media.id, honeypots[i].frame, real_frames[i]);
        changed.push_back(honeypots[i].frame);
    }
    if (changed.empty()) return changed;
    std::erase_if(media.deleted_frames, [&](int64_t frame) { return among(changed, frame); });
    c.execute("UPDATE segment SET chunks_updated_date = CASE WHEN chunks_updated_date < ? THEN ? ELSE"
              " chunks_updated_date + 1 END WHERE id = ?",
              when, when, job.segment_id);
    c.execute("UPDATE job SET updated_date = ? WHERE segment_id = ?", when, job.segment_id);
    return changed;
}

std::vector<std::vector<int64_t>> choose_real_frames(std::span<const Job> jobs, std::span<const Honeypot> honeypots,
                                                     const ValidationLayout& layout,
                                                     std::span<const Honeypot> counted) {
    std::map<int64_t, int64_t> uses; // of the active frames
    for (const auto frame : layout.frames)
        if (!among(layout.disabled_frames, frame)) uses[frame] = 0;
    for (const auto& honeypot : counted)
        if (const auto active = uses.find(honeypot.real_frame); active != uses.end()) ++active->second;
    media::RandomSelection random({});
    HoneypotSelector selector(random, uses);
    std::vector<std::vector<int64_t>> chosen;
    for (const auto& job : jobs) {
        const auto wanted = honeypots_of(honeypots, job).size();
        if (uses.size() < wanted)
            throw list_error(
                fmt::format("Can't select validation frames: the remaining number of validation frames ({}) is less "
                            "than the number of honeypots in a job ({}). Try to restore some validation frames",
                            uses.size(), wanted));
        chosen.push_back(selector.take(wanted));
    }
    return chosen;
}

} // namespace limn::tasks
