// Random choices that a seed reproduces in every release: NumPy's `Generator(MT19937(seed))`.
//
// The generator is the Mersenne Twister of Matsumoto and Nishimura (1998), keyed by NumPy's SeedSequence; bounded
// numbers follow Lemire, "Fast Random Integer Generation in an Interval" (2019); sampling follows Floyd (Bentley, CACM
// 30(9)).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace limn::media {

class RandomSelection {
  public:
    // Without a seed: entropy of the system.
    explicit RandomSelection(std::optional<std::uint64_t> seed);

    std::uint32_t next();

    // Uniform in [0, maximum]; maximum < 2^32 - 1.
    std::uint32_t bounded(std::uint32_t maximum);

    // `count` different numbers of [0, population); count <= population. Unshuffled, their order is that of the
    // sampling, not ascending.
    std::vector<std::uint32_t> choose(std::uint32_t population, std::uint32_t count, bool shuffled);

    template <typename T> void shuffle(std::vector<T>& items) {
        for (std::size_t i = items.size(); i-- > 1;) std::swap(items[i], items[masked(static_cast<std::uint32_t>(i))]);
    }

  private:
    std::uint32_t masked(std::uint32_t maximum);
    void twist();

    std::array<std::uint32_t, 624> state_{};
    std::size_t position_ = 0;
};

} // namespace limn::media
