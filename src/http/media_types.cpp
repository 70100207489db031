// File names and what they mean on the wire.
#include <array>
#include <utility>

#include "base/text.h"
#include "http/message.h"

namespace limn::http {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 58> types = {{
    {"html", "text/html; charset=utf-8"},
    {"htm", "text/html; charset=utf-8"},
    {"css", "text/css; charset=utf-8"},
    {"js", "text/javascript; charset=utf-8"},
    {"mjs", "text/javascript; charset=utf-8"},
    {"json", "application/json"},
    {"map", "application/json"},
    {"webmanifest", "application/manifest+json"},
    {"wasm", "application/wasm"},
    {"onnx", "application/octet-stream"},
    {"txt", "text/plain; charset=utf-8"},
    {"log", "text/plain; charset=utf-8"},
    {"md", "text/markdown; charset=utf-8"},
    {"csv", "text/csv; charset=utf-8"},
    {"jsonl", "application/x-ndjson"},
    {"ndjson", "application/x-ndjson"},
    {"xml", "application/xml"},
    {"yaml", "application/yaml"},
    {"yml", "application/yaml"},
    {"woff", "font/woff"},
    {"woff2", "font/woff2"},
    {"ttf", "font/ttf"},
    {"otf", "font/otf"},
    {"ico", "image/x-icon"},
    {"svg", "image/svg+xml"},
    {"png", "image/png"},
    {"jpg", "image/jpeg"},
    {"jpeg", "image/jpeg"},
    {"jfif", "image/jpeg"},
    {"gif", "image/gif"},
    {"bmp", "image/bmp"},
    {"webp", "image/webp"},
    {"avif", "image/avif"},
    {"tif", "image/tiff"},
    {"tiff", "image/tiff"},
    {"ppm", "image/x-portable-pixmap"},
    {"pgm", "image/x-portable-graymap"},
    {"mp4", "video/mp4"},
    {"m4v", "video/mp4"},
    {"webm", "video/webm"},
    {"mov", "video/quicktime"},
    {"avi", "video/x-msvideo"},
    {"mkv", "video/x-matroska"},
    {"mpeg", "video/mpeg"},
    {"mpg", "video/mpeg"},
    {"ogv", "video/ogg"},
    {"mp3", "audio/mpeg"},
    {"wav", "audio/wav"},
    {"ogg", "audio/ogg"},
    {"pdf", "application/pdf"},
    {"zip", "application/zip"},
    {"gz", "application/gzip"},
    {"tgz", "application/gzip"},
    {"tar", "application/x-tar"},
    {"7z", "application/x-7z-compressed"},
    {"rar", "application/vnd.rar"},
    {"pcd", "application/octet-stream"},
    {"bin", "application/octet-stream"},
}};

} // namespace

std::string_view content_type_of(std::string_view file_name) {
    const auto dot = file_name.rfind('.');
    if (dot != std::string_view::npos)
        for (const auto& [extension, type] : types)
            if (equal_ignoring_case(file_name.substr(dot + 1), extension)) return type;
    return "application/octet-stream";
}

// RFC 6266: a quoted ASCII name for everybody, and the real one (RFC 8187) when it has other characters.
std::string content_disposition(std::string_view download_name) {
    std::string plain;
    bool changed = false;
    for (const char c : download_name) {
        const bool printable = c >= 0x20 && c < 0x7f;
        const bool continuation = (static_cast<unsigned char>(c) & 0xc0) == 0x80; // one '_' a character, not a byte
        changed |= !printable;
        if (c == '"' || c == '\\') plain += '\\';
        if (printable)
            plain += c;
        else if (!continuation)
            plain += '_';
    }
    auto header = "attachment; filename=\"" + plain + '"';
    if (changed) header += "; filename*=UTF-8''" + percent_encode(download_name, "!#$&+-.^_`|~");
    return header;
}

} // namespace limn::http
