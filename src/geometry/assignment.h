// Optimal one-to-one assignment of rows to columns.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace limn::geometry {

// cost holds rows * columns numbers, row by row, all finite. Each row (or each column, whichever are fewer) gets one
// partner so that the total cost is least; the answer names the column of each row, none for rows left over.
// Shortest augmenting paths with potentials (Jonker and Volgenant 1987): O(n^2 m) with n the smaller side.
std::vector<std::optional<size_t>> assign(std::span<const double> cost, size_t rows, size_t columns);

} // namespace limn::geometry
