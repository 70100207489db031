#include <fmt/format.h>

#include "base/text.h"
#include "queue/queue.h"

namespace limn::queue {
namespace {

std::string encoded(std::string_view value) { return replace_all(replace_all(value, ".", "~"), " ", "_"); }

void add(std::string& out, std::string_view key, std::string_view value) {
    if (value.empty()) return;
    if (!out.empty()) out += '&';
    out += fmt::format("{}={}", key, value);
}

std::string number(const std::optional<int64_t>& v) { return v ? std::to_string(*v) : std::string(); }

} // namespace

std::string RequestId::text() const {
    std::string out;
    add(out, "action", encoded(action));
    add(out, "target", encoded(target));
    add(out, "target_id", number(target_id));
    add(out, "id", id);
    add(out, "user_id", number(user_id));
    if (lightweight) add(out, "lightweight", *lightweight ? "True" : "False");
    add(out, "format", encoded(format));
    add(out, "subresource", encoded(subresource));
    return out;
}

std::optional<RequestId> RequestId::parse(std::string_view rq_id) {
    RequestId out;
    for (const auto part : split(rq_id, '&')) {
        const auto equals = part.find('=');
        if (equals == std::string_view::npos) return {};
        const auto key = part.substr(0, equals);
        const auto value = part.substr(equals + 1);
        if (key == "action")
            out.action = value;
        else if (key == "target")
            out.target = value;
        else if (key == "id")
            out.id = value;
        else if (key == "format")
            out.format = value;
        else if (key == "subresource")
            out.subresource = value;
        else if (key == "lightweight")
            out.lightweight = value == "True";
        else if (key == "target_id" || key == "user_id") {
            const auto v = parse_int(value);
            if (!v) return {};
            (key == "user_id" ? out.user_id : out.target_id) = v;
        } else
            return {};
    }
    if (out.action.empty() || out.target.empty()) return {};
    return out;
}

} // namespace limn::queue
