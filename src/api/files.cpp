#include "api/files.h"

#include <algorithm>
#include <fstream>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "api/uploads.h"
#include "base/error.h"
#include "base/record.h"
#include "base/text.h"
#include "http/multipart.h"
#include "storage/blob_store.h"

namespace limn::api {
namespace fs = std::filesystem;

bool flag(const Call& call, std::string_view name, bool otherwise) {
    const auto text = call.argument(name);
    if (!text) return otherwise;
    bool value = otherwise;
    if (!record::read(boost::json::value(*text), value).is_null())
        throw list_error(fmt::format("{} must be true or false", name));
    return value;
}

std::optional<ReceivedFile> receive_file(Call& call, std::string_view field) {
    const auto type = call.request.header("Content-Type");
    if (!call.request.body || !lower(type).starts_with("multipart/form-data")) return {};
    std::optional<ReceivedFile> received;
    http::read_multipart(*call.request.body, type, [&](const http::Part& part, http::PartReader& reader) {
        if (part.name != field || !part.is_file || received) return;
        received = ReceivedFile{new_upload_file(call.services), part.file_name, {}, {}};
        std::ofstream out(received->path, std::ios::binary);
        std::string buffer(1 << 20, '\0');
        while (const auto n = reader.read(buffer.data(), buffer.size()))
            out.write(buffer.data(), static_cast<std::streamsize>(n));
        if (!out.flush())
            throw detail_error(507, "The disk is full: the file was not kept. Free some space and send it again.");
    });
    return received;
}

std::optional<ReceivedFile> finished_upload(Call& call) {
    const auto name = call.argument("filename").value_or("");
    if (name.empty()) return {};
    return ReceivedFile{upload_path(call.services, name), name, name, {}};
}

void discard(const std::optional<ReceivedFile>& file) {
    if (!file || !file->upload_id.empty() || file->path.empty()) return;
    std::error_code ignored; // nothing depends on it any more
    fs::remove(file->path, ignored);
}

void with_imported_file(queue::Work& work, Services& services, const std::function<void(const fs::path&)>& import) {
    const auto file = from_cloud(work.request())
                          ? fetch_import(work, services)
                          : fs::path(std::string(work.request().input.as_object().at("file").as_string()));
    const auto remove = [&] {
        std::error_code ignored; // what is left is removed with the abandoned uploads
        fs::remove(file, ignored);
    };
    try {
        import(file);
        remove();
    } catch (const queue::Cancelled&) {
        remove();
        throw;
    } catch (const Error&) {
        remove();
        throw;
    } catch (const std::runtime_error&) {
        remove();
        throw;
    }
}

std::string export_key(std::string_view target, int64_t id, std::string_view content) {
    uint64_t hash = 14695981039346656037ull; // FNV-1a
    for (const char ch : content) hash = (hash ^ static_cast<unsigned char>(ch)) * 1099511628211ull;
    return fmt::format("exports/{}_{}/{:016x}.zip", target, id, hash);
}

bool renew_export(Services& services, const std::string& key) {
    if (!services.blobs.size(key)) return false;
    std::error_code ignored; // only its age is at stake
    fs::last_write_time(services.blobs.local_file(key), fs::file_time_type::clock::now(), ignored);
    return true;
}

http::Response download_export(Call& call, Found object, std::string_view target,
                               std::span<const std::string_view> subresources) {
    const auto rq_id = call.argument("rq_id").value_or("");
    if (rq_id.empty()) throw list_error("Missing request id in the query parameters");
    const auto parsed = queue::RequestId::parse(rq_id);
    if (!parsed) throw list_error("Unexpected request id format");
    if (parsed->action != "export" || parsed->target != target || parsed->target_id != object.id ||
        std::ranges::find(subresources, parsed->subresource) == subresources.end())
        throw list_error("Invalid export request id");
    const auto row = call.database().read([&](db::Connection& c) { return queue::Queue::find(c, rq_id); });
    if (!row) throw text_error(400, "Unknown export request id");
    if (row->owner_id == call.caller.id) object.subject.relations |= access::request_owner;
    object.require(call.caller, "download:exported_file");
    if (row->status != "finished") throw text_error(400, "The export process is not finished");
    if (!row->result_file) throw text_error(400, "The export process has no result file to be downloaded locally");
    if (!call.services.blobs.size(*row->result_file))
        throw string_error("The exported file has expired, please retry exporting", 404);
    return http::file_response(call.request, call.services.blobs.local_file(*row->result_file), "application/zip",
                               row->result_name.value_or("export.zip"));
}

} // namespace limn::api
