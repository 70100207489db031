// Writes a zip whose members are stored as they are, one after the other, straight to a file.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

struct archive;

namespace limn::formats {

class ArchiveWriter {
  public:
    // Replaces a file that is there. Throws limn::Error when it cannot be written.
    explicit ArchiveWriter(const std::filesystem::path& file);
    ~ArchiveWriter();
    ArchiveWriter(const ArchiveWriter&) = delete;
    ArchiveWriter& operator=(const ArchiveWriter&) = delete;

    // A member begins; its content follows in pieces until the next begins. Names are relative with `/`.
    void begin(std::string_view name);
    void write(std::string_view piece);
    // A whole member.
    void add(std::string_view name, std::string_view content);

    // The same as write() without a copy: append to the buffer, then let it be written when it is full.
    std::string& buffer() { return waiting_; }
    void spill();

    // Completes the file. Without it the file is left unfinished.
    void close();

  private:
    void start_entry(bool complete);
    void write_waiting();
    void end_entry();
    void check(long status);

    archive* out_;
    std::string name_;
    std::string waiting_; // not yet written: a member that fits is written whole, with its size in front
    bool open_ = false;
    bool started_ = false;
};

} // namespace limn::formats
