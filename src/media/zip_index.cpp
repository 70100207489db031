#include "media/zip_index.h"

#include "media/archive_names.h"
#include "media/error.h"
#include "media/kinds.h"

#include <fmt/format.h>
#include <fstream>
#include <sys/stat.h>
#include <zlib.h>

namespace limn::media {
namespace {

constexpr std::uint32_t local_mark = 0x04034b50, entry_mark = 0x02014b50, end_mark = 0x06054b50;
constexpr std::uint32_t end64_mark = 0x06064b50, locator64_mark = 0x07064b50;
constexpr std::size_t local_bytes = 30, entry_bytes = 46, end_bytes = 22, end64_bytes = 56, locator64_bytes = 20;
constexpr std::uint64_t in_extra_32 = 0xffffffff;
constexpr std::uint16_t flag_encrypted = 1, method_stored = 0, method_deflated = 8, extra_64bit = 1;
constexpr std::uint64_t max_deflate_ratio = 1032; // of the format: 258 bytes from 2 bits

[[noreturn]] void fail(const std::filesystem::path& zip, std::string_view reason) {
    throw MediaError(fmt::format("cannot read archive '{}': {}", zip.filename().native(), reason));
}

std::uint64_t little(std::string_view bytes, std::size_t at, std::size_t count) {
    std::uint64_t value = 0;
    for (std::size_t i = count; i-- > 0;) value = (value << 8) | static_cast<unsigned char>(bytes[at + i]);
    return value;
}

class ZipFile {
  public:
    explicit ZipFile(const std::filesystem::path& path) : path_(path), input_(path, std::ios::binary | std::ios::ate) {
        if (!input_) fail(path_, "the file cannot be opened");
        size_ = static_cast<std::uint64_t>(input_.tellg());
    }
    std::uint64_t size() const { return size_; }
    std::string read(std::uint64_t offset, std::uint64_t count) {
        if (offset > size_ || count > size_ - offset) fail(path_, "it is damaged");
        std::string bytes(static_cast<std::size_t>(count), '\0');
        input_.seekg(static_cast<std::streamoff>(offset));
        if (!input_.read(bytes.data(), static_cast<std::streamsize>(count))) fail(path_, "it cannot be read");
        return bytes;
    }

