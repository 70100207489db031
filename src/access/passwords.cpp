#include "access/passwords.h"

#include <atomic>
#include <condition_variable>
#include <stdexcept>
#include <thread>

#include <sodium.h>

#include "access/django_passwords.h"
#include "base/error.h"
#include "base/text.h"

namespace limn::access {
namespace {

using Clock = std::chrono::steady_clock;

constexpr unsigned long long operations = crypto_pwhash_argon2id_OPSLIMIT_INTERACTIVE;
constexpr size_t memory = crypto_pwhash_argon2id_MEMLIMIT_INTERACTIVE;
constexpr int most_waiting = 10;
constexpr size_t most_remembered = 4096;

Error busy() {
    return detail_error(503, "Too many people are signing in at this moment. Try again in a second.")
        .with_header("Retry-After", "1");
}

// A request that waits for a hash holds a thread of the server, so only a few may.
class PlaceInLine {
  public:
    PlaceInLine() {
        if (++taken_ <= most_waiting) return;
        --taken_;
        throw busy();
    }
    ~PlaceInLine() { --taken_; }
    PlaceInLine(const PlaceInLine&) = delete;
    PlaceInLine& operator=(const PlaceInLine&) = delete;

  private:
    static inline std::atomic<int> taken_ = 0;
};

// Lets a few threads compute hashes at a time.
class HashGate {
  public:
    class Turn {
      public:
        explicit Turn(HashGate& gate) : gate_(gate) { gate_.enter(); }
        ~Turn() { gate_.leave(); }
        Turn(const Turn&) = delete;
        Turn& operator=(const Turn&) = delete;

      private:
        HashGate& gate_;
    };

  private:
    void enter() {
        std::unique_lock lock(mutex_);
        if (free_ == 0) {
            const PlaceInLine place;
            freed_.wait(lock, [&] { return free_ > 0; });
        }
        --free_;
    }
    void leave() {
        const std::lock_guard lock(mutex_);
        ++free_;
        freed_.notify_one();
    }
    std::mutex mutex_;
    std::condition_variable freed_;
    int free_ = std::max(1, static_cast<int>(std::thread::hardware_concurrency()) / 2);
};

HashGate& gate() {
    static HashGate one;
    return one;
}

// Digests of pairs of stored hash and password that were found to match, and of those that are being looked at: the
// same pair is computed once however many requests bring it at the same moment.
class VerifiedPasswords {
  public:
    VerifiedPasswords() { crypto_auth_hmacsha256_keygen(key_); }

    std::string digest(std::string_view stored, std::string_view password) const {
        crypto_auth_hmacsha256_state state;
        crypto_auth_hmacsha256_init(&state, key_, sizeof key_);
        const auto update = [&](std::string_view text) {
            crypto_auth_hmacsha256_update(&state, reinterpret_cast<const unsigned char*>(text.data()), text.size());
        };
        update(stored);
        update(std::string_view("\0", 1));
        update(password);
        std::string out(crypto_auth_hmacsha256_BYTES, '\0');
        crypto_auth_hmacsha256_final(&state, reinterpret_cast<unsigned char*>(out.data()));
        return out;
    }

    // Whether the pair matches: remembered, found out by another request at this moment, or by `compute`.
    template <class F> bool matches(const std::string& digest, F&& compute) {
        std::unique_lock lock(mutex_);
        const auto found = until_.find(digest);
        if (found != until_.end() && found->second > Clock::now()) return true;
        if (const auto other = in_progress_.find(digest); other != in_progress_.end()) {
            const auto pending = other->second;
            const PlaceInLine place;
            settled_.wait(lock, [&] { return pending->settled; });
            if (!pending->verdict) throw busy(); // the other request was turned away
            return *pending->verdict;
        }
        const auto pending = in_progress_[digest] = std::make_shared<Pending>();
        lock.unlock();
        try {
            pending->verdict = compute();
        } catch (...) {
            settle(digest, *pending);
            throw;
        }
        settle(digest, *pending);
        return *pending->verdict;
    }

  private:
    struct Pending {
        bool settled = false;
        std::optional<bool> verdict; // read by others only when settled
    };

    void settle(const std::string& digest, Pending& pending) {
        const std::lock_guard lock(mutex_);
        pending.settled = true;
        in_progress_.erase(digest);
        if (pending.verdict == true) {
            if (until_.size() >= most_remembered) until_.clear();
            until_[digest] = Clock::now() + remembered_for;
        }
        settled_.notify_all();
    }

    unsigned char key_[crypto_auth_hmacsha256_KEYBYTES];
    std::mutex mutex_;
    std::condition_variable settled_;
    std::unordered_map<std::string, Clock::time_point> until_;
    std::unordered_map<std::string, std::shared_ptr<Pending>> in_progress_;
};

VerifiedPasswords& verified() {
    static VerifiedPasswords one;
    return one;
}

void start_sodium() {
    static const int ready = sodium_init();
    if (ready < 0) throw std::runtime_error("libsodium does not start");
}

bool verify_argon2id(std::string_view stored, std::string_view password) {
    return crypto_pwhash_str_verify(std::string(stored).c_str(), password.data(), password.size()) == 0;
}

// Matches nothing; verifying against it takes as long as against a real one, so that the time tells nobody who exists.
const std::string& nobodys_hash() {
    static const std::string hash = hash_password(random_bytes(16));
    return hash;
}

} // namespace

std::string hash_password(std::string_view password) {
    start_sodium();
    const HashGate::Turn turn(gate());
    char out[crypto_pwhash_STRBYTES];
    if (crypto_pwhash_str_alg(out, password.data(), password.size(), operations, memory,
                              crypto_pwhash_ALG_ARGON2ID13) != 0)
        throw std::runtime_error("no memory to hash a password");
    return out;
}

bool is_usable_password(std::string_view stored) {
    return stored.starts_with(crypto_pwhash_argon2id_STRPREFIX) || is_django_hash(stored);
}

Verdict verify_password(std::string_view stored, std::string_view password) {
    start_sodium();
    if (!is_usable_password(stored)) {
        const std::string_view other = nobodys_hash();
        const HashGate::Turn turn(gate());
        verify_argon2id(other, password);
        return Verdict::wrong;
    }
    const bool django = is_django_hash(stored);
    const bool right = verified().matches(verified().digest(stored, password), [&] {
        const HashGate::Turn turn(gate());
        return django ? verify_django_hash(stored, password) : verify_argon2id(stored, password);
    });
    if (!right) return Verdict::wrong;
    const bool old = django || crypto_pwhash_str_needs_rehash(std::string(stored).c_str(), operations, memory) != 0;
    return old ? Verdict::right_but_old : Verdict::right;
}

} // namespace limn::access
