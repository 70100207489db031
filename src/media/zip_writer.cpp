#include "media/zip_writer.h"

#include "media/error.h"

#include <zlib.h>

namespace limn::media {
namespace {

constexpr std::uint16_t version = 20, utf8_names = 1 << 11, stored = 0;
constexpr std::uint32_t first_of_1980 = 1 << 21 | 1 << 16; // zip's earliest date and time

class Record {
  public:
    Record& u16(std::uint64_t value) { return put(value, 2); }
    Record& u32(std::uint64_t value) { return put(value, 4); }
    Record& text(std::string_view value) {
        bytes_ += value;
        return *this;
    }
    const std::string& bytes() const { return bytes_; }

  private:
    Record& put(std::uint64_t value, int count) {
        for (int i = 0; i < count; ++i) bytes_ += static_cast<char>(value >> (8 * i));
        return *this;
    }
    std::string bytes_;
};

} // namespace

void ZipWriter::add(std::string_view name, std::string_view content) {
    if (output_.size() + content.size() > UINT32_MAX - (1 << 20) || members_.size() == UINT16_MAX) {
        throw MediaError("the chunk is too large for a zip file; use a smaller chunk size");
    }
    const auto crc =
        static_cast<std::uint32_t>(crc32_z(0, reinterpret_cast<const unsigned char*>(content.data()), content.size()));
    members_.push_back({std::string(name), static_cast<std::uint32_t>(content.size()), crc,
                        static_cast<std::uint32_t>(output_.size())});
    Record header;
    header.u32(0x04034b50).u16(version).u16(utf8_names).u16(stored).u32(first_of_1980).u32(crc);
    header.u32(content.size()).u32(content.size()).u16(name.size()).u16(0).text(name);
    output_.write(header.bytes());
    output_.write(content);
}

void ZipWriter::finish() {
    const std::uint64_t begin = output_.size();
    for (const Member& member : members_) {
        Record entry;
        entry.u32(0x02014b50).u16(version).u16(version).u16(utf8_names).u16(stored).u32(first_of_1980).u32(member.crc);
        entry.u32(member.size).u32(member.size).u16(member.name.size()).u16(0).u16(0).u16(0).u16(0).u32(0);
        entry.u32(member.offset).text(member.name);
        output_.write(entry.bytes());
    }
    Record end;
    end.u32(0x06054b50)
        .u16(0)
        .u16(0)
        .u16(members_.size())
        .u16(members_.size())
        .u32(output_.size() - begin)
        .u32(begin)
        .u16(0);
    output_.write(end.bytes());
}

} // namespace limn::media
