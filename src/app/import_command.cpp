// limn import-cvat: an installation of CVAT moves in.
#include <filesystem>
#include <iostream>
#include <unistd.h>

#include <fmt/format.h>

#include "access/secret_box.h"
#include "app/commands.h"
#include "app/data_folder.h"
#include "base/error.h"
#include "db/database.h"
#include "migration/import.h"
#include "storage/blob_store.h"

namespace limn::app {
namespace fs = std::filesystem;

namespace {

// A line that is overwritten on a terminal; elsewhere one line each time a step begins or ten seconds have passed.
class ProgressLine {
  public:
    void show(std::string_view what, double share) {
        const auto now = Clock::now();
        const bool fresh = what != what_;
        if (!fresh && now - shown_ < (terminal_ ? std::chrono::milliseconds(200) : std::chrono::seconds(10))) return;
        if (fresh) end_line();
        what_ = what;
        shown_ = now;
        std::cerr << (terminal_ ? "\r" : "") << fmt::format("{}: {:.0f} %", what, share * 100)
                  << (terminal_ ? "   " : "\n") << std::flush;
        open_ = terminal_;
    }
    void end_line() {
        if (open_) std::cerr << '\n';
        open_ = false;
    }

  private:
    using Clock = std::chrono::steady_clock;
    const bool terminal_ = isatty(STDERR_FILENO) == 1;
    std::string what_;
    Clock::time_point shown_;
    bool open_ = false;
};

} // namespace

int import_cvat(const Config& config, const ImportCommand& command) {
    const DataFolder folder(config.data);
    const auto database = db::open(config.database_url());
    db::migrate(*database);
    const auto blobs = storage::open_disk_store(fs::path(config.data) / "blobs");
    const auto report_file = fs::path(config.data) / "import-report.txt";
    ProgressLine line;
    try {
        const auto report =
            migration::move_in(*database, *blobs, secret_box(config), fs::path(config.data) / "import", report_file,
                               {.dump = command.dump, .data = command.cvat_data, .share = config.share},
                               [&](std::string_view what, double share) { line.show(what, share); });
        line.end_line();
        fmt::print("{}\nThis report is in {}.\n", report, report_file.string());
        return 0;
    } catch (const Error& e) {
        line.end_line();
        std::cerr << "limn: " << e.what() << "\nWhat has come over is kept: give the same command again to go on.\n";
        return 1;
    }
}

} // namespace limn::app
