// The files of a multipart body: client_files[0], client_files[1] ..., and before each, where its client says so, what
// it comes to: client_checksums[0] ... Everything else in the body is a field.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json.hpp>

#include "api/call.h"
#include "storage/blob_store.h"

namespace limn::api {

struct SentFiles {
    boost::json::value fields;      // an object
    std::vector<std::string> names; // in the order of the indexes
};

// From where a body is multipart: open gives what takes a file's bytes, and commits when they are what was sent. keep
// folders: names may hold a path, else only its last part counts. Another body is all fields. Throws 400 for names that
// are not allowed or come twice, 460 for bytes that are not those that were sent.
SentFiles receive_files(Call& call, bool keep_folders,
                        const std::function<std::unique_ptr<storage::BlobWriter>(const std::string& name)>& open);

} // namespace limn::api
