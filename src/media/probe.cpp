#include "media/probe.h"

#include "media/decode.h"
#include "media/error.h"
#include "media/exif.h"
#include "storage/temp_file.h"

#include <charconv>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace limn::media {
namespace {

// A window into a file or into memory. A returned piece is valid until the next read.
class Source {
  public:
    explicit Source(Bytes content) : content_(content), size_(content.size()) {}
    explicit Source(int descriptor, std::uint64_t size) : size_(size), descriptor_(descriptor) {}

    std::uint64_t size() const { return size_; }

    // At most `count` bytes, fewer at the end.
    Bytes at(std::uint64_t offset, std::size_t count) {
        if (offset >= size_) return {};
        count = static_cast<std::size_t>(std::min<std::uint64_t>(count, size_ - offset));
        if (descriptor_ < 0) return content_.subspan(offset, count);
        if (offset < begin_ || offset + count > begin_ + window_.size()) fill(offset, count);
        const std::uint64_t skip = std::min<std::uint64_t>(offset - begin_, window_.size());
        return Bytes(window_).subspan(skip, std::min<std::size_t>(count, window_.size() - skip));
    }

    std::uint64_t big(std::uint64_t offset, std::size_t count) {
        std::uint64_t value = 0;
        for (const std::byte byte : at(offset, count)) value = (value << 8) | std::to_integer<std::uint64_t>(byte);
        return value;
    }
    std::uint64_t little(std::uint64_t offset, std::size_t count) {
        std::uint64_t value = 0;
        const Bytes bytes = at(offset, count);
        for (std::size_t i = bytes.size(); i-- > 0;) value = (value << 8) | std::to_integer<std::uint64_t>(bytes[i]);
        return value;
    }
    bool has(std::uint64_t offset, std::string_view text) {
        const Bytes bytes = at(offset, text.size());
        return bytes.size() == text.size() && std::memcmp(bytes.data(), text.data(), text.size()) == 0;
    }

  private:
    void fill(std::uint64_t offset, std::size_t count) {
        window_.resize(std::max<std::size_t>(count, 16 << 10));
        begin_ = offset;
        const ssize_t got = ::pread(descriptor_, window_.data(), window_.size(), static_cast<off_t>(offset));
        window_.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    }

