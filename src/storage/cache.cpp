#include "storage/cache.h"

#include "base/error.h"
#include "base/log.h"
#include "storage/blob_store.h"
#include "storage/file_ops.h"

#include <fcntl.h>
#include <future>
#include <list>
#include <sys/stat.h>

namespace limn::storage {
namespace fs = std::filesystem;

struct Cache::State {
    struct Entry {
        std::uint64_t size = 0;
        std::list<std::string>::iterator place;
        std::weak_ptr<const void> pin;
    };
    // The making of one missing key. Removing the key meanwhile makes the result one that only those who wait may use.
    struct Flight {
        std::promise<Cached> promise;
        std::shared_future<Cached> result = promise.get_future().share();
        bool outdated = false;
    };

    fs::path folder;
    std::uint64_t capacity = 0;
    mutable std::mutex mutex;
    std::list<std::string> by_use; // most recent first
    std::unordered_map<std::string, Entry> entries;
    std::unordered_map<std::string, std::shared_ptr<Flight>> flights;
    std::uint64_t bytes = 0;

    fs::path work() const { return folder / ".tmp"; }
    fs::path path_of(const std::string& key) const { return folder / key; }

    void load();
    std::optional<Cached> find(const std::string& key);
    Cached keep(const std::string& key, TempFile file);
    void insert(const std::string& key, std::uint64_t size);
    void forget(const std::string& key);
    void shrink_to(std::uint64_t target);
    Cached make(const std::string& key, const std::function<void(TempFile&)>& fill, Flight& flight);
    Cached pinned(const std::string& key, Entry& entry);
};

namespace {

void check_key(std::string_view key) {
    if (!is_safe_key(key) || key.starts_with(".tmp")) throw list_error(fmt::format("Cache key {} is not allowed", key));
}

// Whether `key` is `prefix` or lies below it.
bool is_below(std::string_view key, std::string_view prefix) {
    while (prefix.ends_with('/')) prefix.remove_suffix(1);
    return prefix.empty() || (key.starts_with(prefix) && (key.size() == prefix.size() || key[prefix.size()] == '/'));
}

} // namespace

// The time of a file's last change is that of its last use, see `pinned`.
void Cache::State::load() {
    std::error_code failure;
    fs::create_directories(work(), failure);
    if (failure) throw_io_error(failure.value(), "create", work());
    remove_abandoned(work());
    std::vector<std::pair<fs::file_time_type, fs::path>> files;
    for (auto entry = fs::recursive_directory_iterator(folder); entry != fs::recursive_directory_iterator(); ++entry) {
        if (entry->path() == work())
            entry.disable_recursion_pending();
        else if (entry->is_regular_file())
            files.emplace_back(entry->last_write_time(), entry->path());
    }
    std::ranges::sort(files);
    for (const auto& [time, path] : files) {
        insert(path.lexically_relative(folder).generic_string(), fs::file_size(path));
    }
    shrink_to(capacity);
}

Cached Cache::State::pinned(const std::string& key, Entry& entry) {
    std::shared_ptr<const void> pin = entry.pin.lock();
    if (!pin) entry.pin = pin = std::make_shared<const char>();
    return {path_of(key), entry.size, std::move(pin)};
}

std::optional<Cached> Cache::State::find(const std::string& key) {
    const auto found = entries.find(key);
    if (found == entries.end()) return std::nullopt;
    // Marks the use for the next start, and notices a file that was deleted by hand.
    if (::utimensat(AT_FDCWD, path_of(key).c_str(), nullptr, 0) != 0) {
        forget(key);
        return std::nullopt;
    }
    by_use.splice(by_use.begin(), by_use, found->second.place);
    return pinned(key, found->second);
}

void Cache::State::insert(const std::string& key, std::uint64_t size) {
    const auto [found, added] = entries.try_emplace(key);
    Entry& entry = found->second;
    if (added) entry.place = by_use.insert(by_use.begin(), key);
    by_use.splice(by_use.begin(), by_use, entry.place);
    bytes += size - entry.size;
    entry.size = size;
}

void Cache::State::forget(const std::string& key) {
    const auto found = entries.find(key);
    if (found == entries.end()) return;
    bytes -= found->second.size;
    by_use.erase(found->second.place);
    entries.erase(found);
}

void Cache::State::shrink_to(std::uint64_t target) {
    for (auto place = by_use.end(); bytes > target && place != by_use.begin();) {
        --place;
        if (!entries.at(*place).pin.expired()) continue;
        const std::string key = *place++;
        std::error_code gone_already;
        fs::remove(path_of(key), gone_already);
        forget(key);
    }
}

Cached Cache::State::keep(const std::string& key, TempFile file) {
    const std::uint64_t size = file.size();
    file.move_to(path_of(key));
    insert(key, size);
    Cached cached = pinned(key, entries.at(key));
    shrink_to(capacity);
    return cached;
}

Cached Cache::State::make(const std::string& key, const std::function<void(TempFile&)>& fill, Flight& flight) {
    TempFile file(work());
    fill(file);
    file.sync();
    const std::lock_guard lock(mutex);
    if (!flight.outdated) return keep(key, std::move(file));
    auto unlisted = std::make_shared<TempFile>(std::move(file));
    return {unlisted->path(), unlisted->size(), unlisted};
}

Cache::Cache(fs::path folder, std::uint64_t capacity) : state_(std::make_unique<State>()) {
    state_->folder = fs::absolute(folder);
    state_->capacity = capacity;
    state_->load();
}

Cache::~Cache() = default;

std::optional<Cached> Cache::get(std::string_view key) {
    const std::lock_guard lock(state_->mutex);
    return state_->find(std::string(key));
}

Cached Cache::put(std::string_view key, std::string_view content) {
    check_key(key);
    TempFile file(state_->work());
    file.write(content);
    file.sync();
    const std::lock_guard lock(state_->mutex);
    return state_->keep(std::string(key), std::move(file));
}

Cached Cache::get_or_make(std::string_view key_text, const std::function<void(TempFile&)>& make) {
    check_key(key_text);
    const std::string key(key_text);
    std::shared_ptr<State::Flight> flight;
    bool leads = false;
    {
        const std::lock_guard lock(state_->mutex);
        if (auto cached = state_->find(key)) return *cached;
        leads = !state_->flights.contains(key);
        if (leads) state_->flights[key] = std::make_shared<State::Flight>();
        flight = state_->flights[key];
    }
    if (!leads) return flight->result.get();
    const auto land = [&] {
        const std::lock_guard lock(state_->mutex);
        const auto flying = state_->flights.find(key);
        if (flying != state_->flights.end() && flying->second == flight) state_->flights.erase(flying);
    };
    try {
        Cached cached;
        try {
            cached = state_->make(key, make, *flight);
        } catch (const Error& error) {
            if (error.status() != 507) throw;
            log_warning("disk full: dropping the older half of the cache", {{"bytes", static_cast<int64_t>(bytes())}});
            {
                const std::lock_guard lock(state_->mutex);
                state_->shrink_to(state_->bytes / 2);
            }
            cached = state_->make(key, make, *flight);
        }
        land();
        flight->promise.set_value(cached);
        return cached;
    } catch (...) {
        land();
        flight->promise.set_exception(std::current_exception());
        throw;
    }
}

void Cache::remove(std::string_view key) {
    check_key(key);
    remove_all(key);
}

void Cache::remove_all(std::string_view prefix) {
    const std::lock_guard lock(state_->mutex);
    std::vector<std::string> doomed;
    for (const std::string& key : state_->by_use) {
        if (is_below(key, prefix)) doomed.push_back(key);
    }
    for (const std::string& key : doomed) {
        std::error_code gone_already;
        fs::remove(state_->path_of(key), gone_already);
        state_->forget(key);
    }
    for (auto flying = state_->flights.begin(); flying != state_->flights.end();) {
        if (!is_below(flying->first, prefix)) {
            ++flying;
            continue;
        }
        flying->second->outdated = true;
        flying = state_->flights.erase(flying);
    }
}

std::uint64_t Cache::bytes() const {
    const std::lock_guard lock(state_->mutex);
    return state_->bytes;
}

std::uint64_t Cache::capacity() const { return state_->capacity; }

} // namespace limn::storage
