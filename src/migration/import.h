// Moving in from CVAT: a dump of its database (Django's dumpdata) and its data folder become a new installation, under
// the same ids. The dump and the folder are only read. Memory does not grow with the dump.
//
// Interrupted at any moment, the same call goes on where it was: see journal.h.
#pragma once
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "access/secret_box.h"
#include "db/database.h"
#include "migration/move.h"
#include "storage/blob_store.h"

namespace limn::migration {

// What is being done, and how far that is: 0 ... 1.
using Progress = std::function<void(std::string_view what, double share)>;

// `workspace`: a folder for the sorted dump, about as large as the dump; removed at the end. The report is its result,
// and is kept as `report_file`, too.
// Throws std::runtime_error with a reason for a person: the installation is not empty, has moved in already, or began
// to move in from another dump; the dump is damaged; the disk is full. What has come over by then is kept, except for
// the first three, which change nothing.
std::string move_in(db::Database& database, storage::BlobStore& blobs, const access::SecretBox& secrets,
                    const std::filesystem::path& workspace, const std::filesystem::path& report_file,
                    const Source& from, const Progress& progress);

} // namespace limn::migration
