#include "api/cloud_storages.h"

#include <semaphore>
#include <set>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "access/policy.h"
#include "api/checks.h"
#include "api/form.h"
#include "api/user_json.h"
#include "base/error.h"
#include "base/text.h"
#include "db/list.h"
#include "http/multipart.h"
#include "tasks/frame_server.h"

namespace limn::api {
namespace json = boost::json;

using storage::Reach;
using tasks::CloudStorage;

namespace {

constexpr std::ptrdiff_t most_turns = 6;
constexpr std::chrono::seconds longest_wait{5};
constexpr size_t most_manifests = 100;
constexpr size_t most_key_file = 64 << 10; // bytes; real ones have two thousand
constexpr size_t most_field = 1 << 20;

struct Providers {
    static constexpr std::string_view list[] = {tasks::provider::s3, tasks::provider::azure, tasks::provider::google};
};
struct CredentialsTypes {
    static constexpr std::string_view list[] = {
        tasks::credentials_type::key_pair, tasks::credentials_type::account_token, tasks::credentials_type::key_file,
        tasks::credentials_type::anonymous, tasks::credentials_type::connection_string};
};

template <class T> std::vector<std::string_view> words() { return {std::begin(T::list), std::end(T::list)}; }

const db::Listing& listing() {
    using F = db::ListField;
    static const db::Listing one{
        "cloud_storage s",
        "s.id",
        {{"provider_type", "s.provider_type", db::FieldType::choice, F::all, words<Providers>()},
         {"name", "s.display_name", db::FieldType::text, F::all},
         {"resource", "s.resource", db::FieldType::text, F::all},
         {"credentials_type", "s.credentials_type", db::FieldType::choice, F::all, words<CredentialsTypes>()},
         {"owner", "(SELECT username FROM account WHERE id = s.owner_id)", db::FieldType::text, F::all},
         {"description", "s.description", db::FieldType::text, F::filter_sort | F::search},
         {"id", "s.id", db::FieldType::integer, F::filter_sort}}};
    return one;
}

db::Sql visible_storages(const Call& call) {
    return access::visible_rows(call.caller, call.context, "cloudstorages", {{access::owner, "s.owner_id = ?"}},
                                "s.organization_id");
}

void check_provider_filter(const Call& call) {
    const auto asked = call.argument("provider_type").value_or("");
    const auto known = words<Providers>();
    if (!asked.empty() && std::ranges::find(known, asked) == known.end())
        throw list_error("Unsupported type of cloud provider");
}

// --- answers

std::string storage_json(const CloudStorage& s, const BasicUsers& users) {
    JsonWriter w;
    w.begin_object();
    w.member("id", s.id);
    w.key("owner");
    users.write(w, s.owner_id);
    w.key("manifests");
    w.begin_array();
    for (const auto& manifest : s.manifests) w.value(manifest);
    w.end_array();
    w.member("created_date", to_iso(s.created_date));
    w.member("updated_date", to_iso(s.updated_date));
    w.member("provider_type", s.provider_type);
    w.member("resource", s.resource);
    w.member("display_name", s.display_name);
    w.member("credentials_type", s.credentials_type);
    w.member("specific_attributes", s.specific_attributes);
    w.member("description", s.description);
    w.member("organization", s.organization_id);
    w.end_object();
    return w.take();
}

std::string storage_json(db::Connection& c, const Call& call, int64_t id) {
    const auto s = tasks::find_cloud_storage(c, id);
    if (!s) throw not_found("CloudStorage");
    return storage_json(*s, BasicUsers(call, c, {s->owner_id}));
}

// --- what requests send

struct Secrets {
    Given<BlankText<440>> session_token;
    Given<BlankText<24>> account_name;
    Given<BlankText<40>> key;
    Given<BlankText<64>> secret_key;
    Given<BlankText<1024>> connection_string;
};
BOOST_DESCRIBE_STRUCT(Secrets, (), (session_token, account_name, key, secret_key, connection_string))

struct NewStorageBody : Secrets {
    Choice<Providers> provider_type;
    Text<222> resource;
    Text<63> display_name;
    Choice<CredentialsTypes> credentials_type;
    Default<BlankText<1024>> specific_attributes;
    Default<BlankText<>> description;
    Default<std::vector<Text<1024>>> manifests;
};
BOOST_DESCRIBE_STRUCT(NewStorageBody, (Secrets),
                      (provider_type, resource, display_name, credentials_type, specific_attributes, description,
                       manifests))

struct StorageChangeBody : Secrets {
    Given<Choice<Providers>> provider_type;
    Given<Text<222>> resource;
    Given<Text<63>> display_name;
    Given<Choice<CredentialsTypes>> credentials_type;
    Given<BlankText<1024>> specific_attributes;
    Given<BlankText<>> description;
    Default<std::vector<Text<1024>>> manifests;
};
BOOST_DESCRIBE_STRUCT(StorageChangeBody, (Secrets),
                      (provider_type, resource, display_name, credentials_type, specific_attributes, description,
                       manifests))

struct Received {
    json::value fields;
    std::optional<std::string> key_file; // its content
};

Received receive(Call& call) {
    const auto type = call.request.header("Content-Type");
    if (!call.request.body || !lower(type).starts_with("multipart/form-data")) {
        Received out{call.body(), {}};
        if (out.fields.is_object() && out.fields.get_object().contains("key_file"))
            throw field_error("key_file", "The submitted data was not a file. Check the encoding type on the form.");
        return out;
    }
    Received out;
    Form form;
    http::read_multipart(*call.request.body, type, [&](const http::Part& part, http::PartReader& reader) {
        if (!part.is_file)
            form.add(part.name, reader.read_all(most_field));
        else if (part.name == "key_file")
            out.key_file = reader.read_all(most_key_file);
    });
    out.fields = form.value();
    auto& object = out.fields.get_object();
    if (const auto* manifests = object.if_contains("manifests"); manifests && !manifests->is_array())
        object.erase("manifests"); // only manifests[0], manifests[1] ... are a list
    return out;
}

void check_resource(const CloudStorage& s, Problems& problems) {
    const std::string_view more = s.provider_type == tasks::provider::s3       ? "."
                                  : s.provider_type == tasks::provider::google ? "_."
                                                                               : "";
    std::set<std::string> wrong;
    for (const char c : s.resource)
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || more.find(c) != std::string_view::npos))
            wrong.insert(std::string(1, c));
    if (!wrong.empty() && is_utf8(join({wrong.begin(), wrong.end()}, "")))
        problems.add("resource",
                     fmt::format("Invalid characters ({}) were found.", join({wrong.begin(), wrong.end()}, ",")));
    else if (!wrong.empty())
        problems.add("resource", "Only small letters, digits and hyphens may be used.");
}

