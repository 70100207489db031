// limn backup FILE and limn restore FILE.
#include <unistd.h>

#include <fmt/format.h>

#include "app/commands.h"
#include "app/data_folder.h"
#include "backup/installation.h"
#include "db/database.h"
#include "storage/blob_store.h"

namespace limn::app {
namespace fs = std::filesystem;

namespace {

// A line that counts up, where somebody looks.
std::function<void(double)> progress_line(std::string_view doing) {
    if (!isatty(STDERR_FILENO)) return {};
    return [doing = std::string(doing), shown = -1](double share) mutable {
        const int percent = static_cast<int>(share * 100);
        if (percent == shown) return;
        shown = percent;
        fmt::print(stderr, "\r{} {} %{}", doing, percent, percent == 100 ? "\n" : "");
    };
}

void print(std::string_view what, const backup::Tally& tally) {
    fmt::print("{} {} rows and {} files ({:.1f} MB).\n", what, tally.rows, tally.blobs,
               static_cast<double>(tally.bytes) / 1e6);
}

} // namespace

int back_up(const Config& config, const std::string& file) {
    if (config.database.empty() && !fs::exists(fs::path(config.data) / "limn.db"))
        throw std::runtime_error(fmt::format("there is no installation in {} to back up", config.data));
    const auto database = db::open(config.database_url());
    const auto blobs = storage::open_disk_store(fs::path(config.data) / "blobs");
    const auto tally =
        backup::back_up({*database, *blobs, config.data}, file, LIMN_VERSION, progress_line("Backing up"));
    print("Backed up", tally);
    for (const auto& key : tally.missing)
        fmt::print(stderr, "limn: warning: the file {} was gone before the backup; its task lacks it\n", key);
    return 0;
}

int restore(const Config& config, const std::string& file) {
    const DataFolder folder(config.data);
    const auto database = db::open(config.database_url());
    print("Restored", backup::restore(*database, config.data, file, progress_line("Restoring")));
    return 0;
}

} // namespace limn::app
