// The stored form of a video index: a mark, then numbers as LEB128, the signed ones zigzag-coded, ascending ones as
// differences. Decoding delays are nearly constant, so that a keyframe costs three bytes and a frame one or two.
#include "media/error.h"
#include "media/video_index.h"

#include <bit>

namespace limn::media {
namespace {

constexpr std::string_view mark = "limn video index 1\n";

class Writer {
  public:
    explicit Writer(std::string& out) : out_(out) {}
    void number(std::int64_t value) {
        std::uint64_t bits = (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63);
        for (; bits >= 0x80; bits >>= 7) out_ += static_cast<char>(bits | 0x80);
        out_ += static_cast<char>(bits);
    }
    void text(std::string_view value) {
        number(static_cast<std::int64_t>(value.size()));
        out_ += value;
    }

  private:
    std::string& out_;
};

class Reader {
  public:
    explicit Reader(std::string_view bytes) : bytes_(bytes) {}
    std::int64_t number() {
        std::uint64_t bits = 0;
        for (unsigned shift = 0;; shift += 7) {
            if (bytes_.empty() || shift > 63) fail();
            const auto byte = static_cast<unsigned char>(bytes_.front());
            bytes_.remove_prefix(1);
            bits |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
            if (byte < 0x80) break;
        }
        return static_cast<std::int64_t>(bits >> 1) ^ -static_cast<std::int64_t>(bits & 1);
    }
    // Added to what came before; damaged bytes may overflow, which must do no harm.
    std::int64_t after(std::int64_t& before) {
        before = static_cast<std::int64_t>(static_cast<std::uint64_t>(before) + static_cast<std::uint64_t>(number()));
        return before;
    }
    // Of things that take at least one byte each, so that damage cannot ask for endless memory.
    std::size_t count() {
        const std::int64_t value = number();
        if (value < 0 || static_cast<std::uint64_t>(value) > bytes_.size()) fail();
        return static_cast<std::size_t>(value);
    }
    std::string text() {
        const std::size_t size = count();
        std::string value(bytes_.substr(0, size));
        bytes_.remove_prefix(size);
        return value;
    }
    bool at_end() const { return bytes_.empty(); }
    [[noreturn]] static void fail() { throw MediaError("the stored video index is damaged; index the video again"); }

  private:
    std::string_view bytes_;
};

} // namespace

std::string serialize(const VideoIndex& index) {
    std::string bytes(mark);
    Writer out(bytes);
    out.text(index.codec);
    for (const std::int64_t value : {std::int64_t{index.stream}, std::int64_t{index.width}, std::int64_t{index.height},
                                     std::int64_t{index.rotation}, index.time_base_num, index.time_base_den,
                                     std::bit_cast<std::int64_t>(index.duration)}) {
        out.number(value);
    }
    out.number(index.frames());
    std::int64_t before = 0;
    for (const std::int64_t pts : index.pts) out.number(pts - std::exchange(before, pts));
    out.number(static_cast<std::int64_t>(index.keyframes.size()));
    before = 0;
    for (const Keyframe& key : index.keyframes) {
        out.number(key.frame - std::exchange(before, key.frame));
        out.number(key.pts - key.dts);
    }
    out.number(static_cast<std::int64_t>(index.chapters.size()));
    for (const Chapter& chapter : index.chapters) {
        for (const std::int64_t value : {chapter.id, chapter.start, chapter.stop}) out.number(value);
        out.text(chapter.title);
    }
    return bytes;
}

VideoIndex parse_video_index(std::string_view bytes) {
    if (!bytes.starts_with(mark)) Reader::fail();
    Reader in(bytes.substr(mark.size()));
    VideoIndex index;
    index.codec = in.text();
    for (int* value : {&index.stream, &index.width, &index.height, &index.rotation})
        *value = static_cast<int>(in.number());
    index.time_base_num = in.number();
    index.time_base_den = in.number();
    index.duration = std::bit_cast<double>(in.number());
    index.pts.resize(in.count());
    std::int64_t before = 0;
    for (std::int64_t& pts : index.pts) pts = in.after(before);
    index.keyframes.resize(in.count());
    before = 0;
    for (Keyframe& key : index.keyframes) {
        key.frame = in.after(before);
        if (key.frame < 0 || key.frame >= index.frames()) Reader::fail();
        key.pts = index.pts[static_cast<std::size_t>(key.frame)];
        std::int64_t minus_dts = -key.pts;
        key.dts = -in.after(minus_dts);
    }
    index.chapters.resize(in.count());
    for (Chapter& chapter : index.chapters) {
        for (std::int64_t* value : {&chapter.id, &chapter.start, &chapter.stop}) *value = in.number();
        chapter.title = in.text();
    }
    if (!in.at_end()) Reader::fail();
    return index;
}

} // namespace limn::media
