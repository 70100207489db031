#include "http/metrics.h"

#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <unordered_map>

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

namespace limn::http {
namespace {

using prometheus::Counter;
using prometheus::Family;
using prometheus::Gauge;
using prometheus::Histogram;

// Seconds; from a cached row to an export.
const Histogram::BucketBoundaries buckets = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25,
                                             0.5,   1,      2.5,   5,    10,    30,   60};

struct RequestSeries {
    Counter* count;
    Histogram* seconds;
};

struct Store {
    prometheus::Registry registry;
    Family<Counter>& requests =
        prometheus::BuildCounter().Name("limn_http_requests_total").Help("Requests answered").Register(registry);
    Family<Histogram>& durations = prometheus::BuildHistogram()
                                       .Name("limn_http_request_seconds")
                                       .Help("From the request's head to the answer's last byte")
                                       .Register(registry);

    // The library looks a series up by hashing its labels under one lock; a request pays for a shared lock and one
    // lookup.
    std::shared_mutex mutex;
    std::unordered_map<std::string, RequestSeries> series;

    std::mutex plain_mutex;
    std::map<std::string, Gauge*, std::less<>> gauges;
    std::map<std::string, Counter*, std::less<>> counters;

    RequestSeries find(std::string_view method, std::string_view pattern, int status) {
        std::string key;
        key.reserve(method.size() + pattern.size() + 8);
        ((key += method) += ' ') += pattern;
        (key += ' ') += std::to_string(status);
        {
            std::shared_lock lock(mutex);
            if (const auto found = series.find(key); found != series.end()) return found->second;
        }
        const prometheus::Labels labels = {{"method", std::string(method)}, {"route", std::string(pattern)}};
        auto with_status = labels;
        with_status["status"] = std::to_string(status);
        std::unique_lock lock(mutex);
        return series
            .try_emplace(std::move(key), RequestSeries{&requests.Add(with_status), &durations.Add(labels, buckets)})
            .first->second;
    }
};

Store& store() {
    static Store instance;
    return instance;
}

} // namespace

void count_request(std::string_view method, std::string_view pattern, int status, double seconds) {
    const auto series = store().find(method, pattern, status);
    series.count->Increment();
    series.seconds->Observe(seconds);
}

void set_gauge(std::string_view name, std::string_view help, double value) {
    auto& s = store();
    std::lock_guard lock(s.plain_mutex);
    auto found = s.gauges.find(name);
    if (found == s.gauges.end()) {
        auto& family = prometheus::BuildGauge().Name(std::string(name)).Help(std::string(help)).Register(s.registry);
        found = s.gauges.emplace(name, &family.Add({})).first;
    }
    found->second->Set(value);
}

void add_counter(std::string_view name, std::string_view help, double by) {
    auto& s = store();
    std::lock_guard lock(s.plain_mutex);
    auto found = s.counters.find(name);
    if (found == s.counters.end()) {
        auto& family = prometheus::BuildCounter().Name(std::string(name)).Help(std::string(help)).Register(s.registry);
        found = s.counters.emplace(name, &family.Add({})).first;
    }
    found->second->Increment(by);
}

std::string metrics_text() { return prometheus::TextSerializer().Serialize(store().registry.Collect()); }

} // namespace limn::http
