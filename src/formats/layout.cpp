#include "formats/layout.h"

#include "formats/item.h"

#include <algorithm>

#include <fmt/format.h>

namespace limn::formats {

std::vector<std::string> subset_names(const Dataset& dataset) {
    const auto used = [&](const std::string& name) {
        return std::any_of(dataset.tasks.begin(), dataset.tasks.end(),
                           [&](const auto& task) { return task.subset == name; });
    };
    std::string fallback = "default";
    for (int i = 1; dataset.target == Target::project && used(fallback); ++i) fallback = fmt::format("default_{}", i);
    std::vector<std::string> out;
    for (const TaskPart& task : dataset.tasks) out.push_back(task.subset.empty() ? fallback : task.subset);
    return out;
}

std::vector<std::string> subsets(const Dataset& dataset) {
    std::vector<std::string> out;
    for (auto& name : subset_names(dataset)) {
        if (std::find(out.begin(), out.end(), name) == out.end()) out.push_back(std::move(name));
    }
    return out;
}

void FrameNames::enter(size_t task) {
    const bool same_subset = entered_ && subsets_[task] == subsets_[task_];
    if (!same_subset) {
        times_.clear();
        next_offset_ = 0;
    }
    task_ = task;
    entered_ = true;
    offset_ = next_offset_;
    const TaskPart& part = dataset_.tasks[task];
    next_offset_ += part.start_frame + part.step * part.size;
}

std::string FrameNames::unique(const std::string& id) {
    const auto [entry, fresh] = times_.try_emplace(id, 1);
    if (fresh) return id;
    const std::string numbered = fmt::format("{}_{}", id, entry->second++);
    std::string candidate = numbered;
    for (int n = 1; !times_.try_emplace(candidate, 1).second; ++n) candidate = fmt::format("{}_{}", numbered, n);
    return candidate;
}

FrameName FrameNames::name(const Frame& frame) {
    const TaskPart& part = dataset_.tasks[task_];
    FrameName out;
    out.number = offset_ + part.absolute(frame.number);
    if (part.video) {
        out.path = out.id = fmt::format("frame_{:06}", out.number);
        out.extension = ".PNG";
        return out;
    }
    out.id = without_extension(frame.name);
    out.extension = frame.name.substr(out.id.size());
    if (dataset_.tasks.size() > 1) out.id = unique(out.id);
    out.path = out.id + out.extension;
    return out;
}

} // namespace limn::formats
