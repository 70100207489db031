// Where the file of an export goes and where that of an import comes from: this server, or a bucket. Datasets,
// annotations and backups say it alike, by ?location=, ?cloud_storage_id= and ?filename=, or leave it to the default
// storage of the project or task.
//
//   request handler:   auto where = export_location(call, c, object);      permissions are checked in here
//                      request.input = {..., where.add_to(input)}
//   background work:   deliver(work, services, key, name);                 offered for download, or sent to the bucket
//                      auto file = fetch_import(work, services);           a local file, from the bucket if need be
#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include <boost/json/object.hpp>

#include "api/call.h"
#include "api/subjects.h"
#include "queue/queue.h"

namespace limn::api {

struct FileLocation {
    std::optional<int64_t> cloud_storage_id; // none: this server
    std::string filename;                    // as the query gives it; of an import from a bucket: the key

    bool local() const { return !cloud_storage_id; }
    void add_to(boost::json::object& input) const; // of a background request: "cloud_storage_id", "filename"
};

// Requires `scope` of the object for the place that the file goes to (a read-only token may export to this server
// only), and the right to use the storage. Throws the contract's 400 and 403.
FileLocation export_location(Call& call, db::Connection& c, const Found& object, std::string_view scope);

// For an object that exists already, and for backups, which make a new one. `scope` is checked by the caller.
FileLocation import_location(Call& call, db::Connection& c, const Found& object);
FileLocation import_location(Call& call, db::Connection& c);

// --- on the threads of the queue

// Ends an export: the blob is offered for download under `name`, or sent to the storage of the request under its
// ?filename= or `name`. Blobs stay where they are. Throws queue::Failure with the reason for the user.
void deliver(queue::Work& work, Services& services, const std::string& key, const std::string& name);

// The file of an import from a bucket, as a new file among the uploads, which is the caller's to remove.
std::filesystem::path fetch_import(queue::Work& work, Services& services);

// True when the input of a request names a storage.
bool from_cloud(const queue::RequestRow& row);

} // namespace limn::api
