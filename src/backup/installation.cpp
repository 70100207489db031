#include "backup/installation.h"

#include <algorithm>
#include <fstream>
#include <optional>
#include <stdexcept>
#include <unordered_set>

#include <fmt/format.h>
#include <sys/stat.h>

#include "backup/checksum.h"
#include "backup/rows.h"
#include "base/error.h"
#include "base/json.h"
#include "base/text.h"
#include "base/time.h"
#include "formats/archive_writer.h"
#include "media/kinds.h"
#include "storage/file_ops.h"
#include "storage/temp_file.h"

namespace limn::backup {
namespace fs = std::filesystem;

namespace {

constexpr uint64_t piece = 4 << 20;
constexpr int most_snapshots = 20;
constexpr size_t most_named = 10; // missing files that are named
// Requests for files that are on their way in: their pieces are no part of a backup.
constexpr std::string_view left_out[] = {"upload", "schema_version"};

// Litter of file managers would be passed over when the archive is read.
bool belongs(const storage::BlobInfo& blob) {
    return !blob.key.starts_with("exports/") && !media::is_archive_litter(blob.key);
}

// A deletion took away what the snapshot refers to.
class Outdated : public std::exception {};

class Writer {
  public:
    Writer(const Installation& from, const std::function<void(double)>& progress, const fs::path& file)
        : from_(from), progress_(progress), archive_(file), sums_(file.parent_path()) {}

    Tally write(const std::string& version);

  private:
    void begin(const std::string& name) {
        name_ = name;
        sum_ = Checksum();
        archive_.begin(name);
    }
    void put(std::string_view bytes) {
        sum_.add(bytes);
        archive_.write(bytes);
    }
    void end() { sums_.write(fmt::format("{}  {}\n", sum_.hex(), name_)); }
    void add(const std::string& name, std::string_view content) {
        begin(name);
        put(content);
        end();
    }

    void write_head(const std::string& version);
    void copy_blobs(const std::vector<storage::BlobInfo>& blobs, bool may_vanish);
    bool copy_blob(const storage::BlobInfo& blob);
    void copy_snapshot(db::Connection& c);
    void check_references(db::Connection& c);
    void copy_table(db::Connection& c, const db::Table& table);
    void copy_sums();

