// Putting an installation back.
#include <algorithm>
#include <fstream>
#include <set>
#include <stdexcept>

#include <boost/json.hpp>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "backup/checksum.h"
#include "backup/installation.h"
#include "backup/rows.h"
#include "base/json.h"
#include "base/text.h"
#include "media/archive.h"
#include "media/error.h"
#include "storage/file_ops.h"
#include "storage/temp_file.h"

namespace limn::backup {
namespace fs = std::filesystem;

namespace {

constexpr media::ArchiveLimits no_limits{1ull << 40, 1ull << 60, 1ull << 20, 1ull << 60};
constexpr std::string_view staging_name = "restoring"; // below the data folder

[[noreturn]] void fail(std::string_view reason) {
    throw std::runtime_error(fmt::format("{} Nothing was restored.", reason));
}

struct Head {
    int64_t schema = 0;
    std::string version;
};

Head read_head(const fs::path& file) {
    if (!fs::exists(file)) fail("The file is no backup of a Limn installation: it has no limn-backup.json.");
    boost::system::error_code failure;
    const auto value = boost::json::parse(storage::read_whole(file), failure);
    if (failure || !value.is_object()) fail("The backup is damaged: limn-backup.json is no JSON.");
    const auto& head = value.get_object();
    const auto* format = head.if_contains("format");
    const auto* schema = head.if_contains("schema");
    const auto* version = head.if_contains("version");
    if (!format || !format->is_int64() || !schema || !schema->is_int64() || !version || !version->is_string())
        fail("The backup is damaged: limn-backup.json is incomplete.");
    Head out{schema->get_int64(), std::string(version->get_string())};
    if (format->get_int64() != 1 || out.schema > db::newest_migration())
        fail(fmt::format("The backup was made by a newer Limn ({}). Restore it with that one.", out.version));
    return out;
}

// Unpacks the archive below a folder and holds each member against its checksum.
class Unpacker {
  public:
    Unpacker(const fs::path& archive, fs::path folder, const std::function<void(double)>& progress)
        : archive_(archive), folder_(std::move(folder)), progress_(progress) {}

    Tally run() {
        const double whole = static_cast<double>(std::max<uintmax_t>(fs::file_size(archive_), 1));
        try {
            // What the archive holds was packed by this program's own hand; its checksums say whether it still is.
            media::read_archive(archive_, no_limits,
                                [&](const media::ArchiveMember& member, const media::ArchiveContent& content) {
                                    take(member.name, content);
                                    if (progress_) progress_(0.7 * std::min(1.0, static_cast<double>(read_) / whole));
                                    return true;
                                });
        } catch (const media::MediaError& e) {
            fail(fmt::format("The backup is damaged or incomplete: {}.", e.what()));
        }
        if (!checked_) fail("The backup is incomplete: it ends before its checksums. Was its transfer interrupted?");
        return tally_;
    }

  private:
    void take(const std::string& name, const media::ArchiveContent& content) {
        if (checked_) fail("The backup is damaged: something follows its checksums.");
        if (name == "checksums") return check(content);
        const bool blob = name.starts_with("blobs/");
        if (blob ? !storage::is_safe_key(std::string_view(name).substr(6))
                 : name != "limn-backup.json" && name != "secret.key" && !name.starts_with("tables/"))
            fail(fmt::format("The backup is damaged: '{}' does not belong there.", name));
        const auto path = folder_ / name;
        fs::create_directories(path.parent_path());
        std::ofstream out(path, std::ios::binary);
        Checksum sum;
        for (auto bytes = content(); !bytes.empty(); bytes = content()) {
            const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
            sum.add(text);
            out.write(text.data(), static_cast<std::streamsize>(text.size()));
            read_ += text.size();
            if (blob) tally_.bytes += text.size();
        }
        out.close();
        if (!out) fail(fmt::format("The file {} could not be written: is the disk full?", path.string()));
        if (blob) ++tally_.blobs;
        seen_.add(fmt::format("{}  {}\n", sum.hex(), name));
    }

