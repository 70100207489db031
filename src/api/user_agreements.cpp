#include "api/user_agreements.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>
#include <stdexcept>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "api/call.h"
#include "base/json.h"

namespace limn::api {
namespace json = boost::json;

namespace {

std::string text_of(const json::object& item, std::string_view name) {
    const auto* value = item.if_contains(name);
    if (!value || !value->is_string() || value->get_string().empty())
        throw std::runtime_error(fmt::format("each agreement needs a text \"{}\"", name));
    return std::string(value->get_string());
}

UserAgreement read_agreement(const json::value& value) {
    const auto* item = value.if_object();
    if (!item) throw std::runtime_error("each agreement is an object");
    UserAgreement agreement{
        .name = text_of(*item, "name"), .link_text = text_of(*item, "urlDisplayText"), .url = text_of(*item, "url")};
    if (!agreement.url.starts_with("https://") && !agreement.url.starts_with("http://"))
        throw std::runtime_error(fmt::format("the url of \"{}\" begins with https://", agreement.name));
    agreement.text_prefix = item->contains("textPrefix") ? text_of(*item, "textPrefix") : "I accept the";
    if (const auto* required = item->if_contains("required")) {
        if (!required->is_bool())
            throw std::runtime_error(fmt::format("\"required\" of \"{}\" is true or false", agreement.name));
        agreement.required = required->get_bool();
    }
    return agreement;
}

std::vector<UserAgreement> read_list(const json::value& value) {
    const auto* list = value.if_array();
    if (!list) throw std::runtime_error("it holds a list of agreements");
    std::vector<UserAgreement> agreements;
    std::set<std::string> names;
    for (const auto& item : *list) {
        agreements.push_back(read_agreement(item));
        if (!names.insert(agreements.back().name).second)
            throw std::runtime_error(fmt::format("\"{}\" is there twice", agreements.back().name));
    }
    return agreements;
}

http::Response list(Call& call) {
    JsonWriter w;
    w.begin_array();
    for (const auto& agreement : call.services.settings.agreements) {
        w.begin_object();
        w.member("name", agreement.name);
        w.member("textPrefix", agreement.text_prefix);
        w.member("urlDisplayText", agreement.link_text);
        w.member("url", agreement.url);
        w.member("required", agreement.required);
        w.member("value", false);
        w.end_object();
    }
    w.end_array();
    return call.json(200, w.take());
}

} // namespace

std::vector<UserAgreement> read_user_agreements(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    try {
        if (!in) throw std::runtime_error("it cannot be read");
        return read_list(json::parse(text));
    } catch (const std::exception& e) {
        throw std::runtime_error(fmt::format("--user-agreements {}: {}", file.string(), e.what()));
    }
}

std::optional<std::string> agreement_problem(const std::vector<UserAgreement>& agreements,
                                             const std::vector<Confirmation>& confirmations) {
    for (const auto& agreement : agreements) {
        const auto accepts = [&](const Confirmation& c) { return c.name == agreement.name && c.value; };
        if (agreement.required && std::ranges::none_of(confirmations, accepts))
            return fmt::format("The {} must be accepted.", agreement.link_text);
    }
    return {};
}

void add_user_agreement_routes(Routes& routes) {
    routes.get("/api/user-agreements", list, Access::open)
        .describe({"What somebody who makes an account is asked to accept", {}, {}});
}

} // namespace limn::api
