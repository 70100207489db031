#include "make_video.h"

#include "media/ffmpeg.h"

#include <gtest/gtest.h>

extern "C" {
#include <libavutil/display.h>
#include <libavutil/opt.h>
}

namespace limn::media::test {
namespace {

constexpr int columns = 4, rows = 3; // 12 squares: a number of 10 bits between a white and a black one

bool square_is_white(int number, int square) {
    if (square == 0) return true;
    if (square == columns * rows - 1) return false;
    return (number >> (square - 1)) & 1;
}

void check(int code, const char* doing) {
    if (code < 0) throw std::runtime_error(std::string(doing) + ": " + ffmpeg_reason(code));
}

void drain(AVFormatContext* output, AVCodecContext* encoder, int& skip, bool unmarked) {
    const Packet packet(av_packet_alloc());
    while (avcodec_receive_packet(encoder, packet.get()) == 0) {
        if (skip-- > 0) continue;
        av_packet_rescale_ts(packet.get(), encoder->time_base, output->streams[0]->time_base);
        if (unmarked) packet->flags &= ~AV_PKT_FLAG_KEY;
        check(av_interleaved_write_frame(output, packet.get()), "write");
    }
}

void set_rotation(AVStream* stream, int clockwise) {
    if (clockwise == 0) return;
    auto* matrix = reinterpret_cast<std::int32_t*>(av_stream_new_side_data(stream, AV_PKT_DATA_DISPLAYMATRIX, 36));
    av_display_rotation_set(matrix, clockwise); // clockwise, unlike av_display_rotation_get
}

void set_chapters(AVFormatContext* output, const VideoRecipe& recipe) {
    const auto count = recipe.chapters.size();
    if (count == 0) return;
    output->chapters = static_cast<AVChapter**>(av_calloc(count, sizeof(AVChapter*)));
    for (const auto& [from, to] : recipe.chapters) {
        auto* chapter = static_cast<AVChapter*>(av_mallocz(sizeof(AVChapter)));
        chapter->id = output->nb_chapters + 1;
        chapter->time_base = {1, 1000};
        chapter->start = from;
        chapter->end = to;
        av_dict_set(&chapter->metadata, "title", ("part " + std::to_string(chapter->id)).c_str(), 0);
        output->chapters[output->nb_chapters++] = chapter;
    }
}

Codec open_encoder(const VideoRecipe& recipe, const AVFormatContext& output) {
    const AVCodec* codec = avcodec_find_encoder_by_name(recipe.encoder.c_str());
    if (!codec) throw std::runtime_error("no encoder " + recipe.encoder);
    Codec encoder(avcodec_alloc_context3(codec));
    encoder->width = recipe.width;
    encoder->height = recipe.height;
    encoder->pix_fmt = codec->pix_fmts ? codec->pix_fmts[0] : AV_PIX_FMT_YUV420P;
    if (codec->id != AV_CODEC_ID_MJPEG) encoder->pix_fmt = AV_PIX_FMT_YUV420P;
    encoder->time_base = recipe.times.empty() ? AVRational{1, 25} : AVRational{1, 1000};
    encoder->framerate = {25, 1};
    encoder->gop_size = recipe.key_interval;
    encoder->max_b_frames = recipe.b_frames;
    encoder->bit_rate = 4'000'000;
    encoder->thread_count = 1;
    if (output.oformat->flags & AVFMT_GLOBALHEADER) encoder->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
    av_opt_set(encoder->priv_data, "preset", "ultrafast", 0);
    av_opt_set(encoder->priv_data, "cpu-used", "8", 0);
    av_opt_set(encoder->priv_data, "deadline", "realtime", 0);
    if (recipe.encoder == "libx264") {
        const std::string x264 = "scenecut=0:open-gop=" + std::to_string(recipe.open_gop) +
                                 ":bframes=" + std::to_string(recipe.b_frames) + ":b-pyramid=normal:b-adapt=0";
        av_opt_set(encoder->priv_data, "x264-params", x264.c_str(), 0);
    }
    check(avcodec_open2(encoder.get(), codec, nullptr), "open encoder");
    return encoder;
}

} // namespace

Image numbered_image(int number, int width, int height) {
    Image image = make_image(width, height, 3);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const int square = (y * rows / height) * columns + x * columns / width;
            std::fill_n(image.row(y) + 3 * x, 3, square_is_white(number, square) ? 235 : 16);
        }
    }
    return image;
}

int frame_number(const Image& image) {
    int number = 0;
    for (int square = 0; square < columns * rows; ++square) {
        const int x = (2 * (square % columns) + 1) * image.width / (2 * columns);
        const int y = (2 * (square / columns) + 1) * image.height / (2 * rows);
        const int level = image.row(y)[x * image.channels];
        if (level > 90 && level < 165) return -1;
        const bool white = level > 127;
        if (square == 0 || square == columns * rows - 1) {
            if (white != (square == 0)) return -1;
        } else if (white) {
            number |= 1 << (square - 1);
        }
    }
    return number;
}

void make_video(const std::filesystem::path& path, const VideoRecipe& recipe) {
    silence_ffmpeg();
    AVFormatContext* output = nullptr;
    check(avformat_alloc_output_context2(&output, nullptr, nullptr, path.c_str()), "container");
    const Codec encoder = open_encoder(recipe, *output);
    AVStream* stream = avformat_new_stream(output, nullptr);
    check(avcodec_parameters_from_context(stream->codecpar, encoder.get()), "parameters");
    stream->time_base = encoder->time_base;
    stream->avg_frame_rate = {25, 1};
    set_rotation(stream, recipe.rotation);
    set_chapters(output, recipe);
    check(avio_open(&output->pb, path.c_str(), AVIO_FLAG_WRITE), "open");
    if (recipe.first_time < 0) output->avoid_negative_ts = 0;
    check(avformat_write_header(output, nullptr), "header");

    PictureConverter converter;
    int skip = recipe.skip_packets;
    for (int number = 0; number < recipe.frames; ++number) {
        Image image = numbered_image(number, recipe.width, recipe.height);
        const Frame rgb(av_frame_alloc()), picture(av_frame_alloc());
        rgb->width = picture->width = recipe.width;
        rgb->height = picture->height = recipe.height;
        rgb->format = AV_PIX_FMT_RGB24;
        picture->format = encoder->pix_fmt;
        rgb->data[0] = image.pixels.data();
        rgb->linesize[0] = static_cast<int>(image.row_bytes());
        check(av_frame_get_buffer(picture.get(), 0), "buffer");
        converter.scale(*rgb, *picture);
        const std::int64_t step = encoder->time_base.den == 1000 ? 1 : 40;
        const std::int64_t time = recipe.times.empty() ? number * 40 : recipe.times[static_cast<std::size_t>(number)];
        picture->pts = (time + recipe.first_time) / step;
        check(avcodec_send_frame(encoder.get(), picture.get()), "encode");
        drain(output, encoder.get(), skip, recipe.unmarked_keys);
    }
    check(avcodec_send_frame(encoder.get(), nullptr), "encode");
    drain(output, encoder.get(), skip, recipe.unmarked_keys);
    check(av_write_trailer(output), "trailer");
    avio_closep(&output->pb);
    avformat_free_context(output);
}

TEST(NumberedImage, CanBeReadBack) {
    for (const int number : {0, 1, 511, 1023}) EXPECT_EQ(frame_number(numbered_image(number, 64, 48)), number);
    EXPECT_EQ(frame_number(make_image(64, 48, 3)), -1);
}

} // namespace limn::media::test
