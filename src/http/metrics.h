// Counters, gauges and histograms for Prometheus; GET /metrics serves text().
#pragma once
#include <string>
#include <string_view>

namespace limn::http {

void count_request(std::string_view method, std::string_view pattern, int status, double seconds);
void set_gauge(std::string_view name, std::string_view help, double value);
void add_counter(std::string_view name, std::string_view help, double by = 1);
std::string metrics_text();

} // namespace limn::http
