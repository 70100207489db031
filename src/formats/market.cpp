// Market-1501 1.0: people across cameras; everything is in the names of the images.
#include "base/text.h"
#include "formats/format.h"
#include "formats/functions.h"
#include "formats/input.h"
#include "formats/items_out.h"
#include "formats/missing.h"
#include "formats/text_reader.h"
#include "media/kinds.h"

#include <algorithm>
#include <cctype>
#include <map>

#include <fmt/format.h>

namespace limn::formats {
namespace {

constexpr std::string_view label_name = "market-1501";
constexpr std::string_view query_folder = "query", gallery_start = "bounding_box_";

// 0001_c3s2_000451_03: person, camera, sequence, frame, box; and what follows.
struct MarketName {
    std::string person;
    int64_t camera = 0, track = 0, frame = 0, box = 0;
    std::string rest;
};

std::optional<int64_t> take_number(std::string_view& text) {
    size_t end = 0;
    while (end < text.size() && std::isdigit(static_cast<unsigned char>(text[end]))) ++end;
    const auto out = parse_int(text.substr(0, end));
    if (out) text.remove_prefix(end);
    return out;
}

bool take(std::string_view& text, std::string_view prefix) {
    if (!text.starts_with(prefix)) return false;
    text.remove_prefix(prefix.size());
    return true;
}

std::optional<MarketName> parse_name(std::string_view name) {
    MarketName out;
    const std::string_view whole = name;
    take(name, "-");
    if (!take_number(name)) return std::nullopt;
    out.person = whole.substr(0, whole.size() - name.size());
    for (auto [prefix, to] : {std::pair<std::string_view, int64_t*>{"_c", &out.camera},
                              {"s", &out.track},
                              {"_", &out.frame},
                              {"_", &out.box}}) {
        if (!take(name, prefix)) return std::nullopt;
        const auto number = take_number(name);
        if (!number) return std::nullopt;
        *to = *number;
    }
    out.rest = name;
    return out;
}

int64_t whole(const Value* value, int64_t fallback) {
    const auto number = value ? parse_double(to_text(*value)) : std::nullopt;
    return number ? static_cast<int64_t>(*number) : fallback;
}

class MarketNames {
  public:
    std::string name(const Item& item, const ItemAnnotation* tag) {
        const size_t slash = item.id.rfind('/');
        const std::string folder = slash == std::string::npos ? "" : item.id.substr(0, slash + 1);
        const Value* person = tag ? tag->find("person_id") : nullptr;
        const bool named = parse_name(item.id.substr(folder.size())).has_value();
        if (named || !person || to_text(*person).empty()) return item.id;
        const std::string who = to_text(*person);
        const int64_t camera = whole(tag->find("camera_id"), 0) + 1, track = whole(tag->find("track_id"), 1);
        const Value* given = tag->find("frame_id");
        int64_t& next = next_frames_[fmt::format("{} {} {}", who, camera, track)];
        const int64_t frame = given ? whole(given, 0) : next;
        next = std::max(next, frame + 1);
        return fmt::format("{}{}_c{}s{}_{:06}_{:02}", folder, who, camera, track, frame,
                           whole(tag->find("bbox_id"), 0));
    }

  private:
    std::map<std::string, int64_t> next_frames_; // by person, camera and track
};

const ItemAnnotation* market_tag(const Item& item, const LabelIndex& labels) {
    const auto found = std::find_if(item.annotations.begin(), item.annotations.end(), [&](const ItemAnnotation& a) {
        return a.kind == Kind::label && labels.at(a.label).name == label_name;
    });
    return found == item.annotations.end() ? nullptr : &*found;
}

bool is_query(const ItemAnnotation* tag) {
    const Value* value = tag ? tag->find("query") : nullptr;
    return value && equal_ignoring_case(to_text(*value), "true");
}

class MarketReader {
  public:
    explicit MarketReader(const Input& input) : input_(input) {}

    ItemSet read() {
        bool listed = false;
        for (const std::string& file : input_.names()) {
            if (!file.starts_with("images_") || !file.ends_with(".txt") || file.find('/') != std::string::npos)
                continue;
            listed = true;
            const std::string text = input_.read(file);
            const std::string subset = without_extension(file).substr(std::string_view("images_").size());
            for (const auto line : lines(without_bom(text))) {
                if (!trim(line).empty()) add(subset, std::string(trim(line)));
            }
        }
        if (listed) return std::move(set_);
        for (const std::string& file : input_.names()) {
            const bool query = file.starts_with("query/");
            if (media::kind_of(file) != media::Kind::image || (!query && !file.starts_with(gallery_start))) continue;
            add(query ? "query" : file.substr(gallery_start.size(), file.find('/') - gallery_start.size()), file);
        }
        return std::move(set_);
    }

  private:
    void add(const std::string& subset, const std::string& path) {
        const size_t slash = path.find('/');
        if (slash == std::string::npos)
            throw FormatError(fmt::format("Failed to import item ('{}', '{}'): it is in no folder", path, subset));
        Item item;
        item.subset = subset;
        const std::string inside = path.substr(slash + 1);
        item.id = without_extension(inside);
        item.extension = inside.substr(item.id.size());
        if (input_.has(path)) item.file = input_.path(path);
        const auto name = parse_name(item.id.substr(item.id.rfind('/') + 1));
        ItemAnnotation tag;
        tag.label = set_.label(label_name);
        tag.attributes.push_back({"query", path.substr(0, slash) == query_folder});
        if (name) {
            tag.attributes.push_back({"person_id", name->person});
            tag.attributes.push_back({"camera_id", name->camera - 1});
            tag.attributes.push_back({"track_id", name->track});
            tag.attributes.push_back({"frame_id", name->frame});
            tag.attributes.push_back({"bbox_id", name->box});
            std::string_view rest = name->rest;
            take(rest, "_");
            if (!rest.empty()) item.id = rest;
        }
        item.annotations.push_back(std::move(tag));
        set_.items.push_back(std::move(item));
    }

    const Input& input_;
    ItemSet set_;
};

bool is_market(const Input& input) {
    return std::any_of(input.names().begin(), input.names().end(), [](const std::string& name) {
        return name.starts_with(gallery_start) || name.starts_with("query") || name.starts_with("images_");
    });
}

} // namespace

void write_market(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive) {
    const LabelIndex labels(dataset.labels);
    std::map<std::string, std::string> lists;
    MarketNames names;
    each_item(dataset, options, {}, [&](Item& item) {
        const auto* tag = market_tag(item, labels);
        const std::string folder =
            is_query(tag) ? std::string(query_folder) : fmt::format("{}{}", gallery_start, item.subset);
        const std::string path = fmt::format("{}/{}{}", folder, names.name(item, tag), item.extension);
        lists[item.subset] += path + "\n";
        if (options.save_images) save_image(item, archive, path);
    });
    for (const auto& [subset, text] : lists) archive.add(fmt::format("images_{}.txt", subset), text);
}

ItemSet read_market(const Input& input, const Dataset&) {
    const auto root = input.root(is_market);
    if (!root) dataset_not_found("market1501", {});
    return MarketReader(*root).read();
}

} // namespace limn::formats
