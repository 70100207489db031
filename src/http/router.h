// Which function answers which path. Patterns: "/api/tasks/{id}/data" ({name} matches one segment without '.' or '/',
// {name:any} any segment, {name:rest} everything left). A trailing '/' in the pattern makes it optional on the wire.
// Fixed segments win over placeholders.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "http/message.h"

namespace limn::http {

using Handler = std::function<Response(Request&)>;

struct Match {
    const Handler* handler = nullptr; // null: path unknown, or known without this method
    std::vector<std::string> parameters;
    std::vector<Method> allowed; // methods of the path; empty: path unknown. GET brings HEAD, everything brings OPTIONS
    std::string pattern;         // for metrics and logs
};

class Router {
  public:
    Router();
    ~Router();
    // Before the server starts. Throws std::logic_error for a route that is declared twice.
    void add(Method method, std::string_view pattern, Handler handler);
    // What answers when the path is known but the method is not (it sees request.parameters and allowed); and unknown
    // paths.
    void on_wrong_method(std::function<Response(Request&, const std::vector<Method>& allowed)> handler);
    void on_unknown(Handler handler);

    // path as sent: it is cut at its slashes first and percent-decoded then, so "a%2Fb" is one segment.
    Match find(Method method, std::string_view path) const;
    // Finds and runs; fills in request.parameters and request.pattern; adds Allow, to thrown errors too.
    Response answer(Request& request) const;

    struct Route {
        Method method;
        std::string pattern;
    };
    const std::vector<Route>& routes() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

std::string allow_header(const std::vector<Method>& allowed); // "GET, POST, HEAD, OPTIONS"

} // namespace limn::http
