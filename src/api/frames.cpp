// GET .../data and .../preview of tasks, jobs and projects: frames, chunks, context images, previews.
#include "api/frames.h"

#include <algorithm>

#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include "api/subjects.h"
#include "base/error.h"
#include "base/text.h"
#include "media/error.h"
#include "tasks/frame_server.h"
#include "tasks/job.h"
#include "tasks/task.h"

namespace limn::api {
namespace {

namespace json = boost::json;

using media::Quality;
using tasks::ChunkRequest;
using tasks::MediaFrames;

struct DataQuery {
    std::string type;
    std::optional<int64_t> number, index;
    Quality quality = Quality::compressed;
};

std::optional<int64_t> number_argument(const Call& call, std::string_view name) {
    const auto text = call.argument(name);
    if (!text || text->empty()) return {};
    const auto v = parse_int(*text);
    if (!v || *v < 0) throw list_error(fmt::format("The {} must be a whole number, not '{}'", name, *text));
    return v;
}

DataQuery read_query(const Call& call, bool job) {
    DataQuery q;
    q.type = call.argument("type").value_or("");
    if (q.type != "chunk" && q.type != "frame" && q.type != "context_image" && q.type != "preview")
        throw list_error("Data type not specified or has wrong value");
    const auto quality = call.argument("quality").value_or("compressed");
    q.number = number_argument(call, "number");
    if (job) q.index = number_argument(call, "index");
    const bool job_chunk = job && q.type == "chunk";
    if (job_chunk && q.number && q.index) throw list_error("Number and Index cannot be used together");
    if (job_chunk && !q.number && !q.index) throw list_error("Number or Index is not specified");
    if (!job_chunk && q.type != "preview" && !q.number) throw list_error("Number is not specified");
    if (quality != "compressed" && quality != "original" && !job_chunk) throw list_error("Wrong quality value");
    q.quality = quality == "compressed" ? Quality::compressed : Quality::original;
    return q;
}

// The rows of these frames; a video has one for all.
MediaFrames load_frames(db::Connection& c, tasks::Media media, const std::vector<int64_t>& numbers) {
    MediaFrames out;
    if (media.is_video()) {
        if (auto row = tasks::find_frame(c, media.id, 0)) out.frames.emplace(0, std::move(*row));
    } else {
        int64_t first = INT64_MAX, last = -1;
        for (const auto n : numbers)
            if (n >= 0) first = std::min(first, n), last = std::max(last, n);
        for (auto& row : tasks::find_frames(c, media.id, first, last)) out.frames.emplace(row.number, std::move(row));
    }
    out.media = std::move(media);
    return out;
}

http::Response deliver(tasks::Delivery delivery, int status = 200) {
    http::Response response;
    response.status = status;
    response.header("Content-Type", delivery.mime);
    response.file = http::FileRange{.path = std::move(delivery.path)};
    if (delivery.part) {
        response.file->offset = delivery.part->offset;
        response.file->length = delivery.part->length;
    }
    response.keep = std::move(delivery.keep);
    return response;
}

http::Response deliver_chunk(tasks::Delivery delivery, int64_t version) {
    const auto checksum = media::chunk_checksum(delivery.path);
    auto response = deliver(std::move(delivery));
    response.header("X-Checksum", std::to_string(checksum));
    return response.header("X-Updated-Date", to_iso(Time{version}));
}

// A damaged file is the user's to mend; the server is fine.
template <class F> http::Response with_media(F&& f) {
    try {
        return f();
    } catch (const media::MediaError& e) {
        throw string_error(e.what());
    }
}

tasks::FrameServer& server(Call& call) { return *call.services.frames; }

http::Response single(Call& call, const DataQuery& q, const MediaFrames& of, int64_t number) {
    return with_media([&] {
        if (q.type == "preview") return deliver(server(call).preview(of, number));
        if (q.type == "context_image") {
            auto response = deliver(server(call).context_images(of, number));
            const auto frame = of.frames.find(number);
            if (frame == of.frames.end() || frame->second.related.empty())
                response.header("Content-Type", ""); // the contract's form of none
            return response;
        }
        return deliver(server(call).frame(of, number, q.quality));
    });
}

std::vector<int64_t> range(int64_t first, int64_t last) {
    std::vector<int64_t> out;
    for (auto i = first; i <= last; ++i) out.push_back(i);
    return out;
}

[[noreturn]] void refuse_frame(int64_t number) {
    throw string_error(fmt::format("Incorrect requested frame number: {}", number));
}

std::string chunk_range_error(int64_t number, int64_t first, int64_t last) {
    return fmt::format("Invalid chunk number '{}'. The chunk number should be in the [{}, {}] range", number, first,
                       last);
}

// --- tasks

tasks::Media ready_media(db::Connection& c, const Found& task) {
    auto media = task.media_id ? tasks::find_media(c, *task.media_id) : std::nullopt;
    if (!media || !media->size) throw string_error("The task has no data yet");
    return *media;
}

int64_t task_version(db::Connection& c, int64_t task_id) {
    return c.value("SELECT max(chunks_updated_date) FROM segment WHERE task_id = ?", task_id).value_or(0);
}

http::Response task_data(Call& call) {
    struct Loaded {
        MediaFrames of;
        ChunkRequest chunk;
        DataQuery query;
        int64_t next_first = 0;
    };
    auto loaded = call.database().read([&](db::Connection& c) {
        const auto task = find_task(c, call, call.id(0), Filters::without_simple);
        task.require(call.caller, "view:data");
        Loaded out;
        out.query = read_query(call, false);
        auto media = ready_media(c, task);
        const auto n = out.query.number.value_or(0);
        std::vector<int64_t> wanted{n};
        if (out.query.type == "chunk") {
            const auto size = media.chunk_size.value_or(1);
            const auto last = (media.size - 1) / size;
            if (n > last) throw string_error(chunk_range_error(n, 0, last));
            wanted = range(n * size, std::min((n + 1) * size, media.size) - 1);
            out.chunk = {wanted, out.query.quality, false, task_version(c, task.id)};
        } else if (n >= media.size) {
            throw string_error(
                fmt::format("Invalid frame '{}'. The frame number should be in the [0, {}] range", n, media.size));
        }
        out.of = load_frames(c, std::move(media), wanted);
        return out;
    });
    if (loaded.query.type != "chunk") return single(call, loaded.query, loaded.of, loaded.query.number.value_or(0));
    return with_media([&] { return deliver_chunk(server(call).chunk(loaded.of, loaded.chunk), loaded.chunk.version); });
}

// --- jobs

// The frames of a job's chunk. By index: of the job's own frames. By number: of the task's chunk, cut to the job; in
// jobs of single frames the others are shown as black pixels instead.
std::vector<int64_t> job_chunk_frames(const tasks::Job& job, const tasks::Media& media, const DataQuery& q) {
    const auto size = media.chunk_size.value_or(1);
    const auto own = job.all_frames();
    const auto count = static_cast<int64_t>(own.size());
    if (q.index) {
        const auto last = (count - 1) / size;
        if (*q.index > last) throw list_error(chunk_range_error(*q.index, 0, last));
        const auto first = own.begin() + *q.index * size;
        return {first, first + std::min(size, count - *q.index * size)};
    }
    const auto n = *q.number;
    const auto first = job.range.start / size, last = job.range.stop / size;
    if (n < first || n > last) throw list_error(chunk_range_error(n, first, last));
    auto frames = range(n * size, std::min((n + 1) * size, media.size) - 1);
    if (!job.frames) {
        std::erase_if(frames, [&](int64_t f) { return f < job.range.start || f > job.range.stop; });
        return frames;
    }
    for (auto& f : frames)
        if (!job.has_frame(f)) f = -1;
    return frames;
}

struct JobData {
    DataQuery query;
    MediaFrames of;
    ChunkRequest chunk;
    std::optional<ChunkRequest> next; // which will probably be asked for soon
    MediaFrames next_of;
    int64_t number = 0;
};

JobData load_job_data(db::Connection& c, Call& call) {
    const auto found = find_job(c, call, call.id(0), Filters::without_simple);
    found.require(call.caller, "view:data");
    JobData out{.query = read_query(call, true)};
    const auto job = *tasks::find_job(c, found.id);
    const auto media = ready_media(c, found);
    if (out.query.type != "chunk") {
        out.number = out.query.type == "preview" ? job.all_frames().front() : out.query.number.value_or(0);
        if (!job.has_frame(out.number)) refuse_frame(out.number);
        out.of = load_frames(c, media, {out.number});
        return out;
    }
    const auto request = [&](const DataQuery& q) {
        return ChunkRequest{job_chunk_frames(job, media, q), q.quality, job.frames.has_value(),
                            job.chunks_updated_date.us};
    };
    out.chunk = request(out.query);
    out.of = load_frames(c, media, out.chunk.frames);
    const auto size = media.chunk_size.value_or(1);
    if (out.query.index && (*out.query.index + 1) * size < job.frame_count()) {
        auto next = out.query;
        ++*next.index;
        out.next = request(next);
        out.next_of = load_frames(c, media, out.next->frames);
    }
    return out;
}

http::Response job_data(Call& call) {
    auto data = call.database().read([&](db::Connection& c) { return load_job_data(c, call); });
    if (data.query.type != "chunk") return single(call, data.query, data.of, data.number);
    return with_media([&] {
        auto response = deliver_chunk(server(call).chunk(data.of, data.chunk), data.chunk.version);
        if (data.next) server(call).prefetch(std::move(data.next_of), std::move(*data.next));
        return response;
    });
}

int64_t needed_number(const Call& call) {
    const auto number = number_argument(call, "number");
    if (!number) throw list_error("Number is not specified");
    return *number;
}

// Limn's own: what a client that decodes by itself needs for a frame of a video.
http::Response job_packets(Call& call) {
    const auto number = needed_number(call);
    const auto of = call.database().read([&](db::Connection& c) {
        const auto found = find_job(c, call, call.id(0), Filters::without_simple);
        found.require(call.caller, "view:data");
        auto media = ready_media(c, found);
        if (!media.is_video()) throw string_error("Only videos have packets");
        if (!tasks::find_job(c, found.id)->has_frame(number)) refuse_frame(number);
        return load_frames(c, std::move(media), {});
    });
    return with_media([&] {
        auto response = deliver(server(call).packets(of, number));
        return response.header("Cache-Control", "private, max-age=86400");
    });
}

int needed(const Call& call, std::string_view name) {
    const auto value = number_argument(call, name);
    if (!value) throw list_error(fmt::format("The {} of the tile is not specified", name));
    return static_cast<int>(std::min<int64_t>(*value, INT32_MAX));
}

// A frame of a job of images, for whoever wants more of it than a picture.
MediaFrames image_of_job(Call& call, int64_t number, std::string_view otherwise) {
    return call.database().read([&](db::Connection& c) {
        const auto found = find_job(c, call, call.id(0), Filters::without_simple);
        found.require(call.caller, "view:data");
        auto media = ready_media(c, found);
        if (media.kind != tasks::media_kind::images) throw string_error(otherwise);
        if (!tasks::find_job(c, found.id)->has_frame(number)) refuse_frame(number);
        return load_frames(c, std::move(media), {number});
    });
}

// Limn's own: parts of a large image, at the size that they are shown in.
http::Response job_tiles(Call& call) {
    const auto number = needed_number(call);
    const media::Tile tile{needed(call, "level"), needed(call, "x"), needed(call, "y")};
    const auto of = image_of_job(call, number, "Only images are cut into tiles");
    const auto& frame = of.frames.at(number);
    const media::PyramidShape shape{static_cast<int>(frame.width), static_cast<int>(frame.height)};
    if (!shape.has(tile))
        throw list_error(fmt::format("The image has no tile {}, {} on level {}", tile.x, tile.y, tile.level));
    return with_media([&] { return deliver(server(call).tile(of, number, tile)); });
}

// Limn's own: the samples of 16-bit and multispectral images. Without a band, what there is.
http::Response job_bands(Call& call) {
    const auto number = needed_number(call);
    const auto band = number_argument(call, "band");
    const auto of = image_of_job(call, number, "Only images have bands");
    return with_media([&] {
        const auto layout = server(call).bands(of, number);
        if (!band) {
            json::object told{{"bands", layout.bands}, {"bits", layout.bits},   {"signed", layout.is_signed},
                              {"range", nullptr},      {"width", layout.width}, {"height", layout.height}};
            if (layout.is_float && layout.bands > 0) {
                const auto [low, high] = server(call).sample_range(of, number);
                told["range"] = json::array{low, high};
            }
            return call.json(200, json::serialize(told));
        }
        if (*band >= layout.bands) throw list_error(fmt::format("The image has no band {}", *band));
        return deliver(server(call).band(of, number, static_cast<int>(*band)));
    });
}

// --- previews

http::Response preview_of(Call& call, const std::optional<MediaFrames>& of, int64_t number, std::string_view missing) {
    if (!of) throw text_error(404, missing);
    auto response = with_media([&] { return deliver(server(call).preview(*of, number)); });
    return response.add_header("Vary", "Prefer");
}

std::optional<MediaFrames> first_frame(db::Connection& c, std::optional<int64_t> media_id, int64_t number) {
    auto media = media_id ? tasks::find_media(c, *media_id) : std::nullopt;
    if (!media || !media->size) return {};
    return load_frames(c, std::move(*media), {number});
}

http::Response task_preview(Call& call) {
    const auto of = call.database().read([&](db::Connection& c) {
        const auto task = find_task(c, call, call.id(0));
        task.require(call.caller, "view");
        return first_frame(c, task.media_id, 0);
    });
    return preview_of(call, of, 0, "Task image preview not found");
}

http::Response job_preview(Call& call) {
    int64_t number = 0;
    const auto of = call.database().read([&](db::Connection& c) {
        const auto found = find_job(c, call, call.id(0));
        found.require(call.caller, "view");
        number = tasks::find_job(c, found.id)->all_frames().front();
        return first_frame(c, found.media_id, number);
    });
    return preview_of(call, of, number, "Job image preview not found");
}

// The newest task stands for the project.
http::Response project_preview(Call& call) {
    const auto of = call.database().read([&](db::Connection& c) {
        const auto project = find_project(c, call, call.id(0));
        project.require(call.caller, "view");
        return first_frame(
            c, c.value("SELECT media_id FROM task WHERE project_id = ? ORDER BY id DESC LIMIT 1", project.id), 0);
    });
    return preview_of(call, of, 0, "Project image preview not found");
}

} // namespace

void add_frame_routes(Routes& routes) {
    routes.get("/api/tasks/{id}/data/", task_data);
    routes.get("/api/jobs/{id}/data", job_data);
    routes.get("/api/jobs/{id}/data/packets", job_packets);
    routes.get("/api/jobs/{id}/data/tiles", job_tiles);
    routes.get("/api/jobs/{id}/data/bands", job_bands);
    routes.get("/api/tasks/{id}/preview", task_preview);
    routes.get("/api/jobs/{id}/preview", job_preview);
    routes.get("/api/projects/{id}/preview", project_preview);
}

} // namespace limn::api
