#include "formats/ultralytics_writer.h"

#include "base/text.h"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

namespace limn::formats {
namespace {

// A scalar that reads back as this text: quoted where YAML would see something else in it.
std::string scalar(const std::string& text) {
    constexpr std::string_view harmless = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-. /";
    constexpr std::string_view words[] = {"true", "false", "yes", "no", "on", "off", "null", "y", "n", "none"};
    const auto is = [&](std::string_view word) { return equal_ignoring_case(text, word); };
    const bool letters = !text.empty() && std::isalpha(static_cast<unsigned char>(text.front())) &&
                         text.back() != ' ' && text.find_first_not_of(harmless) == std::string::npos;
    if (letters && std::none_of(std::begin(words), std::end(words), is)) return text;
    return "'" + replace_all(text, "'", "''") + "'";
}

std::string config(const UltralyticsFiles& files, const std::map<std::string, std::string>& lists) {
    std::map<std::string, std::string> entries;
    if (files.keypoints > 0) entries["kpt_shape"] = fmt::format("\n- {}\n- 3\n", files.keypoints);
    entries["names"] = files.names.empty() ? " {}\n" : "\n";
    for (size_t i = 0; i < files.names.size(); ++i)
        entries["names"] += fmt::format("  {}: {}\n", i, scalar(files.names[i]));
    entries["path"] = " .\n";
    for (const auto& [subset, list] : lists) entries[scalar(subset)] = fmt::format(" {}\n", scalar(subset + ".txt"));
    std::string out;
    for (const auto& [key, value] : entries) out += key + ":" + value;
    return out;
}

} // namespace

std::vector<std::string> ultralytics_names(const std::vector<Label>& labels) {
    std::vector<std::string> out;
    for (const Label& label : labels) {
        if (label.parent == 0) out.push_back(label.name);
    }
    return out;
}

void write_ultralytics(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive,
                       const UltralyticsFiles& files) {
    const auto subset_names = yolo_subsets(dataset, {"backup", "classes", "names", "path", "kpt_shape", "flip_idx"});
    std::map<std::string, std::string> lists;
    for (const auto& [subset, name] : subset_names) lists[name];
    archive.add("data.yaml", config(files, lists));
    std::string text;
    each_item(dataset, options, {}, [&](Item& item) {
        const std::string& subset = subset_names.at(item.subset);
        lists[subset] += fmt::format("data/images/{}/{}{}\n", subset, item.id, item.extension);
        text.clear();
        files.lines(text, item);
        if (!text.empty()) archive.add(fmt::format("labels/{}/{}.txt", subset, item.id), text);
    });
    for (const auto& [name, list] : lists) archive.add(fmt::format("{}.txt", name), list);
    if (!options.save_images) return;
    each_image(dataset, {}, [&](Item& item) {
        save_image(item, archive, fmt::format("images/{}/{}{}", subset_names.at(item.subset), item.id, item.extension));
    });
}

} // namespace limn::formats
