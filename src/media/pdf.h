// Pages of a PDF as images.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace limn::media {

inline constexpr int pdf_resolution = 200; // dots per inch

// Writes every page as a JPEG into `folder`, which exists; gives the file names in page order: `<stem>_000000.jpg` and
// on. `name` is how the user knows the file. `progress` gets the share of pages done. Throws MediaError for a broken
// or locked document or one without pages.
std::vector<std::string> extract_pdf(const std::filesystem::path& pdf, const std::filesystem::path& folder,
                                     std::string_view name, const std::function<void(double)>& progress = {});

} // namespace limn::media
