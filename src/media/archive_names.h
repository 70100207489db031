// Names of archive members as file names.
#pragma once

#include "media/archive.h"

#include <string>
#include <string_view>

namespace limn::media {

// The bytes of a name as UTF-8: kept when they are, otherwise read as code page 437, zip's own character set.
std::string member_name_text(std::string_view bytes);

// clean_member_name that throws MediaError instead of giving nothing.
std::string checked_member_name(std::string_view name);

// Counts what an archive unpacks to; throws MediaError when that goes beyond the limits.
class ArchiveBudget {
  public:
    ArchiveBudget(const ArchiveLimits& limits, std::uint64_t packed_bytes) : limits_(limits), packed_(packed_bytes) {}
    void add_member();
    void add_bytes(std::uint64_t count);

  private:
    ArchiveLimits limits_;
    std::uint64_t packed_;
    std::uint64_t members_ = 0;
    std::uint64_t bytes_ = 0;
};

} // namespace limn::media
