#include <boost/json.hpp>

#include "access/authentication.h"
#include "access/policy.h"
#include "access/throttle.h"
#include "api/call.h"
#include "api/email_confirmation.h"
#include "api/negotiation.h"
#include "api/route_description.h"
#include "api/session_cookies.h"
#include "base/error.h"
#include "base/text.h"

namespace limn::api {
namespace {

constexpr size_t anonymous_calls = 100; // a minute, of one address

bool is_safe(http::Method method) {
    return method == http::Method::get || method == http::Method::head || method == http::Method::options;
}

std::optional<std::string> header_if_sent(const http::Request& request, std::string_view name) {
    return request.has_header(name) ? std::optional(std::string(request.header(name))) : std::nullopt;
}

// Who is throttled together: the proxies' word as it is, else the address.
std::string throttle_key(const http::Request& request) {
    const auto forwarded = replace_all(request.header("X-Forwarded-For"), " ", "");
    return forwarded.empty() ? request.peer : forwarded;
}

http::Response response_of(const Error& error) {
    auto response = http::make_response(error.status(), error.body(), error.content_type());
    for (const auto& [name, value] : error.headers()) response.header(name, value);
    return response;
}

bool takes_access_tokens(Access access) { return access != Access::without_access_token; }

Error not_authenticated() { return detail_error(401, "Authentication credentials were not provided."); }

} // namespace

struct Routes::State {
    http::Router& router;
    Services& services;
    std::vector<DescribedRoute> routes;
    access::Throttle anonymous{anonymous_calls, std::chrono::minutes(1)};

    State(http::Router& router, Services& services) : router(router), services(services) {}

    // work: what is left to do when the caller and the workspace are known.
    template <class Work> http::Response answer(http::Request& request, Access access, Work&& work) {
        Call call(request, services);
        auto rendering = Rendering::json;
        http::Response response;
        try {
            if (access != Access::unchecked) {
                rendering = negotiate(request.header("Accept"), call.argument("scheme"));
                authenticate(call, access);
            }
            response = work(call);
        } catch (const Error& error) {
            response = response_of(error);
            if (error.status() == 401)
                response.header("WWW-Authenticate", access == Access::access_token ? "Bearer" : "Token");
        }
        return finish(std::move(response), call, rendering);
    }

    void authenticate(Call& call, Access access) {
        const auto& request = call.request;
        access::Presented presented;
        presented.authorization = std::string(request.header("Authorization"));
        presented.session_key = request.cookie(session_cookie);
        presented.safe_method = is_safe(request.method);
        const auto scheme = request.scheme(), host = request.host();
        presented.csrf = {scheme,
                          host,
                          header_if_sent(request, "Origin"),
                          header_if_sent(request, "Referer"),
                          request.cookie(csrf_cookie),
                          header_if_sent(request, "X-CSRFToken")};
        if (access == Access::access_token && !lower(presented.authorization).starts_with("bearer"))
            throw not_authenticated();
        if (!takes_access_tokens(access) && lower(presented.authorization).starts_with("bearer"))
            presented.authorization.clear();
        auto found = access::authenticate(services.database, presented, services.settings.trusted_origins);
        call.caller = std::move(found.caller);
        call.session = found.session;
        if (services.settings.verify_email && call.caller.email_unconfirmed &&
            call.caller.credential == access::Credential::basic)
            throw detail_error(401, unverified_email);
        if (call.caller.anonymous() && access != Access::open) throw not_authenticated();
    }

    // After the method is known to exist.
    void prepare(Call& call, Access access) {
        if (access == Access::open && call.caller.anonymous()) anonymous.pass(throttle_key(call.request));
        if (access != Access::user && access != Access::access_token) return;
        const auto org = call.argument("org"), org_id = call.argument("org_id");
        const auto header = header_if_sent(call.request, "X-Organization");
        if (!org && !org_id && !header) return;
        call.context = services.database.read(
            [&](db::Connection& c) { return access::request_context(c, call.caller, org, org_id, header); });
    }

    http::Response finish(http::Response response, const Call& call, Rendering rendering) {
        if (rendering == Rendering::page && response.find_header("Content-Type") == json_content_type) {
            response.body = page_of(response.body);
            response.header("Content-Type", "text/html; charset=utf-8");
        }
        if (call.session) renew_session(services.database, call.request, *call.session, response);
        std::string vary = "Accept, Cookie, Origin";
        for (const auto& [name, value] : response.headers)
            if (name == "Vary") vary += ", " + value;
        response.header("Vary", std::move(vary));
        response.header("X-Frame-Options", "DENY");
        response.header("X-Content-Type-Options", "nosniff");
        response.header("Referrer-Policy", "strict-origin-when-cross-origin");
        response.header("Cross-Origin-Opener-Policy", "same-origin");
        return response;
    }