    const Installation& from_;
    const std::function<void(double)>& progress_;
    formats::ArchiveWriter archive_;
    storage::TempFile sums_;
    std::string name_, buffer_;
    Checksum sum_;
    Tally tally_;
    std::unordered_set<std::string> copied_;
};

void Writer::write_head(const std::string& version) {
    JsonWriter w;
    w.begin_object();
    w.member("format", 1);
    w.member("version", version);
    w.member("schema", from_.database.read([](db::Connection& c) { return db::schema_number(c); }));
    w.member("created", to_iso(now()));
    w.end_object();
    add("limn-backup.json", w.take());
    if (const auto key = from_.data_folder / "secret.key"; fs::exists(key)) add("secret.key", storage::read_whole(key));
}

// False when it is gone. What is open can be read to its end, whoever deletes it.
bool Writer::copy_blob(const storage::BlobInfo& blob) {
    if (!from_.blobs.size(blob.key)) return false;
    std::ifstream in(from_.blobs.local_file(blob.key), std::ios::binary);
    if (!in) return false;
    begin("blobs/" + blob.key);
    buffer_.resize(piece);
    while (in.read(buffer_.data(), static_cast<std::streamsize>(buffer_.size())) || in.gcount() > 0) {
        put(std::string_view(buffer_.data(), static_cast<size_t>(in.gcount())));
        tally_.bytes += static_cast<uint64_t>(in.gcount());
    }
    if (in.bad()) throw std::runtime_error(fmt::format("the file {} cannot be read", blob.key));
    end();
    ++tally_.blobs;
    copied_.insert(blob.key);
    return true;
}

void Writer::copy_blobs(const std::vector<storage::BlobInfo>& blobs, bool may_vanish) {
    uint64_t total = 1, done = 0;
    for (const auto& blob : blobs) total += blob.size;
    for (const auto& blob : blobs) {
        done += blob.size;
        if (!belongs(blob) || copied_.contains(blob.key)) continue;
        if (!copy_blob(blob) && !may_vanish) throw Outdated();
        if (may_vanish && progress_) progress_(0.8 * static_cast<double>(done) / static_cast<double>(total));
    }
}

// Files that rows name and that are not in the archive. Those that are gone from the disk were lost before: said, but
// no reason to have no backup.
void Writer::check_references(db::Connection& c) {
    const auto check = [&](const std::string& key) {
        if (copied_.contains(key)) return;
        if (from_.blobs.size(key)) throw Outdated();
        if (tally_.missing.size() < most_named) tally_.missing.push_back(key);
    };
    db::each_row(c, {"frame", {{"file", db::ColumnKind::text}}, false}, [&](const db::Rows& rows) {
        if (rows.view(0).starts_with("media/")) check(rows.text(0)); // others lie in shares and buckets
    });
    db::each_row(c, {"asset", {{"uuid", db::ColumnKind::text}}, false},
                 [&](const db::Rows& rows) { check("assets/" + rows.text(0) + "/file"); });
}

void Writer::copy_table(db::Connection& c, const db::Table& table) {
    begin("tables/" + table.name);
    std::string buffer = table_head(table, table.has_identity ? db::last_id(c, table.name) : 0);
    db::each_row(c, table, [&](const db::Rows& rows) {
        append_row(buffer, table, rows);
        ++tally_.rows;
        if (buffer.size() < piece) return;
        put(buffer);
        buffer.clear();
    });
    buffer += end_of_rows;
    put(buffer);
    end();
}

void Writer::copy_snapshot(db::Connection& c) {
    const auto tables = db::tables(c); // the first look at the database: the snapshot is of this moment
    copy_blobs(from_.blobs.list(""), false);
    check_references(c);
    for (size_t i = 0; i < tables.size(); ++i) {
        if (std::ranges::find(left_out, tables[i].name) != std::end(left_out)) continue;
        copy_table(c, tables[i]);
        if (progress_) progress_(0.8 + 0.2 * static_cast<double>(i + 1) / static_cast<double>(tables.size()));
    }
}

void Writer::copy_sums() {
    archive_.begin("checksums");
    std::ifstream in(sums_.path(), std::ios::binary);
    std::string buffer(piece, '\0');
    while (in) {
        in.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
        archive_.write(std::string_view(buffer.data(), static_cast<size_t>(in.gcount())));
    }
    archive_.close();
}

Tally Writer::write(const std::string& version) {
    write_head(version);
    copy_blobs(from_.blobs.list(""), true);
    for (int attempt = 1;; ++attempt) {
        try {
            tally_.missing.clear();
            from_.database.read([&](db::Connection& c) { copy_snapshot(c); });
            break;
        } catch (const Outdated&) {
            if (attempt == most_snapshots)
                throw std::runtime_error("files were deleted faster than they could be copied. No backup was made; try "
                                         "again when fewer tasks are being deleted.");
        }
    }
    copy_sums();
    return std::move(tally_);
}

} // namespace

std::string Checksum::hex() {
    unsigned char digest[size];
    crypto_generichash_final(&state_, digest, size);
    return to_hex({reinterpret_cast<const char*>(digest), size});
}

Tally back_up(const Installation& from, const fs::path& file, const std::string& version,
              const std::function<void(double)>& progress) {
    if (from.database.read([](db::Connection& c) { return db::schema_number(c); }) == 0)
        throw std::runtime_error("there is no installation to back up: the database is empty");
    if (fs::is_directory(file)) throw std::runtime_error(fmt::format("{} is a folder; name a file", file.string()));
    const auto folder = fs::absolute(file).parent_path();
    storage::remove_abandoned(folder); // of a backup that was interrupted
    storage::TempFile out(folder);
    ::chmod(out.path().c_str(), 0600); // passwords and keys are in it
    const auto tally = Writer(from, progress, out.path()).write(version);
    out.refresh_size();
    out.keep_as(fs::absolute(file));
    return tally;
}

} // namespace limn::backup
