// A whole installation in one file: every row of the database and every blob, as of one moment, made while the server
// runs. Rows are copied table by table in a form of their own, so that an archive made on SQLite restores on PostgreSQL
// and the other way round.
//
// The file is a zip of stored members:
//   limn-backup.json      what made it and when, the schema's number
//   secret.key            when the installation has one
//   blobs/<key>           originals and pictures of guides; what can be made again (exports, chunks) is left out
//   tables/<name>         see rows.h
//   checksums             a line "<BLAKE2b-256 in hex>  <member>" for each of the above, in their order; the last
//   member
//
// Consistent: blobs never change, so those that are there are copied first; then comes a snapshot of the database, the
// blobs that have appeared meanwhile, and the rows. Where a deletion took away blobs that the snapshot still refers to,
// a new snapshot is taken.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "db/database.h"
#include "storage/blob_store.h"

namespace limn::backup {

struct Installation {
    db::Database& database;
    storage::BlobStore& blobs;
    std::filesystem::path data_folder;
};

struct Tally {
    int64_t rows = 0, blobs = 0;
    uint64_t bytes = 0; // of the blobs
    std::vector<std::string>
        missing; // blobs that rows refer to and that were gone before the backup began; the first few
};

// Writes the archive under a temporary name beside `file` and renames it when it is complete and on the disk. Throws
// std::runtime_error or limn::Error; then there is no such file, and nothing else has changed.
Tally back_up(const Installation& from, const std::filesystem::path& file, const std::string& version,
              const std::function<void(double)>& progress = {});

// Puts an archive into an installation that holds nothing yet: a database without accounts and no blobs. Everything is
// unpacked beside its place and compared with its checksum before anything is put there; the rows come last, in one
// transaction. Throws std::runtime_error, and then the installation is as empty as before; what an interrupted
// restoration left is removed by the next one.
Tally restore(db::Database& database, const std::filesystem::path& data_folder, const std::filesystem::path& file,
              const std::function<void(double)>& progress = {});

} // namespace limn::backup
