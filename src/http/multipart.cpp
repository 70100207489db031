#include "http/multipart.h"

#include <algorithm>
#include <cstring>
#include <optional>

#include <fmt/format.h>

#include "base/error.h"
#include "base/text.h"

namespace limn::http {
namespace {

constexpr size_t buffer_size = 256 * 1024;
constexpr size_t max_part_head = 16 * 1024;
constexpr size_t max_boundary = 200; // RFC 2046 allows 70; some clients are generous

Error malformed(std::string_view what) {
    return detail_error(400, fmt::format("Multipart form parse error - {}.", what));
}

// --- header parameters: form-data; name="a"; filename="b.png"; filename*=UTF-8''b.png

// A quoted string at the start of text, which is moved behind it. Only \" and \\ are escapes: browsers send Windows
// paths with plain backslashes.
std::string take_quoted(std::string_view& text) {
    std::string value;
    size_t i = 1;
    for (; i < text.size() && text[i] != '"'; ++i) {
        if (text[i] == '\\' && i + 1 < text.size() && (text[i + 1] == '"' || text[i + 1] == '\\')) ++i;
        value += text[i];
    }
    text.remove_prefix(std::min(i + 1, text.size()));
    return value;
}

// The header's first word, and its parameters with lower-case names.
std::string parse_parameters(std::string_view header, Pairs& parameters) {
    const auto word = lower(trim(header.substr(0, header.find(';'))));
    header.remove_prefix(std::min(header.size(), header.find(';')));
    while (!header.empty()) {
        header.remove_prefix(1); // ';'
        const auto end = header.find_first_of("=;");
        if (end == std::string_view::npos || header[end] == ';') {
            header.remove_prefix(std::min(end, header.size()));
            continue;
        }
        auto name = lower(trim(header.substr(0, end)));
        header.remove_prefix(end + 1);
        header.remove_prefix(std::min(header.find_first_not_of(" \t"), header.size()));
        std::string value;
        if (header.starts_with('"'))
            value = take_quoted(header);
        else
            value = trim(header.substr(0, header.find(';')));
        parameters.emplace_back(std::move(name), std::move(value));
        header.remove_prefix(std::min(header.find(';'), header.size()));
    }
    return word;
}

const std::string* find(const Pairs& parameters, std::string_view name) {
    for (const auto& [key, value] : parameters)
        if (key == name) return &value;
    return nullptr;
}

std::string latin1_to_utf8(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80)
            out += c;
        else
            (out += static_cast<char>(0xc0 | (byte >> 6))) += static_cast<char>(0x80 | (byte & 0x3f));
    }
    return out;
}

// RFC 8187: charset'language'percent-encoded. None when it is in another charset or broken.
std::optional<std::string> parse_extended(std::string_view value) {
    const auto parts = split(value, '\'');
    if (parts.size() != 3) return {};
    auto text = percent_decode(parts[2]);
    if (equal_ignoring_case(parts[0], "iso-8859-1")) return latin1_to_utf8(text);
    if (!equal_ignoring_case(parts[0], "utf-8") || !is_utf8(text)) return {};
    return text;
}

std::string parse_boundary(std::string_view content_type) {
    Pairs parameters;
    if (parse_parameters(content_type, parameters) != "multipart/form-data")
        throw detail_error(415, fmt::format("Unsupported media type \"{}\" in request.", content_type));
    const auto* boundary = find(parameters, "boundary");
    if (!boundary || boundary->empty() || boundary->size() > max_boundary)
        throw malformed("the content type names no valid boundary");
    return *boundary;
}

// True for the line that names the part.
bool read_header_line(std::string_view line, Part& part) {
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) throw malformed("a line among a part's headers is no header");
    const auto name = trim(line.substr(0, colon)), value = trim(line.substr(colon + 1));
    if (equal_ignoring_case(name, "Content-Type")) part.content_type = value;
    if (!equal_ignoring_case(name, "Content-Disposition")) return false;
    Pairs parameters;
    if (parse_parameters(value, parameters) != "form-data") throw malformed("a part is not form-data");
    const auto* field = find(parameters, "name");
    if (!field) throw malformed("a part has no name");
    part.name = *field;
    if (const auto* plain = find(parameters, "filename")) {
        part.is_file = true;
        part.file_name = *plain;
    }
    const auto* extended = find(parameters, "filename*");
    if (auto decoded = extended ? parse_extended(*extended) : std::nullopt) {
        part.is_file = true;
        part.file_name = std::move(*decoded);
    }
    return true;
}

Part parse_part_head(std::string_view head) {
    Part part;
    bool named = false;
    for (;;) {
        const auto end = head.find("\r\n");
        named |= read_header_line(head.substr(0, end), part);
        if (end == std::string_view::npos) break;
        head.remove_prefix(end + 2);
    }
    if (!named) throw malformed("a part has no Content-Disposition header");
    return part;
}

