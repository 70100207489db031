#include "http/tus_folder.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <system_error>

#include <boost/json.hpp>
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "base/json.h"
#include "base/log.h"
#include "base/text.h"

namespace limn::http::tus {
namespace {

namespace fs = std::filesystem;
constexpr uint64_t checkpoint_every = 32ull << 20;
constexpr size_t buffer_size = 256 * 1024;

class Descriptor {
  public:
    Descriptor(const fs::path& path, int flags) : number_(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {
        if (number_ < 0) fail("open", path);
    }
    ~Descriptor() { ::close(number_); }
    Descriptor(const Descriptor&) = delete;

    void write_at(uint64_t offset, std::string_view bytes) {
        while (!bytes.empty()) {
            const auto written = ::pwrite(number_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
            if (written < 0 && errno == EINTR) continue;
            if (written < 0 && (errno == ENOSPC || errno == EDQUOT))
                throw detail_error(
                    507,
                    "The server's disk is full. What has arrived is kept; send the rest when there is space again.");
            if (written < 0) fail("write", {});
            offset += static_cast<uint64_t>(written);
            bytes.remove_prefix(static_cast<size_t>(written));
        }
    }
    void sync() {
        if (::fdatasync(number_) != 0) fail("sync", {});
    }

  private:
    [[noreturn]] static void fail(const char* what, const fs::path& path) {
        throw std::system_error(errno, std::generic_category(), fmt::format("upload file: {} {}", what, path.string()));
    }
    int number_;
};

bool is_file_name(std::string_view id) {
    return !id.empty() && id.size() <= 200 && std::all_of(id.begin(), id.end(), [](unsigned char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
    });
}

Error elsewhere(uint64_t offset) {
    return Error(409, "", "text/html; charset=utf-8").with_header("Upload-Offset", std::to_string(offset));
}

} // namespace

// One append that runs. The mutex keeps an append that was taken over from writing another byte.
struct FolderStore::Active {
    Active(Upload u, const fs::path& file) : upload(std::move(u)), saved(upload.offset), part(file, O_WRONLY) {}
    std::mutex mutex;
    Upload upload;  // offset: written, perhaps not synced
    uint64_t saved; // the offset on the disk
    Descriptor part;
    bool ended = false;
    bool withheld = false; // what has been written counts only when its checksum is right
    uint64_t counted() const { return withheld ? saved : upload.offset; }
};

FolderStore::FolderStore(fs::path folder) : folder_(std::move(folder)) { fs::create_directories(folder_); }

fs::path FolderStore::file(std::string_view id) const { return folder_ / fmt::format("{}.part", id); }
fs::path FolderStore::info_file(std::string_view id) const { return folder_ / fmt::format("{}.info", id); }

void FolderStore::create(std::string_view id, std::string_view owner, const Creation& creation) {
    if (!is_file_name(id)) throw std::invalid_argument(fmt::format("'{}' cannot name an upload", id));
    Descriptor(file(id), O_WRONLY | O_CREAT | O_EXCL);
    save({.id = std::string(id),
          .offset = 0,
          .length = creation.length,
          .owner = std::string(owner),
          .metadata = creation.metadata});
}

std::optional<Upload> FolderStore::find(std::string_view id) {
    std::shared_ptr<Active> active;
    {
        std::lock_guard lock(mutex_);
        if (const auto found = active_.find(std::string(id)); found != active_.end()) active = found->second;
    }
    if (!active) return load(id);
    std::lock_guard lock(active->mutex);
    if (active->ended) return load(id);
    checkpoint(*active);
    auto upload = active->upload;
    upload.offset = active->counted();
    return upload;
}

uint64_t FolderStore::append(std::string_view id, uint64_t offset, Body& body, Checksum* checksum) {
    const auto active = take_over(id, offset, checksum != nullptr);
    const std::shared_ptr<void> leave(nullptr, [&](void*) {
        std::lock_guard lock(mutex_);
        if (const auto found = active_.find(active->upload.id); found != active_.end() && found->second == active)
            active_.erase(found);
    });
    try {
        receive(*active, body, checksum);
    } catch (const std::exception& e) {
        end(*active);
        log_info("upload interrupted",
                 {{"upload", id}, {"offset", static_cast<int64_t>(active->counted())}, {"error", e.what()}});
        throw;
    }
    end(*active);
    return active->upload.offset;
}

void FolderStore::receive(Active& active, Body& body, Checksum* checksum) const {
    auto& upload = active.upload;
    std::string buffer(buffer_size, '\0');
    while (const auto got = body.read(buffer.data(), buffer.size())) {
        std::lock_guard lock(active.mutex);
        if (active.ended) throw elsewhere(active.counted());
        if (got > upload.length - upload.offset) throw Error(413, "", "text/html; charset=utf-8");
        active.part.write_at(upload.offset, {buffer.data(), got});
        if (checksum) checksum->update({buffer.data(), got});
        upload.offset += got;
        if (upload.offset - active.saved >= checkpoint_every) checkpoint(active);
    }
    if (!checksum) return;
    std::lock_guard lock(active.mutex);
    if (active.ended) throw elsewhere(active.counted());
    if (!checksum->matches())
        throw Error(460, "", "text/html; charset=utf-8").with_header("Upload-Offset", std::to_string(active.saved));
    active.withheld = false;
}

void FolderStore::remove(std::string_view id) {
    if (!is_file_name(id)) return;
    std::shared_ptr<Active> active;
    {
        std::lock_guard lock(mutex_);
        if (const auto found = active_.find(std::string(id)); found != active_.end()) active = found->second;
    }
    if (active) end(*active);
    fs::remove(info_file(id));
    fs::remove(file(id));
}

std::vector<std::string> FolderStore::remove_older_than(std::chrono::seconds age) {
    std::vector<std::string> removed;
    const auto limit = fs::file_time_type::clock::now() - age;
    for (const auto& entry : fs::directory_iterator(folder_)) {
        const auto id = entry.path().stem().string();
        std::error_code gone; // between listing and asking: nothing to remove any more
        if (entry.last_write_time(gone) > limit || gone) continue;
        if (entry.path().extension() == ".new") fs::remove(entry.path()); // of a process that died while saving
        if (entry.path().extension() != ".part") continue;
        {
            std::lock_guard lock(mutex_);
            if (active_.contains(id)) continue;
        }
        remove(id);
        removed.push_back(id);
    }
    return removed;
}

// The upload's only append from now on: an older one ends, with its bytes kept. Throws 409 when the offset is another.
std::shared_ptr<FolderStore::Active> FolderStore::take_over(std::string_view id, uint64_t offset, bool withheld) {
    std::lock_guard lock(mutex_);
    auto& place = active_[std::string(id)];
    try {
        if (place) {
            std::lock_guard older(place->mutex);
            if (!place->ended && place->counted() != offset) throw elsewhere(place->counted());
            if (!place->ended) checkpoint(*place);
            place->ended = true;
        }
        auto upload = load(id);
        if (!upload) throw Error(404, "", "text/html; charset=utf-8");
        if (upload->offset != offset) throw elsewhere(upload->offset);
        place = std::make_shared<Active>(std::move(*upload), file(id));
        place->withheld = withheld;
        return place;
    } catch (const std::exception&) {
        if (!place || place->ended) active_.erase(std::string(id));
        throw;
    }
}

// The append writes no more; what it has written counts.
void FolderStore::end(Active& active) const {
    std::lock_guard lock(active.mutex);
    if (std::exchange(active.ended, true)) return;
    checkpoint(active);
}

void FolderStore::checkpoint(Active& active) const {
    if (active.withheld || active.saved == active.upload.offset) return;
    active.part.sync();
    save(active.upload);
    active.saved = active.upload.offset;
}

std::optional<Upload> FolderStore::load(std::string_view id) const {
    if (!is_file_name(id)) return {};
    std::ifstream in(info_file(id), std::ios::binary);
    if (!in) return {};
    const auto info = parse_json(std::string(std::istreambuf_iterator<char>(in), {}));
    Upload upload;
    upload.id = id;
    upload.offset = info.at("offset").to_number<uint64_t>();
    upload.length = info.at("length").to_number<uint64_t>();
    upload.owner = info.at("owner").as_string();
    for (const auto& [key, value] : info.at("metadata").as_object())
        upload.metadata.emplace_back(key, value.as_string());
    return upload;
}

void FolderStore::save(const Upload& upload) const {
    JsonWriter w;
    w.begin_object();
    w.member("offset", static_cast<int64_t>(upload.offset));
    w.member("length", static_cast<int64_t>(upload.length));
    w.member("owner", upload.owner);
    w.key("metadata");
    w.begin_object();
    for (const auto& [key, value] : upload.metadata) w.member(key, value);
    w.end_object();
    w.end_object();
    const auto fresh = folder_ / fmt::format("{}.{}.new", upload.id, random_hex(8));
    {
        Descriptor file(fresh, O_WRONLY | O_CREAT | O_EXCL);
        file.write_at(0, w.text());
        file.sync();
    }
    fs::rename(fresh, info_file(upload.id));
}

} // namespace limn::http::tus
