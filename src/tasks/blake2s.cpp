#include "tasks/blake2s.h"

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

namespace limn::tasks {

namespace {

using State = std::array<uint32_t, 8>;
constexpr size_t block_size = 64;

constexpr State initial{0x6A09E667, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A, 0x510E527F, 0x9B05688C, 0x1F83D9AB, 0x5BE0CD19};

// RFC 7693, 2.7: the message words' order in each round.
constexpr uint8_t order[10][16] = {
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}, {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
    {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4}, {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
    {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13}, {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
    {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11}, {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
    {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5}, {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0},
};

void mix(std::array<uint32_t, 16>& v, int a, int b, int c, int d, uint32_t x, uint32_t y) {
    v[a] += v[b] + x;
    v[d] = std::rotr(v[d] ^ v[a], 16);
    v[c] += v[d];
    v[b] = std::rotr(v[b] ^ v[c], 12);
    v[a] += v[b] + y;
    v[d] = std::rotr(v[d] ^ v[a], 8);
    v[c] += v[d];
    v[b] = std::rotr(v[b] ^ v[c], 7);
}

// `consumed`: bytes of the message up to and including this block.
void compress(State& h, const std::array<uint8_t, block_size>& block, uint64_t consumed, bool last) {
    std::array<uint32_t, 16> m, v;
    for (int i = 0; i < 16; ++i)
        m[i] = block[4 * i] | block[4 * i + 1] << 8 | block[4 * i + 2] << 16 | uint32_t(block[4 * i + 3]) << 24;
    for (int i = 0; i < 8; ++i) v[i] = h[i], v[i + 8] = initial[i];
    v[12] ^= static_cast<uint32_t>(consumed);
    v[13] ^= static_cast<uint32_t>(consumed >> 32);
    if (last) v[14] = ~v[14];
    for (const auto& s : order) {
        mix(v, 0, 4, 8, 12, m[s[0]], m[s[1]]);
        mix(v, 1, 5, 9, 13, m[s[2]], m[s[3]]);
        mix(v, 2, 6, 10, 14, m[s[4]], m[s[5]]);
        mix(v, 3, 7, 11, 15, m[s[6]], m[s[7]]);
        mix(v, 0, 5, 10, 15, m[s[8]], m[s[9]]);
        mix(v, 1, 6, 11, 12, m[s[10]], m[s[11]]);
        mix(v, 2, 7, 8, 13, m[s[12]], m[s[13]]);
        mix(v, 3, 4, 9, 14, m[s[14]], m[s[15]]);
    }
    for (int i = 0; i < 8; ++i) h[i] ^= v[i] ^ v[i + 8];
}

} // namespace

std::string blake2s(std::string_view data, size_t digest_size) {
    State h = initial;
    h[0] ^= 0x01010000 ^ static_cast<uint32_t>(digest_size); // fanout 1, depth 1, no key
    size_t position = 0;
    do {
        std::array<uint8_t, block_size> block{};
        const auto length = std::min(block_size, data.size() - position);
        if (length) std::memcpy(block.data(), data.data() + position, length);
        position += length;
        compress(h, block, position, position == data.size());
    } while (position < data.size());
    std::string digest;
    for (size_t i = 0; i < digest_size; ++i) digest += static_cast<char>(h[i / 4] >> 8 * (i % 4));
    return digest;
}

} // namespace limn::tasks
