#include "http/router.h"

#include <algorithm>
#include <map>
#include <stdexcept>

#include <fmt/format.h>

#include "base/error.h"
#include "base/text.h"
#include "http/request_target.h"

namespace limn::http {
namespace {

struct Leaf {
    Method method;
    Handler handler;
    std::string pattern;
};

// Where a path may end. Two patterns that differ in their trailing slash only share one.
struct End {
    std::vector<Leaf> leaves;
    std::vector<Method> allowed;
    bool slash_optional = false;

    const Leaf* find(Method method) const {
        for (const auto& leaf : leaves)
            if (leaf.method == method) return &leaf;
        return method == Method::head ? find(Method::get) : nullptr;
    }
};

struct Node {
    std::map<std::string, std::unique_ptr<Node>, std::less<>> fixed;
    std::unique_ptr<Node> plain; // {name}
    std::unique_ptr<Node> any;   // {name:any}
    std::unique_ptr<Node> rest;  // {name:rest}
    End end;
};

enum class Kind { fixed, plain, any, rest };

Kind kind_of(std::string_view segment) {
    if (!segment.starts_with('{') || !segment.ends_with('}')) return Kind::fixed;
    if (segment.ends_with(":any}")) return Kind::any;
    return segment.ends_with(":rest}") ? Kind::rest : Kind::plain;
}

Node& child(std::unique_ptr<Node>& place) {
    if (!place) place = std::make_unique<Node>();
    return *place;
}

// Follows the path from node on; parameters are those on the way. A path that a fixed segment leads nowhere is tried
// again with the placeholders.
const End* follow(const Node& node, std::string_view path, std::vector<std::string>& parameters) {
    if (path.empty()) return node.end.leaves.empty() ? nullptr : &node.end;
    path.remove_prefix(1); // the '/' before the segment
    if (path.empty() && node.end.slash_optional) return &node.end;
    const auto segment = path.substr(0, path.find('/'));
    const auto after = path.substr(segment.size());
    auto text = percent_decode(segment);

    if (const auto found = node.fixed.find(text); found != node.fixed.end())
        if (const auto* end = follow(*found->second, after, parameters)) return end;
    const auto depth = parameters.size();
    const auto take = [&](const std::unique_ptr<Node>& next, std::string value, std::string_view left) -> const End* {
        if (!next || !is_utf8(value)) return nullptr; // nothing of ours has a name that is no text
        parameters.push_back(std::move(value));
        const auto* end = follow(*next, left, parameters);
        if (!end) parameters.resize(depth);
        return end;
    };
    if (!text.empty() && text.find_first_of("./") == std::string::npos)
        if (const auto* end = take(node.plain, text, after)) return end;
    if (!text.empty())
        if (const auto* end = take(node.any, text, after)) return end;
    return take(node.rest, percent_decode(path), {});
}

Response default_wrong_method(Request& request, const std::vector<Method>&) {
    throw detail_error(405, fmt::format("Method \"{}\" not allowed.", to_string(request.method)));
}

Response default_unknown(Request&) { throw detail_error(404, "Not found."); }

} // namespace

struct Router::State {
    Node root;
    std::vector<Route> routes;
    std::function<Response(Request&, const std::vector<Method>&)> wrong_method = default_wrong_method;
    Handler unknown = default_unknown;
};

Router::Router() : state_(std::make_unique<State>()) {}
Router::~Router() = default;

void Router::add(Method method, std::string_view pattern, Handler handler) {
    if (!pattern.starts_with('/'))
        throw std::logic_error(fmt::format("the pattern {} does not begin with '/'", pattern));
    const bool slash = pattern.ends_with('/');
    auto* node = &state_->root;
    auto path = pattern.substr(1, pattern.size() - 1 - (slash && pattern.size() > 1 ? 1 : 0));
    while (!path.empty()) {
        const auto segment = path.substr(0, path.find('/'));
        path.remove_prefix(std::min(path.size(), segment.size() + 1));
        switch (kind_of(segment)) {
        case Kind::fixed: node = &child(node->fixed[std::string(segment)]); break;
        case Kind::plain: node = &child(node->plain); break;
        case Kind::any: node = &child(node->any); break;
        case Kind::rest: node = &child(node->rest); break;
        }
    }
    auto& end = node->end;
    if (std::any_of(end.leaves.begin(), end.leaves.end(), [&](const Leaf& leaf) { return leaf.method == method; }))
        throw std::logic_error(fmt::format("{} {} is declared twice", to_string(method), pattern));
    end.slash_optional |= slash;
    end.leaves.push_back({method, std::move(handler), std::string(pattern)});
    const auto allow = [&](Method m) {
        if (std::find(end.allowed.begin(), end.allowed.end(), m) == end.allowed.end()) end.allowed.push_back(m);
    };
    std::erase_if(end.allowed, [](Method m) { return m == Method::head || m == Method::options; });
    if (method != Method::head && method != Method::options) allow(method);
    if (end.find(Method::head)) allow(Method::head);
    allow(Method::options);
    state_->routes.push_back({method, std::string(pattern)});
}

void Router::on_wrong_method(std::function<Response(Request&, const std::vector<Method>& allowed)> handler) {
    state_->wrong_method = std::move(handler);
}

void Router::on_unknown(Handler handler) { state_->unknown = std::move(handler); }

Match Router::find(Method method, std::string_view path) const {
    Match match;
    if (!path.starts_with('/')) return match;
    const auto* end = follow(state_->root, path, match.parameters);
    if (!end) return match;
    match.allowed = end->allowed;
    const auto* leaf = end->find(method);
    if (leaf) match.handler = &leaf->handler;
    match.pattern = leaf ? leaf->pattern : end->leaves.front().pattern;
    return match;
}

Response Router::answer(Request& request) const {
    auto match = find(request.method, path_of(request.target));
    request.parameters = std::move(match.parameters);
    request.pattern = match.pattern;
    if (match.allowed.empty()) return state_->unknown(request);
    const auto allow = [&] { return allow_header(match.allowed); };
    try {
        auto response = match.handler ? (*match.handler)(request) : state_->wrong_method(request, match.allowed);
        if (response.find_header("Allow").empty()) response.add_header("Allow", allow());
        return response;
    } catch (Error& e) {
        e.with_header("Allow", allow());
        throw;
    }
}

const std::vector<Router::Route>& Router::routes() const { return state_->routes; }

std::string allow_header(const std::vector<Method>& allowed) {
    std::string text;
    for (const auto method : allowed) {
        if (!text.empty()) text += ", ";
        text += to_string(method);
    }
    return text;
}

} // namespace limn::http
