#include "media/random_selection.h"

#include <numeric>
#include <random>
#include <unordered_set>

namespace limn::media {
namespace {

// NumPy's SeedSequence: mixes a seed of any length into a pool of four words and draws the state from it.
class SeedSequence {
  public:
    explicit SeedSequence(const std::vector<std::uint32_t>& entropy) {
        for (std::size_t i = 0; i < pool_.size(); ++i) pool_[i] = hash(i < entropy.size() ? entropy[i] : 0);
        for (std::size_t source = 0; source < pool_.size(); ++source) {
            for (std::size_t target = 0; target < pool_.size(); ++target) {
                if (source != target) pool_[target] = mix(pool_[target], hash(pool_[source]));
            }
        }
        for (std::size_t i = pool_.size(); i < entropy.size(); ++i) {
            for (std::uint32_t& word : pool_) word = mix(word, hash(entropy[i]));
        }
    }

    template <std::size_t N> std::array<std::uint32_t, N> generate() const {
        std::array<std::uint32_t, N> words{};
        std::uint32_t factor = 0x8b51f9dd;
        for (std::size_t i = 0; i < N; ++i) {
            std::uint32_t value = pool_[i % pool_.size()] ^ factor;
            factor *= 0x58f38ded;
            value *= factor;
            words[i] = value ^ (value >> 16);
        }
        return words;
    }

  private:
    std::uint32_t hash(std::uint32_t value) {
        value ^= factor_;
        factor_ *= 0x931e8875;
        value *= factor_;
        return value ^ (value >> 16);
    }
    static std::uint32_t mix(std::uint32_t x, std::uint32_t y) {
        const std::uint32_t result = 0xca01f9ddu * x - 0x4973f715u * y;
        return result ^ (result >> 16);
    }

    std::array<std::uint32_t, 4> pool_{};
    std::uint32_t factor_ = 0x43b0d7e5;
};

std::vector<std::uint32_t> entropy_of(std::optional<std::uint64_t> seed) {
    if (!seed) {
        std::random_device device;
        return {device(), device(), device(), device()};
    }
    std::vector<std::uint32_t> words{static_cast<std::uint32_t>(*seed)};
    if (*seed >> 32) words.push_back(static_cast<std::uint32_t>(*seed >> 32));
    return words;
}

} // namespace

RandomSelection::RandomSelection(std::optional<std::uint64_t> seed)
    : state_(SeedSequence(entropy_of(seed)).generate<624>()), position_(623) {
    state_[0] = 0x80000000;
}

void RandomSelection::twist() {
    for (std::size_t i = 0; i < state_.size(); ++i) {
        const std::uint32_t y = (state_[i] & 0x80000000) | (state_[(i + 1) % 624] & 0x7fffffff);
        state_[i] = state_[(i + 397) % 624] ^ (y >> 1) ^ ((y & 1) ? 0x9908b0df : 0);
    }
    position_ = 0;
}

std::uint32_t RandomSelection::next() {
    if (position_ == state_.size()) twist();
    std::uint32_t y = state_[position_++];
    y ^= y >> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return y ^ (y >> 18);
}

std::uint32_t RandomSelection::bounded(std::uint32_t maximum) {
    if (maximum == 0) return 0;
    const std::uint32_t count = maximum + 1;
    std::uint64_t product = std::uint64_t{next()} * count;
    if (static_cast<std::uint32_t>(product) < count) {
        const std::uint32_t threshold = (0xffffffffu - maximum) % count;
        while (static_cast<std::uint32_t>(product) < threshold) product = std::uint64_t{next()} * count;
    }
    return static_cast<std::uint32_t>(product >> 32);
}

std::uint32_t RandomSelection::masked(std::uint32_t maximum) {
    std::uint32_t mask = maximum;
    for (const int shift : {1, 2, 4, 8, 16}) mask |= mask >> shift;
    std::uint32_t value = 0;
    do value = next() & mask;
    while (value > maximum);
    return value;
}

std::vector<std::uint32_t> RandomSelection::choose(std::uint32_t population, std::uint32_t count, bool shuffled) {
    std::vector<std::uint32_t> chosen;
    const std::uint32_t cutoff = shuffled ? 50 : 20;
    if (population > 10000 && count > population / cutoff) {
        std::vector<std::uint32_t> all(population);
        std::iota(all.begin(), all.end(), 0u);
        for (std::uint32_t i = population - 1; i >= std::max(population - count, 1u); --i)
            std::swap(all[i], all[bounded(i)]);
        chosen.assign(all.end() - count, all.end());
    } else {
        std::unordered_set<std::uint32_t> taken;
        for (std::uint32_t top = population - count; top < population; ++top) {
            const std::uint32_t value = bounded(top);
            chosen.push_back(taken.insert(value).second ? value : top);
            taken.insert(chosen.back());
        }
    }
    if (shuffled) {
        for (std::uint32_t i = count; i-- > 1;) std::swap(chosen[i], chosen[bounded(i)]);
    }
    return chosen;
}

} // namespace limn::media