void check_attributes(const CloudStorage& s, Problems& problems) {
    if (s.specific_attributes.empty()) return;
    for (const auto part : split(s.specific_attributes, '&'))
        if (std::ranges::count(part, '=') != 1)
            return problems.add("specific_attributes", "Invalid specific attributes");
    const auto prefix = s.prefix();
    if (prefix.starts_with('/'))
        problems.add("specific_attributes", "Prefix cannot start with forward slash (\"/\").");
    else if (prefix.find("//") != std::string::npos)
        problems.add("specific_attributes", "Prefix cannot contain multiple slashes in a row.");
    const auto endpoint = s.attribute("endpoint_url");
    if (!endpoint.empty() && !endpoint.starts_with("http://") && !endpoint.starts_with("https://"))
        problems.add("specific_attributes", "The endpoint_url must begin with http:// or https://");
    const auto region = s.attribute("region");
    if (region.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") !=
        std::string::npos)
        problems.add("specific_attributes", "The region may only have letters, digits and hyphens");
}

// What can be said without asking the service. `azure`: the request is about an Azure container.
void check(const CloudStorage& s, bool azure) {
    Problems problems;
    check_attributes(s, problems);
    problems.throw_if_any();
    if (azure && s.credentials.account_name.empty() && s.credentials.connection_string.empty())
        throw record_error("Account name or connection string for Azure container was not specified");
    check_resource(s, problems);
    if (s.manifests.size() > most_manifests) // each is looked up
        problems.add("manifests", fmt::format("A cloud storage may have at most {} manifests.", most_manifests));
    problems.throw_if_any();
}

template <class Field> void take(const Field& given, std::string& into) {
    if (given) into = given->value;
}

void take_secrets(const Secrets& given, const std::optional<std::string>& key_file, tasks::CloudCredentials& into) {
    take(given.session_token, into.session_token);
    take(given.account_name, into.account_name);
    take(given.key, into.key);
    take(given.secret_key, into.secret_key);
    take(given.connection_string, into.connection_string);
    if (key_file) into.key_file = *key_file;
}

std::vector<std::string> texts(const std::vector<Text<1024>>& given) {
    std::vector<std::string> out;
    for (const auto& text : given) out.push_back(text.value);
    return out;
}

// --- asking the service

struct Refusal {
    std::string field, message;
};

