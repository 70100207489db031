// Zip files of stored members, written in one pass. Their bytes depend on nothing but the members.
#pragma once

#include "storage/temp_file.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace limn::media {

class ZipWriter {
  public:
    explicit ZipWriter(storage::TempFile& output) : output_(output) {}

    // Names are UTF-8. A chunk stays far below the 4 GiB and 65,535 members of the plain format; beyond, MediaError.
    void add(std::string_view name, std::string_view content);

    // Writes the table of contents; nothing may follow.
    void finish();

  private:
    struct Member {
        std::string name;
        std::uint32_t size, crc, offset;
    };
    storage::TempFile& output_;
    std::vector<Member> members_;
};

} // namespace limn::media
