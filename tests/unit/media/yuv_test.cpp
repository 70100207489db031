#include "media/yuv.h"

#include "media/ffmpeg.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <gtest/gtest.h>

namespace limn::media {
namespace {

// One flat picture of each colour, against the formula of ITU-R BT.601 and BT.709 in full precision.
TEST(Yuv, FollowsTheFormula) {
    for (const bool hd : {false, true}) {
        for (const AVPixelFormat format : {AV_PIX_FMT_YUV420P, AV_PIX_FMT_YUVJ422P, AV_PIX_FMT_YUV444P}) {
            const Frame picture(av_frame_alloc());
            picture->width = picture->height = 5;
            picture->format = format;
            picture->colorspace = hd ? AVCOL_SPC_BT709 : AVCOL_SPC_UNSPECIFIED;
            ASSERT_EQ(av_frame_get_buffer(picture.get(), 0), 0);
            const bool full = format == AV_PIX_FMT_YUVJ422P;
            const double red = hd ? 0.2126 : 0.299, blue = hd ? 0.0722 : 0.114;
            for (int y = 0; y < 256; y += 15) {
                for (int u = 0; u < 256; u += 15) {
                    for (int v = 0; v < 256; v += 15) {
                        const int values[] = {y, u, v};
                        for (int i = 0; i < 3; ++i)
                            std::memset(picture->data[i], values[i],
                                        static_cast<std::size_t>(picture->linesize[i] *
                                                                 (i && format == AV_PIX_FMT_YUV420P ? 3 : 5)));
                        Image image = make_image(5, 5, 3);
                        ASSERT_TRUE(yuv_to_rgb(*picture, image));
                        const double luma = full ? y : (y - 16) * 255.0 / 219, scale = full ? 1 : 255.0 / 224;
                        const double r = luma + (v - 128) * scale * 2 * (1 - red),
                                     b = luma + (u - 128) * scale * 2 * (1 - blue);
                        const double expected[] = {r, (luma - red * r - blue * b) / (1 - red - blue), b};
                        for (int i = 0; i < 3; ++i) {
                            EXPECT_NEAR(image.row(4)[12 + i], std::clamp(expected[i], 0.0, 255.0), 0.51);
                        }
                    }
                }
            }
        }
    }
}

TEST(Yuv, LeavesOthersAlone) {
    const Frame picture(av_frame_alloc());
    picture->width = picture->height = 4;
    picture->format = AV_PIX_FMT_NV12;
    ASSERT_EQ(av_frame_get_buffer(picture.get(), 0), 0);
    Image image = make_image(4, 4, 3);
    EXPECT_FALSE(yuv_to_rgb(*picture, image));
    picture->format = AV_PIX_FMT_YUV420P;
    Image smaller = make_image(2, 2, 3);
    EXPECT_FALSE(yuv_to_rgb(*picture, smaller));
}

} // namespace
} // namespace limn::media
