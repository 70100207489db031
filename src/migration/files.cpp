#include "migration/files.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <fstream>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <vector>

#include <fmt/format.h>

namespace limn::migration {
namespace fs = std::filesystem;

std::optional<fs::path> find_file(const fs::path& root, std::string_view path) {
    std::error_code missing;
    if (root.empty() || path.empty()) return {};
    const auto base = fs::canonical(root, missing);
    if (missing) return {};
    const auto found = fs::canonical(base / fs::path(path).relative_path(), missing);
    if (missing || !fs::is_regular_file(found, missing)) return {};
    const auto inside = found.lexically_relative(base);
    if (inside.empty() || *inside.begin() == "..") return {};
    return found;
}

std::string below_raw(std::string_view path) {
    constexpr std::string_view mark = "/raw/";
    if (const auto at = path.find(mark); at != std::string_view::npos) path.remove_prefix(at + mark.size());
    while (path.starts_with('/')) path.remove_prefix(1);
    return std::string(path);
}

namespace {

constexpr size_t at_a_time = 4;

void copy_file(storage::BlobStore& blobs, const Copy& copy) {
    if (blobs.size(copy.to) == fs::file_size(copy.from)) return;
    std::ifstream in(copy.from, std::ios::binary);
    const auto out = blobs.create(copy.to);
    std::vector<char> buffer(1 << 20);
    while (in) {
        in.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
        out->write(std::string_view(buffer.data(), static_cast<size_t>(in.gcount())));
    }
    if (!in.eof()) throw std::runtime_error(fmt::format("{} cannot be read", copy.from.string()));
    out->commit();
}

} // namespace

void copy_files(storage::BlobStore& blobs, std::span<const Copy> files) {
    std::atomic<size_t> next = 0;
    std::mutex mutex;
    std::exception_ptr failure;
    const auto work = [&] {
        for (size_t i = next++; i < files.size(); i = next++) {
            try {
                copy_file(blobs, files[i]);
            } catch (...) {
                const std::lock_guard lock(mutex);
                if (!failure) failure = std::current_exception();
                next = files.size();
            }
        }
    };
    {
        std::vector<std::jthread> helpers;
        for (size_t i = 1; i < std::min(at_a_time, files.size()); ++i) helpers.emplace_back(work);
        work();
    }
    if (failure) std::rethrow_exception(failure);
}

} // namespace limn::migration
