#include "tasks/cloud_storage.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include "base/json.h"
#include "base/text.h"
#include "tasks/ids.h"

namespace limn::tasks {
namespace json = boost::json;

namespace {

constexpr std::string_view columns = "id, provider_type, resource, display_name, owner_id, organization_id, "
                                     "credentials_type, specific_attributes, description, created_date, updated_date";

CloudStorage read_row(const db::Rows& rows) {
    return {.id = rows.integer(0),
            .provider_type = rows.text(1),
            .resource = rows.text(2),
            .display_name = rows.text(3),
            .credentials_type = rows.text(6),
            .owner_id = rows.maybe_integer(4),
            .organization_id = rows.maybe_integer(5),
            .specific_attributes = rows.text(7),
            .description = rows.text(8),
            .created_date = rows.time(9),
            .updated_date = rows.time(10)};
}

std::string place(int64_t id) { return fmt::format("cloud_storage:{}", id); }

constexpr std::pair<std::string_view, std::string CloudCredentials::*> members[] = {
    {"key", &CloudCredentials::key},
    {"secret_key", &CloudCredentials::secret_key},
    {"account_name", &CloudCredentials::account_name},
    {"session_token", &CloudCredentials::session_token},
    {"connection_string", &CloudCredentials::connection_string},
    {"key_file", &CloudCredentials::key_file},
};

std::string as_text(const CloudCredentials& credentials) {
    json::object object;
    for (const auto& [name, member] : members)
        if (!(credentials.*member).empty()) object[name] = credentials.*member;
    return json::serialize(object);
}

CloudCredentials from_text(const std::string& text) {
    CloudCredentials credentials;
    const auto value = parse_json(text);
    for (const auto& [name, member] : members)
        if (const auto* found = value.as_object().if_contains(name)) credentials.*member = found->as_string();
    return credentials;
}

void save_secrets(db::Connection& c, const access::SecretBox& box, const CloudStorage& s) {
    const auto sealed = box.seal(as_text(relevant_credentials(s)), place(s.id));
    c.execute("UPDATE cloud_storage SET credentials = ? WHERE id = ?", db::Blob{sealed}, s.id);
    c.execute("DELETE FROM cloud_storage_manifest WHERE cloud_storage_id = ?", s.id);
    for (size_t i = 0; i < s.manifests.size(); ++i)
        c.execute("INSERT INTO cloud_storage_manifest (cloud_storage_id, position, filename) VALUES (?, ?, ?)", s.id, i,
                  s.manifests[i]);
}

} // namespace

std::string CloudStorage::attribute(std::string_view name) const {
    for (const auto part : split(specific_attributes, '&'))
        if (const auto at = part.find('='); at != std::string_view::npos && part.substr(0, at) == name)
            return percent_decode(part.substr(at + 1), true);
    return {};
}

CloudCredentials relevant_credentials(const CloudStorage& s) {
    const auto& all = s.credentials;
    CloudCredentials kept;
    if (s.credentials_type == credentials_type::key_pair) kept.key = all.key, kept.secret_key = all.secret_key;
    if (s.credentials_type == credentials_type::account_token)
        kept.account_name = all.account_name, kept.session_token = all.session_token;
    if (s.credentials_type == credentials_type::key_file) kept.key_file = all.key_file;
    if (s.credentials_type == credentials_type::anonymous) kept.account_name = all.account_name;
    if (s.credentials_type == credentials_type::connection_string) kept.connection_string = all.connection_string;
    return kept;
}

std::vector<CloudStorage> load_cloud_storages(db::Connection& c, const std::vector<int64_t>& ids) {
    std::map<int64_t, CloudStorage> found;
    in_batches(ids, [&](auto batch) {
        for (auto rows = query_ids(c, fmt::format("SELECT {} FROM cloud_storage WHERE id IN ", columns), batch);
             rows.next();)
            found.emplace(rows.integer(0), read_row(rows));
        for (auto rows = query_ids(
                 c, "SELECT cloud_storage_id, filename FROM cloud_storage_manifest WHERE cloud_storage_id IN ", batch,
                 " ORDER BY cloud_storage_id, position");
             rows.next();)
            found.at(rows.integer(0)).manifests.push_back(rows.text(1));
    });
    std::vector<CloudStorage> out;
    for (auto& [id, storage] : found) out.push_back(std::move(storage));
    return out;
}

std::optional<CloudStorage> find_cloud_storage(db::Connection& c, int64_t id) {
    auto found = load_cloud_storages(c, {id});
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

void open_credentials(db::Connection& c, const access::SecretBox& box, CloudStorage& storage) {
    auto rows = c.query("SELECT credentials FROM cloud_storage WHERE id = ?", storage.id);
    if (!rows.next() || rows.is_null(0)) return;
    storage.credentials = from_text(box.open(rows.view(0), place(storage.id)));
}

int64_t insert_cloud_storage(db::Connection& c, const access::SecretBox& box, CloudStorage s) {
    db::Sql sql;
    sql.add(s.id ? "INSERT INTO cloud_storage (id, " : "INSERT INTO cloud_storage (")
        .add("provider_type, resource, display_name, owner_id, organization_id, credentials_type, specific_attributes,"
             " description, created_date, updated_date) VALUES (");
    if (s.id) sql.add("?, ", s.id);
    sql.add("?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id", s.provider_type, s.resource, s.display_name, s.owner_id,
            s.organization_id, s.credentials_type, s.specific_attributes, s.description, s.created_date,
            s.updated_date);
    auto rows = c.query(sql);
    rows.next();
    s.id = rows.integer(0);
    save_secrets(c, box, s);
    return s.id;
}

void update_cloud_storage(db::Connection& c, const access::SecretBox& box, const CloudStorage& s) {
    c.execute("UPDATE cloud_storage SET provider_type = ?, resource = ?, display_name = ?, credentials_type = ?,"
              " specific_attributes = ?, description = ?, updated_date = ? WHERE id = ?",
              s.provider_type, s.resource, s.display_name, s.credentials_type, s.specific_attributes, s.description,
              s.updated_date, s.id);
    save_secrets(c, box, s);
}

void delete_cloud_storage(db::Connection& c, int64_t id) {
    c.execute("DELETE FROM storage_location WHERE cloud_storage_id = ?", id);
    c.execute("DELETE FROM cloud_storage WHERE id = ?", id);
}

std::vector<int64_t> renew_media_of(db::Connection& c, int64_t cloud_storage_id) {
    c.execute("UPDATE segment SET chunks_updated_date = ? WHERE task_id IN (SELECT t.id FROM task t JOIN media m"
              " ON m.id = t.media_id WHERE m.cloud_storage_id = ?)",
              now(), cloud_storage_id);
    std::vector<int64_t> ids;
    for (auto rows = c.query("SELECT id FROM media WHERE cloud_storage_id = ?", cloud_storage_id); rows.next();)
        ids.push_back(rows.integer(0));
    return ids;
}

} // namespace limn::tasks
