#include "media/archive_names.h"

#include "base/text.h"
#include "media/error.h"

#include <fmt/format.h>

namespace limn::media {
namespace {

// clang-format off
constexpr char16_t code_page_437[] = {
    0x00c7, 0x00fc, 0x00e9, 0x00e2, 0x00e4, 0x00e0, 0x00e5, 0x00e7, 0x00ea, 0x00eb, 0x00e8, 0x00ef, 0x00ee, 0x00ec, 0x00c4, 0x00c5,
    0x00c9, 0x00e6, 0x00c6, 0x00f4, 0x00f6, 0x00f2, 0x00fb, 0x00f9, 0x00ff, 0x00d6, 0x00dc, 0x00a2, 0x00a3, 0x00a5, 0x20a7, 0x0192,
    0x00e1, 0x00ed, 0x00f3, 0x00fa, 0x00f1, 0x00d1, 0x00aa, 0x00ba, 0x00bf, 0x2310, 0x00ac, 0x00bd, 0x00bc, 0x00a1, 0x00ab, 0x00bb,
    0x2591, 0x2592, 0x2593, 0x2502, 0x2524, 0x2561, 0x2562, 0x2556, 0x2555, 0x2563, 0x2551, 0x2557, 0x255d, 0x255c, 0x255b, 0x2510,
    0x2514, 0x2534, 0x252c, 0x251c, 0x2500, 0x253c, 0x255e, 0x255f, 0x255a, 0x2554, 0x2569, 0x2566, 0x2560, 0x2550, 0x256c, 0x2567,
    0x2568, 0x2564, 0x2565, 0x2559, 0x2558, 0x2552, 0x2553, 0x256b, 0x256a, 0x2518, 0x250c, 0x2588, 0x2584, 0x258c, 0x2590, 0x2580,
    0x03b1, 0x00df, 0x0393, 0x03c0, 0x03a3, 0x03c3, 0x00b5, 0x03c4, 0x03a6, 0x0398, 0x03a9, 0x03b4, 0x221e, 0x03c6, 0x03b5, 0x2229,
    0x2261, 0x00b1, 0x2265, 0x2264, 0x2320, 0x2321, 0x00f7, 0x2248, 0x00b0, 0x2219, 0x00b7, 0x221a, 0x207f, 0x00b2, 0x25a0, 0x00a0,
};
// clang-format on

void append_utf8(std::string& text, char16_t point) {
    if (point < 0x80) {
        text += static_cast<char>(point);
    } else if (point < 0x800) {
        text += static_cast<char>(0xc0 | (point >> 6));
        text += static_cast<char>(0x80 | (point & 0x3f));
    } else {
        text += static_cast<char>(0xe0 | (point >> 12));
        text += static_cast<char>(0x80 | ((point >> 6) & 0x3f));
        text += static_cast<char>(0x80 | (point & 0x3f));
    }
}

} // namespace

std::string member_name_text(std::string_view bytes) {
    if (is_utf8(bytes)) return std::string(bytes);
    std::string text;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        append_utf8(text, byte < 0x80 ? byte : code_page_437[byte - 0x80]);
    }
    return text;
}

std::string clean_member_name(std::string_view name) {
    if (std::ranges::any_of(name, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; })) return {};
    const std::string slashed = replace_all(name, "\\", "/");
    std::vector<std::string> parts;
    for (const std::string_view part : split(slashed, '/')) {
        if (part == ".." || part.size() > 255) return {};
        if (!part.empty() && part != ".") parts.emplace_back(part);
    }
    return join(parts, "/");
}

std::string checked_member_name(std::string_view name) {
    std::string clean = clean_member_name(name);
    if (clean.empty()) {
        throw MediaError(
            fmt::format("The archive holds the file '{}', whose name leads out of it or is no file name", name));
    }
    return clean;
}

void ArchiveBudget::add_member() {
    if (++members_ > limits_.members) {
        throw MediaError(fmt::format("The archive holds more than {} files", limits_.members));
    }
}

void ArchiveBudget::add_bytes(std::uint64_t count) {
    bytes_ += count;
    const bool swells = bytes_ > limits_.always && bytes_ / limits_.ratio > packed_;
    if (bytes_ > limits_.bytes || swells || bytes_ < count) {
        throw MediaError("The archive unpacks to far more than it holds and was refused; upload the files themselves");
    }
}

} // namespace limn::media
