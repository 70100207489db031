// Reading archives that strangers made: zip, tar (plain or compressed), 7z, rar, cpio and single compressed files.
//
// Nothing in an archive decides where a file lands or how much of the disk it takes: names are cleaned or refused,
// links and devices are skipped, and the number, size and growth of the members are bounded while unpacking.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace limn::media {

struct ArchiveLimits {
    std::uint64_t members = 2'000'000;
    std::uint64_t bytes = 2ull << 40;    // of all members together
    std::uint64_t ratio = 250;           // unpacked bytes for each packed one ...
    std::uint64_t always = 256ull << 20; // ... which binds only above this total
};

struct ArchiveMember {
    std::string name; // clean: relative, `/` between parts, no `.` or `..`
    std::uint64_t size = 0;
};

// Gives the content piece by piece; an empty piece is the end.
using ArchiveContent = std::function<std::span<const std::byte>()>;

// Every regular file of the archive in its order, litter of file managers left out; a visitor that does not ask for
// the content skips it cheaply. Returning false stops. Throws MediaError when the archive is broken, encrypted, over a
// limit, or a member's path leaves the archive.
void read_archive(const std::filesystem::path& archive, const ArchiveLimits& limits,
                  const std::function<bool(const ArchiveMember&, const ArchiveContent&)>& visit);

// Unpacks the members that `wanted` accepts below `folder`, which exists; gives what was written, in the archive's
// order. A failure leaves what was unpacked so far: unpack into a storage::TempFolder. `progress` gets the share of
// packed bytes read, 0 to 1. Throws MediaError as above, limn::Error 507 on a full disk.
std::vector<ArchiveMember> extract_archive(const std::filesystem::path& archive, const std::filesystem::path& folder,
                                           const std::function<bool(std::string_view name)>& wanted,
                                           const std::function<void(double)>& progress = {},
                                           const ArchiveLimits& limits = {});

// A member's name made safe, or nothing for one that would leave the folder it is unpacked into.
std::string clean_member_name(std::string_view name);

} // namespace limn::media
