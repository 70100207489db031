#include "tasks/honeypots.h"

#include <algorithm>

namespace limn::tasks {

namespace {

std::map<int64_t, int64_t> unused(const std::vector<int64_t>& frames) {
    std::map<int64_t, int64_t> uses;
    for (const auto frame : frames) uses[frame] = 0;
    return uses;
}

} // namespace

HoneypotSelector::HoneypotSelector(media::RandomSelection& random, const std::map<int64_t, int64_t>& uses) {
    for (const auto& [frame, count] : uses) bags_[count].push_back(frame);
    for (auto& [count, bag] : bags_) random.shuffle(bag);
}

HoneypotSelector::HoneypotSelector(media::RandomSelection& random, const std::vector<int64_t>& frames)
    : HoneypotSelector(random, unused(frames)) {}

std::vector<int64_t> HoneypotSelector::take(size_t count) {
    std::vector<int64_t> taken;
    std::map<int64_t, std::vector<int64_t>> used; // what goes where once all are taken: nothing is taken twice
    for (auto& [uses, bag] : bags_) {
        const auto some = static_cast<std::ptrdiff_t>(std::min(bag.size(), count - taken.size()));
        used[uses + 1].assign(bag.begin(), bag.begin() + some);
        taken.insert(taken.end(), bag.begin(), bag.begin() + some);
        bag.erase(bag.begin(), bag.begin() + some);
    }
    for (const auto& [uses, frames] : used) bags_[uses].insert(bags_[uses].end(), frames.begin(), frames.end());
    return taken;
}

PoolLayout lay_out_pool(media::RandomSelection& random, std::optional<uint64_t> seed, int64_t images,
                        const std::vector<int64_t>& pool, int64_t segment_size, int64_t per_job) {
    std::vector<int64_t> regular;
    for (int64_t i = 0; i < images; ++i)
        if (!std::ranges::binary_search(pool, i)) regular.push_back(i);
    random.shuffle(regular);
    HoneypotSelector selector(random, pool);
    media::RandomSelection mixing(seed);
    PoolLayout layout;
    const auto group_size = static_cast<size_t>(segment_size ? segment_size : images);
    for (size_t first = 0; first < regular.size(); first += group_size) {
        std::vector<PoolLayout::Place> job;
        for (size_t i = first; i < std::min(first + group_size, regular.size()); ++i) job.push_back({regular[i]});
        for (const auto image : selector.take(static_cast<size_t>(per_job))) job.push_back({image, true});
        mixing.shuffle(job);
        layout.frames.insert(layout.frames.end(), job.begin(), job.end());
        layout.job_sizes.push_back(static_cast<int64_t>(job.size()));
    }
    for (const auto image : pool) layout.frames.push_back({image});
    return layout;
}

} // namespace limn::tasks
