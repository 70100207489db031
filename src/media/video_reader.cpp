#include "media/video_reader.h"

#include "media/pixels.h"
#include "media/video_decoder.h"

#include <condition_variable>
#include <list>

namespace limn::media {

VideoReader::VideoReader(std::filesystem::path path, std::shared_ptr<const VideoIndex> index)
    : decoder_(std::make_unique<VideoDecoder>(std::move(path), std::move(index))) {}
VideoReader::~VideoReader() = default;
VideoReader::VideoReader(VideoReader&&) noexcept = default;
VideoReader& VideoReader::operator=(VideoReader&&) noexcept = default;

Image VideoReader::read(std::int64_t frame) {
    const bool lies = index().rotation % 180 != 0;
    const int width = lies ? index().height : index().width;
    const int height = lies ? index().width : index().height;
    Image image = decoder_->converter().convert(decoder_->decode(frame), width, height);
    return turn_clockwise(std::move(image), index().rotation);
}

std::int64_t VideoReader::distance(std::int64_t frame) const { return decoder_->distance(frame); }
const VideoIndex& VideoReader::index() const { return decoder_->index(); }
const std::filesystem::path& VideoReader::path() const { return decoder_->path(); }
VideoDecoder& VideoReader::decoder() { return *decoder_; }

struct VideoReaderPool::State {
    std::size_t limit = 1;
    std::mutex mutex;
    std::condition_variable returned;
    std::list<VideoReader> idle; // used longest ago first
    std::size_t lent = 0;

    // The best idle reader of the file, if any.
    std::list<VideoReader> take(const std::filesystem::path& path, std::int64_t frame) {
        std::list<VideoReader> taken;
        auto best = idle.end();
        for (auto reader = idle.begin(); reader != idle.end(); ++reader) {
            if (reader->path() != path) continue;
            if (best == idle.end() || reader->distance(frame) < best->distance(frame)) best = reader;
        }
        if (best != idle.end()) taken.splice(taken.begin(), idle, best);
        return taken;
    }
};

VideoReaderPool::VideoReaderPool(std::size_t open_readers) : state_(std::make_unique<State>()) {
    state_->limit = std::max<std::size_t>(open_readers, 1);
}
VideoReaderPool::~VideoReaderPool() = default;

void VideoReaderPool::with_reader(const std::filesystem::path& path, const std::shared_ptr<const VideoIndex>& index,
                                  std::int64_t first_frame, const std::function<void(VideoReader&)>& use) {
    std::list<VideoReader> reader, surplus;
    {
        std::unique_lock lock(state_->mutex);
        state_->returned.wait(lock, [&] { return state_->lent < state_->limit; });
        ++state_->lent;
        reader = state_->take(path, first_frame);
        while (state_->idle.size() + state_->lent > state_->limit) {
            surplus.splice(surplus.end(), state_->idle, state_->idle.begin());
        }
    }
    surplus.clear();
    try {
        if (reader.empty()) reader.emplace_back(path, index);
        use(reader.front());
    } catch (...) {
        const std::lock_guard lock(state_->mutex);
        --state_->lent; // a reader that failed is not used again
        state_->returned.notify_one();
        throw;
    }
    const std::lock_guard lock(state_->mutex);
    --state_->lent;
    state_->idle.splice(state_->idle.end(), reader);
    state_->returned.notify_one();
}

void VideoReaderPool::forget(const std::filesystem::path& path) {
    const std::lock_guard lock(state_->mutex);
    state_->idle.remove_if([&](const VideoReader& reader) { return reader.path() == path; });
}

} // namespace limn::media