  private:
    std::filesystem::path path_;
    std::ifstream input_;
    std::uint64_t size_ = 0;
};

struct Directory {
    std::uint64_t entries = 0, bytes = 0, offset = 0;
};

Directory find_directory(ZipFile& file, const std::filesystem::path& zip) {
    const std::uint64_t tail_bytes = std::min<std::uint64_t>(file.size(), 65535 + end_bytes + locator64_bytes);
    const std::string tail = file.read(file.size() - tail_bytes, tail_bytes);
    for (std::size_t at = tail.size() < end_bytes ? 0 : tail.size() - end_bytes + 1; at-- > 0;) {
        if (little(tail, at, 4) != end_mark) continue;
        const Directory plain{little(tail, at + 10, 2), little(tail, at + 12, 4), little(tail, at + 16, 4)};
        if (at < locator64_bytes || little(tail, at - locator64_bytes, 4) != locator64_mark) return plain;
        const std::string end64 = file.read(little(tail, at - locator64_bytes + 8, 8), end64_bytes);
        if (little(end64, 0, 4) != end64_mark) fail(zip, "it is damaged");
        return {little(end64, 32, 8), little(end64, 40, 8), little(end64, 48, 8)};
    }
    fail(zip, "it is no zip file");
}

// Sizes beyond 4 GiB stand in an extra field, in this order and only those that do not fit.
void read_64bit_sizes(ZipMember& member, std::string_view extra) {
    while (extra.size() >= 4) {
        const std::uint64_t kind = little(extra, 0, 2), size = little(extra, 2, 2);
        std::string_view field = extra.substr(4, size);
        extra.remove_prefix(std::min<std::size_t>(extra.size(), 4 + size));
        if (kind != extra_64bit) continue;
        for (std::uint64_t* value : {&member.size, &member.packed_size, &member.header_offset}) {
            if (*value != in_extra_32 || field.size() < 8) continue;
            *value = little(field, 0, 8);
            field.remove_prefix(8);
        }
    }
}

bool is_plain_file(std::string_view entry, std::string_view name) {
    const std::uint64_t made_by = little(entry, 5, 1), mode = little(entry, 38, 4) >> 16;
    constexpr std::uint64_t made_on_unix = 3;
    const bool special = made_by == made_on_unix && (mode & S_IFMT) != 0 && !S_ISREG(mode);
    return !name.ends_with('/') && !name.ends_with('\\') && !special;
}

ZipMember read_entry(std::string_view entry, std::string_view extra, const std::filesystem::path& zip) {
    ZipMember member;
    const std::uint64_t flags = little(entry, 8, 2), method = little(entry, 10, 2);
    if (flags & flag_encrypted) fail(zip, "it is encrypted");
    if (method != method_stored && method != method_deflated) {
        fail(zip, fmt::format("compression method {} has to be unpacked first", method));
    }
    member.stored = method == method_stored;
    member.crc = static_cast<std::uint32_t>(little(entry, 16, 4));
    member.packed_size = little(entry, 20, 4);
    member.size = little(entry, 24, 4);
    member.header_offset = little(entry, 42, 4);
    read_64bit_sizes(member, extra);
    if (member.stored ? member.size != member.packed_size : member.size / max_deflate_ratio > member.packed_size + 1) {
        fail(zip, "it is damaged");
    }
    return member;
}

std::string inflate_member(std::string_view packed, std::uint64_t size) {
    std::string content(static_cast<std::size_t>(size), '\0');
    z_stream stream{};
    if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) throw std::bad_alloc();
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    stream.next_out = reinterpret_cast<Bytef*>(content.data());
    int result = Z_OK;
    std::size_t in_left = packed.size(), out_left = content.size();
    while (result == Z_OK && (stream.avail_in + in_left > 0 || stream.avail_out + out_left > 0)) {
        const auto refill = [](uInt& available, std::size_t& left) {
            if (available > 0) return;
            available = static_cast<uInt>(std::min<std::size_t>(left, 1u << 30));
            left -= available;
        };
        refill(stream.avail_in, in_left);
        refill(stream.avail_out, out_left);
        result = inflate(&stream, Z_NO_FLUSH);
    }
    const bool whole = result == Z_STREAM_END && stream.total_out == size;
    inflateEnd(&stream);
    return whole ? content : std::string();
}

} // namespace

std::vector<ZipMember> read_zip_index(const std::filesystem::path& zip, const ArchiveLimits& limits) {
    ZipFile file(zip);
    const Directory directory = find_directory(file, zip);
    const std::string table = file.read(directory.offset, directory.bytes);
    ArchiveBudget budget(limits, file.size());
    std::vector<ZipMember> members;
    std::size_t at = 0;
    for (std::uint64_t i = 0; i < directory.entries; ++i) {
        if (table.size() - at < entry_bytes || little(table, at, 4) != entry_mark) fail(zip, "it is damaged");
        const std::string_view entry(table.data() + at, entry_bytes);
        const std::uint64_t name_size = little(entry, 28, 2), extra_size = little(entry, 30, 2);
        at += entry_bytes;
        if (table.size() - at < name_size + extra_size + little(entry, 32, 2)) fail(zip, "it is damaged");
        const std::string name = member_name_text(std::string_view(table).substr(at, name_size));
        const std::string_view extra = std::string_view(table).substr(at + name_size, extra_size);
        at += name_size + extra_size + little(entry, 32, 2);
        budget.add_member();
        if (!is_plain_file(entry, name) || is_archive_litter(name)) continue;
        ZipMember member = read_entry(entry, extra, zip);
        member.name = checked_member_name(name);
        budget.add_bytes(member.size);
        members.push_back(std::move(member));
    }
    return members;
}

std::string read_zip_member(const std::filesystem::path& zip, const ZipMember& member) {
    ZipFile file(zip);
    const std::string header = file.read(member.header_offset, local_bytes);
    if (little(header, 0, 4) != local_mark) fail(zip, "it is damaged");
    const std::uint64_t data = member.header_offset + local_bytes + little(header, 26, 2) + little(header, 28, 2);
    std::string content = file.read(data, member.packed_size);
    if (!member.stored) content = inflate_member(content, member.size);
    const uLong crc = crc32_z(0, reinterpret_cast<const Bytef*>(content.data()), content.size());
    if (content.size() != member.size || crc != member.crc)
        fail(zip, fmt::format("its file '{}' is damaged", member.name));
    return content;
}

} // namespace limn::media
