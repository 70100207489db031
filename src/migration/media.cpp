// Media sets: their rows, their frames, and the original files. What CVAT had made of them (chunks, previews) is not
// looked at: Limn makes its own when somebody asks.
#include <algorithm>
#include <unordered_map>

#include <fmt/format.h>

#include "base/text.h"
#include "media/error.h"
#include "media/selection.h"
#include "media/video_index.h"
#include "migration/files.h"
#include "migration/move.h"
#include "tasks/cloud_storage.h"
#include "tasks/media.h"
#include "tasks/sources.h"

namespace limn::migration {
namespace fs = std::filesystem;

namespace {

const TableShape media_table{"media",
                             {"id", "chunk_size", "size", "image_quality", "start_frame", "stop_frame", "frame_step",
                              "frame_filter", "kind", "compressed_chunk_type", "original_chunk_type", "storage_method",
                              "storage", "sorting_method", "cloud_storage_id", "folder", "deleted_frames",
                              "created_date"}};
const TableShape media_file_table{"media_file", {"media_id", "kind", "path"}};

std::string kind_of(Move& move, const Record& r, const std::optional<Record>& task) {
    if (!move.staging.linked("engine.video", r.id()).empty()) return std::string(tasks::media_kind::video);
    if (r.integer("size", 0) == 0) return {}; // announced, and never uploaded
    const bool cloud = task && task->text("dimension") == "3d";
    return std::string(cloud ? tasks::media_kind::pointcloud : tasks::media_kind::images);
}

void take_media(Move& move, const Record& r, Batch& batch) {
    auto tasks_of = move.staging.linked("engine.task", r.id());
    const auto task = tasks_of.empty() ? std::nullopt : std::optional(std::move(tasks_of.front()));
    auto deleted = r.integers("deleted_frames");
    if (!deleted) move.note(r, "its list of deleted frames cannot be read: none is deleted");
    std::ranges::sort(deleted ? *deleted : deleted.emplace());
    const auto step = media::parse_frame_filter(r.text("frame_filter"));
    if (!step) move.note(r, "its frame filter is not understood: every frame counts", r.text("frame_filter"));
    batch.insert(media_table,
                 {r.id(), r.integer("chunk_size"), r.integer("size", 0), r.integer("image_quality", 50),
                  r.integer("start_frame", 0), r.integer("stop_frame", 0), step.value_or(1), r.text("frame_filter"),
                  kind_of(move, r, task), r.text("compressed_chunk_type", "imageset"),
                  r.text("original_chunk_type", "imageset"), r.text("storage_method", "cache"),
                  r.text("storage", "local"), r.text("sorting_method", "lexicographical"),
                  move.reference(r, "cloud_storage", "cloud_storage"), fmt::format("media/{}", r.id()),
                  tasks::format_numbers(*deleted), task ? task->time("created_date", now()) : now()});
}

// Finds the files of one media set, and remembers what is to be copied and what is missing.
class Files {
  public:
    Files(Move& move, const tasks::Media& media)
        : move_(move), media_(media), prefix_(prefix_of_bucket()),
          raw_(move.from.data / "data" / std::to_string(media.id) / "raw") {}

    // Of a frame: where it will be found (tasks::Frame::file), where it is now (nothing: elsewhere or missing).
    struct Found {
        std::string file;
        std::optional<fs::path> path;
    };
    Found look_up(const std::string& path) {
        const auto key = media_.raw_key(path);
        if (!storage::is_safe_key(key)) {
            missing.push_back(path);
            return {};
        }
        if (auto found = find_file(raw_, path)) {
            copies.push_back({*found, key});
            return {key, std::move(found)};
        }
        if (media_.storage == "share") return in_share(path);
        if (media_.storage == "cloud_storage" && !media_.is_video()) return in_bucket(path);
        missing.push_back(path);
        return {key, {}};
    }

    std::vector<Copy> copies;
    std::vector<std::string> missing;

