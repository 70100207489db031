#include "http/multipart.h"

#include <cstring>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"

namespace {
using namespace limn;
using namespace limn::http;
using testing::HasSubstr;

// Hands the text out in pieces: the first of `first` bytes, the others of `step`.
class Pieces final : public Body {
  public:
    Pieces(std::string text, size_t first, size_t step) : text_(std::move(text)), next_(first), step_(step) {}
    std::optional<uint64_t> length() const override { return {}; }
    size_t read(char* buffer, size_t size) override {
        if (next_ == 0) next_ = step_;
        const auto count = std::min({size, next_, text_.size() - at_});
        std::memcpy(buffer, text_.data() + at_, count);
        at_ += count;
        next_ = step_;
        return count;
    }
    bool all_read() const { return at_ == text_.size(); }

  private:
    std::string text_;
    size_t at_ = 0, next_, step_;
};

constexpr std::string_view type = "multipart/form-data; boundary=XyZ";

struct Seen {
    Part part;
    std::string content;
};

std::vector<Seen> read(Body& body, std::string_view content_type = type, size_t piece = 1000) {
    std::vector<Seen> seen;
    read_multipart(body, content_type, [&](const Part& part, PartReader& reader) {
        auto& entry = seen.emplace_back(Seen{part, {}});
        std::string buffer(piece, '\0');
        while (const auto got = reader.read(buffer.data(), piece)) entry.content.append(buffer, 0, got);
    });
    return seen;
}

std::vector<Seen> read(std::string text, std::string_view content_type = type) {
    Pieces body(std::move(text), 1 << 20, 1 << 20);
    return read(body, content_type);
}

std::string part(std::string_view disposition, std::string_view content) {
    return "--XyZ\r\nContent-Disposition: form-data; " + std::string(disposition) + "\r\n\r\n" + std::string(content) +
           "\r\n";
}

std::string refusal(std::string text, std::string_view content_type = type) {
    try {
        read(std::move(text), content_type);
    } catch (const Error& e) {
        EXPECT_TRUE(e.status() == 400 || e.status() == 415);
        return e.body();
    }
    return "accepted";
}

const std::string tricky = "\r\n--XyW\r\n--Xy\r\r\n\r\n--\r\n";

TEST(Multipart, ReadsTheSameHoweverTheBodyArrives) {
    const std::string form = "preamble\r\n" + part("name=\"first\"", "one") + part("name=empty", "") +
                             "--XyZ \t\r\nContent-Type: image/png\r\ncontent-disposition: form-data; name=\"f[0]\"; "
                             "filename=\"a b.png\"\r\n\r\n" +
                             tricky + "\r\n--XyZ--\r\nepilogue";
    for (size_t first = 0; first <= form.size(); ++first)
        for (const size_t step : {size_t(1), size_t(2), size_t(7), form.size()}) {
            Pieces body(form, first, step);
            const auto seen = read(body, type, step);
            ASSERT_EQ(seen.size(), 3u) << first << " " << step;
            EXPECT_EQ(seen[0].part.name, "first");
            EXPECT_FALSE(seen[0].part.is_file);
            EXPECT_EQ(seen[0].content, "one");
            EXPECT_EQ(seen[1].part.name, "empty");
            EXPECT_EQ(seen[1].content, "");
            EXPECT_EQ(seen[2].part.name, "f[0]");
            EXPECT_EQ(seen[2].part.file_name, "a b.png");
            EXPECT_EQ(seen[2].part.content_type, "image/png");
            EXPECT_TRUE(seen[2].part.is_file);
            EXPECT_EQ(seen[2].content, tricky);
            EXPECT_TRUE(body.all_read());
        }
}

TEST(Multipart, ReadsLargeBinaryParts) {
    std::string bytes(3'000'000, '\0');
    uint32_t state = 7;
    for (auto& c : bytes) c = "\r\n-X-\0y"[(state = state * 1664525u + 1013904223u) >> 29];
    const auto seen = read(part("name=a; filename=x", bytes) + part("name=b", "end") + "--XyZ--");
    ASSERT_EQ(seen.size(), 2u);
    EXPECT_EQ(seen[0].content, bytes);
    EXPECT_EQ(seen[1].content, "end");
}

TEST(Multipart, SkipsWhatIsNotRead) {
    Pieces body(part("name=a; filename=x", std::string(600'000, 'x')) + part("name=b", "value") + "--XyZ--\r\n", 1000,
                5000);
    std::string value;
    read_multipart(body, type, [&](const Part& p, PartReader& reader) {
        if (p.name == "b") value = reader.read_all(5);
    });
    EXPECT_EQ(value, "value");
    EXPECT_TRUE(body.all_read());
}

TEST(Multipart, UnderstandsEveryFormOfFileName) {
    const auto name_of = [](std::string_view disposition) {
        const auto seen = read(part(disposition, "") + "--XyZ--");
        return seen.at(0).part.file_name;
    };
    EXPECT_EQ(name_of(R"(name="n"; filename="plain.png")"), "plain.png");
    EXPECT_EQ(name_of(R"(name="n"; filename=token.png)"), "token.png");
    EXPECT_EQ(name_of(R"(name="n"; filename="semi;colon=1.png")"), "semi;colon=1.png");
    EXPECT_EQ(name_of(R"(name="n"; filename="a \"quoted\" \\ name.png")"), R"(a "quoted" \ name.png)");
    EXPECT_EQ(name_of(R"(name="n"; filename="C:\pictures\one.png")"), R"(C:\pictures\one.png)");
    EXPECT_EQ(name_of("name=\"n\"; filename=\"\xd0\xb8\xd0\xbc\xd1\x8f.png\""), "\xd0\xb8\xd0\xbc\xd1\x8f.png");
    EXPECT_EQ(name_of(R"(name="n"; filename="fallback.png"; filename*=UTF-8''%e2%82%ac%20rates.png)"),
              "\xe2\x82\xac rates.png");
    EXPECT_EQ(name_of(R"(name="n"; filename*=iso-8859-1'en'%A3.png)"), "\xc2\xa3.png");
    EXPECT_EQ(name_of(R"(name="n"; filename="kept.png"; filename*=utf-7''x)"), "kept.png");
    EXPECT_EQ(name_of(R"(name="n"; filename="kept.png"; filename*=UTF-8''%ff)"), "kept.png");
    EXPECT_EQ(name_of(R"(NAME="n" ; FileName = "spaced.png")"), "spaced.png");
}

TEST(Multipart, AcceptsFormsWithoutParts) {
    EXPECT_TRUE(read("").empty());
    EXPECT_TRUE(read("--XyZ--").empty());
    EXPECT_TRUE(read("--XyZ--\r\n").empty());
    EXPECT_TRUE(read("\r\n--XyZ--\r\n").empty());
}

TEST(Multipart, AcceptsAQuotedBoundary) {
    EXPECT_EQ(read("--a b\r\nContent-Disposition: form-data; name=x\r\n\r\n1\r\n--a b--",
                   "Multipart/Form-Data; charset=utf-8; Boundary=\"a b\"")
                  .size(),
              1u);
}

TEST(Multipart, RefusesWhatIsNotWellFormed) {
    EXPECT_THAT(refusal("no boundary at all"), HasSubstr("ends before its last boundary"));
    EXPECT_THAT(refusal(part("name=a", "x")), HasSubstr("ends before its last boundary"));
    EXPECT_THAT(refusal("--XyZ\r\nContent-Disposition: form-data; name=a"), HasSubstr("ends before its last boundary"));
    EXPECT_THAT(refusal("--XyZ\r\n\r\nx\r\n--XyZ--"), HasSubstr("no headers"));
    EXPECT_THAT(refusal("--XyZ\r\nContent-Type: text/plain\r\n\r\nx\r\n--XyZ--"), HasSubstr("no Content-Disposition"));
    EXPECT_THAT(refusal("--XyZ\r\nnonsense\r\n\r\nx\r\n--XyZ--"), HasSubstr("is no header"));
    EXPECT_THAT(refusal("--XyZ\r\nContent-Disposition: attachment; name=a\r\n\r\nx\r\n--XyZ--"),
                HasSubstr("not form-data"));
    EXPECT_THAT(refusal(part("filename=a", "x") + "--XyZ--"), HasSubstr("no name"));
    EXPECT_THAT(refusal("--XyZabc\r\n\r\n--XyZ--"), HasSubstr("something behind"));
    EXPECT_THAT(refusal("--XyZ\r\nX: " + std::string(20'000, 'x') + "\r\n\r\n\r\n--XyZ--"), HasSubstr("too large"));
    EXPECT_THAT(refusal("--XyZ--", "multipart/form-data"), HasSubstr("boundary"));
    EXPECT_THAT(refusal("--XyZ--", "multipart/form-data; boundary=\"\""), HasSubstr("boundary"));
    EXPECT_THAT(refusal("--XyZ--", "application/json"), HasSubstr("Unsupported media type"));
}

TEST(Multipart, BoundsAFieldThatIsReadWhole) {
    Pieces body(part("name=a", std::string(100, 'x')) + "--XyZ--", 10, 10);
    EXPECT_THROW(read_multipart(body, type, [](const Part&, PartReader& reader) { reader.read_all(99); }), Error);
}

} // namespace
