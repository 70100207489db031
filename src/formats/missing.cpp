#include "formats/missing.h"

#include "formats/format.h"

#include <fmt/format.h>

namespace limn::formats {

void dataset_not_found(std::string_view format_id, std::initializer_list<std::string_view> patterns) {
    std::string reason =
        patterns.size() == 0 ? "specific requirement information unavailable" : "Dataset must contain a file: ";
    bool first = true;
    for (std::string_view pattern : patterns) {
        reason += fmt::format("{}\"{}\"", first ? "" : ", ", pattern);
        first = false;
    }
    throw FormatError(fmt::format(
        "Check [format docs](https://docs.cvat.ai/docs/manual/advanced/formats/format-{}). {}", format_id, reason));
}

} // namespace limn::formats
