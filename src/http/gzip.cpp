#include "http/gzip.h"

#include <stdexcept>

#include <zlib.h>

#include "base/text.h"

namespace limn::http {
namespace {

constexpr int gzip_window = 15 + 16; // 32 KiB, gzip framing
constexpr int level = 1;

// deflate's state is 256 KiB that must be allocated and cleared, so it is reused.
class Deflate {
  public:
    Deflate() {
        if (deflateInit2(&stream_, level, Z_DEFLATED, gzip_window, 8, Z_DEFAULT_STRATEGY) != Z_OK)
            throw std::runtime_error("zlib has no memory left");
    }
    ~Deflate() { deflateEnd(&stream_); }
    Deflate(const Deflate&) = delete;

    void reset() { deflateReset(&stream_); }
    size_t bound(size_t size) { return deflateBound(&stream_, size); }

    void run(std::string_view bytes, bool last, std::string& out) {
        // zlib counts in 32 bits.
        constexpr size_t most = 1u << 30;
        do {
            const auto piece = bytes.substr(0, most);
            bytes.remove_prefix(piece.size());
            stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(piece.data()));
            stream_.avail_in = static_cast<uInt>(piece.size());
            feed(last && bytes.empty(), out);
        } while (!bytes.empty());
    }

  private:
    void feed(bool last, std::string& out) {
        constexpr size_t room = 64 * 1024;
        for (;;) {
            const auto have = out.size();
            const auto free = std::min<size_t>(std::max(out.capacity() - have, room), 1u << 30);
            out.resize(have + free);
            stream_.next_out = reinterpret_cast<Bytef*>(out.data() + have);
            stream_.avail_out = static_cast<uInt>(free);
            const int result = deflate(&stream_, last ? Z_FINISH : Z_NO_FLUSH);
            out.resize(have + free - stream_.avail_out);
            if (result == Z_STREAM_END || (!last && stream_.avail_out != 0)) return;
            if (result != Z_OK && result != Z_BUF_ERROR) throw std::runtime_error("zlib failed to compress");
        }
    }

    z_stream stream_{};
};

} // namespace

bool is_compressible(std::string_view content_type) {
    const auto type = lower(trim(content_type.substr(0, content_type.find(';'))));
    const auto ends = [&](std::string_view suffix) { return std::string_view(type).ends_with(suffix); };
    return type.starts_with("text/") || ends("/json") || ends("+json") || ends("/xml") || ends("+xml") ||
           ends("/javascript") || ends("/yaml") || ends("+yaml") || ends("/wasm") || ends("/x-ndjson");
}

bool accepts_gzip(std::string_view accept_encoding) {
    bool any = false;
    for (const auto item : split(accept_encoding, ',')) {
        const auto parts = split(item, ';');
        const auto name = trim(parts[0]);
        bool refused = false;
        for (size_t i = 1; i < parts.size(); ++i) {
            const auto parameter = trim(parts[i]);
            if (parameter.starts_with("q=") || parameter.starts_with("Q="))
                refused = parse_double(parameter.substr(2)) == 0.0;
        }
        if (equal_ignoring_case(name, "gzip")) return !refused;
        if (name == "*") any = !refused;
    }
    return any;
}

std::string gzip(std::string_view bytes) {
    thread_local Deflate deflate;
    deflate.reset();
    std::string out;
    out.reserve(bytes.size() / 4 + 512);
    deflate.run(bytes, true, out);
    return out;
}

struct GzipStream::State {
    Deflate deflate;
};

GzipStream::GzipStream() : state_(std::make_unique<State>()) {}
GzipStream::~GzipStream() = default;
void GzipStream::add(std::string_view bytes, std::string& out) { state_->deflate.run(bytes, false, out); }
void GzipStream::finish(std::string& out) { state_->deflate.run({}, true, out); }

} // namespace limn::http