// Why the storage cannot be used as it is described; none: it can. doing: "create" or "update".
std::optional<Refusal> try_out(const Call& call, const CloudStorage& s, std::string_view doing) {
    const OutgoingTurn turn;
    const auto objects = call.services.clouds->connect(s);
    std::string why;
    switch (objects->reach({}, &why)) {
    case Reach::forbidden:
        return Refusal{"credentials", fmt::format("Cannot {} resource {} with specified credentials. Access forbidden.",
                                                  doing, s.resource)};
    case Reach::not_found:
        if (!why.empty())
            return Refusal{"resource", fmt::format("The storage of the resource {} cannot be reached: {}. Check the "
                                                   "endpoint; a private network must be allowed by the operator "
                                                   "(--cloud-network).",
                                                   s.resource, why)};
        return Refusal{"resource", fmt::format("The resource {} not found. It may have been deleted.", s.resource)};
    case Reach::available: break;
    }
    for (const auto& key : s.manifests) {
        const auto reach = objects->reach(key);
        if (reach == Reach::not_found)
            return Refusal{"manifests",
                           fmt::format("The '{}' file does not exist on '{}' cloud storage", key, s.resource)};
        if (reach == Reach::forbidden)
            return Refusal{
                "manifests",
                fmt::format("The '{}' file is not available on '{}' cloud storage. Access denied", key, s.resource)};
    }
    return {};
}

// The contract answers problems of a creation as lines of plain text.
Error as_lines(const Error& e) {
    boost::system::error_code failure;
    const auto body = json::parse(e.body(), failure);
    if (failure || !body.is_object() || body.get_object().contains("detail")) return e;
    std::string text;
    for (const auto& [field, messages] : body.get_object()) {
        const json::value* first = &messages;
        while (first->is_array() || first->is_object()) { // of a list of manifests, the first that is wrong
            if (first->is_object() ? first->get_object().empty() : first->get_array().empty()) break;
            first = first->is_object() ? &first->get_object().begin()->value() : &first->get_array().front();
        }
        text += fmt::format("{}: {}\n", std::string_view(field),
                            first->is_string() ? std::string_view(first->get_string()) : "Invalid value.");
    }
    return text_error(400, text);
}

CloudStorage read_new(const Call& call, const Received& received) {
    const auto body = read_record<NewStorageBody>(received.fields);
    CloudStorage s;
    s.provider_type = body.provider_type.value;
    s.resource = body.resource.value;
    s.display_name = body.display_name.value;
    s.credentials_type = body.credentials_type.value;
    s.owner_id = call.caller.id;
    s.organization_id = call.context.organization_id;
    s.specific_attributes = body.specific_attributes.value.value;
    s.description = body.description.value.value;
    s.manifests = texts(body.manifests.value);
    s.created_date = s.updated_date = now();
    take_secrets(body, received.key_file, s.credentials);
    check(s, s.provider_type == tasks::provider::azure);
    s.credentials = tasks::relevant_credentials(s);
    return s;
}

http::Response create(Call& call) {
    access::require(call.caller, call.context, "cloudstorages", "create",
                    {.organization_id = call.context.organization_id});
    CloudStorage s;
    try {
        const auto received = receive(call);
        s = read_new(call, received);
        if (const auto refusal = try_out(call, s, "create")) throw field_error(refusal->field, refusal->message);
    } catch (const Error& e) {
        throw e.status() == 400 ? as_lines(e) : e;
    }
    return call.json(201, call.database().write([&](db::Connection& c) {
        return storage_json(c, call, tasks::insert_cloud_storage(c, call.services.clouds->box(), s));
    }));
}

void require(db::Connection& c, const Call& call, const CloudStorage& s, std::string_view scope) {
    if (!may(c, call, s, scope)) throw forbidden();
}

