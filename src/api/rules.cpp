// GET /api/auth/rules: the access policy as data, for whoever wants to check decisions with an engine of their own. A
// tar archive, compressed, that holds the permission table as it is compiled into the program (rules/permissions.csv)
// and the same as JSON.
#include "api/rules.h"

#include <archive.h>
#include <archive_entry.h>
#include <boost/json.hpp>
#include <sodium.h>

#include "access/policy_table.h"
#include "base/json.h"
#include "base/text.h"

namespace limn::api {
namespace json = boost::json;

namespace {

// {"version": 1, "limits": [...], "rows": [{"resource": ..., ...}, ...]}
std::string rules_json() {
    std::vector<std::string> names;
    json::array limits, rows;
    for (const auto line : split(access::permissions_csv(), '\n')) {
        if (trim(line).empty()) continue;
        const auto cells = access::split_csv_line(line);
        if (names.empty()) {
            names = cells;
            continue;
        }
        json::object row;
        for (size_t i = 0; i < names.size() && i < cells.size(); ++i) row[names[i]] = cells[i];
        if (row["limit"].as_string().size() && std::find(limits.begin(), limits.end(), row["limit"]) == limits.end())
            limits.push_back(row["limit"]);
        rows.push_back(std::move(row));
    }
    return to_json(json::object{{"version", 1}, {"limits", std::move(limits)}, {"rows", std::move(rows)}});
}

la_ssize_t append(archive*, void* out, const void* bytes, size_t size) {
    static_cast<std::string*>(out)->append(static_cast<const char*>(bytes), size);
    return static_cast<la_ssize_t>(size);
}

// The same bytes every time and on every machine: no times, no owners, one order.
std::string pack(const std::vector<std::pair<std::string, std::string>>& files) {
    std::string out;
    const std::unique_ptr<archive, int (*)(archive*)> writer(archive_write_new(), archive_write_free);
    archive_write_set_format_ustar(writer.get());
    archive_write_add_filter_gzip(writer.get());
    archive_write_set_options(writer.get(), "gzip:!timestamp");
    archive_write_set_bytes_in_last_block(writer.get(), 1);
    if (archive_write_open(writer.get(), &out, nullptr, append, nullptr) != ARCHIVE_OK)
        throw std::runtime_error("the rules archive cannot be written");
    for (const auto& [name, text] : files) {
        const std::unique_ptr<archive_entry, void (*)(archive_entry*)> entry(archive_entry_new(), archive_entry_free);
        archive_entry_set_pathname(entry.get(), name.c_str());
        archive_entry_set_size(entry.get(), static_cast<la_int64_t>(text.size()));
        archive_entry_set_filetype(entry.get(), AE_IFREG);
        archive_entry_set_perm(entry.get(), 0644);
        archive_write_header(writer.get(), entry.get());
        archive_write_data(writer.get(), text.data(), text.size());
    }
    if (archive_write_close(writer.get()) != ARCHIVE_OK)
        throw std::runtime_error("the rules archive cannot be written");
    return out;
}

struct Bundle {
    std::string bytes, etag;
};

const Bundle& bundle() {
    static const Bundle one = [] {
        Bundle made;
        made.bytes = pack({{"rules/permissions.csv", std::string(access::permissions_csv())},
                           {"rules/permissions.json", rules_json()}});
        unsigned char digest[crypto_generichash_BYTES_MAX]; // BLAKE2b-512
        crypto_generichash(digest, sizeof digest, reinterpret_cast<const unsigned char*>(made.bytes.data()),
                           made.bytes.size(), nullptr, 0);
        made.etag = "\"" + to_hex({reinterpret_cast<const char*>(digest), sizeof digest}) + "\"";
        return made;
    }();
    return one;
}

http::Response retrieve(Call& call) {
    const auto& rules = bundle();
    const bool known = call.request.header("If-None-Match") == rules.etag;
    auto response = known ? call.no_content() : http::make_response(200, rules.bytes, "application/x-tar");
    if (known) response.status = 304;
    response.header("ETag", rules.etag);
    return response;
}

} // namespace

void add_rules_routes(Routes& routes) {
    routes.get("/api/auth/rules", retrieve, Access::unchecked).describe({"The access policy as data", {}, {}});
}

} // namespace limn::api
