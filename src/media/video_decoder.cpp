#include "media/video_decoder.h"

#include <fmt/format.h>
#include <thread>

namespace limn::media {
namespace {

constexpr std::int64_t jump_cost = 8; // pictures that could be decoded in the time of a seek and a flushed pipeline

int decoder_threads() { return static_cast<int>(std::clamp(std::thread::hardware_concurrency(), 1u, 4u)); }

bool seeks_by_pts(const AVFormatContext& input) {
    return std::string_view(input.iformat->name).find("matroska") != std::string_view::npos;
}

} // namespace

VideoDecoder::VideoDecoder(std::filesystem::path path, std::shared_ptr<const VideoIndex> index)
    : path_(std::move(path)), index_(std::move(index)), packet_(av_packet_alloc()), current_(av_frame_alloc()),
      ahead_(av_frame_alloc()) {
    start_at(std::nullopt);
}

std::size_t VideoDecoder::keyframe_before(std::int64_t frame) const {
    const auto after = std::ranges::upper_bound(index_->keyframes, frame, {}, &Keyframe::frame);
    return static_cast<std::size_t>(after - index_->keyframes.begin());
}

std::int64_t VideoDecoder::distance(std::int64_t frame) const {
    const std::int64_t onwards = frame >= number_ ? frame - number_ : INT64_MAX;
    const std::size_t behind = keyframe_before(frame);
    const std::int64_t jump = frame - (behind > 0 ? index_->keyframes[behind - 1].frame : 0) + 1 + jump_cost;
    return std::min(onwards, jump);
}

// Without a keyframe: from the first packet on, which needs the file opened again where seeking is not to be trusted.
void VideoDecoder::start_at(std::optional<std::size_t> keyframe) {
    number_ = ahead_number_ = -1;
    draining_ = false;
    if (keyframe) {
        const Keyframe& key = index_->keyframes[*keyframe];
        const std::int64_t time = seeks_by_pts(*input_) ? key.pts : key.dts;
        if (av_seek_frame(input_.get(), index_->stream, time, AVSEEK_FLAG_BACKWARD) >= 0) {
            avcodec_flush_buffers(codec_.get());
            first_usable_ = key.frame;
            return;
        }
    }
    const std::string name = path_.filename().native();
    input_ = open_input(path_, name, index_->stream);
    if (index_->stream >= static_cast<int>(input_->nb_streams)) throw MediaError("the video is not the indexed one");
    codec_ = open_decoder(*input_->streams[index_->stream], decoder_threads(), name);
    first_usable_ = 0;
    counted_ = 0;
    untouched_ = true;
}

std::int64_t VideoDecoder::number_of(const AVFrame& picture) {
    if (index_->keyframes.empty()) return counted_++;
    const auto found = std::ranges::lower_bound(index_->pts, picture.best_effort_timestamp);
    if (found == index_->pts.end() || *found != picture.best_effort_timestamp) return -1;
    return found - index_->pts.begin();
}

// The next output of the decoder, whatever it is; false at the end.
// On the way to the wanted frame, pictures that no other is made from are left out.
bool VideoDecoder::receive(std::int64_t wanted) {
    const bool timed = !index_->keyframes.empty();
    const std::int64_t wanted_pts = index_->pts[static_cast<std::size_t>(wanted)];
    untouched_ = false;
    for (;;) {
        const int received = avcodec_receive_frame(codec_.get(), ahead_.get());
        if (received == 0) return true;
        if (received == AVERROR_EOF || draining_) return false;
        const int read = av_read_frame(input_.get(), packet_.get());
        if (read < 0) {
            draining_ = true;
            avcodec_send_packet(codec_.get(), nullptr);
            continue;
        }
        const bool passed_by = timed && packet_->pts != AV_NOPTS_VALUE && packet_->pts < wanted_pts;
        codec_->skip_frame = passed_by ? AVDISCARD_NONREF : AVDISCARD_DEFAULT;
        // A damaged packet costs its own picture only.
        if (packet_->stream_index == index_->stream) avcodec_send_packet(codec_.get(), packet_.get());
        av_packet_unref(packet_.get());
    }
}

// Makes ahead_ the next numbered picture.
bool VideoDecoder::advance(std::int64_t wanted) {
    while (receive(wanted)) {
        ahead_number_ = number_of(*ahead_);
        if (ahead_number_ >= first_usable_) return true;
    }
    ahead_number_ = -1;
    return false;
}

const AVFrame& VideoDecoder::decode(std::int64_t frame) {
    if (frame < 0 || frame >= index_->frames()) throw MediaError(fmt::format("the video has no frame {}", frame));
    if (frame == number_) return *current_;
    std::size_t keyframes = keyframe_before(frame);
    const bool onwards = number_ >= 0 && frame > number_;
    const bool jumps = !onwards || distance(frame) < frame - number_;
    if (jumps && !(untouched_ && keyframes <= 1)) {
        start_at(keyframes > 0 ? std::optional(keyframes - 1) : std::nullopt);
    }
    for (;;) {
        if (ahead_number_ < 0 && !advance(frame)) break;
        if (ahead_number_ <= frame) {
            std::swap(current_, ahead_);
            number_ = std::exchange(ahead_number_, -1);
            if (number_ == frame) return *current_;
            continue;
        }
        if (number_ >= 0 || keyframes == 0) break;
        // The container led behind the keyframe that was asked for: try the one before.
        --keyframes;
        start_at(keyframes > 0 ? std::optional(keyframes - 1) : std::nullopt);
    }
    if (number_ >= 0) {
        number_ = frame;
        return *current_;
    }
    if (ahead_number_ >= 0) return *ahead_;
    throw MediaError(fmt::format("frame {} of the video cannot be decoded", frame));
}

} // namespace limn::media
