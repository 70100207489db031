// Cloud storages with their credentials, which are sealed with the key of the new installation, and the places where
// exports go and imports come from by default.
#include <fmt/format.h>

#include "base/text.h"
#include "migration/files.h"
#include "migration/move.h"
#include "storage/temp_file.h"
#include "tasks/cloud_storage.h"

namespace limn::migration {
namespace {

namespace type = tasks::credentials_type;

const TableShape location_table{"storage_location", {"id", "location", "cloud_storage_id"}};

// One text holds them all: two words separated by a blank, a connection string, an account's name.
tasks::CloudCredentials credentials_of(Move& move, const Record& r, std::string_view kind) {
    tasks::CloudCredentials c;
    const auto text = r.text("credentials");
    const auto blank = text.find(' ');
    const auto first = text.substr(0, blank), second = blank == std::string::npos ? "" : text.substr(blank + 1);
    if (kind == type::key_pair) c.key = first, c.secret_key = second;
    if (kind == type::account_token) c.account_name = first, c.session_token = second;
    if (kind == type::anonymous) c.account_name = text;
    if (kind == type::connection_string) c.connection_string = text;
    if (kind == type::key_file) {
        const auto file = find_file(move.from.data / "storages" / std::to_string(r.id()), "key.json");
        if (file)
            c.key_file = storage::read_whole(*file);
        else
            move.note(r, "its key file is missing: give the storage its credentials again", r.text("display_name"));
    }
    return c;
}

void take_cloud_storage(Move& move, const Record& r, Batch& batch) {
    tasks::CloudStorage s;
    s.id = r.id();
    s.provider_type = r.text("provider_type");
    s.resource = r.text("resource");
    s.display_name = r.text("display_name");
    s.credentials_type = r.text("credentials_type");
    s.owner_id = move.account(r, "owner");
    s.organization_id = move.reference(r, "organization", "organization");
    s.specific_attributes = r.text("specific_attributes");
    s.description = r.text("description");
    s.created_date = r.time("created_date", now());
    s.updated_date = r.time("updated_date", s.created_date);
    for (const auto& manifest : move.staging.linked("engine.manifest", r.id()))
        s.manifests.push_back(manifest.text("filename"));
    s.credentials = credentials_of(move, r, s.credentials_type);
    batch.then([&move, s](db::Connection& c) { tasks::insert_cloud_storage(c, move.secrets, s); });
}

void take_location(Move& move, const Record& r, Batch& batch) {
    const auto field = r.has("cloud_storage_id") ? "cloud_storage_id" : "cloud_storage"; // the former is older
    batch.insert(location_table, {r.id(), r.text("location", "local"), move.reference(r, field, "cloud_storage")});
}

} // namespace

std::span<const Step> storage_steps() {
    static constexpr Step steps[] = {
        {"cloud storages", "engine.cloudstorage", take_cloud_storage, "cloud_storage"},
        {"storages", "engine.storage", take_location, "storage_location"},
    };
    return steps;
}

} // namespace limn::migration
