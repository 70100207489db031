// Uploads as files in one folder: <id>.part has the bytes, <id>.info (JSON) the rest, the offset included.
//
// What the offset says is on the disk: bytes are synced before it moves, and it moves by an atomic rename. It moves
// every 32 MiB, at the end of a request, when a request breaks off, and when somebody asks; with a checksum only at the
// end of a request whose bytes are those it says. After a crash the file may be longer than the offset says; what lies
// beyond is written again.
#pragma once
#include <chrono>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "http/tus.h"

namespace limn::http::tus {

class FolderStore final : public Store {
  public:
    explicit FolderStore(std::filesystem::path folder); // made if need be

    // An id is a file name: letters, digits, '-', '_'. Any other is unknown (find) or refused (create).
    void create(std::string_view id, std::string_view owner, const Creation& creation) override;
    std::optional<Upload> find(std::string_view id) override;
    uint64_t append(std::string_view id, uint64_t offset, Body& body, Checksum* checksum = nullptr) override;
    void remove(std::string_view id) override;

    // The bytes of a complete upload; the caller may rename or read the file, and then calls remove.
    std::filesystem::path file(std::string_view id) const;
    // Removes uploads on which nothing has happened for so long, and returns their ids.
    std::vector<std::string> remove_older_than(std::chrono::seconds age);

  private:
    struct Active;
    std::filesystem::path info_file(std::string_view id) const;
    std::optional<Upload> load(std::string_view id) const;
    void save(const Upload& upload) const;
    std::shared_ptr<Active> take_over(std::string_view id, uint64_t offset, bool withheld);
    void receive(Active& active, Body& body, Checksum* checksum) const;
    void end(Active& active) const;
    void checkpoint(Active& active) const;

    const std::filesystem::path folder_;
    std::mutex mutex_;                                                // of active_
    std::unordered_map<std::string, std::shared_ptr<Active>> active_; // the newest append of each upload
};

} // namespace limn::http::tus
