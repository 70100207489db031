// multipart/form-data, read as it arrives: no part is ever held whole unless it is a small field.
#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "http/message.h"

namespace limn::http {

struct Part {
    std::string name;
    std::string file_name; // as sent; empty for a field
    bool is_file = false;  // has a filename parameter
    std::string content_type;
};

// Bytes of the current part, in order.
class PartReader {
  public:
    virtual ~PartReader() = default;
    virtual size_t read(char* buffer, size_t size) = 0; // 0 at the part's end
    std::string read_all(size_t limit);                 // throws Error 400 beyond limit
};

// Calls on_part for each part; what it does not read is skipped. Throws Error 400 for a body that is not well formed.
void read_multipart(Body& body, std::string_view content_type,
                    const std::function<void(const Part&, PartReader&)>& on_part);

} // namespace limn::http
