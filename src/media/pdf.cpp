#include "media/pdf.h"

#include "media/error.h"
#include "media/frames.h"
#include "storage/temp_file.h"

#include <cmath>
#include <fmt/format.h>
#include <poppler-document.h>
#include <poppler-page-renderer.h>
#include <poppler-page.h>

namespace limn::media {
namespace {

constexpr int page_quality = 95;
constexpr double points_per_inch = 72;
constexpr double max_pixels = 100e6; // of a page; larger ones are drawn at a lower resolution

[[noreturn]] void fail(std::string_view name, std::string_view reason) {
    throw MediaError(fmt::format("cannot read PDF file '{}': {}", name, reason));
}

// The library reports by a global function of its own; what matters here comes back as empty results.
void stay_silent(const std::string&, void*) {}

double resolution_for(const poppler::page& page) {
    const poppler::rectf box = page.page_rect();
    const double square_inches = box.width() * box.height() / (points_per_inch * points_per_inch);
    return std::min<double>(pdf_resolution, std::sqrt(max_pixels / std::max(square_inches, 1e-6)));
}

// Poppler's pixels are native-endian 0xAARRGGBB words.
Image copy_rgb(const poppler::image& drawn) {
    Image image = make_image(drawn.width(), drawn.height(), 3);
    for (int y = 0; y < image.height; ++y) {
        const char* line = drawn.const_data() + std::ptrdiff_t{y} * drawn.bytes_per_row();
        const auto* source = reinterpret_cast<const std::uint8_t*>(line);
        std::uint8_t* target = image.row(y);
        for (int x = 0; x < image.width; ++x, source += 4, target += 3) {
            target[0] = source[2];
            target[1] = source[1];
            target[2] = source[0];
        }
    }
    return image;
}

} // namespace

std::vector<std::string> extract_pdf(const std::filesystem::path& pdf, const std::filesystem::path& folder,
                                     std::string_view name, const std::function<void(double)>& progress) {
    poppler::set_debug_error_function(stay_silent, nullptr);
    const std::unique_ptr<poppler::document> document(poppler::document::load_from_file(pdf.native()));
    if (!document) fail(name, "it is no PDF or is damaged");
    if (document->is_locked()) fail(name, "it is locked by a password");
    const int pages = document->pages();
    if (pages < 1) fail(name, "it has no pages");

    poppler::page_renderer renderer;
    renderer.set_image_format(poppler::image::format_argb32);
    renderer.set_render_hint(poppler::page_renderer::antialiasing);
    renderer.set_render_hint(poppler::page_renderer::text_antialiasing);
    const std::string stem = std::filesystem::path(name).stem().native();
    std::vector<std::string> names;
    for (int number = 0; number < pages; ++number) {
        const std::unique_ptr<poppler::page> page(document->create_page(number));
        if (!page) fail(name, fmt::format("its page {} is damaged", number + 1));
        const double resolution = resolution_for(*page);
        const poppler::image drawn = renderer.render_page(page.get(), resolution, resolution);
        if (!drawn.is_valid()) fail(name, fmt::format("its page {} cannot be drawn", number + 1));
        storage::TempFile file(folder);
        file.write(encode_jpeg(copy_rgb(drawn), page_quality));
        names.push_back(fmt::format("{}_{:06}.jpg", stem, number));
        file.move_to(folder / names.back());
        if (progress) progress(static_cast<double>(number + 1) / pages);
    }
    return names;
}

} // namespace limn::media
