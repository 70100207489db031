#include "annotation/skeleton_parts.h"

#include <algorithm>
#include <cmath>

#include <pugixml.hpp>

#include "annotation/load.h"

namespace limn::annotation {
namespace {

using Places = std::vector<std::pair<int64_t, Place>>;

double hundredths(double value) { return std::round(value * 100) / 100; }

Place mean(const std::vector<Place>& places) {
    Place sum;
    for (const auto& p : places) {
        sum.x += p.x;
        sum.y += p.y;
    }
    const auto n = static_cast<double>(places.size());
    return {sum.x / n, sum.y / n};
}

// The root of the mean square of the distances from the middle.
double spread(const std::vector<Place>& places, Place middle) {
    double sum = 0;
    for (const auto& p : places) sum += std::pow(p.x - middle.x, 2) + std::pow(p.y - middle.y, 2);
    return std::sqrt(sum / static_cast<double>(places.size()));
}

void note(Places& places, int64_t label_id, const std::vector<double>& points) {
    if (points.size() >= 2) places.emplace_back(label_id, Place{points[0], points[1]});
}

using Drawn = std::unordered_map<int64_t, Place>;

// A part of a skeleton, of the same origin.
template <typename Object> Object part_of(const Object& skeleton, int64_t label_id) {
    Object part;
    part.frame = skeleton.frame;
    part.label_id = label_id;
    part.group = skeleton.group;
    part.source = skeleton.source;
    return part;
}

// Draws a point that is there but not seen.
template <typename Drawing> void hide(Drawing& drawing, int64_t frame, int32_t z_order, Place at) {
    drawing.frame = frame;
    drawing.type = ShapeType::points;
    drawing.outside = true;
    drawing.z_order = z_order;
    drawing.points = {at.x, at.y};
}

void add_parts(Shape& skeleton, std::span<const int64_t> parts, const Drawn& drawn) {
    Places there;
    for (const auto& e : skeleton.elements) note(there, e.label_id, e.points);
    for (const auto part : parts) {
        Shape e = part_of(skeleton, part);
        hide(e, skeleton.frame, skeleton.z_order, guess_place(drawn, part, there));
        skeleton.elements.push_back(std::move(e));
    }
}

void add_parts(Track& skeleton, std::span<const int64_t> parts, const Drawn& drawn) {
    Places there;
    for (const auto& e : skeleton.elements)
        if (!e.keyframes.empty()) note(there, e.label_id, e.keyframes.front().points);
    const auto z_order = skeleton.keyframes.empty() ? 0 : skeleton.keyframes.front().z_order;
    for (const auto part : parts) {
        Track e = part_of(skeleton, part);
        hide(e.keyframes.emplace_back(), skeleton.frame, z_order, guess_place(drawn, part, there));
        skeleton.elements.push_back(std::move(e));
    }
}

// The job's skeletons of the label, and nothing else of it.
Annotations skeletons_of(db::Connection& c, int64_t job_id, int64_t label_id) {
    auto data = load_job(c, job_id);
    data.tags.clear();
    std::erase_if(data.shapes, [&](const Shape& s) { return s.label_id != label_id || s.type != ShapeType::skeleton; });
    std::erase_if(data.tracks, [&](const Track& t) {
        return t.label_id != label_id || t.keyframes.empty() || t.keyframes.front().type != ShapeType::skeleton;
    });
    return data;
}

std::vector<int64_t> jobs_with(db::Connection& c, int64_t label_id) {
    auto rows = c.query("SELECT job_id FROM shape WHERE label_id = ? UNION SELECT job_id FROM track WHERE label_id = ?",
                        label_id, label_id);
    std::vector<int64_t> jobs;
    while (rows.next()) jobs.push_back(rows.integer(0));
    std::ranges::sort(jobs);
    return jobs;
}

} // namespace

Drawn drawn_places(std::string_view svg) {
    pugi::xml_document document;
    document.load_buffer(svg.data(), svg.size(), pugi::parse_default | pugi::parse_fragment);
    Drawn places;
    for (const auto& found : document.select_nodes("//circle[@data-label-id]")) {
        const auto circle = found.node();
        const Place at{circle.attribute("cx").as_double(NAN), circle.attribute("cy").as_double(NAN)};
        if (std::isfinite(at.x) && std::isfinite(at.y))
            places.emplace(circle.attribute("data-label-id").as_llong(), at);
    }
    return places;
}

Place guess_place(const Drawn& drawn, int64_t part, std::span<const std::pair<int64_t, Place>> there) {
    const auto found = drawn.find(part);
    const Place own = found == drawn.end() ? Place{50, 50} : found->second;
    std::vector<Place> from, to;
    for (const auto& [label_id, at] : there)
        if (const auto place = drawn.find(label_id); place != drawn.end()) {
            from.push_back(place->second);
            to.push_back(at);
        }
    if (from.empty()) return there.empty() ? own : there.front().second;
    const auto a = mean(from), b = mean(to);
    const auto size = spread(from, a);
    const auto scale = size > 1e-9 ? spread(to, b) / size : 0;
    return {hundredths(b.x + (own.x - a.x) * scale), hundredths(b.y + (own.y - a.y) * scale)};
}

int64_t add_skeleton_parts(db::Connection& c, const tasks::Label& skeleton, std::span<const int64_t> parts,
                           const CommitOptions& options) {
    if (parts.empty()) return 0;
    const auto jobs = jobs_with(c, skeleton.id);
    std::vector<Save> waiting;
    for (const auto job : jobs) waiting.emplace_back().job_id = job;
    lock_jobs(c, waiting);
    const auto drawn = drawn_places(skeleton.svg);
    int64_t changed = 0;
    for (const auto job : jobs) {
        auto data = skeletons_of(c, job, skeleton.id);
        for (auto& s : data.shapes) add_parts(s, parts, drawn);
        for (auto& t : data.tracks) add_parts(t, parts, drawn);
        changed += static_cast<int64_t>(data.shapes.size() + data.tracks.size());
        if (data.shapes.empty() && data.tracks.empty()) continue;
        auto save = prepare(job, Action::update, std::move(data));
        commit(c, save, options);
    }
    return changed;
}

} // namespace limn::annotation
