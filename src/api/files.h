// Files of exports and imports, whatever is in them: how they arrive, where they are kept, how they are downloaded.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "api/call.h"
#include "api/file_location.h"
#include "api/subjects.h"
#include "queue/queue.h"

namespace limn::api {

// A parameter of the query that is true or false. Throws 400 for anything else.
bool flag(const Call& call, std::string_view name, bool otherwise);

// --- imports

struct ReceivedFile {
    std::filesystem::path path; // empty: the file is still in a bucket
    std::string name;
    std::string upload_id; // of a file that came in pieces
    FileLocation where;
};

// The file of a multipart body under this field; none when there is none.
std::optional<ReceivedFile> receive_file(Call& call, std::string_view field);
// The file that ?filename= says has come in pieces; whether it has, take_upload tells.
std::optional<ReceivedFile> finished_upload(Call& call);
// Of a request that is refused. Files that came in pieces stay: their owner may finish them again.
void discard(const std::optional<ReceivedFile>& file);

// Runs `import` on the file of a request and removes it when the import has ended for good, well or not; one that is
// interrupted begins again with the same file.
void with_imported_file(queue::Work& work, Services& services,
                        const std::function<void(const std::filesystem::path&)>& import);

// --- exports

// Where the file of an export is kept: the same for the same content, so that exporting again while nothing has changed
// gives the file that is there.
std::string export_key(std::string_view target, int64_t id, std::string_view content);
// True when the file is there already; it lives on then.
bool renew_export(Services& services, const std::string& key);

// The file of the request that ?rq_id= names. `object` is what was exported, `target` its word in the id (project).
http::Response download_export(Call& call, Found object, std::string_view target,
                               std::span<const std::string_view> subresources);

} // namespace limn::api
