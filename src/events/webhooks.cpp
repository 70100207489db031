#include "events/webhooks.h"

#include <algorithm>

#include <fmt/format.h>

#include "access/secrets.h"
#include "base/json.h"
#include "base/text.h"

namespace limn::events {
namespace json = boost::json;

namespace {

// The code point that begins at `at`, which moves behind it. The text is valid UTF-8.
uint32_t next_code_point(std::string_view text, size_t& at) {
    const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
    const auto lead = byte(at);
    const int more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : lead >= 0xc0 ? 1 : 0;
    uint32_t point = more == 0 ? lead : lead & (0x3f >> more);
    ++at;
    for (int i = 0; i < more && at < text.size(); ++i) point = point << 6 | (byte(at++) & 0x3f);
    return point;
}

void append_ascii(std::string& out, std::string_view text) {
    out += '"';
    for (size_t at = 0; at < text.size();) {
        const auto point = next_code_point(text, at);
        switch (point) {
        case '"': out += "\\\""; break;
        case '\\': out += "\\\\"; break;
        case '\n': out += "\\n"; break;
        case '\r': out += "\\r"; break;
        case '\t': out += "\\t"; break;
        case '\f': out += "\\f"; break;
        case '\b': out += "\\b"; break;
        default:
            if (point >= 0x20 && point < 0x7f)
                out += static_cast<char>(point);
            else if (point < 0x10000)
                out += fmt::format("\\u{:04x}", point);
            else
                out += fmt::format("\\u{:04x}\\u{:04x}", 0xd800 + ((point - 0x10000) >> 10),
                                   0xdc00 + ((point - 0x10000) & 0x3ff));
        }
    }
    out += '"';
}

void append(std::string& out, const json::value& v) {
    switch (v.kind()) {
    case json::kind::string: return append_ascii(out, v.get_string());
    case json::kind::double_: return append_json_number(out, v.get_double());
    case json::kind::array: {
        out += '[';
        for (bool first = true; const auto& item : v.get_array()) {
            if (!std::exchange(first, false)) out += ", ";
            append(out, item);
        }
        out += ']';
        return;
    }
    case json::kind::object: {
        out += '{';
        for (bool first = true; const auto& member : v.get_object()) {
            if (!std::exchange(first, false)) out += ", ";
            append_ascii(out, member.key());
            out += ": ";
            append(out, member.value());
        }
        out += '}';
        return;
    }
    default: out += to_json(v); // null, true, whole numbers
    }
}

std::vector<std::string> names_in(std::string_view events) {
    std::vector<std::string> names;
    const auto list = parse_json(events);
    for (const auto& name : list.as_array()) names.emplace_back(name.as_string());
    return names;
}

} // namespace

std::string signed_form(const json::value& v) {
    std::string out;
    append(out, v);
    return out;
}

std::string signature(std::string_view secret, std::string_view body) {
    return "sha256=" + access::hmac_sha256_hex(secret, body);
}

std::string secret_place(int64_t webhook_id) { return fmt::format("webhook:{}", webhook_id); }

bool any_webhook(db::Connection& c) { return c.value("SELECT 1 FROM webhook WHERE is_active = 1 LIMIT 1").has_value(); }

Listeners find_listeners(db::Connection& c, const Scope& scope) {
    db::Sql sql;
    sql.add(
        "SELECT id, type, events, target_url, content_type, secret, enable_ssl FROM webhook WHERE is_active = 1 AND (");
    if (scope.server) {
        sql.add("type = 'server'");
    } else {
        sql.add("(type = 'organization' AND organization_id = ?)", scope.organization_id.value_or(0));
        sql.add(" OR (type = 'project' AND project_id = ?)", scope.project_id.value_or(0));
    }
    sql.add(") ORDER BY id");
    Listeners listeners;
    for (auto rows = c.query(sql); rows.next();)
        listeners.webhooks_.push_back({rows.integer(0), rows.view(1) == "project", names_in(rows.view(2)),
                                       Target{rows.text(3), rows.text(4), rows.maybe_text(5), rows.boolean(6)}});
    return listeners;
}

bool Listeners::Webhook::hears(std::string_view event, Only only) const {
    if (only != Only::all && of_project != (only == Only::project)) return false;
    return std::find(events.begin(), events.end(), event) != events.end();
}

bool Listeners::any(std::string_view event, Only only) const {
    return std::any_of(webhooks_.begin(), webhooks_.end(), [&](const auto& w) { return w.hears(event, only); });
}
bool Listeners::any(std::string_view event) const { return any(event, Only::all); }
bool Listeners::any_of_organization(std::string_view event) const { return any(event, Only::organization); }
bool Listeners::any_of_project(std::string_view event) const { return any(event, Only::project); }

void Listeners::tell(db::Connection& c, std::string_view event, const json::object& payload,
                     const Telling& telling) const {
    for (const auto& webhook : webhooks_) {
        if (!webhook.hears(event, telling.only)) continue;
        json::object body{{"event", event}};
        for (const auto& member : payload) body[member.key()] = member.value();
        body["webhook_id"] = webhook.id;
        Message message{webhook.id, std::string(event), join(telling.changed_fields, ","), signed_form(body)};
        if (telling.last_word) message.last_target = webhook.target;
        put_message(c, message);
    }
}

void put_message(db::Connection& c, const Message& message) {
    const auto when = now();
    std::optional<std::string> target, secret;
    if (const auto& last = message.last_target) {
        target = to_json(
            json::object{{"url", last->url}, {"content_type", last->content_type}, {"verify_tls", last->verify_tls}});
        secret = last->sealed_secret;
    }
    c.execute("INSERT INTO webhook_message (webhook_id, last_target, last_secret, event, changed_fields, body, "
              "redelivery, not_before, created_date) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
              message.webhook_id, target, secret ? db::Arg(db::Blob{*secret}) : db::Arg(nullptr), message.event,
              message.changed_fields, message.body, message.redelivery, when, when);
}

} // namespace limn::events
