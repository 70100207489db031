// gzip for answers that are text. Level 1: annotation JSON of ten-point polygons shrinks to 1/4.6 at 96 MB/s, at the
// default level to 1/5.6 at 20 MB/s; Huffman coding alone is no faster.
#pragma once
#include <memory>
#include <string>
#include <string_view>

namespace limn::http {

inline constexpr size_t gzip_from = 200; // bytes; smaller bodies are sent as they are

bool is_compressible(std::string_view content_type);
bool accepts_gzip(std::string_view accept_encoding);

std::string gzip(std::string_view bytes);

// In pieces: compressed bytes are appended to out as they come.
class GzipStream {
  public:
    GzipStream();
    ~GzipStream();
    void add(std::string_view bytes, std::string& out);
    void finish(std::string& out);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace limn::http
