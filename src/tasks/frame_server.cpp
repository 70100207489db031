#include "tasks/frame_server.h"

#include <algorithm>

#include <fmt/format.h>

#include "access/secrets.h"
#include "base/error.h"
#include "base/log.h"
#include "media/error.h"
#include "media/preview.h"
#include "media/probe.h"
#include "media/video_packets.h"
#include "tasks/cloud_sources.h"
#include "tasks/sources.h"

namespace limn::tasks {

using media::Quality;

namespace {

constexpr size_t open_videos = 8;
constexpr size_t kept_indexes = 64;
constexpr size_t max_ahead = 16;
constexpr int max_waiting_for_tiles = 8; // requests: they hold threads that others want, too
constexpr int whole_quality = 100;       // of JPEGs that stand for originals

std::string_view quality_name(Quality quality) { return quality == Quality::compressed ? "c" : "o"; }

std::string cache_key(const Media& media, std::string_view what) { return fmt::format("media/{}/{}", media.id, what); }

// By file, not by number: honeypots show other frames as time goes on.
std::string file_key(const Media& media, std::string_view what, const Frame& frame) {
    return cache_key(media, fmt::format("{}-{:x}", what, std::hash<std::string>()(frame.file)));
}

// A chunk's key says what is in it: its frames, their form, and the version of the content.
std::string chunk_key(const Media& media, const ChunkRequest& r) {
    std::string frames;
    for (size_t i = 0; i < r.frames.size(); ++i) {
        size_t last = i; // runs of consecutive frames are written as first-last
        while (last + 1 < r.frames.size() && r.frames[last + 1] == r.frames[last] + 1) ++last;
        frames += fmt::format("{}{}", frames.empty() ? "" : ",", r.frames[i]);
        if (last > i) frames += fmt::format("-{}", r.frames[last]);
        i = last;
    }
    if (frames.size() > 120) frames = fmt::format("{}x{:x}", r.frames.size(), std::hash<std::string>()(frames));
    return cache_key(
        media, fmt::format("chunk-{}{}-{}-{}", quality_name(r.quality), r.pictures ? "p" : "", r.version, frames));
}

// Copies that are left in the cache are not given out either.
void require_attached(const MediaFrames& of) {
    if (of.media.cloud_storage_id) return;
    for (const auto& [number, frame] : of.frames)
        if (frame.file.starts_with(cloud_prefix))
            throw string_error("Task is no longer connected to cloud storage", 409);
}

bool as_video(const Media& media, Quality quality) {
    return (quality == Quality::compressed ? media.compressed_chunk_type : media.original_chunk_type) == "video";
}

} // namespace

FrameServer::FrameServer(storage::BlobStore& blobs, storage::Cache& cache, std::filesystem::path share, Clouds* clouds)
    : blobs_(blobs), cache_(cache), share_(std::move(share)), clouds_(clouds), readers_(open_videos),
      thread_([this](const std::stop_token& stop) { prefetch_loop(stop); }) {}

FrameServer::~FrameServer() = default;

// A copy of an object in a bucket is kept in the cache for as long as there is room.
FrameServer::LocalFile FrameServer::local_file(const Media& media, const std::string& file) {
    if (!file.starts_with(cloud_prefix)) return {frame_path(blobs_, share_, file), nullptr};
    if (!media.cloud_storage_id) throw string_error("Task is no longer connected to cloud storage", 409);
    const auto key = file.substr(cloud_prefix.size());
    auto copy = cache_.get_or_make(
        cache_key(media, fmt::format("object-{}-{}", *media.cloud_storage_id, access::sha256_hex(key))),
        [&](storage::TempFile& out) {
            const auto opened = clouds_->open(*media.cloud_storage_id);
            try {
                opened.objects->read(key, 0, {}, [&](std::string_view piece) { out.write(piece); });
            } catch (const storage::ObjectError& e) {
                throw cloud_error(opened, key, e);
            }
        });
    return {copy.path, copy.pin};
}

// Several at once: each waits for the bucket most of the time.
std::map<std::string, FrameServer::LocalFile> FrameServer::local_files(const Media& media,
                                                                       std::vector<std::string> files) {
    std::ranges::sort(files);
    files.erase(std::ranges::unique(files).begin(), files.end());
    std::vector<LocalFile> found(files.size());
    const bool remote = std::ranges::any_of(files, [](const auto& file) { return file.starts_with(cloud_prefix); });
    const auto get = [&](size_t i) { found[i] = local_file(media, files[i]); };
    if (remote)
        in_parallel(files.size(), get);
    else
        for (size_t i = 0; i < files.size(); ++i) get(i);
    std::map<std::string, LocalFile> out;
    for (size_t i = 0; i < files.size(); ++i) out.emplace(files[i], std::move(found[i]));
    return out;
}

// A video is never left in its bucket.
std::filesystem::path FrameServer::video_path(const MediaFrames& of) const {
    return frame_path(blobs_, share_, of.frames.at(0).file);
}

FrameServer::IndexPointer FrameServer::index_of(const Media& media) {
    {
        std::lock_guard lock(mutex_);
        if (const auto found = indexes_.find(media.id); found != indexes_.end()) return found->second;
    }
    const auto key = media.index_key();
    auto index = std::make_shared<const media::VideoIndex>(
        media::parse_video_index(blobs_.read(key, 0, blobs_.size(key).value_or(0))));
    std::lock_guard lock(mutex_);
    if (indexes_.size() >= kept_indexes) indexes_.erase(indexes_.begin());
    return indexes_.emplace(media.id, std::move(index)).first->second;
}

Delivery FrameServer::cached(std::string key, std::string mime, const std::function<void(storage::TempFile&)>& make) {
    auto entry = cache_.get_or_make(key, make);
    return {entry.path, std::move(mime), entry.pin};
}

media::Image FrameServer::read_video(const Media& media, const Frame& file, int64_t number) {
    const auto absolute = media.absolute(number);
    media::Image image;
    readers_.with_reader(frame_path(blobs_, share_, file.file), index_of(media), absolute,
                         [&](media::VideoReader& reader) { image = reader.read(absolute); });
    return image;
}

// --- chunks

void FrameServer::make_picture_chunk(const MediaFrames& of, const ChunkRequest& r, int quality,
                                     storage::TempFile& out) {
    std::vector<std::string> wanted;
    for (const auto number : r.frames)
        if (number >= 0) wanted.push_back(of.frames.at(number).file);
    const auto local = local_files(of.media, std::move(wanted));
    std::vector<media::ChunkFile> files;
    for (const auto number : r.frames) {
        if (number < 0) {
            files.emplace_back();
            continue;
        }
        const auto& frame = of.frames.at(number);
        files.push_back({local.at(frame.file).path, frame.name});
    }
    media::write_image_chunk(files, r.pictures ? Quality::compressed : r.quality, quality, out);
}

void FrameServer::make_video_pictures(const MediaFrames& of, const ChunkRequest& r, int quality,
                                      storage::TempFile& out) {
    int64_t first = 0;
    for (const auto number : r.frames)
        if (number >= 0) {
            first = of.media.absolute(number);
            break;
        }
    readers_.with_reader(video_path(of), index_of(of.media), first, [&](media::VideoReader& reader) {
        const auto read = [&](size_t i) {
            return r.frames[i] < 0 ? media::Image() : reader.read(of.media.absolute(r.frames[i]));
        };
        media::write_jpeg_chunk(r.frames.size(), read, quality, out);
    });
}

void FrameServer::make_chunk(const MediaFrames& of, const ChunkRequest& r, storage::TempFile& out) {
    const bool whole = r.pictures && r.quality == Quality::original;
    const int quality = whole ? whole_quality : static_cast<int>(of.media.image_quality);
    if (!of.media.is_video()) return make_picture_chunk(of, r, quality, out);
    if (r.pictures || !as_video(of.media, r.quality)) return make_video_pictures(of, r, quality, out);
    std::vector<int64_t> frames;
    for (const auto number : r.frames) frames.push_back(of.media.absolute(number));
    readers_.with_reader(video_path(of), index_of(of.media), frames.front(), [&](media::VideoReader& reader) {
        media::write_video_chunk(reader, frames, r.quality, quality, out);
    });
}

Delivery FrameServer::chunk(const MediaFrames& of, const ChunkRequest& request) {
    require_attached(of);
    const bool video = of.media.is_video() && !request.pictures && as_video(of.media, request.quality);
    return cached(chunk_key(of.media, request), std::string(video ? media::video_chunk_mime : media::image_chunk_mime),
                  [&](storage::TempFile& out) { make_chunk(of, request, out); });
}

// --- frames

std::string FrameServer::video_frame(const Media& media, const Frame& file, int64_t number, Quality quality,
                                     std::string& mime) {
    auto image = read_video(media, file, number);
    if (as_video(media, quality) && quality == Quality::compressed)
        image = media::fit(image, std::max(image.width, image.height) / media::compressed_scale(image.height));
    const auto encoded = as_video(media, quality)
                             ? media::video_frame_png(image)
                             : media::video_frame_jpeg(image, static_cast<int>(media.image_quality));
    mime = encoded.mime;
    return encoded.bytes;
}

Delivery FrameServer::frame(const MediaFrames& of, int64_t number, Quality quality) {
    require_attached(of);
    if (of.media.is_video()) {
        const bool png = as_video(of.media, quality);
        return cached(cache_key(of.media, fmt::format("frame-{}-{}", quality_name(quality), number)),
                      png ? "image/png" : "image/jpeg", [&](storage::TempFile& out) {
                          std::string mime;
                          out.write(video_frame(of.media, of.frames.at(0), number, quality, mime));
                      });
    }
    const auto& frame = of.frames.at(number);
    if (of.media.is_point_cloud()) {
        auto file = file_of(of, frame);
        return {std::move(file.path), "image/x.point-cloud-data", std::move(file.keep)};
    }
    if (quality == Quality::original) {
        // Most originals go out as they are; turned pictures and TIFFs are made presentable first.
        const auto [path, keep] = file_of(of, frame);
        const auto info = media::probe_image(path, frame.name);
        const std::string mime(media::mime_type(frame.name));
        if (info.orientation == 1 && info.format != media::ImageFormat::tiff) return {path, mime, keep};
        return cached(file_key(of.media, "frame-o", frame), mime,
                      [&](storage::TempFile& out) { out.write(media::original_frame(path, frame.name).bytes); });
    }
    return cached(file_key(of.media, "frame-c", frame), "image/jpeg", [&](storage::TempFile& out) {
        const auto file = file_of(of, frame);
        out.write(media::compressed_frame(file.path, frame.name, static_cast<int>(of.media.image_quality)).bytes);
    });
}

Delivery FrameServer::preview(const MediaFrames& of, int64_t number) {
    require_attached(of);
    const auto key = of.media.is_point_cloud() ? std::string("preview-of-point-clouds")
                     : of.media.is_video()     ? cache_key(of.media, fmt::format("preview-{}", number))
                                               : file_key(of.media, "preview", of.frames.at(number));
    return cached(key, "image/jpeg", [&](storage::TempFile& out) {
        if (of.media.is_point_cloud()) return out.write(media::point_cloud_preview());
        if (of.media.is_video()) return out.write(media::make_preview(read_video(of.media, of.frames.at(0), number)));
        const auto& frame = of.frames.at(number);
        const auto file = file_of(of, frame);
        out.write(media::make_preview(file.path, frame.name));
    });
}

Delivery FrameServer::packets(const MediaFrames& of, int64_t number) {
    const auto index = index_of(of.media);
    const auto absolute = of.media.absolute(number);
    const auto group = media::group_of(*index, absolute);
    const auto known = [&](int64_t frame) {
        const auto distance = frame - of.media.start_frame;
        if (distance < 0 || distance % of.media.frame_step != 0) return int64_t{-1};
        return of.media.relative(frame) < of.media.size ? of.media.relative(frame) : -1;
    };
    return cached(
        cache_key(of.media, fmt::format("packets-{}", group.first)), "application/octet-stream",
        [&](storage::TempFile& out) { media::write_packet_group(video_path(of), *index, absolute, known, out); });
}

namespace {

// Counts whoever waits, and turns away those who are too many.
class Place {
  public:
    Place(std::atomic<int>& taken, int places) : taken_(taken) {
        if (taken_.fetch_add(1) < places) return;
        taken_.fetch_sub(1);
        throw list_error("Other pictures are being prepared. Ask again in a second", 429)
            .with_header("Retry-After", "1");
    }
    ~Place() { taken_.fetch_sub(1); }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

