#include "migration/dump_reader.h"

#include <cctype>
#include <cstring>
#include <stdexcept>

#include <fmt/format.h>

namespace limn::migration {
namespace {

constexpr size_t first_window = 1 << 20;
constexpr size_t largest_record = size_t{1} << 30;

// Follows the text of one object until it closes.
class Nesting {
  public:
    // The length up to and with the closing bracket, if it is in `text`; goes on where the last call ended.
    std::optional<size_t> feed(std::string_view text) {
        for (; at_ < text.size(); ++at_) {
            const char c = text[at_];
            if (in_text_) {
                if (c == '\\')
                    ++at_;
                else if (c == '"')
                    in_text_ = false;
            } else if (c == '"') {
                in_text_ = true;
            } else if (c == '{' || c == '[') {
                ++depth_;
            } else if ((c == '}' || c == ']') && --depth_ == 0) {
                return at_ + 1;
            }
        }
        return {};
    }

  private:
    size_t at_ = 0;
    int64_t depth_ = 0;
    bool in_text_ = false;
};

} // namespace

DumpReader::DumpReader(const std::filesystem::path& path, uint64_t offset)
    : path_(path), file_(path, std::ios::binary), base_(offset), window_(first_window + padding, '\0') {
    std::error_code problem;
    size_ = std::filesystem::file_size(path, problem);
    if (!file_ || problem)
        throw std::runtime_error(fmt::format("the dump {} cannot be read: {}", path.string(),
                                             problem ? problem.message() : std::string(std::strerror(errno))));
    char first = ' ';
    while (file_.get(first) &&
           (std::isspace(static_cast<unsigned char>(first)) || static_cast<unsigned char>(first) >= 0x80)) {
    }
    is_list_ = first == '[';
    file_.clear();
    file_.seekg(static_cast<std::streamoff>(offset));
}

void DumpReader::fail(std::string_view what) const {
    throw std::runtime_error(fmt::format("{}: {} (byte {}). Make the dump again with manage.py dumpdata.",
                                         path_.string(), what, base_ + at_));
}

// Moves what is left to the front and reads on; the window grows for a record that does not fit.
bool DumpReader::refill() {
    const size_t left = end_ - at_;
    std::memmove(window_.data(), window_.data() + at_, left);
    base_ += at_;
    at_ = 0;
    end_ = left;
    if (left > largest_record) fail("a record of more than a gigabyte");
    if (window_.size() - padding < left * 2) window_.resize(left * 2 + padding);
    file_.read(window_.data() + left, static_cast<std::streamsize>(window_.size() - padding - left));
    end_ += static_cast<size_t>(file_.gcount());
    return end_ > left;
}

// To the next object; false at the end of the file. A list that is not closed there has lost records.
bool DumpReader::skip_between() {
    for (;;) {
        for (; at_ < end_; ++at_) {
            const char c = window_[at_];
            if (c == '{') return true;
            if (base_ + at_ < 3 && static_cast<unsigned char>(c) >= 0xbb) continue; // a byte order mark
            if (c == '\0' || !std::strchr("[], \t\r\n", c)) fail("the dump is not a JSON list of objects");
            if (c == ']') closed_ = true;
        }
        if (refill()) continue;
        if (is_list_ && !closed_) fail("the dump is cut off: its list is not closed");
        return false;
    }
}

std::optional<std::string_view> DumpReader::next() {
    if (!skip_between()) return {};
    Nesting nesting;
    for (;;) {
        if (const auto length = nesting.feed({window_.data() + at_, end_ - at_})) {
            const std::string_view record(window_.data() + at_, *length);
            at_ += *length;
            return record;
        }
        if (!refill()) fail("the dump ends in the middle of a record");
    }
}

} // namespace limn::migration
