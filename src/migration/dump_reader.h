// The records of a dump, one after the other, whatever its size: the objects of a JSON array (Django's dumpdata), or of
// JSON lines. Only one record and a window of the file are in memory. What is inside of a record is not looked at here.
#pragma once
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>

namespace limn::migration {

class DumpReader {
  public:
    // offset: where an earlier reader of the same file stopped (see offset()). Throws std::runtime_error with a reason
    // for a person when the file cannot be read.
    explicit DumpReader(const std::filesystem::path& path, uint64_t offset = 0);

    // The text of the next object, valid until the next call, with `padding` more readable bytes behind it; none at the
    // end. Throws std::runtime_error, with the place, for a file that is no list of objects or ends too early.
    std::optional<std::string_view> next();
    static constexpr size_t padding = 64;

    uint64_t offset() const { return base_ + at_; } // behind the last record
    uint64_t size() const { return size_; }         // of the file

  private:
    bool refill();
    bool skip_between();
    [[noreturn]] void fail(std::string_view what) const;

    std::filesystem::path path_;
    std::ifstream file_;
    uint64_t size_ = 0, base_ = 0; // base_: place of the window in the file
    std::string window_;
    size_t at_ = 0, end_ = 0; // in the window; padding follows end_
    bool is_list_ = false, closed_ = false;
};

} // namespace limn::migration
