// gzip for answers that are text. Level 1: on annotation JSON it is several times faster than the default level and
// gives up about a quarter of the saving.
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