    void check(const media::ArchiveContent& content) {
        Checksum sum;
        for (auto bytes = content(); !bytes.empty(); bytes = content())
            sum.add({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
        if (sum.hex() != seen_.hex()) fail("The backup is damaged: what it holds is not what its checksums say.");
        checked_ = true;
    }

    fs::path archive_, folder_;
    const std::function<void(double)>& progress_;
    Tally tally_;
    Checksum seen_; // of the lines that the list of checksums must have
    uint64_t read_ = 0;
    bool checked_ = false;
};

bool has_accounts(db::Database& database) {
    return database.read([](db::Connection& c) {
        return db::schema_number(c) > 0 && c.value("SELECT count(*) FROM account").value_or(0) > 0;
    });
}

bool holds_files(const fs::path& folder) {
    std::error_code missing;
    for (const auto& entry : fs::recursive_directory_iterator(folder, missing))
        if (entry.is_regular_file() && entry.path().filename().string().front() != '.') return true;
    return false;
}

void require_empty(db::Database& database, const fs::path& data, bool interrupted) {
    if (has_accounts(database))
        fail("There is an installation already: its database has accounts. Restore into a fresh data folder and "
             "database.");
    if (!interrupted && holds_files(data / "blobs"))
        fail(
            fmt::format("There are files in {} already. Restore into a fresh data folder.", (data / "blobs").string()));
}

void prepare_schema(db::Database& database, int64_t schema) {
    const auto there = database.read([](db::Connection& c) { return db::schema_number(c); });
    if (there == 0) return db::migrate(database, schema);
    if (there != schema)
        fail(fmt::format("The database has the schema {}, the backup {}. Restore into a database without tables.",
                         there, schema));
}

int64_t load_tables(db::Database& database, const fs::path& folder, const std::function<void(double)>& progress) {
    return database.write([&](db::Connection& c) {
        const auto tables = db::tables(c);
        for (auto table = tables.rbegin(); table != tables.rend(); ++table)
            if (table->name != "schema_version") c.execute(fmt::format("DELETE FROM \"{}\"", table->name));
        int64_t rows = 0;
        for (size_t i = 0; i < tables.size(); ++i) {
            if (const auto file = folder / tables[i].name; fs::exists(file)) rows += load_rows(c, tables[i], file);
            if (progress) progress(0.7 + 0.3 * static_cast<double>(i + 1) / static_cast<double>(tables.size()));
        }
        return rows;
    });
}

// Everything that was written survives a power cut.
void sync_file_system(const fs::path& folder) {
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool synced = descriptor >= 0 && ::syncfs(descriptor) == 0;
    const int code = errno;
    if (descriptor >= 0) ::close(descriptor);
    if (!synced) storage::throw_io_error(code, "write", folder);
}

// Moves the unpacked files to their places and takes them away again unless it is told that all went well.
class Placed {
  public:
    Placed(const fs::path& staging, const fs::path& data) : data_(data) {
        if (fs::exists(staging / "blobs")) {
            fs::remove_all(data_ / "blobs"); // empty, or left by an interrupted restoration
            fs::rename(staging / "blobs", data_ / "blobs");
        }
        if (fs::exists(staging / "secret.key")) {
            fs::rename(staging / "secret.key", data_ / "secret.key");
            ::chmod((data_ / "secret.key").c_str(), 0600);
            has_key_ = true;
        }
        storage::sync_path(data_);
    }
    ~Placed() {
        if (kept_) return;
        std::error_code ignored; // the failure that brought us here is the one to tell
        fs::remove_all(data_ / "blobs", ignored);
        if (has_key_) fs::remove(data_ / "secret.key", ignored);
    }
    void keep() { kept_ = true; }

  private:
    fs::path data_;
    bool has_key_ = false, kept_ = false;
};

// The folder that files are unpacked into; that it is there tells of an interrupted restoration.
class Staging {
  public:
    explicit Staging(const fs::path& data) : path_(data / staging_name), interrupted_(fs::exists(path_)) {}
    ~Staging() {
        std::error_code ignored; // the next restoration removes it
        fs::remove_all(path_, ignored);
    }
    void clear() const {
        fs::remove_all(path_);
        fs::create_directories(path_);
    }
    const fs::path& path() const { return path_; }
    bool interrupted() const { return interrupted_; }

  private:
    fs::path path_;
    bool interrupted_;
};

} // namespace

Tally restore(db::Database& database, const fs::path& data_folder, const fs::path& file,
              const std::function<void(double)>& progress) {
    if (!fs::is_regular_file(file)) fail(fmt::format("There is no file {}.", file.string()));
    fs::create_directories(data_folder);
    const Staging staging(data_folder);
    require_empty(database, data_folder, staging.interrupted());
    staging.clear();
    auto tally = Unpacker(file, staging.path(), progress).run();
    const auto head = read_head(staging.path() / "limn-backup.json");
    prepare_schema(database, head.schema);
    sync_file_system(staging.path());
    Placed placed(staging.path(), data_folder);
    tally.rows = load_tables(database, staging.path() / "tables", progress);
    placed.keep();
    db::migrate(database);
    return tally;
}

} // namespace limn::backup
