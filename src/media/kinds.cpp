#include "media/kinds.h"

#include "base/text.h"
#include "media/error.h"

namespace limn::media {
namespace {

struct TypeOfExtension {
    std::string_view extension;
    std::string_view mime;
};

// Ordered by extension, for the binary search below.
constexpr TypeOfExtension types[] = {
    {".3g2", "video/3gpp2"},
    {".3gp", "video/3gpp"},
    {".7z", "application/x-7z-compressed"},
    {".ar", "application/x-archive"},
    {".arw", "image/x-sony-arw"},
    {".asf", "video/x-ms-asf"},
    {".avi", "video/x-msvideo"},
    {".avif", "image/avif"},
    {".bin", "image/x.kitti-velodyne"},
    {".bmp", "image/bmp"},
    {".bz", "application/x-bzip"},
    {".bz2", "application/x-bzip"},
    {".cab", "application/vnd.ms-cab-compressed"},
    {".cpio", "application/x-cpio"},
    {".cr2", "image/x-canon-cr2"},
    {".crw", "image/x-canon-crw"},
    {".dds", "image/vnd.ms-dds"},
    {".dib", "image/bmp"},
    {".dng", "image/x-adobe-dng"},
    {".dv", "video/dv"},
    {".exr", "image/x-exr"},
    {".f4v", "video/x-f4v"},
    {".flv", "video/x-flv"},
    {".gif", "image/gif"},
    {".gz", "application/gzip"},
    {".hdr", "image/vnd.radiance"},
    {".heic", "image/heic"},
    {".heif", "image/heif"},
    {".ico", "image/vnd.microsoft.icon"},
    {".iso", "application/x-iso9660-image"},
    {".j2k", "image/jp2"},
    {".jfif", "image/jpeg"},
    {".jp2", "image/jp2"},
    {".jpe", "image/jpeg"},
    {".jpeg", "image/jpeg"},
    {".jpf", "image/jpx"},
    {".jpg", "image/jpeg"},
    {".jpg2", "image/jp2"},
    {".jpm", "image/jpm"},
    {".jpx", "image/jpx"},
    {".jsonl", "application/jsonl"},
    {".jxl", "image/jxl"},
    {".lha", "application/x-lha"},
    {".lz", "application/x-lzip"},
    {".lzma", "application/x-lzma"},
    {".m1v", "video/mpeg"},
    {".m2t", "video/mp2t"},
    {".m2ts", "video/mp2t"},
    {".m2v", "video/mpeg"},
    {".m4v", "video/x-m4v"},
    {".mjpeg", "video/x-mjpeg"},
    {".mjpg", "video/x-mjpeg"},
    {".mk3d", "video/x-matroska-3d"},
    {".mkv", "video/x-matroska"},
    {".mng", "video/x-mng"},
    {".mov", "video/quicktime"},
    {".mp4", "video/mp4"},
    {".mpe", "video/mpeg"},
    {".mpeg", "video/mpeg"},
    {".mpg", "video/mpeg"},
    {".mpg4", "video/mp4"},
    {".mts", "video/mp2t"},
    {".mxf", "video/mxf"},
    {".nef", "image/x-nikon-nef"},
    {".ogg", "video/ogg"},
    {".ogm", "video/x-ogm"},
    {".ogv", "video/ogg"},
    {".orf", "image/x-olympus-orf"},
    {".pam", "image/x-portable-anymap"},
    {".pbm", "image/x-portable-bitmap"},
    {".pcd", "image/x.point-cloud-data"},
    {".pcx", "image/vnd.zbrush.pcx"},
    {".pdf", "application/pdf"},
    {".pgm", "image/x-portable-graymap"},
    {".pic", "image/x-pict"},
    {".png", "image/png"},
    {".pnm", "image/x-portable-anymap"},
    {".ppm", "image/x-portable-pixmap"},
    {".psd", "image/vnd.adobe.photoshop"},
    {".qt", "video/quicktime"},
    {".raf", "image/x-fuji-raf"},
    {".rar", "application/vnd.rar"},
    {".ras", "image/x-cmu-raster"},
    {".rgb", "image/x-rgb"},
    {".rm", "video/vnd.rn-realmedia"},
    {".rw2", "image/x-panasonic-rw2"},
    {".sgi", "image/sgi"},
    {".sr", "image/x-cmu-raster"},
    {".tar", "application/x-tar"},
    {".tbz", "application/x-bzip"},
    {".tbz2", "application/x-bzip"},
    {".tga", "image/x-tga"},
    {".tgz", "application/gzip"},
    {".tif", "image/tiff"},
    {".tiff", "image/tiff"},
    {".ts", "video/mp2t"},
    {".txz", "application/x-xz"},
    {".vob", "video/mpeg"},
    {".wbmp", "image/vnd.wap.wbmp"},
    {".webm", "video/webm"},
    {".webp", "image/webp"},
    {".wmv", "video/x-ms-wmv"},
    {".xbm", "image/x-xbitmap"},
    {".xpm", "image/x-xpixmap"},
    {".xwd", "image/x-xwindowdump"},
    {".xz", "application/x-xz"},
    {".zip", "application/zip"},
    {".zst", "application/zstd"},
};
static_assert(std::ranges::is_sorted(types, {}, &TypeOfExtension::extension));

std::string_view base_name(std::string_view name) { return name.substr(name.find_last_of('/') + 1); }

} // namespace

std::string_view extension(std::string_view name) {
    const std::string_view base = base_name(name);
    const std::size_t dot = base.find_last_of('.');
    return dot == std::string_view::npos ? std::string_view() : base.substr(dot);
}

std::string_view mime_type(std::string_view name) {
    const std::string wanted = lower(extension(name));
    const auto* found = std::ranges::lower_bound(types, wanted, {}, &TypeOfExtension::extension);
    return found != std::end(types) && found->extension == wanted ? found->mime : "application/octet-stream";
}

Kind kind_of(std::string_view name) {
    const std::string_view mime = mime_type(name);
    if (mime.starts_with("image/")) return Kind::image;
    if (mime.starts_with("video/")) return Kind::video;
    if (mime == "application/zip") return Kind::zip;
    if (mime == "application/pdf") return Kind::pdf;
    if (mime == "application/jsonl") return Kind::manifest;
    return mime == "application/octet-stream" ? Kind::other : Kind::archive;
}

std::string_view kind_word(std::string_view name) {
    switch (kind_of(name)) {
    case Kind::image: return "image";
    case Kind::video: return "video";
    case Kind::archive:
    case Kind::zip: return "archive";
    case Kind::pdf: return "pdf";
    default: return "unknown";
    }
}

bool is_point_cloud(std::string_view name) {
    const std::string_view mime = mime_type(name);
    return mime == "image/x.point-cloud-data" || mime == "image/x.kitti-velodyne";
}

bool is_archive_litter(std::string_view name) {
    for (const std::string_view litter : {"__MACOSX", "__MSOSX", ".DS_Store"}) {
        if (name.find(litter) != std::string_view::npos) return true;
    }
    return false;
}

Inputs sort_out(std::span<const std::string> files, std::span<const std::string> folders) {
    Inputs inputs;
    inputs.folders.assign(folders.begin(), folders.end());
    std::map<Kind, std::vector<std::string>> by_kind;
    for (const std::string& name : files) by_kind[kind_of(name)].push_back(name);
    const auto count = [&](Kind kind) { return by_kind[kind].size(); };

    const std::size_t packed = count(Kind::video) + count(Kind::archive) + count(Kind::pdf) + count(Kind::zip);
    const std::size_t loose = count(Kind::image) + folders.size();
    if (packed + loose == 0) throw MediaError("No media data found");
    if (packed > 1 || (packed == 1 && loose > 0)) {
        throw MediaError(fmt::format("Only one video, archive, pdf, zip or many image, directory can be used "
                                     "simultaneously,             but {} image(s), {} video(s), {} archive(s), {} "
                                     "directory(s), {} pdf(s), {} zip(s) found.",
                                     count(Kind::image), count(Kind::video), count(Kind::archive), folders.size(),
                                     count(Kind::pdf), count(Kind::zip)));
    }
    if (count(Kind::manifest) > 1) throw MediaError("Only one manifest file can be attached to data");
    if (count(Kind::manifest) == 1 && (count(Kind::pdf) > 0 || !folders.empty())) {
        throw MediaError("File with meta information can only be uploaded with video/images/archives");
    }
    const auto only = [&](Kind kind) { return by_kind[kind].empty() ? std::string() : by_kind[kind].front(); };
    inputs.images = std::move(by_kind[Kind::image]);
    inputs.video = only(Kind::video);
    inputs.archive = only(Kind::archive);
    inputs.zip = only(Kind::zip);
    inputs.pdf = only(Kind::pdf);
    inputs.manifest = only(Kind::manifest);
    return inputs;
}

} // namespace limn::media
