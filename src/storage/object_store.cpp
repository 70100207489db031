#include "storage/object_store.h"

#include <cerrno>
#include <fstream>

#include <fmt/format.h>

#include "storage/file_ops.h"

namespace limn::storage {

std::string ObjectStore::read_head(std::string_view key, uint64_t length) {
    std::string out;
    read(key, 0, length, [&](std::string_view piece) { out.append(piece.substr(0, length - out.size())); });
    return out;
}

void ObjectStore::download(std::string_view key, const std::filesystem::path& file) {
    std::ofstream out(file, std::ios::binary | std::ios::trunc);
    if (!out) throw_io_error(errno, "write", file);
    read(key, 0, {}, [&](std::string_view piece) {
        if (!out.write(piece.data(), static_cast<std::streamsize>(piece.size()))) throw_io_error(errno, "write", file);
    });
    if (!out.flush()) throw_io_error(errno, "write", file);
}

std::vector<ObjectInfo> ObjectStore::list_all(std::string_view prefix, size_t most) {
    std::vector<ObjectInfo> out;
    ListRequest request{.prefix = std::string(prefix)};
    do {
        auto page = list(request);
        for (auto& entry : page.entries)
            if (!entry.is_folder && !entry.object.key.ends_with('/')) out.push_back(std::move(entry.object));
        if (out.size() > most)
            throw ObjectError(ObjectError::Kind::failed,
                              fmt::format("more than {} objects are below '{}': name a folder in it", most, prefix));
        request.token = page.next;
    } while (!request.token.empty());
    return out;
}

} // namespace limn::storage
