#include "media/selection.h"

#include "base/text.h"

namespace limn::media {

Selection select_frames(std::int64_t total, std::int64_t start, std::optional<std::int64_t> stop, std::int64_t step) {
    const std::int64_t last = stop.value_or(0) > 0 ? std::min(*stop, total - 1) : total - 1;
    if (start > last) return {start, start, step, 0};
    const std::int64_t size = (last - start) / step + 1;
    return {start, start + (size - 1) * step, step, size};
}

std::optional<std::int64_t> parse_frame_filter(std::string_view filter) {
    if (trim(filter).empty()) return 1;
    for (std::size_t at = filter.find("step"); at != std::string_view::npos; at = filter.find("step", at + 1)) {
        std::string_view rest = trim(filter.substr(at + 4));
        if (!rest.starts_with('=')) continue;
        rest = trim(rest.substr(1));
        const std::size_t digits = std::min(rest.find_first_not_of("0123456789"), rest.size());
        const std::optional<std::int64_t> step = parse_int(rest.substr(0, digits));
        if (digits > 0 && rest[0] != '0' && step) return step;
    }
    return std::nullopt;
}

int default_chunk_size(std::int64_t width, std::int64_t height, bool as_video) {
    if (as_video) return 36;
    const std::int64_t pixels = std::max<std::int64_t>(width * height, 1);
    return static_cast<int>(std::clamp<std::int64_t>(36 * 1920 * 1080 / pixels, 2, 72));
}

} // namespace limn::media