  private:
    // Stays where it is.
    Found in_share(const std::string& path) {
        auto found = find_file(move_.from.share, path);
        if (!found) missing.push_back(path);
        return {std::string(tasks::share_prefix) + path, std::move(found)};
    }

    // Nobody asks the bucket whether it is there: moving in needs no network.
    Found in_bucket(const std::string& path) {
        return {std::string(tasks::cloud_prefix) + (path.starts_with(prefix_) ? path : prefix_ + path), {}};
    }
    std::string prefix_of_bucket() const {
        if (!media_.cloud_storage_id) return {};
        const auto storage = move_.database.read(
            [&](db::Connection& c) { return tasks::find_cloud_storage(c, *media_.cloud_storage_id); });
        return storage ? storage->prefix() : std::string();
    }

    Move& move_;
    const tasks::Media& media_;
    std::string prefix_; // of every key in the bucket
    fs::path raw_;
};

int64_t bytes_of(const std::optional<fs::path>& path) { return path ? static_cast<int64_t>(fs::file_size(*path)) : 0; }

std::string task_of(Move& move, const tasks::Media& media) {
    const auto task = move.database.read(
        [&](db::Connection& c) { return c.value("SELECT id FROM task WHERE media_id = ?", media.id); });
    return task ? fmt::format("task {}", *task) : fmt::format("media {} of no task", media.id);
}

void note_missing(Move& move, const Record& r, const tasks::Media& media, const Files& files, size_t all) {
    if (files.missing.empty()) return;
    constexpr size_t most = 20;
    const std::span some(files.missing.data(), std::min(most, files.missing.size()));
    const bool share = media.storage == "share" && move.from.share.empty();
    move.note({r.model(), r.id(),
               share ? "files of the shared folder were not looked for: name the folder with --share here and at every "
                       "start"
                     : "files are missing: what they show cannot be seen, everything else is there",
               fmt::format("{}: {} of {}: {}{}", task_of(move, media), files.missing.size(), all, fmt::join(some, ", "),
                           files.missing.size() > most ? ", ..." : ""),
               false});
}

// --- pictures and point clouds

using Related = std::unordered_map<int64_t, std::vector<std::string>>; // by id of engine.image: Frame::related

Related related_of(Move& move, const tasks::Media& media, Files& files, size_t& count) {
    Related related;
    for (const auto& r : move.staging.linked("engine.relatedfile", media.id)) {
        ++count;
        const auto found = files.look_up(below_raw(r.text("path")));
        auto owners = r.keys("images");
        if (const auto older = r.integer("primary_image")) owners.push_back(*older);
        if (!found.file.empty())
            for (const auto owner : owners) related[owner].push_back(found.file);
    }
    for (auto& [owner, list] : related) std::ranges::sort(list);
    return related;
}

std::optional<tasks::Frame> frame_of(const Record& image, const tasks::Media& media, Files& files) {
    tasks::Frame frame;
    const auto absolute = image.integer("frame", 0);
    frame.number = media.relative(absolute);
    if (media.absolute(frame.number) != absolute || frame.number < 0 || frame.number >= media.size) return {};
    frame.name = image.text("path");
    const auto found = files.look_up(frame.name);
    frame.file = found.file;
    frame.bytes = bytes_of(found.path);
    frame.width = image.integer("width", 0);
    frame.height = image.integer("height", 0);
    if (image.flag("is_placeholder")) frame.real_frame = media.relative(image.integer("real_frame", 0));
    return frame;
}

void take_pictures(Move& move, const Record& r, const tasks::Media& media, Batch& batch) {
    Files files(move, media);
    size_t count = 0;
    const auto related = related_of(move, media, files, count);
    std::vector<tasks::Frame> frames;
    move.staging.each_linked("engine.image", media.id, [&](const Record& image) {
        auto frame = frame_of(image, media, files);
        if (!frame) return move.leave_out(image, "it is none of the task's frames");
        ++count;
        if (const auto beside = related.find(image.id()); beside != related.end()) frame->related = beside->second;
        frames.push_back(std::move(*frame));
    });
    std::ranges::sort(frames, {}, &tasks::Frame::number);
    if (std::ssize(frames) < media.size)
        move.note(r, "the dump has fewer images than the task has frames",
                  fmt::format("{}: {} of {}", task_of(move, media), frames.size(), media.size));
    note_missing(move, r, media, files, count);
    copy_files(move.blobs, files.copies);
    batch.then([id = media.id, frames = std::move(frames)](db::Connection& c) { tasks::insert_frames(c, id, frames); });
}

// --- videos

// The frame table, made anew: CVAT's manifest knows keyframes only.
std::vector<media::Chapter> make_index(Move& move, const Record& r, const tasks::Media& media, const fs::path& video) {
    try {
        const auto index = media::index_video(video, video.filename().string());
        if (index.frames() <= media.stop_frame)
            move.note(r, "the video has fewer frames than the task",
                      fmt::format("{}: frame {} of {}", task_of(move, media), media.stop_frame, index.frames()));
        move.blobs.put(media.index_key(), media::serialize(index));
        return index.chapters;
    } catch (const media::MediaError& e) {
        move.note(r, "the video cannot be read: what it shows cannot be seen, everything else is there",
                  fmt::format("{}: {}", task_of(move, media), e.what()));
        return {};
    }
}

void take_video(Move& move, const Record& r, const Record& video, tasks::Media media, Batch& batch) {
    Files files(move, media);
    tasks::Frame frame;
    frame.name = video.text("path");
    const auto found = files.look_up(frame.name);
    frame.file = found.file;
    frame.bytes = bytes_of(found.path);
    frame.width = video.integer("width", 0);
    frame.height = video.integer("height", 0);
    note_missing(move, r, media, files, 1);
    copy_files(move.blobs, files.copies);
    if (found.path) media.chapters = make_index(move, r, media, *found.path);
    batch.then([media = std::move(media), frame](db::Connection& c) {
        tasks::save_media(c, media);
        tasks::insert_frames(c, media.id, {frame});
    });
}

void take_frames(Move& move, const Record& r, Batch& batch) {
    auto media = move.database.read([&](db::Connection& c) { return tasks::find_media(c, r.id()); });
    if (!media) return; // left out before, with a note
    if (media->kind.empty()) {
        if (!move.staging.linked("engine.clientfile", r.id()).empty())
            move.note(r, "its upload was never finished: upload the files again", task_of(move, *media));
        return;
    }
    if (media->is_video())
        take_video(move, r, move.staging.linked("engine.video", r.id()).front(), std::move(*media), batch);
    else
        take_pictures(move, r, *media, batch);
}

// --- what the task was made from

void take_source(Move& move, const Record& r, Batch& batch, std::string_view kind) {
    if (const auto media = move.needed(r, "data", "media"))
        batch.insert(media_file_table, {*media, kind, below_raw(r.text("file"))});
}

void take_client_file(Move& move, const Record& r, Batch& batch) { take_source(move, r, batch, "client"); }
void take_server_file(Move& move, const Record& r, Batch& batch) { take_source(move, r, batch, "server"); }
void take_remote_file(Move& move, const Record& r, Batch& batch) { take_source(move, r, batch, "remote"); }

} // namespace

std::span<const Step> media_steps() {
    static constexpr Step steps[] = {
        {"media", "engine.data", take_media, "media"},
        {"uploaded files", "engine.clientfile", take_client_file},
        {"files of the share", "engine.serverfile", take_server_file},
        {"remote files", "engine.remotefile", take_remote_file},
    };
    return steps;
}

std::span<const Step> frame_steps() {
    static constexpr Step steps[] = {{"frames and files", "engine.data", take_frames, {}, 16}};
    return steps;
}

} // namespace limn::migration
