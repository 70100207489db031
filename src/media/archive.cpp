#include "media/archive.h"

#include "media/archive_names.h"
#include "media/error.h"
#include "media/kinds.h"
#include "storage/temp_file.h"

#include <archive.h>
#include <archive_entry.h>
#include <clocale>
#include <fmt/format.h>

namespace limn::media {
namespace {

struct FreeArchive {
    void operator()(::archive* p) const { archive_read_free(p); }
};
using Reader = std::unique_ptr<::archive, FreeArchive>;

// The library converts names by the locale of the thread: UTF-8 while one of these lives.
class Utf8Names {
  public:
    Utf8Names() : locale_(newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)), before_(uselocale(locale_)) {}
    ~Utf8Names() {
        uselocale(before_);
        if (locale_) freelocale(locale_);
    }
    Utf8Names(const Utf8Names&) = delete;
    Utf8Names& operator=(const Utf8Names&) = delete;

  private:
    locale_t locale_;
    locale_t before_;
};

[[noreturn]] void fail(const std::filesystem::path& path, const Reader& reader) {
    const char* reason = archive_error_string(reader.get());
    throw MediaError(
        fmt::format("cannot read archive '{}': {}", path.filename().native(), reason ? reason : "it is damaged"));
}

// Filters and formats by name: "all" would also start other programs for what the library does not know.
Reader open_reader(const std::filesystem::path& path) {
    Reader reader(archive_read_new());
    for (auto* support :
         {archive_read_support_filter_gzip, archive_read_support_filter_bzip2, archive_read_support_filter_xz,
          archive_read_support_filter_lzma, archive_read_support_filter_lzip, archive_read_support_filter_lz4,
          archive_read_support_filter_zstd, archive_read_support_filter_compress}) {
        support(reader.get());
    }
    for (auto* support :
         {archive_read_support_format_zip, archive_read_support_format_tar, archive_read_support_format_gnutar,
          archive_read_support_format_7zip, archive_read_support_format_rar, archive_read_support_format_rar5,
          archive_read_support_format_cpio, archive_read_support_format_ar, archive_read_support_format_cab,
          archive_read_support_format_lha, archive_read_support_format_iso9660, archive_read_support_format_raw}) {
        support(reader.get());
    }
    constexpr std::size_t block_bytes = 256 << 10;
    if (archive_read_open_filename(reader.get(), path.c_str(), block_bytes) != ARCHIVE_OK) fail(path, reader);
    return reader;
}

// Any file is "raw" when nothing else fits; only a compressed one is an archive then.
bool is_single_file(::archive* reader) { return archive_format(reader) == ARCHIVE_FORMAT_RAW; }

std::string name_of(::archive_entry* entry, ::archive* reader, const std::filesystem::path& path) {
    if (is_single_file(reader)) return path.stem().native();
    if (const char* utf8 = archive_entry_pathname_utf8(entry)) return member_name_text(utf8);
    const char* bytes = archive_entry_pathname(entry);
    return bytes ? member_name_text(bytes) : std::string();
}

bool is_plain_file(::archive_entry* entry) {
    return archive_entry_filetype(entry) == AE_IFREG && !archive_entry_hardlink(entry) && !archive_entry_symlink(entry);
}

void check_begin(const std::filesystem::path& path, const Reader& reader, ::archive_entry* entry) {
    if (is_single_file(reader.get()) && archive_filter_count(reader.get()) < 2) {
        throw MediaError(fmt::format("cannot read archive '{}': it is no archive", path.filename().native()));
    }
    if (archive_entry_is_encrypted(entry)) {
        throw MediaError(fmt::format("cannot read archive '{}': it is encrypted", path.filename().native()));
    }
}

using Visit = std::function<bool(const ArchiveMember&, const ArchiveContent&)>;

void read_all(const std::filesystem::path& path, const ArchiveLimits& limits, const Visit& visit,
              const std::function<void(double)>& progress) {
    const Utf8Names utf8;
    const Reader reader = open_reader(path);
    const std::uint64_t packed = std::max<std::uint64_t>(std::filesystem::file_size(path), 1);
    ArchiveBudget budget(limits, packed);
    std::vector<std::byte> buffer(1 << 20);
    const ArchiveContent content = [&]() -> std::span<const std::byte> {
        const la_ssize_t got = archive_read_data(reader.get(), buffer.data(), buffer.size());
        if (got < 0) fail(path, reader);
        budget.add_bytes(static_cast<std::uint64_t>(got));
        return std::span(buffer).first(static_cast<std::size_t>(got));
    };
    for (;;) {
        ::archive_entry* entry = nullptr;
        const int result = archive_read_next_header(reader.get(), &entry);
        if (result == ARCHIVE_EOF) return;
        if (result == ARCHIVE_RETRY) continue;
        if (result < ARCHIVE_WARN) fail(path, reader);
        check_begin(path, reader, entry);
        budget.add_member();
        const std::string raw_name = name_of(entry, reader.get(), path);
        if (!is_plain_file(entry) || is_archive_litter(raw_name)) continue;
        const auto size = static_cast<std::uint64_t>(std::max<la_int64_t>(archive_entry_size(entry), 0));
        if (!visit({checked_member_name(raw_name), size}, content)) return;
        if (progress) {
            const auto read = static_cast<double>(archive_filter_bytes(reader.get(), -1));
            progress(std::min(1.0, read / static_cast<double>(packed)));
        }
    }
}

} // namespace

void read_archive(const std::filesystem::path& archive, const ArchiveLimits& limits, const Visit& visit) {
    read_all(archive, limits, visit, {});
}

std::vector<ArchiveMember> extract_archive(const std::filesystem::path& archive, const std::filesystem::path& folder,
                                           const std::function<bool(std::string_view)>& wanted,
                                           const std::function<void(double)>& progress, const ArchiveLimits& limits) {
    std::vector<ArchiveMember> written;
    const auto extract = [&](const ArchiveMember& member, const ArchiveContent& content) {
        if (!wanted(member.name)) return true;
        storage::TempFile file(folder);
        for (auto piece = content(); !piece.empty(); piece = content()) file.write(piece);
        written.push_back({member.name, file.size()});
        file.move_to(folder / member.name);
        return true;
    };
    read_all(archive, limits, extract, progress);
    return written;
}

} // namespace limn::media