// --- the body

// Looks at the body through a window that slides over it. The window is searched for the delimiter once, however small
// the pieces are in which it is read.
class Window {
  public:
    Window(Body& body, std::string_view boundary)
        : body_(body), delimiter_("\r\n--" + std::string(boundary)), buffer_(buffer_size, '\0') {
        buffer_.replace(0, 2, "\r\n"); // so that a delimiter at the very start looks like all others
        end_ = 2;
    }

    // Bytes up to the next delimiter that are here; empty at the delimiter.
    std::string_view content() {
        for (;;) {
            if (begin_ < clear_) return {buffer_.data() + begin_, clear_ - begin_};
            if (at_delimiter_) return {};
            search();
            if (begin_ < clear_ || at_delimiter_) continue;
            if (!fill()) throw malformed("the body ends before its last boundary");
        }
    }

    void consume(size_t count) { begin_ += count; }

    // Passes the delimiter and the end of its line; false after the last one.
    bool next_part() {
        consume(delimiter_.size());
        at_delimiter_ = false;
        clear_ = begin_;
        need(2);
        if (view().starts_with("--")) return false;
        for (; view().front() == ' ' || view().front() == '\t'; need(1)) consume(1); // padding that gateways may add
        need(2);
        if (!view().starts_with("\r\n")) throw malformed("a boundary line has something behind it");
        consume(2);
        return true;
    }

    // The headers of a part, and the empty line after them is passed.
    std::string head() {
        need(2);
        if (view().starts_with("\r\n")) throw malformed("a part has no headers");
        for (size_t searched = 0;;) {
            const auto at = view().find("\r\n\r\n", searched);
            if (std::min(at, view().size()) > max_part_head) throw malformed("a part's headers are too large");
            if (at != std::string_view::npos) {
                std::string text(view().substr(0, at));
                consume(at + 4);
                clear_ = begin_;
                return text;
            }
            searched = view().size() < 3 ? 0 : view().size() - 3;
            need(view().size() + 1);
        }
    }

    void drain() {
        consume(view().size());
        while (body_.read(buffer_.data(), buffer_.size())) {
        }
    }

    bool empty_body() { return !fill(); }

  private:
    std::string_view view() const { return {buffer_.data() + begin_, end_ - begin_}; }

    void need(size_t count) {
        while (view().size() < count)
            if (!fill()) throw malformed("the body ends before its last boundary");
    }

    bool fill() {
        if (begin_ > 0 && buffer_.size() - end_ < buffer_.size() / 2) {
            std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
            clear_ -= std::min(clear_, begin_);
            end_ -= begin_;
            begin_ = 0;
        }
        const auto got = body_.read(buffer_.data() + end_, buffer_.size() - end_);
        end_ += got;
        return got > 0;
    }

    // Moves clear_ as far as there is certainly no delimiter.
    void search() {
        clear_ = std::max(clear_, begin_);
        const auto at = std::string_view(buffer_.data(), end_).find(delimiter_, clear_);
        at_delimiter_ = at != std::string_view::npos;
        const auto tail = delimiter_.size() - 1; // may be the beginning of one
        if (at_delimiter_)
            clear_ = at;
        else
            clear_ = std::max(clear_, end_ - std::min(end_ - begin_, tail));
    }

    Body& body_;
    const std::string delimiter_;
    std::string buffer_;
    size_t begin_ = 0, end_ = 0;
    size_t clear_ = 0; // up to here the window holds content
    bool at_delimiter_ = false;
};

class WindowReader final : public PartReader {
  public:
    explicit WindowReader(Window& window) : window_(window) {}
    size_t read(char* buffer, size_t size) override {
        const auto here = window_.content();
        const auto count = std::min(size, here.size());
        std::copy_n(here.begin(), count, buffer);
        window_.consume(count);
        return count;
    }

  private:
    Window& window_;
};

void skip_content(Window& window) {
    for (std::string_view here; !(here = window.content()).empty();) window.consume(here.size());
}

} // namespace

std::string PartReader::read_all(size_t limit) {
    std::string text;
    for (size_t step = 4096;; step = std::min<size_t>(step * 2, 1 << 20)) {
        const auto have = text.size();
        text.resize(have + step);
        const auto got = read(text.data() + have, step);
        text.resize(have + got);
        if (!got) return text;
        if (text.size() > limit) throw detail_error(400, fmt::format("A form field is larger than {} bytes.", limit));
    }
}

void read_multipart(Body& body, std::string_view content_type,
                    const std::function<void(const Part&, PartReader&)>& on_part) {
    Window window(body, parse_boundary(content_type));
    if (window.empty_body()) return;
    skip_content(window); // the preamble
    while (window.next_part()) {
        const auto part = parse_part_head(window.head());
        WindowReader reader(window);
        on_part(part, reader);
        skip_content(window);
    }
    window.drain(); // the epilogue
}

} // namespace limn::http
