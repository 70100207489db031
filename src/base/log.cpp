#include "base/log.h"

#include <stdexcept>

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "base/json.h"
#include "base/time.h"

namespace limn {
namespace {

spdlog::logger& logger() {
    static auto instance = [] {
        auto made = std::make_shared<spdlog::logger>("limn", std::make_shared<spdlog::sinks::stderr_sink_mt>());
        made->set_pattern("%v");
        made->flush_on(spdlog::level::warn);
        return made;
    }();
    return *instance;
}

void write(spdlog::level::level_enum level, std::string_view name, std::string_view message,
           std::initializer_list<LogField> fields) {
    if (!logger().should_log(level)) return;
    JsonWriter w;
    w.begin_object();
    w.member("time", to_iso(now()));
    w.member("level", name);
    w.member("message", message);
    for (const auto& field : fields) std::visit([&](const auto& v) { w.member(field.name, v); }, field.value);
    w.end_object();
    logger().log(level, w.text());
}

} // namespace

void set_log_level(std::string_view level) {
    if (level == "debug")
        logger().set_level(spdlog::level::debug);
    else if (level == "info")
        logger().set_level(spdlog::level::info);
    else if (level == "warning")
        logger().set_level(spdlog::level::warn);
    else if (level == "error")
        logger().set_level(spdlog::level::err);
    else
        throw std::invalid_argument("the log level is one of debug, info, warning, error");
}

void log_debug(std::string_view m, std::initializer_list<LogField> f) { write(spdlog::level::debug, "debug", m, f); }
void log_info(std::string_view m, std::initializer_list<LogField> f) { write(spdlog::level::info, "info", m, f); }
void log_warning(std::string_view m, std::initializer_list<LogField> f) { write(spdlog::level::warn, "warning", m, f); }
void log_error(std::string_view m, std::initializer_list<LogField> f) { write(spdlog::level::err, "error", m, f); }

} // namespace limn
