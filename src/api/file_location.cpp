#include "api/file_location.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include "api/uploads.h"
#include "base/error.h"
#include "base/text.h"
#include "storage/blob_store.h"
#include "tasks/cloud_storage.h"
#include "tasks/project.h"
#include "tasks/storage.h"
#include "tasks/task.h"

namespace limn::api {
namespace json = boost::json;
namespace fs = std::filesystem;

namespace {

enum class Direction { out, in };

// The default storage of the object: a job has its task's.
tasks::StorageLocation default_location(db::Connection& c, const Found& object, Direction direction) {
    std::optional<int64_t> id;
    const auto take = [&](const auto& owner) {
        if (owner) id = direction == Direction::out ? owner->target_storage_id : owner->source_storage_id;
    };
    if (object.task_id)
        take(tasks::find_task(c, *object.task_id));
    else if (object.project_id)
        take(tasks::find_project(c, *object.project_id));
    if (!id) return {};
    const auto known = tasks::load_storage_locations(c, {*id});
    const auto found = known.find(*id);
    return found == known.end() ? tasks::StorageLocation{} : found->second;
}

// The id that the query names. Naming a storage needs the right to view it, whatever it is named for.
std::optional<int64_t> named_storage(Call& call) {
    const auto text = call.argument("cloud_storage_id");
    if (!text || text->empty()) return {};
    const auto id = parse_int(*text);
    if (!id) throw list_error("The cloud_storage_id must be a whole number");
    return id;
}

// In the storage's own workspace.
void require_use(db::Connection& c, Call& call, int64_t id, bool by_default) {
    const auto storage = tasks::find_cloud_storage(c, id);
    if (!storage) throw list_error("CloudStorage matching query does not exist.");
    access::Subject subject;
    subject.organization_id = storage->organization_id;
    if (storage->owner_id == call.caller.id) subject.relations = access::owner;
    const auto workspace = access::workspace_of(c, call.caller, storage->organization_id);
    if (access::allows(call.caller, workspace, "cloudstorages", "view", subject)) return;
    const std::string_view how = by_default ? "A cloud storage is selected as the default location. " : "";
    throw detail_error(403, fmt::format("{}You don't have access to this cloud storage", how));
}

struct Asked {
    std::string location; // "local", "cloud_storage", or a word that means nothing
    std::optional<int64_t> id;
    bool by_default = false;
};

Asked asked_location(Call& call, db::Connection& c, const Found* object, Direction direction) {
    const auto word = call.argument("location").value_or("");
    if (!word.empty()) return {word, named_storage(call), false};
    if (!object) return {"local", {}, false};
    const auto known = default_location(c, *object, direction);
    return {known.location, known.cloud_storage_id, true};
}

FileLocation decided(Call& call, db::Connection& c, const Asked& asked) {
    FileLocation where{{}, call.argument("filename").value_or("")};
    if (asked.location == "local") return where;
    if (asked.location != "cloud_storage")
        throw list_error(fmt::format("The specified location '{}' is not supported", asked.location));
    if (!asked.id) throw list_error("Trying to use undefined cloud storage (cloud_storage_id was not provided)");
    require_use(c, call, *asked.id, asked.by_default);
    where.cloud_storage_id = asked.id;
    return where;
}

FileLocation imported(Call& call, db::Connection& c, const Found* object, const access::Workspace& workspace) {
    if (const auto id = named_storage(call)) require_cloud_storage_view(c, call, workspace, *id);
    auto where = decided(call, c, asked_location(call, c, object, Direction::in));
    if (!where.local() && where.filename.empty()) throw list_error("The filename was not specified");
    return where;
}

// Calls f with the opened storage of the request; what goes wrong becomes the reason of the failure.
template <class F> void with_storage(queue::Work& work, Services& services, std::string_view key, F&& f) {
    const auto id = work.request().input.as_object().at("cloud_storage_id").to_number<int64_t>();
    const auto opened = services.clouds->open(id);
    try {
        f(opened);
    } catch (const storage::ObjectError& e) {
        throw tasks::cloud_error(opened, key, e);
    }
}

} // namespace

void FileLocation::add_to(json::object& input) const {
    input["filename"] = filename;
    if (cloud_storage_id) input["cloud_storage_id"] = *cloud_storage_id;
}

FileLocation export_location(Call& call, db::Connection& c, const Found& object, std::string_view scope) {
    if (const auto id = named_storage(call); id && !tasks::find_cloud_storage(c, *id))
        throw list_error("CloudStorage matching query does not exist.");
    const auto asked = asked_location(call, c, &object, Direction::out);
    auto subject = object.subject;
    subject.destination_local = asked.location != "cloud_storage";
    access::require(call.caller, object.workspace, object.resource, scope, subject);
    if (const auto id = named_storage(call)) require_cloud_storage_view(c, call, object.workspace, *id);
    return decided(call, c, asked);
}

FileLocation import_location(Call& call, db::Connection& c, const Found& object) {
    return imported(call, c, &object, object.workspace);
}

FileLocation import_location(Call& call, db::Connection& c) { return imported(call, c, nullptr, call.context); }

bool from_cloud(const queue::RequestRow& row) { return row.input.as_object().contains("cloud_storage_id"); }

void deliver(queue::Work& work, Services& services, const std::string& key, const std::string& name) {
    const auto* asked = work.request().input.as_object().if_contains("filename");
    const std::string wanted = asked && asked->is_string() ? std::string(asked->get_string()) : std::string();
    const auto& target = wanted.empty() ? name : wanted;
    if (!from_cloud(work.request())) return work.finish_with_file(key, target);
    with_storage(work, services, "", [&](const tasks::Clouds::Opened& opened) {
        work.check_cancelled();
        opened.objects->write(target, services.blobs.local_file(key));
    });
}

fs::path fetch_import(queue::Work& work, Services& services) {
    const std::string key(work.request().input.as_object().at("filename").as_string());
    const auto file = new_upload_file(services);
    try {
        with_storage(work, services, key, [&](const tasks::Clouds::Opened& opened) {
            if (opened.objects->info(key).size > max_upload_size)
                throw list_error(fmt::format("The file '{}' is larger than {} bytes", key, max_upload_size));
            opened.objects->download(key, file);
        });
    } catch (...) {
        std::error_code ignored; // what is left is removed with the abandoned uploads
        fs::remove(file, ignored);
        throw;
    }
    return file;
}

} // namespace limn::api
