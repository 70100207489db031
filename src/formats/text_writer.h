// Text of exported files, with the spellings of numbers and strings that readers of these formats know.
#pragma once

#include "formats/archive_writer.h"

#include <concepts>
#include <string>
#include <string_view>

namespace limn::formats {

// 12.50: two decimals, the exact binary value rounded half to even.
void append_fixed(std::string& out, double value, int decimals);
// The shortest digits that read back, always with a fraction or exponent: 10.0, 0.1, 1e-05.
void append_float(std::string& out, double value);
void append_int(std::string& out, int64_t value);
// A JSON string with everything beyond ASCII escaped.
void append_ascii_json(std::string& out, std::string_view text);

// rint(100 v) / 100: what coordinates are rounded to on their way between datasets and annotations.
double round2(double value);

class TextWriter {
  public:
    // Begins the member, which ends when the next one begins.
    TextWriter(ArchiveWriter& archive, std::string_view name) : archive_(archive) { archive_.begin(name); }

    TextWriter& operator<<(std::string_view text) {
        return append([&](std::string& out) { out += text; });
    }
    TextWriter& operator<<(char c) {
        return append([&](std::string& out) { out += c; });
    }
    TextWriter& operator<<(std::integral auto value) {
        return append([&](std::string& out) { append_int(out, static_cast<int64_t>(value)); });
    }
    TextWriter& fixed(double value, int decimals = 2) {
        return append([&](std::string& out) { append_fixed(out, value, decimals); });
    }
    TextWriter& real(double value) {
        return append([&](std::string& out) { append_float(out, value); });
    }

    // Anything that appends to a string.
    TextWriter& append(auto&& add) {
        add(archive_.buffer());
        archive_.spill();
        return *this;
    }

  private:
    ArchiveWriter& archive_;
};

} // namespace limn::formats
