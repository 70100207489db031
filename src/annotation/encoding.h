// The binary columns of tables tag, shape and track. Little endian, versionless: a change of layout is a migration.
//
// points      one byte that says how numbers are packed, then the numbers:
//               0xff       doubles, 8 bytes each
//               w << 4 | d whole numbers of w bytes (1, 2 or 4, signed); the value is number / 10^d with d in 0..9
//             Packed numbers are used only when every value comes back to the last bit. Coordinates of people and
//             programs mostly have few decimals, masks are small whole numbers; both get 2 to 8 times smaller, and
//             their JSON text is written from integers, which is several times faster than from doubles.
// attributes  for each: varint spec id, varint length, bytes of the value. Empty list: NULL.
// elements of a shape, keyframes, elements of a track
//             u32 count of ids, the ids as 8 bytes each in the order in which they are met, then the objects without
//             ids. The ids stand in front so that a column can be prepared before the database has given them.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "annotation/model.h"

namespace limn::annotation {

static_assert(std::endian::native == std::endian::little, "columns are written as they lie in memory");

// --- writing; each appends to `out`

void append_points(std::string& out, std::span<const double> points);
void append_attributes(std::string& out, const std::vector<Attribute>& attributes);
// Ids of 0 leave a gap that set_ids fills.
void append_elements(std::string& out, const std::vector<Shape>& elements);
void append_keyframes(std::string& out, const std::vector<Keyframe>& keyframes);
void append_elements(std::string& out, const std::vector<Track>& elements);

// Overwrites the ids of a column of elements or keyframes; as many as it holds.
void set_ids(std::span<char> column, std::span<const int64_t> ids);
std::vector<int64_t> ids_of(std::string_view column);

// --- reading; throws std::runtime_error for bytes that cannot be such a column

std::vector<double> read_points(std::string_view bytes);
std::vector<Attribute> read_attributes(std::string_view bytes);
// Elements are on the frame of their skeleton.
std::vector<Shape> read_shape_elements(std::string_view bytes, int64_t frame);
std::vector<Keyframe> read_keyframes(std::string_view bytes);
std::vector<Track> read_track_elements(std::string_view bytes);

// JSON "[1.0,2.5]" straight from the column, without a list in between. plain: whole numbers without a fraction,
// "[1,2.5]".
void append_points_json(std::string& out, std::string_view bytes, bool plain = false);

// Calls f(spec_id, value) for each attribute, in order.
template <class F> void for_each_attribute(std::string_view bytes, F&& f);

// Bytes taken from the front, one field after the other.
class ByteReader {
  public:
    explicit ByteReader(std::string_view bytes) : bytes_(bytes) {}
    bool at_end() const { return bytes_.empty(); }
    uint8_t byte() { return static_cast<uint8_t>(take(1)[0]); }
    uint64_t varint();
    int64_t zigzag() {
        const auto v = varint();
        return static_cast<int64_t>(v >> 1) ^ -static_cast<int64_t>(v & 1);
    }
    std::string_view block() { return take(varint()); } // varint length, bytes
    template <class T> T fixed() {
        T v;
        std::memcpy(&v, take(sizeof v).data(), sizeof v);
        return v;
    }
    std::string_view take(uint64_t size);

  private:
    std::string_view bytes_;
};

void append_varint(std::string& out, uint64_t v);
inline void append_zigzag(std::string& out, int64_t v) {
    append_varint(out, (static_cast<uint64_t>(v) << 1) ^ static_cast<uint64_t>(v >> 63));
}
void append_block(std::string& out, std::string_view bytes);
template <class T> void append_fixed(std::string& out, T v) { out.append(reinterpret_cast<const char*>(&v), sizeof v); }

template <class F> void for_each_attribute(std::string_view bytes, F&& f) {
    ByteReader in(bytes);
    while (!in.at_end()) {
        const auto spec = static_cast<int64_t>(in.varint());
        f(spec, in.block());
    }
}

} // namespace limn::annotation