  private:
    std::atomic<int>& taken_;
};

} // namespace

Delivery FrameServer::tile(const MediaFrames& of, int64_t number, const media::Tile& tile) {
    require_attached(of);
    const auto& frame = of.frames.at(number);
    const auto file = file_of(of, frame);
    const auto info = media::probe_image(file.path, frame.name);
    const media::PyramidShape shape{info.width, info.height};
    if (!shape.has(tile)) throw media::MediaError(fmt::format("'{}' has changed since it was uploaded", frame.name));
    const int pack = media::pack_of(info, tile.level);
    const auto key = file_key(of.media, fmt::format("tiles-{}", pack), frame);
    auto entry = cache_.get(key);
    if (!entry) {
        const Place place(waiting_for_tiles_, max_waiting_for_tiles);
        entry = cache_.get_or_make(key, [&](storage::TempFile& out) {
            std::lock_guard lock(cutting_);
            media::write_pyramid(file.path, frame.name, pack, static_cast<int>(of.media.image_quality), out);
        });
    }
    return {entry->path, "image/jpeg", entry->pin, media::find_tile(entry->path, shape, pack, tile)};
}

media::BandLayout FrameServer::bands(const MediaFrames& of, int64_t number) {
    require_attached(of);
    const auto& frame = of.frames.at(number);
    return media::band_layout(file_of(of, frame).path, frame.name);
}

media::SampleRange FrameServer::sample_range(const MediaFrames& of, int64_t number) {
    require_attached(of);
    const auto& frame = of.frames.at(number);
    const auto file = file_of(of, frame);
    const Place place(waiting_for_tiles_, max_waiting_for_tiles);
    std::lock_guard lock(cutting_);
    return media::float_range(file.path, frame.name);
}

// All bands are kept together, as the file is decoded whole for one.
Delivery FrameServer::band(const MediaFrames& of, int64_t number, int band) {
    require_attached(of);
    const auto& frame = of.frames.at(number);
    const auto file = file_of(of, frame);
    const auto layout = media::band_layout(file.path, frame.name);
    const auto key = file_key(of.media, "bands", frame);
    auto entry = cache_.get(key);
    if (!entry) {
        const Place place(waiting_for_tiles_, max_waiting_for_tiles);
        entry = cache_.get_or_make(key, [&](storage::TempFile& out) {
            std::lock_guard lock(cutting_);
            media::write_bands(file.path, frame.name, out);
        });
    }
    const media::TilePlace part{static_cast<std::uint64_t>(band) * layout.band_bytes(), layout.band_bytes()};
    return {entry->path, "application/octet-stream", entry->pin, part};
}

Delivery FrameServer::context_images(const MediaFrames& of, int64_t number) {
    require_attached(of);
    const auto frame = of.frames.find(number);
    const auto related = frame == of.frames.end() ? std::vector<std::string>() : frame->second.related;
    return cached(related.empty() ? "no-context-images" : file_key(of.media, "context", frame->second),
                  "application/zip", [&](storage::TempFile& out) {
                      const auto local = local_files(of.media, related);
                      std::vector<media::ChunkFile> files;
                      for (const auto& file : related)
                          files.push_back({local.at(file).path, name_of_file(of.media, file)});
                      media::write_context_archive(files, out);
                  });
}

void FrameServer::fetch(const MediaFrames& of, std::span<const int64_t> numbers) {
    std::vector<std::string> files;
    for (const auto number : numbers)
        if (const auto frame = of.frames.find(number);
            frame != of.frames.end() && frame->second.file.starts_with(cloud_prefix))
            files.push_back(frame->second.file);
    local_files(of.media, std::move(files));
}

Delivery FrameServer::related_file(const Media& media, const std::string& file) {
    auto local = local_file(media, file);
    return {std::move(local.path), std::string(media::mime_type(file)), std::move(local.keep)};
}

// --- ahead of time

void FrameServer::prefetch(MediaFrames of, ChunkRequest request) {
    {
        std::lock_guard lock(mutex_);
        if (ahead_.size() >= max_ahead) ahead_.pop_front(); // whoever asked for it is elsewhere by now
        ahead_.emplace_back(std::move(of), std::move(request));
    }
    wake_.notify_one();
}

void FrameServer::prefetch_loop(const std::stop_token& stop) {
    for (;;) {
        std::unique_lock lock(mutex_);
        if (!wake_.wait(lock, stop, [&] { return !ahead_.empty(); })) return;
        const auto [of, request] = std::move(ahead_.back()); // the newest wish first
        ahead_.pop_back();
        lock.unlock();
        try {
            chunk(of, request);
        } catch (const std::exception& e) { // whoever really asks for it gets the error as an answer
            log_debug("a chunk could not be made ahead of time", {{"media", of.media.id}, {"reason", e.what()}});
        }
    }
}

void FrameServer::forget(const Media& media) {
    {
        std::lock_guard lock(mutex_);
        indexes_.erase(media.id);
    }
    cache_.remove_all(fmt::format("media/{}", media.id));
}

} // namespace limn::tasks
