// Files that arrive in pieces (http/tus.h) before the request that uses them: task data, annotation and
// dataset files, backups. An upload is a row and a file below the data folder; it belongs to the account that began it
// and to one target, and whoever finishes the dialogue takes the file over.
//
//   POST <collection>  Upload-Length, Upload-Metadata    create_upload   201, Location: <collection>/<id>
//   PATCH <collection>/<id>  Upload-Offset               append_upload   204; 460 against an Upload-Checksum
//   HEAD <collection>/<id>                               describe_upload 200
//
// The resource checks permissions before it calls any of these.
#pragma once
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/call.h"
#include "storage/blob_store.h"
#include "storage/temp_file.h"

namespace limn::api {

inline constexpr uint64_t max_upload_size = 26843545600; // 25 GiB

// What a POST to a collection that takes uploads asks for. Decided by the presence of headers, whatever their values.
enum class UploadStep {
    start,    // Upload-Start: 202, nothing else
    create,   // Upload-Length: one file follows in pieces
    multiple, // Upload-Multiple: a multipart body with some of the files
    finish,   // Upload-Finish: everything is there
    whole,    // none of them: everything is in this request
};
UploadStep upload_step(const http::Request& request);

struct UploadTarget {
    std::string key;  // "task-annotations:7", the same for everything that will be used together
    std::string path; // of the collection: "/api/tasks/7/annotations"
    // True: files keep the client's names (relative paths, checked), and Upload-Filename repeats them; a name that is
    // complete is taken (409). False: Upload-Filename is the upload's id, which the client sends back to finish.
    bool named_by_client = false;
};

struct Upload {
    std::string id; // <account>_<uuid>
    int64_t account_id = 0;
    std::string target;
    std::string file_name; // the client's; empty when it gave none
    uint64_t length = 0;
    uint64_t received = 0;
    bool complete = false; // no longer visible to HEAD and PATCH, waiting to be used
    Time created_date;
};

http::Response start_upload(Call& call); // 202 without a body
http::Response create_upload(Call& call, const UploadTarget& target);
http::Response append_upload(Call& call, const UploadTarget& target, std::string_view id);
http::Response describe_upload(Call& call, const UploadTarget& target, std::string_view id);
http::Response upload_options(Call& call); // OPTIONS on a collection or an upload: 204 with the protocol's headers

// Files that came whole, many in one body, and wait beside those that came in pieces. One that waits under the same
// name makes room for it. Nothing is kept of them before keep().
class WholeUploads {
  public:
    explicit WholeUploads(const Services& services) : services_(services) {}
    ~WholeUploads();
    WholeUploads(const WholeUploads&) = delete;

    std::unique_ptr<storage::BlobWriter> open(const std::string& name); // commit makes it one of them
    void keep(Call& call, const UploadTarget& target);

  private:
    struct Writer;
    struct File {
        std::string id, name;
        uint64_t size = 0;
    };
    const Services& services_;
    std::vector<File> files_;
};

// A relative path that stays below its folder: no drive, no leading '/', no '..', no control characters.
bool is_safe_upload_name(std::string_view name);

// --- using what has arrived

std::filesystem::path upload_path(const Services& services, std::string_view id); // of the file's bytes

std::vector<Upload> uploads_of(db::Connection& c, std::string_view target); // complete ones, in the order of creation

// Those too of which a part has arrived, as far as that is known: `received` of them is what has been synced.
std::vector<Upload> all_uploads_of(db::Connection& c, const Services& services, std::string_view target);

// Hands a complete upload over by id: its row is deleted, its file is the caller's to move or to remove. None when
// there is no such upload of this account and target; whoever else's it is keeps it. Inside a write.
std::optional<Upload> take_upload(db::Connection& c, std::string_view target, int64_t account_id, std::string_view id);

// Throws away everything of a target, complete or not. Inside a write; the files go when it has become durable.
void discard_uploads(db::Connection& c, const Services& services, std::string_view target);

// A new empty file in the uploads folder for a body that arrives in one piece; the same folder, so that both kinds are
// handed on alike. The name is fresh.
std::filesystem::path new_upload_file(const Services& services);

// Removes uploads that nobody has touched for `age`, rows and files. For the start of the program and a daily round.
void remove_abandoned_uploads(Services& services, std::chrono::hours age);

} // namespace limn::api
