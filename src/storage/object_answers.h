// What the kinds of object stores have in common: how their services' answers become errors, and how parts are asked
// for.
#pragma once
#include <algorithm>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "base/text.h"
#include "storage/object_store.h"

namespace limn::storage {

inline Reach reach_of(int status) {
    if (status >= 200 && status < 300) return Reach::available;
    return status == 401 || status == 403 ? Reach::forbidden : Reach::not_found;
}

// Sends by `send`; throws ObjectError unless the answer is 2xx. reason_of gives the service's own words.
template <class Send, class Reason> HttpAnswer ask_or_throw(const Send& send, const Reason& reason_of) {
    try {
        auto answer = send();
        if (answer.ok() || answer.status == 416) return answer; // a range past the end: nothing is there
        const auto kind = reach_of(answer.status) == Reach::forbidden    ? ObjectError::Kind::forbidden
                          : answer.status == 404 || answer.status == 410 ? ObjectError::Kind::not_found
                                                                         : ObjectError::Kind::failed;
        throw ObjectError(kind, reason_of(answer));
    } catch (const HttpFailure& e) {
        throw ObjectError(ObjectError::Kind::failed, e.what());
    }
}

// A GET of `length` bytes from `offset`, or of all behind it; `header` is the one that the service takes ranges by.
inline HttpRequest read_request(std::string_view header, uint64_t offset, std::optional<uint64_t> length,
                                const ObjectStore::Sink& sink) {
    HttpRequest request;
    if (offset || length)
        request.headers.emplace_back(header, length ? fmt::format("bytes={}-{}", offset, offset + *length - 1)
                                                    : fmt::format("bytes={}-", offset));
    request.sink = [&sink](std::string_view piece) {
        sink(piece);
        return true;
    };
    return request;
}

inline uint64_t size_from(std::string_view text) {
    return static_cast<uint64_t>(std::max<int64_t>(parse_int(text).value_or(0), 0));
}

} // namespace limn::storage
