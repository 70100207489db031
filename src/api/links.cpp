// /api/jobs/{id}/annotations/links, beyond the contract: named, directed links between the objects of a job. A link is
// what it says, so that adding one that is there, or removing one that is not, changes nothing: a request may be
// repeated.
#include "api/links.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include "annotation/links.h"
#include "api/annotation_requests.h"
#include "api/announcement.h"
#include "api/subjects.h"
#include "base/error.h"
#include "base/record.h"

namespace limn::api {
namespace {

constexpr uint64_t most_body_bytes = 32 << 20;

struct EndTypes {
    static constexpr std::string_view list[] = {"shape", "track"};
};
struct EndBody {
    Choice<EndTypes> type;
    Int<1> id;
};
BOOST_DESCRIBE_STRUCT(EndBody, (), (type, id))

struct LinkKinds {
    static constexpr std::string_view list[] = {"link", "parent"};
};
struct LinkBody {
    EndBody from, to;
    Choice<LinkKinds> kind;
    Default<BlankText<100>> name;
};
BOOST_DESCRIBE_STRUCT(LinkBody, (), (from, to, kind, name))

struct ChangeBody {
    Default<std::vector<LinkBody>> add, remove;
};
BOOST_DESCRIBE_STRUCT(ChangeBody, (), (add, remove))

annotation::Link link_of(const LinkBody& body) {
    return {{body.from.type, body.from.id}, {body.to.type, body.to.id}, body.kind, body.name.value};
}

annotation::LinkChange change_of(const ChangeBody& body) {
    annotation::LinkChange change;
    for (const auto& one : body.add.value) change.add.push_back(link_of(one));
    for (const auto& one : body.remove.value) change.remove.push_back(link_of(one));
    for (const auto& one : change.add)
        if (one.from == one.to) throw list_error("Nothing was saved: an object cannot be linked with itself.");
    return change;
}

void append_end(JsonWriter& w, std::string_view name, const annotation::LinkEnd& end) {
    w.key(name);
    w.begin_object();
    w.member("type", end.type);
    w.member("id", end.id);
    w.end_object();
}

http::Response answer(Call& call, int64_t revision, const std::vector<annotation::Link>& links) {
    JsonWriter w;
    w.begin_object();
    w.key("links");
    w.begin_array();
    for (const auto& link : links) {
        w.begin_object();
        append_end(w, "from", link.from);
        append_end(w, "to", link.to);
        w.member("kind", link.kind);
        w.member("name", link.name);
        w.end_object();
    }
    w.end_array();
    w.end_object();
    return with_revision(call.json(200, w.take()), revision);
}

http::Response get_links(Call& call) {
    const auto id = call.id(0);
    int64_t revision = 0;
    const auto links = call.database().read([&](db::Connection& c) {
        find_job(c, call, id, Filters::without_simple).require(call.caller, "view:annotations");
        revision = c.value("SELECT revision FROM job WHERE id = ?", id).value_or(0);
        return annotation::load_links(c, id);
    });
    return answer(call, revision, links);
}

http::Response change_links(Call& call) {
    const auto id = call.id(0);
    call.database().read([&](db::Connection& c) {
        find_job(c, call, id, Filters::without_simple).require(call.caller, "update:annotations");
    });
    const auto change = change_of(read_record<ChangeBody>(call.body(most_body_bytes)));
    const annotation::CommitOptions options{.account_id = call.caller.id, .expected_revision = expected_revision(call)};
    const auto revision = call.database().write([&](db::Connection& c) {
        Announcement announcement(call, c);
        announcement.will_change(Kind::job, std::vector{id});
        const auto saved = annotation::save_links(c, id, change, options);
        announcement.send();
        return saved.revision;
    });
    return answer(call, revision, change.add);
}

boost::json::value links_schema() {
    return {{"type", "object"}, {"properties", {{"links", {{"type", "array"}, {"items", record_schema<LinkBody>()}}}}}};
}

} // namespace

void add_link_routes(Routes& routes) {
    routes.get("/api/jobs/{id}/annotations/links", get_links)
        .describe({"Links between the objects of a job", {}, links_schema()});
    routes.patch("/api/jobs/{id}/annotations/links", change_links)
        .describe({"Add and remove links between the objects of a job; answers with those that were to be added",
                   record_schema<ChangeBody>(), links_schema()});
}

} // namespace limn::api
