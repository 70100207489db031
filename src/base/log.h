// One JSON object a line on standard error: time, level, message and the fields given.
//   log_info("request", {{"path", "/api/tasks"}, {"status", 200}});
#pragma once
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace limn {

using LogValue = std::variant<std::string_view, int64_t, double, bool>;
struct LogField {
    std::string_view name;
    LogValue value;
    LogField(std::string_view n, std::string_view v) : name(n), value(v) {}
    LogField(std::string_view n, const std::string& v) : name(n), value(std::string_view(v)) {}
    LogField(std::string_view n, const char* v) : name(n), value(std::string_view(v)) {}
    LogField(std::string_view n, int v) : name(n), value(int64_t(v)) {}
    LogField(std::string_view n, int64_t v) : name(n), value(v) {}
    LogField(std::string_view n, size_t v) : name(n), value(int64_t(v)) {}
    LogField(std::string_view n, double v) : name(n), value(v) {}
    LogField(std::string_view n, bool v) : name(n), value(v) {}
};

// debug, info, warning or error; throws std::invalid_argument for another word.
void set_log_level(std::string_view level);

void log_debug(std::string_view message, std::initializer_list<LogField> fields = {});
void log_info(std::string_view message, std::initializer_list<LogField> fields = {});
void log_warning(std::string_view message, std::initializer_list<LogField> fields = {});
void log_error(std::string_view message, std::initializer_list<LogField> fields = {});

} // namespace limn
