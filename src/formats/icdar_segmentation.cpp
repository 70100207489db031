// ICDAR Segmentation 1.0: the pixels of each character in a colour of its own, and a line of text for each.
#include "base/text.h"
#include "formats/format.h"
#include "formats/functions.h"
#include "formats/input.h"
#include "formats/items_out.h"
#include "formats/mask_layers.h"
#include "formats/raster_items.h"
#include "formats/text_reader.h"
#include "geometry/colours.h"
#include "geometry/raster.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace limn::formats {
namespace {

constexpr std::string_view text_end = "_GT.txt", image_end = "_GT.bmp";
constexpr geometry::Colour white{255, 255, 255};

std::optional<geometry::Colour> parse_colour(std::span<const std::string_view> fields) {
    if (fields.size() < 3) return std::nullopt;
    int64_t rgb[3];
    for (size_t i = 0; i < 3; ++i) {
        const auto value = parse_int(fields[i]);
        if (!value || *value < 0 || *value > 255) return std::nullopt;
        rgb[i] = *value;
    }
    return geometry::Colour{static_cast<uint8_t>(rgb[0]), static_cast<uint8_t>(rgb[1]), static_cast<uint8_t>(rgb[2])};
}

struct Character {
    const ItemAnnotation* mask;
    double index;
    geometry::Colour colour;
};

// The masks by their index, with the colours they ask for or the next unused ones.
std::vector<Character> characters(const Item& item) {
    std::vector<Character> out;
    std::set<geometry::Colour> taken = {white};
    for (const ItemAnnotation& annotation : item.annotations) {
        if (annotation.kind != Kind::mask) continue;
        const Value* index = annotation.find("index");
        const auto number = index ? parse_double(to_text(*index)) : std::nullopt;
        if (!number) {
            throw FormatError(
                fmt::format("Item ({}, {}): a mask needs a number in the attribute 'index'", item.id, item.subset));
        }
        out.push_back({&annotation, *number, {}});
    }
    std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.index < b.index; });
    uint32_t next = 1;
    for (Character& character : out) {
        const Value* wish = character.mask->find("color");
        const std::string text = wish ? to_text(*wish) : std::string();
        const auto colour = parse_colour(words(text));
        character.colour = colour.value_or(white);
        while (!colour && taken.contains(character.colour)) character.colour = geometry::palette(next++);
        taken.insert(character.colour);
    }
    return out;
}

std::string line_of(const Character& character) {
    const auto& c = character.colour;
    const Value* text = character.mask->find("text");
    const Value* centre = character.mask->find("center");
    const std::string words = text ? to_text(*text) : "";
    const std::string middle = centre && !to_text(*centre).empty() ? to_text(*centre) : "- -";
    const auto box = geometry::bounds(character.mask->mask);
    return fmt::format("{}{} {} {} {} {} {} {} {} \"{}\"\n", words == " " ? "#" : "", c.red, c.green, c.blue, middle,
                       static_cast<int64_t>(box.left), static_cast<int64_t>(box.top), static_cast<int64_t>(box.right),
                       static_cast<int64_t>(box.bottom), words);
}

void write_item(Item& item, ArchiveWriter& archive) {
    mask_pipeline(item);
    const auto list = characters(item);
    std::string text;
    std::vector<geometry::Layer> layers;
    for (size_t i = 0; i < list.size(); ++i) {
        if (i > 0 && list[i].mask->group != list[i - 1].mask->group) text += '\n';
        text += line_of(list[i]);
        layers.push_back({&list[i].mask->mask, packed(list[i].colour) + 1, list[i].mask->z_order});
    }
    const auto painted = geometry::paint(layers, item.width, item.height);
    const auto image = coloured(item.width, item.height, painted.labels, [](int64_t value) {
        if (value == 0) return white;
        --value;
        return geometry::Colour{static_cast<uint8_t>(value >> 16), static_cast<uint8_t>(value >> 8),
                                static_cast<uint8_t>(value)};
    });
    archive.add(fmt::format("{}/{}{}", item.subset, item.id, image_end), media::encode_bmp(image));
    archive.add(fmt::format("{}/{}{}", item.subset, item.id, text_end), text);
}

void read_line(Item& item, std::string_view line, int64_t group, const std::vector<int64_t>& pixels,
               const MaskImage& image) {
    if (line.starts_with('#')) line.remove_prefix(1);
    const size_t quote = line.find('"'), last = line.rfind('"');
    auto fields = words(line.substr(0, quote));
    const bool quoted = quote != std::string_view::npos && last > quote;
    if (fields.size() != (quoted ? 9u : 10u)) {
        throw FormatError(fmt::format("Unexpected field count {} in the line '{}'. Expected 10 fields.",
                                      fields.size() + quoted, line));
    }
    const auto colour = parse_colour(fields);
    if (!colour) throw FormatError(fmt::format("The line '{}' begins with no colour", line));
    geometry::Bitmap bitmap(image.width, image.height);
    for (size_t i = 0; i < pixels.size(); ++i) bitmap.pixels[i] = pixels[i] == packed(*colour);
    ItemAnnotation out;
    out.kind = Kind::mask;
    out.label = 0;
    out.group = group;
    out.mask = geometry::to_rle(bitmap);
    out.attributes = {{"index", static_cast<int64_t>(item.annotations.size())},
                      {"color", fmt::format("{} {} {}", fields[0], fields[1], fields[2])},
                      {"text", std::string(quoted ? line.substr(quote + 1, last - quote - 1) : fields[9])}};
    if (fields[3] != "-") out.attributes.push_back({"center", fmt::format("{} {}", fields[3], fields[4])});
    item.annotations.push_back(std::move(out));
}

Item read_item(const Input& input, const std::string& file) {
    const size_t slash = file.find('/');
    Item item;
    item.subset = slash == std::string::npos ? "default" : file.substr(0, slash);
    const std::string stem = file.substr(0, file.size() - text_end.size());
    item.id = slash == std::string::npos ? stem : stem.substr(slash + 1);
    for (const char* extension : {".jpg", ".png", ".jpeg", ".PNG", ".JPG", ".bmp"}) {
        const std::string path =
            fmt::format("{}images/{}{}", slash == std::string::npos ? "" : item.subset + "/", item.id, extension);
        if (!input.has(path)) continue;
        item.extension = extension;
        item.file = input.path(path);
        break;
    }
    const std::string image_file = stem + std::string(image_end);
    const auto image = decode_mask_image(input.read(image_file), image_file);
    const auto pixels = pixel_values(image);
    item.width = image.width;
    item.height = image.height;
    const std::string text = input.read(file);
    int64_t group = 1;
    for (const auto line : lines(without_bom(text))) {
        if (trim(line).empty()) {
            ++group;
        } else {
            read_line(item, line, group, pixels, image);
        }
    }
    return item;
}

} // namespace

void write_icdar_segmentation(const Dataset& dataset, const ExportOptions& options, ArchiveWriter& archive) {
    each_item(dataset, options, {}, [&](Item& item) { write_item(item, archive); });
    if (!options.save_images) return;
    each_image(dataset, {}, [&](Item& item) {
        save_image(item, archive, fmt::format("{}/images/{}{}", item.subset, item.id, item.extension));
    });
}

ItemSet read_icdar_segmentation(const Input& input, const Dataset&) {
    ItemSet set;
    set.label("icdar");
    for (const std::string& file : input.names()) {
        if (file.ends_with(text_end)) set.items.push_back(read_item(input, file));
    }
    if (set.items.empty()) throw FormatError("Failed to find dataset at '*_GT.txt'");
    return set;
}

} // namespace limn::formats
