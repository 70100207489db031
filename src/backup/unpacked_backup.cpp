#include "backup/unpacked_backup.h"

#include <fstream>

#include <fmt/format.h>

#include "base/text.h"
#include "media/archive.h"
#include "queue/queue.h"

namespace limn::backup {
namespace fs = std::filesystem;

namespace {

constexpr uint64_t largest_text = 1 << 30;

bool is_zip(const fs::path& file) {
    char head[4] = {};
    std::ifstream(file, std::ios::binary).read(head, sizeof head);
    const std::string_view magic(head, sizeof head);
    return magic == "PK\x03\x04" || magic == "PK\x05\x06";
}

// "task_3/data/a.jpg" without the folder of the task.
std::string_view within_task(std::string_view name) {
    if (!name.starts_with("task_")) return name;
    const auto slash = name.find('/');
    return slash != std::string_view::npos && parse_int(name.substr(5, slash - 5)) ? name.substr(slash + 1) : name;
}

bool belongs(std::string_view name) {
    const auto inner = within_task(name);
    return inner == "task.json" || inner == "project.json" || inner == "annotations.json" ||
           inner == "annotation_guide.md" || inner.starts_with("assets/") || inner.starts_with("data/");
}

} // namespace

UnpackedBackup::UnpackedBackup(const House& house, const fs::path& file, const Progress& progress)
    : folder_(house.scratch) {
    if (!is_zip(file)) throw queue::Failure("zipfile.BadZipFile", "File is not a zip file");
    for (auto& member : media::extract_archive(file, folder_.path(), belongs, progress))
        names_.insert(std::move(member.name));
}

std::vector<std::string> UnpackedBackup::below(std::string_view folder) const {
    std::vector<std::string> out;
    const auto prefix = std::string(folder) + "/";
    for (auto i = names_.lower_bound(prefix); i != names_.end() && i->starts_with(prefix); ++i)
        out.push_back(i->substr(prefix.size()));
    return out;
}

std::vector<std::string> UnpackedBackup::folders() const {
    std::vector<std::string> out;
    for (const auto& name : names_)
        if (auto folder = name.substr(0, name.find('/')); folder != name && (out.empty() || out.back() != folder))
            out.push_back(std::move(folder));
    return out;
}

std::string UnpackedBackup::read(std::string_view name, std::string_view what) const {
    if (!has(name))
        throw queue::Failure("ValueError", fmt::format("The archive is no backup of a {}: it has no {}", what, name));
    const auto path = folder_.path() / name;
    if (fs::file_size(path) > largest_text)
        throw queue::Failure("ValueError", fmt::format("The backup is damaged: {} is larger than 1 GiB", name));
    return storage::read_whole(path);
}

} // namespace limn::backup