    std::vector<const DescribedRoute*> routes_of(std::string_view pattern) const {
        std::vector<const DescribedRoute*> found;
        for (const auto& route : routes)
            if (route.pattern == pattern) found.push_back(&route);
        return found;
    }

    // The path exists, this method of it does not; OPTIONS comes here, too, where a resource has none of its own.
    http::Response wrong_method(http::Request& request, const std::vector<http::Method>& allowed) {
        const auto known = routes_of(request.pattern);
        const auto access = known.empty() ? Access::user : known.front()->access;
        const bool bare = !known.empty() && known.front()->bare;
        const bool options = request.method == http::Method::options && !bare;
        if (options && request.has_header("Access-Control-Request-Method"))
            return http::make_response(200, "", "text/html");
        auto response = answer(request, access, [&](Call& call) {
            if (options) return call.json(200, describe_path(request.pattern, known));
            throw detail_error(405, fmt::format("Method \"{}\" not allowed.", http::to_string(request.method)));
        });
        if (bare) {
            auto offered = allowed;
            std::erase_if(offered,
                          [](http::Method m) { return m == http::Method::head || m == http::Method::options; });
            response.header("Allow", http::allow_header(offered));
        }
        return response;
    }

    // "/api/tasks/1.5": an id with a dot is no id, which is not the same as an unknown path.
    void add_dotted(std::string_view pattern) {
        const auto brace = pattern.rfind('{');
        if (!pattern.ends_with('}') || pattern.find(':', brace) != std::string_view::npos) return;
        const auto dotted = fmt::format("{}:any}}", pattern.substr(0, pattern.size() - 1));
        router.add(http::Method::get, dotted, [this](http::Request& request) {
            return answer(request, Access::unchecked, [](Call&) -> http::Response { throw malformed_id(); });
        });
    }
};

Routes::Routes(http::Router& router, Services& services) : state_(std::make_shared<State>(router, services)) {
    router.on_wrong_method([state = state_](http::Request& request, const std::vector<http::Method>& allowed) {
        return state->wrong_method(request, allowed);
    });
}

Routes& Routes::add(http::Method method, std::string_view pattern, CallHandler handler, Access access) {
    state_->routes.push_back({method, std::string(pattern), access});
    if (method == http::Method::get) state_->add_dotted(pattern);
    state_->router.add(method, pattern, [state = state_, handler, access](http::Request& request) {
        return state->answer(request, access, [&](Call& call) {
            state->prepare(call, access);
            return handler(call);
        });
    });
    return *this;
}

Routes& Routes::get(std::string_view pattern, CallHandler handler, Access access) {
    return add(http::Method::get, pattern, handler, access);
}
Routes& Routes::post(std::string_view pattern, CallHandler handler, Access access) {
    return add(http::Method::post, pattern, handler, access);
}
Routes& Routes::put(std::string_view pattern, CallHandler handler, Access access) {
    return add(http::Method::put, pattern, handler, access);
}
Routes& Routes::patch(std::string_view pattern, CallHandler handler, Access access) {
    return add(http::Method::patch, pattern, handler, access);
}
Routes& Routes::remove(std::string_view pattern, CallHandler handler, Access access) {
    return add(http::Method::delete_, pattern, handler, access);
}
Routes& Routes::head(std::string_view pattern, CallHandler handler, Access access) {
    return add(http::Method::head, pattern, handler, access);
}
Routes& Routes::options(std::string_view pattern, CallHandler handler, Access access) {
    return add(http::Method::options, pattern, handler, access);
}

Routes& Routes::describe(Operation operation) {
    if (!state_->routes.empty()) state_->routes.back().operation = std::move(operation);
    return *this;
}

Routes& Routes::bare() {
    const auto pattern = state_->routes.empty() ? std::string() : state_->routes.back().pattern;
    for (auto& route : state_->routes)
        if (route.pattern == pattern) route.bare = true;
    return *this;
}

const std::vector<DescribedRoute>& Routes::all() const { return state_->routes; }

} // namespace limn::api
