#include "annotation/encoding.h"

#include <array>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "base/json.h"

namespace limn::annotation {
namespace {

constexpr uint8_t as_doubles = 0xff;
constexpr std::array<double, 10> powers = {1, 10, 100, 1000, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};
constexpr std::array<uint32_t, 10> whole_powers = {1,      10,      100,      1000,      10000,
                                                   100000, 1000000, 10000000, 100000000, 1000000000};

// v as number / 10^decimals: true when that is exact. Ten digits at most, and shortest decimals of up to fifteen digits
// are unique, so the text of the double is the text of the packed number.
bool packs(double v, unsigned decimals, int32_t& number) {
    const double scaled = v * powers[decimals];
    if (!(std::fabs(scaled) < std::numeric_limits<int32_t>::max())) return false;
    number = static_cast<int32_t>(scaled + (scaled < 0 ? -0.5 : 0.5));
    return number / powers[decimals] == v && (number != 0 || !std::signbit(v));
}

// The fewest decimals with which all values pack, and the numbers; 10 when there are none.
unsigned common_decimals(std::span<const double> points, std::vector<int32_t>& numbers) {
    numbers.resize(points.size());
    unsigned decimals = 0;
    for (size_t i = 0; i < points.size() && decimals < 10;) {
        if (packs(points[i], decimals, numbers[i])) {
            ++i;
        } else { // with more decimals the ones before may have become too large: all again
            ++decimals;
            i = 0;
        }
    }
    return decimals;
}

int width_of(std::span<const int32_t> numbers) {
    int32_t low = 0, high = 0;
    for (const auto n : numbers) {
        low = std::min(low, n);
        high = std::max(high, n);
    }
    if (low >= -128 && high <= 127) return 1;
    if (low >= -32768 && high <= 32767) return 2;
    return 4;
}

template <class T> void append_narrow(std::string& out, std::span<const int32_t> numbers) {
    const size_t at = out.size();
    out.resize(at + numbers.size() * sizeof(T));
    char* to = out.data() + at;
    for (const auto n : numbers) {
        const T narrow = static_cast<T>(n);
        std::memcpy(to, &narrow, sizeof narrow);
        to += sizeof narrow;
    }
}

struct Packing {
    bool doubles = true;
    unsigned decimals = 0;
    size_t width = 8;
};

Packing packing_of(std::string_view bytes) {
    if (bytes.empty()) return {};
    const auto head = static_cast<uint8_t>(bytes[0]);
    if (head == as_doubles) return {};
    const Packing p{false, static_cast<unsigned>(head & 15), static_cast<size_t>(head >> 4)};
    if (p.decimals > 9 || (p.width != 1 && p.width != 2 && p.width != 4))
        throw std::runtime_error("unknown packing of points");
    return p;
}

// Calls f(number) for every packed number.
template <class F> void for_each_number(std::string_view packed, size_t width, F&& f) {
    const auto loop = [&]<class T>(T) {
        for (size_t i = 0; i + sizeof(T) <= packed.size(); i += sizeof(T)) {
            T v;
            std::memcpy(&v, packed.data() + i, sizeof v);
            f(static_cast<int32_t>(v));
        }
    };
    if (width == 1)
        loop(int8_t{});
    else if (width == 2)
        loop(int16_t{});
    else
        loop(int32_t{});
}

// "-12.05" for -1205 and 2 decimals, "12.0" (plain: "12") for 1200; 13 characters at most.
char* write_decimal(char* to, int32_t number, unsigned decimals, bool plain) {
    uint32_t magnitude = number < 0 ? 0u - static_cast<uint32_t>(number) : static_cast<uint32_t>(number);
    if (number < 0) *to++ = '-';
    uint32_t whole = magnitude / whole_powers[decimals];
    uint32_t rest = magnitude - whole * whole_powers[decimals];
    char digits[10];
    int n = 0;
    do digits[n++] = static_cast<char>('0' + whole % 10);
    while ((whole /= 10) != 0);
    while (n > 0) *to++ = digits[--n];
    if (rest == 0 && plain) return to;
    *to++ = '.';
    if (rest == 0) {
        *to++ = '0';
        return to;
    }
    for (unsigned d = decimals; d > 0; --d) {
        digits[d - 1] = static_cast<char>('0' + rest % 10);
        rest /= 10;
    }
    unsigned used = decimals;
    while (digits[used - 1] == '0') --used;
    std::memcpy(to, digits, used);
    return to + used;
}

enum Flag : uint8_t { occluded = 1, outside = 2, has_group = 4, has_rotation = 8, has_z_order = 16, has_score = 32 };

// What shapes and keyframes have in common: type, flags, z order, rotation, attributes, points.
template <class T> void append_geometry(std::string& out, const T& s, uint8_t more_flags) {
    out += static_cast<char>(s.type);
    const auto flags =
        static_cast<uint8_t>((s.occluded ? occluded : 0) | (s.outside ? outside : 0) |
                             (s.rotation != 0 ? has_rotation : 0) | (s.z_order != 0 ? has_z_order : 0) | more_flags);
    out += static_cast<char>(flags);
    if (flags & has_z_order) append_zigzag(out, s.z_order);
    if (flags & has_rotation) append_fixed(out, s.rotation);
    std::string part;
    append_attributes(part, s.attributes);
    append_block(out, part);
    part.clear();
    if (s.type != ShapeType::skeleton) append_points(part, s.points);
    append_block(out, part);
}

template <class T> uint8_t read_geometry(ByteReader& in, T& s) {
    const auto type = in.byte();
    if (type > static_cast<uint8_t>(ShapeType::skeleton)) throw std::runtime_error("unknown type of shape");
    s.type = static_cast<ShapeType>(type);
    const auto flags = in.byte();
    s.occluded = flags & occluded;
    s.outside = flags & outside;
    if (flags & has_z_order) s.z_order = static_cast<int32_t>(in.zigzag());
    if (flags & has_rotation) s.rotation = in.fixed<double>();
    s.attributes = read_attributes(in.block());
    s.points = read_points(in.block());
    return flags;
}

class IdColumn { // writes the ids in front, then the objects
  public:
    explicit IdColumn(std::string& out) : out_(out) {}
    void add(int64_t id) { ids_.push_back(id); }
    std::string body;
    ~IdColumn() {
        append_fixed(out_, static_cast<uint32_t>(ids_.size()));
        out_.append(reinterpret_cast<const char*>(ids_.data()), ids_.size() * sizeof(int64_t));
        out_ += body;
    }

