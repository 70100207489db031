// 100,000 shapes against 100,000 that are nearly the same, so that each has to be measured: on 1,000 frames, and all on
// one, side by side or strewn over each other.
#include <cmath>
#include <random>

#include <benchmark/benchmark.h>

#include "annotation/duplicates.h"

namespace {
using namespace limn::annotation;

constexpr int shapes = 100'000;

enum Layout { many_frames, one_frame, one_heap };

Shape draw(ShapeType type, double x, double y, double size) {
    Shape s;
    s.label_id = 1;
    s.type = type;
    if (type == ShapeType::rectangle) {
        s.points = {x, y, x + size, y + size};
        return s;
    }
    for (int k = 0; k < 20; ++k) {
        const double angle = k * 0.314159265, radius = size / 2 * (k % 2 ? 1 : 0.8);
        s.points.push_back(x + radius * std::cos(angle));
        s.points.push_back(y + radius * std::sin(angle));
    }
    return s;
}

void find_duplicates(benchmark::State& state) {
    const auto type = static_cast<ShapeType>(state.range(0));
    const auto layout = static_cast<Layout>(state.range(1));
    std::mt19937 random(1);
    const auto number = [&](double from, double to) { return std::uniform_real_distribution(from, to)(random); };
    Annotations present, fresh;
    for (int i = 0; i < shapes; ++i) {
        const int place = layout == many_frames ? i % 100 : i;
        const double x = layout == one_heap ? number(0, 1000) : place % 320 * 60, size = number(20, 200);
        const double y = layout == one_heap ? number(0, 1000) : place / 320 * 60;
        present.shapes.push_back(draw(type, x, y, layout == one_heap ? size : 50));
        fresh.shapes.push_back(draw(type, x + 0.5, y, layout == one_heap ? size : 50));
        present.shapes.back().frame = fresh.shapes.back().frame = layout == many_frames ? i / 100 : 0;
    }
    LabelSet labels;
    labels.add_label(1);
    for (auto _ : state) {
        auto left = fresh;
        drop_duplicates(present, left, labels, {.overlap = 0.9, .begin = 0, .end = 1000});
        state.counters["left"] = static_cast<double>(left.shapes.size());
    }
}

BENCHMARK(find_duplicates)
    ->ArgNames({"type", "layout"})
    ->ArgsProduct({{static_cast<int>(ShapeType::rectangle), static_cast<int>(ShapeType::polygon)},
                   {many_frames, one_frame, one_heap}})
    ->Unit(benchmark::kMillisecond);

} // namespace