    Bytes content_;
    std::uint64_t size_;
    int descriptor_ = -1;
    std::vector<std::byte> window_;
    std::uint64_t begin_ = 0;
};

ImageInfo info(ImageFormat format, std::uint64_t width, std::uint64_t height, int orientation = 1) {
    return {format, static_cast<int>(width), static_cast<int>(height), orientation};
}

// ITU T.81, annex B: segments up to the first start of frame.
ImageInfo probe_jpeg(Source& source) {
    int orientation = 1;
    for (std::uint64_t at = 2; at + 4 <= source.size();) {
        if (source.big(at, 1) != 0xff) {
            ++at; // garbage between segments, as decoders skip it
            continue;
        }
        const std::uint64_t marker = source.big(at + 1, 1);
        if (marker == 0xff || marker == 0x00) {
            ++at;
            continue;
        }
        if (marker == 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
            at += 2;
            continue;
        }
        if (marker == 0xda || marker == 0xd9) break;
        const bool is_frame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
        if (is_frame) return info(ImageFormat::jpeg, source.big(at + 7, 2), source.big(at + 5, 2), orientation);
        const std::uint64_t length = source.big(at + 2, 2);
        if (marker == 0xe1 && source.has(at + 4, std::string_view("Exif\0", 5)) && length >= 2) {
            orientation = exif_orientation(source.at(at + 4, length - 2));
        }
        at += 2 + std::max<std::uint64_t>(length, 2);
    }
    return {};
}

// W3C PNG, with the eXIf chunk of its third edition when that comes before the pixels.
ImageInfo probe_png(Source& source) {
    if (!source.has(12, "IHDR")) return {};
    ImageInfo found = info(ImageFormat::png, source.big(16, 4), source.big(20, 4));
    for (std::uint64_t at = 33; at + 12 <= source.size();) {
        const std::uint64_t length = source.big(at, 4);
        if (source.has(at + 4, "IDAT")) break;
        if (source.has(at + 4, "eXIf")) found.orientation = exif_orientation(source.at(at + 8, length));
        at += 12 + length;
    }
    return found;
}

// RFC 9649.
ImageInfo probe_webp(Source& source) {
    if (source.has(12, "VP8 ")) {
        return info(ImageFormat::webp, source.little(26, 2) & 0x3fff, source.little(28, 2) & 0x3fff);
    }
    if (source.has(12, "VP8L")) {
        const std::uint64_t bits = source.little(21, 4);
        return info(ImageFormat::webp, (bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1);
    }
    if (!source.has(12, "VP8X")) return {};
    ImageInfo found = info(ImageFormat::webp, source.little(24, 3) + 1, source.little(27, 3) + 1);
    for (std::uint64_t at = 12; at + 8 <= source.size();) {
        const std::uint64_t length = source.little(at + 4, 4);
        if (source.has(at, "EXIF")) found.orientation = exif_orientation(source.at(at + 8, length));
        at += 8 + length + (length & 1);
    }
    return found;
}

ImageInfo probe_bmp(Source& source) {
    const std::uint64_t header = source.little(14, 4);
    if (header == 12) return info(ImageFormat::bmp, source.little(18, 2), source.little(20, 2));
    const auto height = static_cast<std::int32_t>(source.little(22, 4)); // negative: rows from the top
    return info(ImageFormat::bmp, source.little(18, 4), static_cast<std::uint64_t>(std::abs(std::int64_t{height})));
}

ImageInfo probe_tiff(Source& source) {
    const auto tags = read_tiff_tags([&](std::uint64_t at, std::size_t count) { return source.at(at, count); }, 0);
    return tags ? info(ImageFormat::tiff, tags->width, tags->height, tags->orientation) : ImageInfo();
}

// netpbm's text headers: P1 to P6, numbers separated by spaces and comments.
ImageInfo probe_netpbm(Source& source) {
    const Bytes head = source.at(0, 4096);
    const std::string_view text(reinterpret_cast<const char*>(head.data()), head.size());
    std::uint64_t numbers[2] = {};
    std::size_t at = 2;
    for (std::uint64_t& value : numbers) {
        for (; at < text.size(); ++at) {
            if (text[at] == '#')
                at = std::min(text.find('\n', at), text.size() - 1);
            else if (text[at] >= '0' && text[at] <= '9')
                break;
        }
        const char* end = text.data() + text.size();
        const auto [next, failure] = std::from_chars(text.data() + std::min(at, text.size()), end, value);
        if (failure != std::errc()) return {};
        at = static_cast<std::size_t>(next - text.data());
    }
    return info(ImageFormat::netpbm, numbers[0], numbers[1]);
}

ImageInfo probe_known(Source& source) {
    if (source.has(0, "\xff\xd8\xff")) return probe_jpeg(source);
    if (source.has(0, "\x89PNG\r\n\x1a\n")) return probe_png(source);
    if (source.has(0, "GIF87a") || source.has(0, "GIF89a")) {
        return info(ImageFormat::gif, source.little(6, 2), source.little(8, 2));
    }
    if (source.has(0, "RIFF") && source.has(8, "WEBP")) return probe_webp(source);
    if (source.has(0, "BM") && source.size() > 30) return probe_bmp(source);
    if (source.has(0, "II") || source.has(0, "MM")) return probe_tiff(source);
    if (source.has(0, "P") && source.big(1, 1) >= '1' && source.big(1, 1) <= '6') return probe_netpbm(source);
    return {};
}

constexpr int max_side = 1 << 20;

[[noreturn]] void unidentified(std::string_view name) {
    throw MediaError(fmt::format("cannot identify image file '{}'", name));
}

// `decode` decodes the whole picture: the way for formats that are rare.
template <class Decode> ImageInfo probe(Source& source, std::string_view name, Decode decode) {
    if (source.size() == 0) unidentified(name);
    ImageInfo found = probe_known(source);
    if (found.format == ImageFormat::unknown) {
        const Image image = decode();
        found =
            info(ImageFormat::other, static_cast<std::uint64_t>(image.width), static_cast<std::uint64_t>(image.height));
    }
    if (found.width <= 0 || found.height <= 0 || found.width > max_side || found.height > max_side) unidentified(name);
    if (found.orientation >= 5) std::swap(found.width, found.height);
    return found;
}

} // namespace

ImageInfo probe_image(const std::filesystem::path& path, std::string_view name) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    struct stat status {};
    if (descriptor < 0 || ::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) {
        if (descriptor >= 0) ::close(descriptor);
        throw MediaError(fmt::format("failed to parse image file '{}'", name));
    }
    const std::shared_ptr<void> closing(nullptr, [=](void*) { ::close(descriptor); });
    Source source(descriptor, static_cast<std::uint64_t>(status.st_size));
    return probe(source, name, [&] {
        const std::string content = storage::read_whole(path);
        return decode_rare(std::as_bytes(std::span(content)), ImageFormat::unknown, name);
    });
}

ImageInfo probe_image(std::span<const std::byte> content, std::string_view name) {
    Source source(content);
    return probe(source, name, [&] { return decode_rare(content, ImageFormat::unknown, name); });
}

} // namespace limn::media
