// JSON as it goes over the wire: compact, non-ASCII unescaped, U+2028 and U+2029 escaped, numbers that are floats by
// type always with a fraction or exponent ("5.0"), shortest digits that read back to the same value.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <boost/json/fwd.hpp>

namespace limn {

// Appends JSON to one growing buffer; commas are placed by itself. Members and items come in the order they are
// written.
//   JsonWriter w;  w.begin_object(); w.member("id", 5); w.key("tags"); w.begin_array(); ... w.end_array();
//   w.end_object();
class JsonWriter {
  public:
    void begin_object() { open('{'); }
    void end_object() { close('}'); }
    void begin_array() { open('['); }
    void end_array() { close(']'); }
    void key(std::string_view name);

    void value(std::nullptr_t);
    void value(bool v);
    void value(int64_t v);
    void value(int v) { value(static_cast<int64_t>(v)); }
    void value(double v);
    void value(std::string_view v);
    void value(const char* v) { value(std::string_view(v)); }
    void value(const std::string& v) { value(std::string_view(v)); }
    void value(const boost::json::value& v);
    template <class T> void value(const std::optional<T>& v) { v ? value(*v) : value(nullptr); }
    // Text that is JSON already.
    void raw(std::string_view json);

    template <class T> void member(std::string_view name, const T& v) {
        key(name);
        value(v);
    }

    const std::string& text() const { return out_; }
    std::string take() { return std::move(out_); }
    void reserve(size_t bytes) { out_.reserve(bytes); }

  private:
    void open(char c);
    void close(char c);
    void separate();
    std::string out_;
    bool comma_ = false;
};

std::string to_json(const boost::json::value& v);
void append_json_string(std::string& out, std::string_view text);
void append_json_number(std::string& out, double v); // 5.0, 0.1, 1e+300
void append_json_number(std::string& out, int64_t v);

// A value as Python's repr shows it, which some of the contract's messages and texts do: True, None, ['a', 5.0].
std::string to_python(const boost::json::value& v);

// What is wrong with a text that is not JSON, and where: "Expecting value: line 1 column 1 (char 0)". Empty: nothing.
std::string json_problem(std::string_view text);

// Parses a request body. Throws detail_error(400, "JSON parse error - ...") for anything malformed, NaN and Infinity
// included.
boost::json::value parse_json(std::string_view text);

} // namespace limn
