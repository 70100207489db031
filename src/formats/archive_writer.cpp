#include "formats/archive_writer.h"

#include "base/error.h"

#include <cerrno>
#include <ctime>

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

namespace limn::formats {
namespace {

constexpr size_t full = 1 << 20;

} // namespace

ArchiveWriter::ArchiveWriter(const std::filesystem::path& file) : out_(archive_write_new()) {
    archive_write_set_format_zip(out_);
    archive_write_zip_set_compression_store(out_);
    archive_write_set_options(out_, "hdrcharset=UTF-8");
    archive_write_set_bytes_per_block(out_, 1 << 20);
    archive_write_set_bytes_in_last_block(out_, 1);
    check(archive_write_open_filename(out_, file.c_str()));
}

ArchiveWriter::~ArchiveWriter() { archive_write_free(out_); }

void ArchiveWriter::check(long status) {
    if (status >= ARCHIVE_WARN) return;
    const int code = archive_errno(out_) == ENOSPC ? 507 : 500;
    throw detail_error(code, fmt::format("The archive could not be written and is not kept: {}. "
                                         "Make room on the server's disk or check its permissions, then export again.",
                                         archive_error_string(out_)));
}

void ArchiveWriter::begin(std::string_view name) {
    end_entry();
    name_ = name;
    open_ = true;
}

void ArchiveWriter::start_entry(bool complete) {
    auto* entry = archive_entry_new();
    archive_entry_set_pathname_utf8(entry, name_.c_str());
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_mtime(entry, std::time(nullptr), 0);
    if (complete) archive_entry_set_size(entry, static_cast<int64_t>(waiting_.size()));
    const long status = archive_write_header(out_, entry);
    archive_entry_free(entry);
    check(status);
    started_ = true;
}

void ArchiveWriter::write(std::string_view piece) {
    waiting_ += piece;
    spill();
}

void ArchiveWriter::spill() {
    if (waiting_.size() < full) return;
    if (!started_) start_entry(false);
    write_waiting();
}

void ArchiveWriter::write_waiting() {
    check(archive_write_data(out_, waiting_.data(), waiting_.size()));
    waiting_.clear();
}

void ArchiveWriter::end_entry() {
    if (!open_) return;
    if (!started_) start_entry(true);
    write_waiting();
    check(archive_write_finish_entry(out_));
    open_ = false;
    started_ = false;
}

void ArchiveWriter::add(std::string_view name, std::string_view content) {
    begin(name);
    write(content);
}

void ArchiveWriter::close() {
    end_entry();
    check(archive_write_close(out_));
}

} // namespace limn::formats
