// Names and columns of the Open Images files.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace limn::formats::open_images {

inline const std::vector<std::string_view> image_columns = {
    "ImageID", "Subset", "OriginalURL",  "OriginalLandingURL", "License",          "AuthorProfileURL",
    "Author",  "Title",  "OriginalSize", "OriginalMD5",        "Thumbnail300KURL", "Rotation"};
inline const std::vector<std::string_view> tag_columns = {"ImageID", "Source", "LabelName", "Confidence"};
inline const std::vector<std::string_view> box_columns = {
    "ImageID", "Source",     "LabelName",   "Confidence", "XMin",        "XMax",    "YMin",
    "YMax",    "IsOccluded", "IsTruncated", "IsGroupOf",  "IsDepiction", "IsInside"};
inline const std::vector<std::string_view> mask_columns = {
    "MaskPath", "ImageID", "LabelName", "BoxID", "BoxXMin", "BoxXMax", "BoxYMin", "BoxYMax", "PredictedIoU", "Clicks"};

// As a shell would need it: in quotes when it has anything but letters, digits and a few signs.
std::string shell_quoted(std::string_view text);
// The reverse, of the first word of a line; the line is moved past it.
std::string take_shell_word(std::string_view& line);

std::string json_text(std::string_view text);

} // namespace limn::formats::open_images
