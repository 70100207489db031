#include "api/uploads.h"

#include <map>
#include <mutex>

#include <fmt/format.h>

#include "base/error.h"
#include "base/log.h"
#include "base/text.h"
#include "http/tus.h"
#include "http/tus_folder.h"

namespace limn::api {
namespace fs = std::filesystem;
namespace tus = http::tus;

namespace {

fs::path folder_of(const Services& services) { return fs::path(services.settings.data_folder) / "uploads"; }

// One for each folder and process: it knows which requests are writing.
tus::FolderStore& store_of(const Services& services) {
    static std::mutex mutex;
    static std::map<fs::path, tus::FolderStore> stores;
    const std::lock_guard lock(mutex);
    const auto folder = folder_of(services) / "parts";
    const auto found = stores.find(folder);
    return found != stores.end() ? found->second : stores.try_emplace(folder, folder).first->second;
}

constexpr std::string_view upload_columns =
    "id, account_id, target, file_name, length, received, complete, created_date";

Upload read_upload(const db::Rows& rows) {
    return {rows.text(0),
            rows.integer(1),
            rows.text(2),
            rows.text(3),
            uint64_t(rows.integer(4)),
            uint64_t(rows.integer(5)),
            rows.boolean(6),
            rows.time(7)};
}

std::vector<Upload> select_uploads(db::Connection& c, std::string_view condition, std::string_view target) {
    std::vector<Upload> uploads;
    auto rows = c.query(
        fmt::format("SELECT {} FROM upload WHERE target = ?{} ORDER BY created_date, id", upload_columns, condition),
        target);
    while (rows.next()) uploads.push_back(read_upload(rows));
    return uploads;
}

// "<account>_<uuid>": the account, or none when it is no such id.
std::optional<int64_t> account_of(std::string_view id) {
    const auto split_at = id.find('_');
    if (split_at == std::string_view::npos || id.size() != split_at + 1 + 36) return {};
    if (id.find_first_not_of("0123456789abcdef-", split_at + 1) != std::string_view::npos) return {};
    if (id.substr(0, split_at).find_first_not_of("0123456789") != std::string_view::npos) return {};
    return parse_int(id.substr(0, split_at));
}

Error refused(int status) { return tus::with_headers(Error(status, "", "text/html; charset=utf-8")); }

// Throws what the protocol's answers are for uploads that are not the caller's, not of this target, or used up.
void require_own(Call& call, const UploadTarget& target, std::string_view id) {
    const auto account = account_of(id);
    if (!account) throw not_found("upload");
    if (*account != call.caller.id) throw refused(403);
    const bool there = call.database().read([&](db::Connection& c) {
        return c.value("SELECT 1 FROM upload WHERE id = ? AND target = ? AND complete = 0", id, target.key).has_value();
    });
    if (!there) throw refused(404);
}

bool name_is_taken(Call& call, const UploadTarget& target, std::string_view name) {
    return call.database().read([&](db::Connection& c) {
        return c.value("SELECT 1 FROM upload WHERE target = ? AND file_name = ? AND complete = 1", target.key, name)
            .has_value();
    });
}

std::string checked_name(Call& call, const UploadTarget& target, const tus::Creation& creation) {
    auto name = creation.file_name().value_or("");
    if (!target.named_by_client) return name;
    if (name.empty()) throw tus::with_headers(string_error("Metadata is expected to contain 'filename' key"));
    if (!is_safe_upload_name(name))
        throw Error(400, fmt::format("\"File name {} is not allowed\"", name), "text/plain");
    if (name_is_taken(call, target, name))
        throw tus::with_headers(string_error("File with same name already exists", 409));
    return name;
}

// Moves the bytes out of the store, where nothing of the protocol reaches them any more.
void complete(Call& call, std::string_view id) {
    auto& store = store_of(call.services);
    fs::rename(store.file(id), upload_path(call.services, id));
    store.remove(id);
    call.database().write(
        [&](db::Connection& c) { c.execute("UPDATE upload SET received = length, complete = 1 WHERE id = ?", id); });
}

void remove_file(const Services& services, const std::string& id) {
    std::error_code ignored; // it may never have been there
    fs::remove(upload_path(services, id), ignored);
    store_of(services).remove(id);
}

} // namespace

UploadStep upload_step(const http::Request& request) {
    if (request.has_header("Upload-Finish")) return UploadStep::finish;
    if (request.has_header("Upload-Start")) return UploadStep::start;
    if (request.has_header("Upload-Length")) return UploadStep::create;
    if (request.has_header("Upload-Multiple")) return UploadStep::multiple;
    return UploadStep::whole;
}

http::Response start_upload(Call&) {
    http::Response response;
    response.status = 202;
    return response;
}

http::Response create_upload(Call& call, const UploadTarget& target) {
    tus::Creation creation;
    try {
        creation = tus::read_creation(call.request);
    } catch (const Error& e) {
        if (!target.named_by_client || e.status() != 400 || !call.request.has_header("Upload-Metadata")) throw;
        throw tus::with_headers(
            string_error("Metadata is expected to contain 'filename' key")); // of metadata nobody can read
    }
    const auto name = checked_name(call, target, creation);
    const auto id = fmt::format("{}_{}", call.caller.id, uuid4());
    store_of(call.services).create(id, std::to_string(call.caller.id), creation);
    call.database().write([&](db::Connection& c) {
        c.execute(
            "INSERT INTO upload (id, account_id, target, file_name, length, created_date) VALUES (?, ?, ?, ?, ?, ?)",
            id, call.caller.id, target.key, name, creation.length, now());
    });
    return tus::created(call.request.base_url() + target.path + "/" + id, target.named_by_client ? name : id);
}

http::Response append_upload(Call& call, const UploadTarget& target, std::string_view id) {
    require_own(call, target, id);
    auto& store = store_of(call.services);
    uint64_t offset = 0;
    try {
        offset = tus::append(call.request, store, id);
    } catch (const Error& e) {
        if (e.status() == 409 || e.status() == 413) throw refused(e.status()); // clients ask for the offset themselves
        throw;
    }
    if (const auto upload = store.find(id); upload && upload->complete()) complete(call, id);
    return tus::appended(offset);
}

http::Response describe_upload(Call& call, const UploadTarget& target, std::string_view id) {
    require_own(call, target, id);
    const auto upload = store_of(call.services).find(id);
    if (!upload) throw refused(404);
    return tus::describe(*upload);
}

http::Response upload_options(Call&) { return tus::handshake(); }

struct WholeUploads::Writer : storage::BlobWriter {
    Writer(WholeUploads& o, std::string n) : owner(o), name(std::move(n)), file(folder_of(o.services_)) {}
    using BlobWriter::write;
    void write(std::span<const std::byte> bytes) override { file.write(bytes); }
    void commit() override { // synced when it is used
        auto id = "whole_" + uuid4();
        file.move_to(upload_path(owner.services_, id));
        owner.files_.push_back({std::move(id), std::move(name), file.size()});
    }
    WholeUploads& owner;
    std::string name;
    storage::TempFile file;
};

WholeUploads::~WholeUploads() {
    std::error_code ignored; // they are cleared away like other work that never ended
    for (const auto& file : files_) fs::remove(upload_path(services_, file.id), ignored);
}

std::unique_ptr<storage::BlobWriter> WholeUploads::open(const std::string& name) {
    return std::make_unique<Writer>(*this, name);
}

void WholeUploads::keep(Call& call, const UploadTarget& target) {
    call.database().write([&](db::Connection& c) {
        std::vector<std::string> replaced;
        const auto time = now();
        for (const auto& file : files_) {
            for (auto rows = c.query("DELETE FROM upload WHERE target = ? AND file_name = ? RETURNING id", target.key,
                                     file.name);
                 rows.next();)
                replaced.push_back(rows.text(0));
            c.execute("INSERT INTO upload (id, account_id, target, file_name, length, received, complete, "
                      "created_date) VALUES (?, ?, ?, ?, ?, ?, 1, ?)",
                      file.id, call.caller.id, target.key, file.name, file.size, file.size, time);
        }
        c.after_commit([&services = services_, replaced] {
            for (const auto& id : replaced) remove_file(services, id);
        });
    });
    files_.clear();
}

bool is_safe_upload_name(std::string_view name) {
    if (name.empty() || name.size() > 1024 || name.front() == '/') return false;
    for (const char c : name)
        if (static_cast<unsigned char>(c) < 0x20 || c == '\\' || c == '\x7f') return false;
    for (const auto part : split(name, '/'))
        if (part.empty() || part == "." || part == "..") return false;
    return is_utf8(name);
}

fs::path upload_path(const Services& services, std::string_view id) { return folder_of(services) / std::string(id); }

std::vector<Upload> uploads_of(db::Connection& c, std::string_view target) {
    return select_uploads(c, " AND complete = 1", target);
}

std::optional<Upload> take_upload(db::Connection& c, std::string_view target, int64_t account_id, std::string_view id) {
    auto rows = c.query(
        fmt::format("DELETE FROM upload WHERE id = ? AND target = ? AND account_id = ? AND complete = 1 RETURNING {}",
                    upload_columns),
        id, target, account_id);
    return rows.next() ? std::optional(read_upload(rows)) : std::nullopt;
}

std::vector<Upload> all_uploads_of(db::Connection& c, const Services& services, std::string_view target) {
    auto uploads = select_uploads(c, "", target);
    for (auto& upload : uploads) {
        if (upload.complete) continue;
        const auto part = store_of(services).find(upload.id);
        upload.received = part ? part->offset : 0;
    }
    return uploads;
}

void discard_uploads(db::Connection& c, const Services& services, std::string_view target) {
    const auto uploads = select_uploads(c, "", target);
    if (uploads.empty()) return;
    c.execute("DELETE FROM upload WHERE target = ?", target);
    c.after_commit([&services, uploads] {
        for (const auto& upload : uploads) remove_file(services, upload.id);
    });
}

fs::path new_upload_file(const Services& services) {
    fs::create_directories(folder_of(services));
    return folder_of(services) / ("whole_" + uuid4());
}

void remove_abandoned_uploads(Services& services, std::chrono::hours age) {
    const auto limit = now().plus_seconds(-std::chrono::duration_cast<std::chrono::seconds>(age).count());
    std::vector<std::string> gone;
    services.database.write([&](db::Connection& c) {
        gone.clear();
        auto rows = c.query("DELETE FROM upload WHERE created_date < ? RETURNING id", limit);
        while (rows.next()) gone.push_back(rows.text(0));
    });
    for (const auto& id : gone) remove_file(services, id);
    store_of(services).remove_older_than(age);
    std::error_code failure;
    for (const auto& file : fs::directory_iterator(folder_of(services), failure)) { // files of work that never ended
        std::error_code ignored; // somebody else may have taken it meanwhile
        const auto touched = file.last_write_time(ignored);
        if (file.is_regular_file(ignored) && !ignored && touched < fs::file_time_type::clock::now() - age)
            fs::remove(file.path(), ignored);
    }
    if (!gone.empty()) log_info("abandoned uploads removed", {{"count", gone.size()}});
}

} // namespace limn::api
