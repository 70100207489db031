#include "api/kept_settings.h"

#include "base/error.h"
#include "base/json.h"

namespace limn::api {

std::string changed_settings(std::string_view stored, const boost::json::value& body, size_t largest,
                             std::string_view too_large) {
    if (!body.is_object()) throw record_error("Settings are an object: one member for each part of the page.");
    auto settings = boost::json::parse(stored).as_object();
    for (const auto& [name, value] : body.get_object()) {
        if (value.is_null())
            settings.erase(name);
        else
            settings[name] = value;
    }
    auto all = to_json(settings);
    if (all.size() > largest) throw record_error(too_large);
    return all;
}

} // namespace limn::api