  private:
    std::string& out_;
    std::vector<int64_t> ids_;
};

class IdReader {
  public:
    explicit IdReader(ByteReader& in) {
        const auto count = in.fixed<uint32_t>();
        ids_ = in.take(uint64_t{count} * sizeof(int64_t));
    }
    int64_t next() { return ByteReader(take()).fixed<int64_t>(); }

  private:
    std::string_view take() {
        if (ids_.size() < sizeof(int64_t)) throw std::runtime_error("a column of annotations has too few ids");
        const auto id = ids_.substr(0, sizeof(int64_t));
        ids_.remove_prefix(sizeof(int64_t));
        return id;
    }
    std::string_view ids_;
};

void append_keyframe_list(std::string& out, IdColumn& ids, const std::vector<Keyframe>& keyframes) {
    append_varint(out, keyframes.size());
    for (const auto& k : keyframes) {
        ids.add(k.id);
        append_varint(out, static_cast<uint64_t>(k.frame));
        append_geometry(out, k, 0);
    }
}

std::vector<Keyframe> read_keyframe_list(ByteReader& in, IdReader& ids) {
    std::vector<Keyframe> keyframes(in.varint());
    for (auto& k : keyframes) {
        k.id = ids.next();
        k.frame = static_cast<int64_t>(in.varint());
        read_geometry(in, k);
    }
    return keyframes;
}

} // namespace

void append_varint(std::string& out, uint64_t v) {
    while (v >= 128) {
        out += static_cast<char>(v | 128);
        v >>= 7;
    }
    out += static_cast<char>(v);
}

void append_block(std::string& out, std::string_view bytes) {
    append_varint(out, bytes.size());
    out += bytes;
}

uint64_t ByteReader::varint() {
    uint64_t v = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
        const uint8_t b = byte();
        v |= uint64_t{b & 127u} << shift;
        if (b < 128) return v;
    }
    throw std::runtime_error("a number in a column of annotations does not end");
}

std::string_view ByteReader::take(uint64_t size) {
    if (size > bytes_.size()) throw std::runtime_error("a column of annotations ends too early");
    const auto part = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return part;
}

void append_points(std::string& out, std::span<const double> points) {
    thread_local std::vector<int32_t> numbers;
    const unsigned decimals = common_decimals(points, numbers);
    if (decimals > 9) {
        out += static_cast<char>(as_doubles);
        out.append(reinterpret_cast<const char*>(points.data()), points.size_bytes());
        return;
    }
    const std::span<const int32_t> packed(numbers.data(), points.size());
    const int width = width_of(packed);
    out += static_cast<char>(width << 4 | static_cast<int>(decimals));
    if (width == 1)
        append_narrow<int8_t>(out, packed);
    else if (width == 2)
        append_narrow<int16_t>(out, packed);
    else
        append_narrow<int32_t>(out, packed);
}

void append_attributes(std::string& out, const std::vector<Attribute>& attributes) {
    for (const auto& a : attributes) {
        append_varint(out, static_cast<uint64_t>(a.spec_id));
        append_block(out, a.value);
    }
}

void append_elements(std::string& out, const std::vector<Shape>& elements) {
    IdColumn column(out);
    append_varint(column.body, elements.size());
    for (const auto& e : elements) {
        column.add(e.id);
        append_varint(column.body, static_cast<uint64_t>(e.label_id));
        append_block(column.body, e.source);
        append_geometry(column.body, e, static_cast<uint8_t>((e.group ? has_group : 0) | (e.score ? has_score : 0)));
        if (e.group) append_varint(column.body, static_cast<uint64_t>(*e.group));
        if (e.score) append_fixed(column.body, *e.score);
    }
}

