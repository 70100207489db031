#include "http/tus.h"

#include <array>

#include <fmt/format.h>

#include "base/text.h"

namespace limn::http::tus {
namespace {

constexpr std::string_view chunk_type = "application/offset+octet-stream";

const Pairs& protocol_headers() {
    static const Pairs headers = {
        {"Tus-Resumable", "1.0.0"},
        {"Tus-Version", "1.0.0"},
        {"Tus-Extension", ""},
        {"Tus-Max-Size", std::to_string(max_size)},
        {"Access-Control-Allow-Origin", "*"},
        {"Access-Control-Allow-Methods", "PATCH,HEAD,GET,POST,OPTIONS"},
        {"Access-Control-Expose-Headers", "Tus-Resumable,upload-length,upload-metadata,Location,Upload-Offset"},
        {"Access-Control-Allow-Headers",
         "Tus-Resumable,upload-length,upload-metadata,Location,Upload-Offset,content-type"},
        {"Cache-Control", "no-store"},
    };
    return headers;
}

std::optional<uint64_t> parse_size(std::string_view text) {
    text = trim(text);
    if (text.empty() || text.find_first_not_of("0123456789") != std::string_view::npos) return {};
    const auto value = parse_int(text);
    return value ? std::optional<uint64_t>(*value) : std::nullopt;
}

// "filename d29ybGQ=,is_confidential"
Pairs parse_metadata(std::string_view header) {
    Pairs metadata;
    for (auto item : split(header, ',')) {
        item = trim(item);
        if (item.empty()) continue;
        const auto space = item.find(' ');
        const auto encoded = space == std::string_view::npos ? std::string_view() : trim(item.substr(space));
        auto value = from_base64(encoded);
        if (!value || !is_utf8(*value) || !is_utf8(item))
            throw with_headers(list_error(
                fmt::format("Upload-Metadata: '{}' is not text in base64", percent_encode(item.substr(0, space)))));
        metadata.emplace_back(item.substr(0, space), std::move(*value));
    }
    return metadata;
}

std::optional<Checksum> given_checksum(const Request& request) {
    if (!request.has_header("Upload-Checksum")) return {};
    auto checksum = Checksum::parse(request.header("Upload-Checksum"));
    if (!checksum)
        throw with_headers(list_error(fmt::format(
            "Upload-Checksum header is not an algorithm ({}) and a digest of it in base64", Checksum::algorithms)));
    return checksum;
}

} // namespace

void add_headers(Response& response) {
    for (const auto& [name, value] : protocol_headers()) response.header(name, value);
}

Error with_headers(Error error) {
    for (const auto& [name, value] : protocol_headers()) error.with_header(name, value);
    return error;
}

std::optional<std::string> Creation::file_name() const {
    for (const auto& [key, value] : metadata)
        if (key == "filename") return value;
    return {};
}

Creation read_creation(const Request& request) {
    const auto length = parse_size(request.header("Upload-Length"));
    if (!length) throw with_headers(list_error("Upload-Length header is missing or is not a number of bytes"));
    if (*length > max_size)
        throw with_headers(string_error(fmt::format("File size exceeds max limit of {} bytes", max_size), 413));
    return {*length, parse_metadata(request.header("Upload-Metadata"))};
}

Response created(std::string_view location, std::string_view upload_filename) {
    Response response;
    response.status = 201;
    add_headers(response);
    response.header("Location", std::string(location));
    response.header("Upload-Filename", std::string(upload_filename));
    return response;
}

Response describe(const Upload& upload) {
    Response response;
    add_headers(response);
    response.header("Upload-Offset", std::to_string(upload.offset));
    response.header("Upload-Length", std::to_string(upload.length));
    return response;
}

Response appended(uint64_t offset) {
    Response response;
    response.status = 204;
    add_headers(response);
    response.header("Upload-Offset", std::to_string(offset));
    return response;
}

Response handshake() {
    Response response;
    response.status = 204;
    add_headers(response);
    response.header("Tus-Checksum-Algorithm", std::string(Checksum::algorithms));
    return response;
}

uint64_t append(Request& request, Store& store, std::string_view id) {
    const auto type = request.header("Content-Type");
    if (!equal_ignoring_case(trim(type.substr(0, type.find(';'))), chunk_type))
        throw detail_error(415, fmt::format("Unsupported media type \"{}\" in request.", type));
    if (!request.has_header("Content-Length")) throw with_headers(list_error("Content-Length header is missing"));
    const auto claimed = request.header("Upload-Offset");
    const auto offset = claimed.empty() ? uint64_t(0) : parse_size(claimed);
    if (!offset) throw with_headers(list_error("Upload-Offset header is not a number of bytes"));

    auto checksum = given_checksum(request);

    const auto upload = store.find(id);
    if (!upload) throw with_headers(Error(404, "", "text/html; charset=utf-8"));
    const auto refused = [&](int status) {
        auto error = with_headers(Error(status, "", "text/html; charset=utf-8"));
        error.with_header("Upload-Offset", std::to_string(upload->offset));
        return error;
    };
    if (*offset != upload->offset) throw refused(409);
    if (request.body->length().value_or(0) > upload->length - upload->offset) throw refused(413);
    try {
        return store.append(id, *offset, *request.body, checksum ? &*checksum : nullptr);
    } catch (const Error& e) {
        throw with_headers(e);
    }
}

} // namespace limn::http::tus
