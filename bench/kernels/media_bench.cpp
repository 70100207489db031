// Media: reading headers, indexing and decoding video, making chunks.
// Video benchmarks read the file named by LIMN_BENCH_VIDEO, e.g. ten minutes of Full-HD H.264:
//   ffmpeg -f lavfi -i testsrc2=s=1920x1080:r=25:d=10,noise=alls=8 -c:v libx264 -preset veryfast ten.mp4
//   ffmpeg -stream_loop 59 -i ten.mp4 -c copy ten_minutes.mp4
#include "media/chunks.h"
#include "media/ffmpeg.h"
#include "media/preview.h"
#include "media/probe.h"
#include "media/video_reader.h"

#include <benchmark/benchmark.h>
#include <cstdlib>
#include <fstream>

namespace limn::media {
namespace {
namespace fs = std::filesystem;

Image full_hd() {
    Image image = make_image(1920, 1080, 3);
    std::uint32_t noise = 1;
    for (std::size_t i = 0; i < image.pixels.size(); ++i) {
        noise = noise * 1664525 + 1013904223;
        image.pixels[i] = static_cast<std::uint8_t>(i / 5760 / 5 + (noise >> 28));
    }
    return image;
}

// A thousand Full-HD JPEGs, as a task would have.
class Pictures : public benchmark::Fixture {
  public:
    static constexpr int count = 1000;
    void SetUp(const benchmark::State&) override {
        if (folder) return;
        folder = std::make_unique<storage::TempFolder>(fs::temp_directory_path());
        const std::string jpeg = encode_jpeg(full_hd(), 90);
        for (int i = 0; i < count; ++i) std::ofstream(path(i), std::ios::binary) << jpeg;
    }
    static fs::path path(int i) { return folder->path() / (std::to_string(i) + ".jpg"); }

  private:
    static inline std::unique_ptr<storage::TempFolder> folder;
};

BENCHMARK_F(Pictures, Index)(benchmark::State& state) {
    for (auto _ : state) {
        for (int i = 0; i < count; ++i) benchmark::DoNotOptimize(probe_image(path(i), "x.jpg"));
    }
    state.SetItemsProcessed(state.iterations() * count);
}

BENCHMARK_F(Pictures, Preview)(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(make_preview(path(0), "x.jpg"));
    state.SetItemsProcessed(state.iterations());
}

BENCHMARK_F(Pictures, CompressedChunkOf36)(benchmark::State& state) {
    std::vector<ChunkFile> files;
    for (int i = 0; i < 36; ++i) files.push_back({path(i), "x.jpg"});
    for (auto _ : state) {
        storage::TempFile chunk(fs::temp_directory_path());
        write_image_chunk(files, Quality::compressed, 70, chunk);
    }
    state.SetItemsProcessed(state.iterations() * 36);
}

class Video : public benchmark::Fixture {
  public:
    void SetUp(benchmark::State& state) override {
        const char* name = std::getenv("LIMN_BENCH_VIDEO");
        if (!name) return state.SkipWithError("LIMN_BENCH_VIDEO names no video");
        path = name;
        if (!index) index = std::make_shared<const VideoIndex>(index_video(path, "video"));
    }
    std::vector<std::int64_t> chunk_at(std::int64_t first) const {
        std::vector<std::int64_t> frames;
        for (std::int64_t i = 0; i < 36; ++i) frames.push_back((first + i) % index->frames());
        std::ranges::sort(frames);
        return frames;
    }
    void make_chunks(benchmark::State& state, Quality kind) {
        VideoReader reader(path, index);
        std::int64_t first = 0;
        for (auto _ : state) {
            storage::TempFile chunk(fs::temp_directory_path());
            write_video_chunk(reader, chunk_at(first), kind, 70, chunk);
            first = (first + 36) % (index->frames() - 36);
        }
        state.SetItemsProcessed(state.iterations() * 36);
    }
    fs::path path;
    static inline std::shared_ptr<const VideoIndex> index;
};

// The floor under Index: the same packets read by FFmpeg alone.
BENCHMARK_F(Video, Demux)(benchmark::State& state) {
    for (auto _ : state) {
        const Input input = open_input(path, "video", index->stream);
        const Packet packet(av_packet_alloc());
        while (av_read_frame(input.get(), packet.get()) >= 0) av_packet_unref(packet.get());
    }
    state.SetItemsProcessed(state.iterations() * index->frames());
}

BENCHMARK_F(Video, Index)(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(index_video(path, "video"));
    state.SetItemsProcessed(state.iterations() * index->frames());
    state.counters["index_bytes"] = static_cast<double>(serialize(*index).size());
}

BENCHMARK_F(Video, FramesInOrder)(benchmark::State& state) {
    VideoReader reader(path, index);
    std::int64_t frame = 0;
    for (auto _ : state) benchmark::DoNotOptimize(reader.read(frame++ % index->frames()));
    state.SetItemsProcessed(state.iterations());
}

BENCHMARK_F(Video, FramesAtRandom)(benchmark::State& state) {
    VideoReader reader(path, index);
    std::uint32_t random = 1;
    for (auto _ : state) {
        random = random * 1664525 + 1013904223;
        benchmark::DoNotOptimize(reader.read(random % index->frames()));
    }
    state.SetItemsProcessed(state.iterations());
}

BENCHMARK_F(Video, CompressedChunkOf36)(benchmark::State& state) { make_chunks(state, Quality::compressed); }
BENCHMARK_F(Video, OriginalChunkOf36)(benchmark::State& state) { make_chunks(state, Quality::original); }

} // namespace
} // namespace limn::media