void append_keyframes(std::string& out, const std::vector<Keyframe>& keyframes) {
    IdColumn column(out);
    append_keyframe_list(column.body, column, keyframes);
}

void append_elements(std::string& out, const std::vector<Track>& elements) {
    IdColumn column(out);
    append_varint(column.body, elements.size());
    for (const auto& e : elements) {
        column.add(e.id);
        append_varint(column.body, static_cast<uint64_t>(e.label_id));
        append_varint(column.body, static_cast<uint64_t>(e.frame));
        append_varint(column.body, e.group ? static_cast<uint64_t>(*e.group) + 1 : 0);
        append_block(column.body, e.source);
        std::string attributes;
        append_attributes(attributes, e.attributes);
        append_block(column.body, attributes);
        append_keyframe_list(column.body, column, e.keyframes);
    }
}

void set_ids(std::span<char> column, std::span<const int64_t> ids) {
    if (column.size() < sizeof(uint32_t) + ids.size_bytes()) throw std::logic_error("more ids than the column holds");
    std::memcpy(column.data() + sizeof(uint32_t), ids.data(), ids.size_bytes());
}

std::vector<int64_t> ids_of(std::string_view column) {
    if (column.empty()) return {};
    ByteReader in(column);
    std::vector<int64_t> ids(in.fixed<uint32_t>());
    const auto bytes = in.take(ids.size() * sizeof(int64_t));
    std::memcpy(ids.data(), bytes.data(), bytes.size());
    return ids;
}

std::vector<double> read_points(std::string_view bytes) {
    const auto packing = packing_of(bytes);
    std::vector<double> points;
    if (bytes.empty()) return points;
    bytes.remove_prefix(1);
    if (packing.doubles) {
        points.resize(bytes.size() / sizeof(double));
        std::memcpy(points.data(), bytes.data(), points.size() * sizeof(double));
        return points;
    }
    points.reserve(bytes.size() / packing.width);
    const double divisor = powers[packing.decimals];
    for_each_number(bytes, packing.width, [&](int32_t n) { points.push_back(n / divisor); });
    return points;
}

std::vector<Attribute> read_attributes(std::string_view bytes) {
    std::vector<Attribute> attributes;
    for_each_attribute(bytes, [&](int64_t spec, std::string_view value) {
        attributes.push_back({spec, std::string(value)});
    });
    return attributes;
}

std::vector<Shape> read_shape_elements(std::string_view bytes, int64_t frame) {
    if (bytes.empty()) return {};
    ByteReader in(bytes);
    IdReader ids(in);
    std::vector<Shape> elements(in.varint());
    for (auto& e : elements) {
        e.id = ids.next();
        e.frame = frame;
        e.label_id = static_cast<int64_t>(in.varint());
        e.source = in.block();
        const auto flags = read_geometry(in, e);
        if (flags & has_group) e.group = static_cast<int64_t>(in.varint());
        if (flags & has_score) e.score = in.fixed<double>();
    }
    return elements;
}

std::vector<Keyframe> read_keyframes(std::string_view bytes) {
    if (bytes.empty()) return {};
    ByteReader in(bytes);
    IdReader ids(in);
    return read_keyframe_list(in, ids);
}

std::vector<Track> read_track_elements(std::string_view bytes) {
    if (bytes.empty()) return {};
    ByteReader in(bytes);
    IdReader ids(in);
    std::vector<Track> elements(in.varint());
    for (auto& e : elements) {
        e.id = ids.next();
        e.label_id = static_cast<int64_t>(in.varint());
        e.frame = static_cast<int64_t>(in.varint());
        if (const auto group = in.varint()) e.group = static_cast<int64_t>(group - 1);
        e.source = in.block();
        e.attributes = read_attributes(in.block());
        e.keyframes = read_keyframe_list(in, ids);
    }
    return elements;
}

void append_points_json(std::string& out, std::string_view bytes, bool plain) {
    const auto packing = packing_of(bytes);
    out += '[';
    const size_t start = out.size();
    if (bytes.size() > 1 && packing.doubles) {
        for (const double v : read_points(bytes)) {
            append_json_number(out, v);
            if (plain && out.ends_with(".0") && !(v == 0 && std::signbit(v))) out.resize(out.size() - 2);
            out += ',';
        }
    } else if (bytes.size() > 1) {
        bytes.remove_prefix(1);
        out.resize(start + bytes.size() / packing.width * 14);
        char* to = out.data() + start;
        for_each_number(bytes, packing.width, [&](int32_t n) {
            to = write_decimal(to, n, packing.decimals, plain);
            *to++ = ',';
        });
        out.resize(static_cast<size_t>(to - out.data()));
    }
    if (out.size() > start)
        out.back() = ']';
    else
        out += ']';
}

} // namespace limn::annotation
