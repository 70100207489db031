#include "geometry/contours.h"
#include "geometry/raster.h"
#include "vectors.h"

#include <gtest/gtest.h>

namespace limn::geometry {
namespace {

TEST(Raster, FillsPolygonsAsRecorded) {
    const auto all = vectors("polygon_to_mask");
    ASSERT_EQ(all.size(), 7u);
    for (const auto& vector : all) {
        const auto& input = vector.at("input");
        const auto found = fill_polygon(numbers(input.at("points")), integer(input.at("image_width")),
                                        integer(input.at("image_height")));
        EXPECT_EQ(to_bitmap(found), bitmap(vector.at("expected").at("bitmap"))) << id(vector);
    }
}

TEST(Raster, FillsEllipsesWithinAPixelOfTheRecorded) {
    const auto all = vectors("ellipse_to_mask");
    ASSERT_EQ(all.size(), 4u);
    for (const auto& vector : all) {
        const auto& input = vector.at("input");
        const auto ellipse = ellipse_of(numbers(input.at("points")), input.at("rotation").to_number<double>());
        const auto found = fill_ellipse(ellipse, integer(input.at("image_width")), integer(input.at("image_height")));
        EXPECT_EQ(found, bitmap(vector.at("expected").at("bitmap"))) << id(vector);
    }
}

TEST(Raster, PaintsInOrder) {
    const auto all = vectors("paint_masks");
    ASSERT_EQ(all.size(), 3u);
    for (const auto& vector : all) {
        std::vector<Rle> masks;
        std::vector<Layer> layers;
        for (const auto& mask : vector.at("input").at("masks").as_array())
            masks.push_back(to_rle(bitmap(mask.at("bitmap"))));
        for (const auto& mask : vector.at("input").at("masks").as_array()) {
            layers.push_back({&masks[layers.size()], integer(mask.at("label")), integer(mask.at("z_order"))});
        }
        const auto found = paint(layers, masks[0].width, masks[0].height);
        const auto flat = [&](const char* name) {
            std::vector<int64_t> out;
            for (const auto& row : vector.at("expected").at(name).as_array()) {
                for (double value : numbers(row)) out.push_back(static_cast<int64_t>(value));
            }
            return out;
        };
        EXPECT_EQ(found.labels, flat("class_mask")) << id(vector);
        EXPECT_EQ(found.instances, flat("instance_mask")) << id(vector);
    }
}

TEST(Raster, FarVerticesCostNothing) {
    const std::vector<double> huge{-1e12, -1e12, 1e12, -1e12, 1e12, 1e12, -1e12, 1e12};
    EXPECT_EQ(area(fill_polygon(huge, 20, 10)), 200);
}

TEST(Raster, BoxWithWholeCornersFillsItsArea) { EXPECT_EQ(area(fill_box({2, 3, 7, 5}, 20, 10)), 10); }

TEST(Contours, MatchTheRecordedImports) {
    const auto all = vectors("mask_to_polygons_import");
    ASSERT_EQ(all.size(), 5u);
    for (const auto& vector : all) {
        std::vector<std::vector<double>> expected;
        for (const auto& polygon : vector.at("expected").at("polygons").as_array())
            expected.push_back(numbers(polygon));
        EXPECT_EQ(to_polygons(bitmap(vector.at("input").at("bitmap"))), expected) << id(vector);
    }
}

TEST(Contours, FollowPixelEdges) {
    const auto all = vectors("mask_to_contours_client");
    ASSERT_EQ(all.size(), 5u);
    for (const auto& vector : all) {
        std::vector<std::vector<double>> expected;
        for (const auto& polygon : vector.at("expected").at("contours").as_array())
            expected.push_back(numbers(polygon));
        EXPECT_EQ(pixel_edges(bitmap(vector.at("input").at("bitmap"))), expected) << id(vector);
    }
}

TEST(Contours, PixelEdgesOfAConvexMaskFillTheSamePixels) {
    const auto image = bitmap(boost::json::value{"0000", "0110", "0110", "0110"});
    const auto edges = pixel_edges(image);
    ASSERT_EQ(edges.size(), 1u);
    EXPECT_EQ(to_bitmap(fill_polygon(edges[0], 4, 4)), image);
}

} // namespace
} // namespace limn::geometry