http::Response update(Call& call) {
    auto s = call.database().read([&](db::Connection& c) {
        auto found = find_cloud_storage(c, call, call.id(0));
        require(c, call, found, "update");
        return found;
    });
    const auto received = receive(call);
    const auto body = read_record<StorageChangeBody>(received.fields);
    try {
        call.database().read([&](db::Connection& c) { tasks::open_credentials(c, call.services.clouds->box(), s); });
    } catch (
        const Error&) { // sealed with a key that is lost: whoever gives all secrets again needs the old ones no more
        tasks::CloudCredentials given;
        take_secrets(body, received.key_file, given);
        if (given == tasks::CloudCredentials{}) throw;
    }
    if (body.credentials_type && body.credentials_type->value != s.credentials_type) s.credentials = {};
    take(body.resource, s.resource);
    take(body.display_name, s.display_name);
    take(body.credentials_type, s.credentials_type);
    take(body.specific_attributes, s.specific_attributes);
    take(body.description, s.description);
    s.manifests = texts(body.manifests.value); // those that are not sent again are dropped
    s.updated_date = now();
    take_secrets(body, received.key_file, s.credentials);
    check(s, body.provider_type && body.provider_type->value == tasks::provider::azure);
    s.credentials = tasks::relevant_credentials(s);
    if (const auto refusal = try_out(call, s, "update"))
        throw json_error(400, json::object{{refusal->field, refusal->message}});
    std::vector<int64_t> moved;
    const auto text = call.database().write([&](db::Connection& c) {
        const auto before = tasks::find_cloud_storage(c, s.id);
        if (!before) throw not_found("CloudStorage");
        tasks::update_cloud_storage(c, call.services.clouds->box(), s);
        moved = before->resource == s.resource && before->specific_attributes == s.specific_attributes
                    ? std::vector<int64_t>()
                    : tasks::renew_media_of(c, s.id);
        return storage_json(c, call, s.id);
    });
    for (const auto id : moved) call.services.frames->forget({.id = id});
    return call.json(200, text);
}

http::Response list(Call& call) {
    check_provider_filter(call);
    return call.database().read([&](db::Connection& c) {
        const auto page = db::list_page(c, listing(), visible_storages(call), call.request.query);
        std::map<int64_t, CloudStorage> found;
        std::vector<std::optional<int64_t>> owners;
        for (auto& s : tasks::load_cloud_storages(c, page.ids)) {
            owners.push_back(s.owner_id);
            found.emplace(s.id, std::move(s));
        }
        const BasicUsers users(call, c, owners);
        std::vector<std::string> items;
        for (const auto id : page.ids) items.push_back(storage_json(found.at(id), users));
        return page_response(call, page, items);
    });
}

http::Response retrieve(Call& call) {
    return call.json(200, call.database().read([&](db::Connection& c) {
        const auto s = find_cloud_storage(c, call, call.id(0));
        require(c, call, s, "view");
        return storage_json(s, BasicUsers(call, c, {s.owner_id}));
    }));
}

http::Response remove(Call& call) {
    call.database().write([&](db::Connection& c) {
        const auto s = find_cloud_storage(c, call, call.id(0));
        require(c, call, s, "delete");
        tasks::delete_cloud_storage(c, s.id);
    });
    return call.no_content();
}

std::counting_semaphore<> free_turns(most_turns);

} // namespace

OutgoingTurn::OutgoingTurn() {
    if (!free_turns.try_acquire_for(longest_wait))
        throw detail_error(503,
                           "Other requests are waiting for cloud storages that do not answer. Try again in a moment.")
            .with_header("Retry-After", "10");
}
OutgoingTurn::~OutgoingTurn() { free_turns.release(); }

CloudStorage find_cloud_storage(db::Connection& c, Call& call, int64_t id) {
    check_provider_filter(call);
    db::Sql sql;
    sql.add("SELECT 1 FROM cloud_storage s WHERE s.id = ?", id);
    sql.add(" AND ").add(db::list_condition(listing(), call.request.query));
    if (!c.value(sql)) throw not_found("CloudStorage");
    return *tasks::find_cloud_storage(c, id);
}

bool may(db::Connection& c, const Call& call, const CloudStorage& s, std::string_view scope) {
    access::Subject subject;
    subject.organization_id = s.organization_id;
    if (s.owner_id == call.caller.id) subject.relations = access::owner;
    const auto workspace = access::workspace_of(c, call.caller, s.organization_id);
    return access::allows(call.caller, workspace, "cloudstorages", scope, subject);
}

void add_cloud_storage_routes(Routes& routes) {
    routes.get("/api/cloudstorages", list).describe({"Lists the buckets that the caller may use", {}, {}});
    routes.post("/api/cloudstorages", create).describe({"Connects a bucket", record_schema<NewStorageBody>(), {}, 201});
    routes.get("/api/cloudstorages/{id}", retrieve).describe({"Shows a bucket, without its secrets", {}, {}});
    routes.patch("/api/cloudstorages/{id}", update)
        .describe({"Changes a bucket; manifests that are not sent again are dropped",
                   record_schema<StorageChangeBody>(),
                   {}});
    routes.remove("/api/cloudstorages/{id}", remove)
        .describe({"Disconnects a bucket; the objects in it stay", {}, {}, 204});
    add_cloud_content_routes(routes);
}

} // namespace limn::api
