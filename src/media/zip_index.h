// The table of contents of a zip file, for reading members in place without unpacking the archive.
// Format: PKWARE APPNOTE 6.3, with the 64-bit extensions.
#pragma once

#include "media/archive.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace limn::media {

struct ZipMember {
    std::string name; // clean, as in ArchiveMember
    std::uint64_t size = 0;
    std::uint64_t packed_size = 0;
    std::uint64_t header_offset = 0; // of the member's local header
    std::uint32_t crc = 0;
    bool stored = false; // otherwise deflated
};

// Every regular member that can be read in place (stored or deflated, not encrypted), litter left out, in the order of
// the table. Throws MediaError for a broken file, one over the limits, or one with members that need
// `extract_archive`.
std::vector<ZipMember> read_zip_index(const std::filesystem::path& zip, const ArchiveLimits& limits = {});

// The member's content, verified by its checksum. Throws MediaError when it is damaged.
std::string read_zip_member(const std::filesystem::path& zip, const ZipMember& member);

} // namespace limn::media
