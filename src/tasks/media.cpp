#include "tasks/media.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include "base/error.h"
#include "base/json.h"

namespace limn::tasks {
namespace json = boost::json;

namespace {

constexpr std::string_view media_columns =
    "id, chunk_size, size, image_quality, start_frame, stop_frame, frame_step, frame_filter, kind, "
    "compressed_chunk_type, "
    "original_chunk_type, storage_method, storage, sorting_method, cloud_storage_id, folder, deleted_frames, chapters";
constexpr std::string_view frame_columns = "number, name, file, width, height, size, related, real_frame";

std::vector<media::Chapter> parse_chapters(std::string_view text) {
    std::vector<media::Chapter> chapters;
    const auto list = parse_json(text); // named: a loop over a part of a temporary outlives it
    for (const auto& v : list.as_array())
        chapters.push_back({v.at("id").to_number<int64_t>(), v.at("start").to_number<int64_t>(),
                            v.at("stop").to_number<int64_t>(), std::string(v.at("title").as_string())});
    return chapters;
}

std::string format_chapters(const std::vector<media::Chapter>& chapters) {
    JsonWriter w;
    w.begin_array();
    for (const auto& chapter : chapters) {
        w.begin_object();
        w.member("id", chapter.id);
        w.member("start", chapter.start);
        w.member("stop", chapter.stop);
        w.member("title", chapter.title);
        w.end_object();
    }
    w.end_array();
    return w.take();
}

std::vector<std::string> parse_texts(std::string_view text) {
    std::vector<std::string> out;
    const auto list = parse_json(text);
    for (const auto& v : list.as_array()) out.emplace_back(v.as_string());
    return out;
}

std::string format_texts(const std::vector<std::string>& texts) {
    JsonWriter w;
    w.begin_array();
    for (const auto& text : texts) w.value(text);
    w.end_array();
    return w.take();
}

std::vector<Frame> read_frames(db::Rows rows) {
    std::vector<Frame> frames;
    while (rows.next()) {
        Frame f{rows.integer(0), rows.text(1),    rows.text(2), rows.integer(3),
                rows.integer(4), rows.integer(5), {},           rows.maybe_integer(7)};
        if (const auto related = rows.view(6); related != "[]") f.related = parse_texts(related);
        frames.push_back(std::move(f));
    }
    return frames;
}

} // namespace

std::vector<int64_t> parse_numbers(std::string_view text) {
    std::vector<int64_t> out;
    if (text == "[]" || text.empty()) return out;
    const auto list = parse_json(text);
    for (const auto& v : list.as_array()) out.push_back(v.to_number<int64_t>());
    return out;
}

std::string format_numbers(const std::vector<int64_t>& numbers) { return fmt::format("[{}]", fmt::join(numbers, ",")); }

std::optional<Media> find_media(db::Connection& c, int64_t id) {
    auto r = c.query(fmt::format("SELECT {} FROM media WHERE id = ?", media_columns), id);
    if (!r.next()) return {};
    Media m;
    m.id = r.integer(0);
    m.chunk_size = r.maybe_integer(1);
    m.size = r.integer(2);
    m.image_quality = r.integer(3);
    m.start_frame = r.integer(4);
    m.stop_frame = r.integer(5);
    m.frame_step = r.integer(6);
    m.frame_filter = r.text(7);
    m.kind = r.text(8);
    m.compressed_chunk_type = r.text(9);
    m.original_chunk_type = r.text(10);
    m.storage_method = r.text(11);
    m.storage = r.text(12);
    m.sorting_method = r.text(13);
    m.cloud_storage_id = r.maybe_integer(14);
    m.folder = r.text(15);
    m.deleted_frames = parse_numbers(r.view(16));
    m.chapters = parse_chapters(r.view(17));
    return m;
}

Media lock_media(db::Connection& c, int64_t id) {
    c.execute("UPDATE media SET id = id WHERE id = ?", id);
    auto media = find_media(c, id);
    if (!media) throw not_found("Task"); // deleted with it
    return std::move(*media);
}

Media media_of_task(db::Connection& c, int64_t task_id) {
    const auto id = c.value("SELECT media_id FROM task WHERE id = ?", task_id);
    auto media = id ? find_media(c, *id) : std::nullopt;
    if (!media || !media->size)
        throw list_error("This task has no data attached yet. Please set up task data and try again");
    return *media;
}

Media attach_media(db::Connection& c, int64_t task_id) {
    if (const auto id = c.value("SELECT media_id FROM task WHERE id = ?", task_id))
        if (auto media = find_media(c, *id)) return *media;
    const auto id = c.insert("INSERT INTO media (folder, created_date) VALUES ('', ?) RETURNING id", now());
    c.execute("UPDATE media SET folder = ? WHERE id = ?", fmt::format("media/{}", id), id);
    c.execute("UPDATE task SET media_id = ? WHERE id = ?", id, task_id);
    return *find_media(c, id);
}

void save_media(db::Connection& c, const Media& m) {
    c.execute("UPDATE media SET chunk_size = ?, size = ?, image_quality = ?, start_frame = ?, stop_frame = ?, "
              "frame_step = ?, "
              "frame_filter = ?, kind = ?, compressed_chunk_type = ?, original_chunk_type = ?, storage_method = ?, "
              "storage = ?, "
              "sorting_method = ?, cloud_storage_id = ?, deleted_frames = ?, chapters = ? WHERE id = ?",
              m.chunk_size, m.size, m.image_quality, m.start_frame, m.stop_frame, m.frame_step, m.frame_filter, m.kind,
              m.compressed_chunk_type, m.original_chunk_type, m.storage_method, m.storage, m.sorting_method,
              m.cloud_storage_id, format_numbers(m.deleted_frames), format_chapters(m.chapters), m.id);
}

void register_client_file(db::Connection& c, int64_t media_id, std::string_view name) {
    c.execute("INSERT INTO media_file (media_id, kind, path) VALUES (?, 'client', ?) ON CONFLICT (media_id, kind, "
              "path) DO NOTHING",
              media_id, name);
}

std::vector<std::string> client_files(db::Connection& c, int64_t media_id) {
    std::vector<std::string> names;
    auto rows = c.query("SELECT path FROM media_file WHERE media_id = ? AND kind = 'client' ORDER BY id", media_id);
    while (rows.next()) names.push_back(rows.text(0));
    return names;
}

void insert_frames(db::Connection& c, int64_t media_id, const std::vector<Frame>& frames) {
    constexpr std::string_view columns[] = {"media_id", "number", "name",    "file",      "width",
                                            "height",   "size",   "related", "real_frame"};
    c.bulk_insert("frame", columns, frames.size(), [&](size_t i, db::BulkRow& row) {
        const auto& f = frames[i];
        row.integer(media_id);
        row.integer(f.number);
        row.text(f.name);
        row.text(f.file);
        row.integer(f.width);
        row.integer(f.height);
        row.integer(f.bytes);
        row.text(format_texts(f.related));
        row.integer(f.real_frame);
    });
}

std::vector<Frame> find_frames(db::Connection& c, int64_t media_id) {
    return read_frames(
        c.query(fmt::format("SELECT {} FROM frame WHERE media_id = ? ORDER BY number", frame_columns), media_id));
}

std::vector<Frame> find_frames(db::Connection& c, int64_t media_id, int64_t first, int64_t last) {
    return read_frames(
        c.query(fmt::format("SELECT {} FROM frame WHERE media_id = ? AND number BETWEEN ? AND ? ORDER BY number",
                            frame_columns),
                media_id, first, last));
}

std::optional<Frame> find_frame(db::Connection& c, int64_t media_id, int64_t number) {
    auto frames = find_frames(c, media_id, number, number);
    return frames.empty() ? std::nullopt : std::optional(std::move(frames.front()));
}

} // namespace limn::tasks
