// What a client says the digest of its bytes is, as the checksum extension of TUS 1.0.0 writes it: "sha256 <base64>".
// The bytes are fed as they arrive, so that nothing is read twice:
//
//   auto checksum = Checksum::parse(header);     none: not written so, or of an algorithm that is not known
//   checksum->update(bytes); ...; checksum->matches()
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace limn::http {

class Checksum {
  public:
    static constexpr std::string_view algorithms = "sha1,sha256"; // as Tus-Checksum-Algorithm lists them

    static std::optional<Checksum> parse(std::string_view text);

    void update(std::string_view bytes);
    bool matches(); // whether what was fed is what was said; nothing may be fed afterwards

  private:
    struct Free {
        void operator()(void* context) const;
    };
    Checksum(std::string expected, const void* algorithm);
    std::string expected_;
    std::unique_ptr<void, Free> context_;
};

} // namespace limn::http
