// What went wrong with somebody's media: the text is shown to them as it is, as the end of a failed request.
#pragma once

#include <stdexcept>
#include <string>

namespace limn::media {

class MediaError : public std::runtime_error {
  public:
    explicit MediaError(const std::string& message) : std::runtime_error(message) {}
};

} // namespace limn::media
