#include "geometry/assignment.h"

#include <limits>

namespace limn::geometry {
namespace {

constexpr size_t none = std::numeric_limits<size_t>::max();

// Rows are not more than columns. Adds one row after the other by the cheapest alternating path in reduced costs.
std::vector<size_t> assign_rows(std::span<const double> cost, size_t rows, size_t columns, bool transposed) {
    const auto at = [&](size_t r, size_t c) { return transposed ? cost[c * rows + r] : cost[r * columns + c]; };
    std::vector<double> row_potential(rows, 0), column_potential(columns, 0);
    std::vector<size_t> row_of(columns, none);
    for (size_t start = 0; start < rows; ++start) {
        std::vector<double> distance(columns, std::numeric_limits<double>::infinity());
        std::vector<size_t> from(columns, none); // the column before this one on the path
        std::vector<char> done(columns, 0);
        size_t row = start, last = none;
        double reached = 0;
        for (;;) {
            size_t next = none;
            for (size_t c = 0; c < columns; ++c) {
                if (done[c]) continue;
                const double through = reached + at(row, c) - row_potential[row] - column_potential[c];
                if (through < distance[c]) {
                    distance[c] = through;
                    from[c] = last;
                }
                if (next == none || distance[c] < distance[next]) next = c;
            }
            done[next] = 1;
            reached = distance[next];
            last = next;
            if (row_of[next] == none) break;
            row = row_of[next];
        }
        row_potential[start] += reached;
        for (size_t c = 0; c < columns; ++c) {
            if (!done[c] || c == last) continue;
            row_potential[row_of[c]] += reached - distance[c];
            column_potential[c] -= reached - distance[c];
        }
        while (from[last] != none) {
            row_of[last] = row_of[from[last]];
            last = from[last];
        }
        row_of[last] = start;
    }
    return row_of;
}

} // namespace

std::vector<std::optional<size_t>> assign(std::span<const double> cost, size_t rows, size_t columns) {
    std::vector<std::optional<size_t>> out(rows);
    if (rows == 0 || columns == 0) return out;
    if (rows <= columns) {
        const auto row_of = assign_rows(cost, rows, columns, false);
        for (size_t c = 0; c < columns; ++c) {
            if (row_of[c] != none) out[row_of[c]] = c;
        }
        return out;
    }
    const auto column_of = assign_rows(cost, columns, rows, true);
    for (size_t r = 0; r < rows; ++r) {
        if (column_of[r] != none) out[r] = column_of[r];
    }
    return out;
}

} // namespace limn::geometry
