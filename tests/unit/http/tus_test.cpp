#include "http/tus.h"

#include <cstring>
#include <filesystem>
#include <fstream>
#include <future>
#include <iterator>

#include <gtest/gtest.h>

#include "base/error.h"
#include "base/text.h"
#include "http/request_body.h"
#include "http/tus_folder.h"

namespace {
using namespace limn;
using namespace limn::http;

std::string read_file(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

// Gives its text, then waits for leave, then breaks off like a lost connection.
class Breaking final : public Body {
  public:
    Breaking(std::string text, uint64_t announced, std::shared_future<void> leave = {})
        : text_(std::move(text)), announced_(announced), leave_(std::move(leave)) {}
    std::optional<uint64_t> length() const override { return announced_; }
    size_t read(char* buffer, size_t size) override {
        if (at_ == text_.size()) {
            waiting.set_value();
            if (leave_.valid()) leave_.wait();
            throw detail_error(400, "The request body ended early");
        }
        const auto count = std::min(size, text_.size() - at_);
        std::memcpy(buffer, text_.data() + at_, count);
        at_ += count;
        return count;
    }
    std::promise<void> waiting;

  private:
    std::string text_;
    size_t at_ = 0;
    uint64_t announced_;
    std::shared_future<void> leave_;
};

class Tus : public testing::Test {
  protected:
    Tus() : folder(std::filesystem::path(testing::TempDir()) / ("limn-tus-" + random_hex(8))), store(folder) {}
    ~Tus() override { std::filesystem::remove_all(folder); }

    Request patch(std::string offset, std::string body) {
        Request request;
        request.method = Method::patch;
        request.headers = {{"Content-Type", "application/offset+octet-stream"},
                           {"Content-Length", std::to_string(body.size())}};
        if (!offset.empty()) request.headers.push_back({"Upload-Offset", offset});
        request.body = std::make_shared<MemoryBody>(std::move(body));
        return request;
    }
    uint64_t append(std::string offset, std::string body) {
        auto request = patch(std::move(offset), std::move(body));
        return tus::append(request, store, "1_a");
    }
    // The status of the refusal and, in brackets, the offset that it names.
    std::string refused(Request request, std::string_view id = "1_a") {
        try {
            return "accepted " + std::to_string(tus::append(request, store, id));
        } catch (const Error& e) {
            std::string offset;
            for (const auto& [name, value] : e.headers())
                if (name == "Upload-Offset") offset = " [" + value + "]";
            return std::to_string(e.status()) + offset;
        }
    }

    std::filesystem::path folder;
    tus::FolderStore store;
};

Request creation(Pairs headers) {
    Request request;
    request.headers = std::move(headers);
    return request;
}

TEST_F(Tus, ReadsCreations) {
    const auto c = tus::read_creation(
        creation({{"Upload-Length", "12"},
                  {"Upload-Metadata", "filename " + to_base64("d/\xc3\xa4.png") + ", filetype aW1hZ2U=,flag"}}));
    EXPECT_EQ(c.length, 12u);
    EXPECT_EQ(c.metadata, (Pairs{{"filename", "d/\xc3\xa4.png"}, {"filetype", "image"}, {"flag", ""}}));
    EXPECT_EQ(c.file_name(), "d/\xc3\xa4.png");
    EXPECT_EQ(tus::read_creation(creation({{"upload-length", "0"}})).file_name(), std::nullopt);
    EXPECT_EQ(tus::read_creation(creation({{"Upload-Length", "26843545600"}})).length, tus::max_size);
}

TEST_F(Tus, RefusesCreationsWithTheProtocolsHeaders) {
    const auto status = [](Pairs headers) {
        try {
            tus::read_creation(creation(std::move(headers)));
            return 0;
        } catch (const Error& e) {
            EXPECT_TRUE(std::find(e.headers().begin(), e.headers().end(),
                                  std::pair<std::string, std::string>("Tus-Resumable", "1.0.0")) != e.headers().end());
            EXPECT_EQ(e.body() == "\"File size exceeds max limit of 26843545600 bytes\"", e.status() == 413);
            return e.status();
        }
    };
    EXPECT_EQ(status({}), 400);
    EXPECT_EQ(status({{"Upload-Length", "-1"}}), 400);
    EXPECT_EQ(status({{"Upload-Length", "1e3"}}), 400);
    EXPECT_EQ(status({{"Upload-Length", "99999999999999999999999"}}), 400);
    EXPECT_EQ(status({{"Upload-Length", "26843545601"}}), 413);
    EXPECT_EQ(status({{"Upload-Length", "1"}, {"Upload-Metadata", "filename !!"}}), 400);
    EXPECT_EQ(status({{"Upload-Length", "1"}, {"Upload-Metadata", "filename /w=="}}), 400); // not UTF-8
}

TEST_F(Tus, AnswersCarryTheProtocolsHeaders) {
    const auto created = tus::created("http://h/api/tasks/1/data/1_a", "a.png");
    EXPECT_EQ(created.status, 201);
    EXPECT_EQ(created.find_header("Location"), "http://h/api/tasks/1/data/1_a");
    EXPECT_EQ(created.find_header("Upload-Filename"), "a.png");
    for (const auto& response :
         {created, tus::handshake(), tus::appended(5), tus::describe({.offset = 3, .length = 5})}) {
        EXPECT_EQ(response.find_header("Tus-Version"), "1.0.0");
        EXPECT_EQ(response.find_header("Tus-Max-Size"), "26843545600");
        EXPECT_EQ(response.find_header("Cache-Control"), "no-store");
        EXPECT_EQ(response.find_header("Access-Control-Allow-Origin"), "*");
        EXPECT_EQ(std::count_if(response.headers.begin(), response.headers.end(),
                                [](const auto& h) { return h.first == "Tus-Extension"; }),
                  1);
    }
    // The list of extensions is empty as CVAT's; that checksums are known is told by their algorithms.
    EXPECT_EQ(tus::handshake().find_header("Tus-Extension"), "");
    EXPECT_EQ(tus::handshake().find_header("Tus-Checksum-Algorithm"), "sha1,sha256");
    EXPECT_EQ(created.find_header("Tus-Extension"), "");
    EXPECT_EQ(tus::appended(5).find_header("Tus-Extension"), "");
    EXPECT_EQ(tus::appended(5).find_header("Upload-Offset"), "5");
    EXPECT_EQ(tus::describe({.offset = 3, .length = 5}).find_header("Upload-Length"), "5");
}

TEST_F(Tus, AppendsPieceByPiece) {
    store.create("1_a", "1", {.length = 10, .metadata = {{"filename", "x.png"}}});
    EXPECT_EQ(append("", "0123"), 4u);
    EXPECT_EQ(append("4", "456"), 7u);
    const auto upload = store.find("1_a");
    ASSERT_TRUE(upload);
    EXPECT_EQ(upload->offset, 7u);
    EXPECT_EQ(upload->owner, "1");
    EXPECT_EQ(upload->metadata, (Pairs{{"filename", "x.png"}}));
    EXPECT_FALSE(upload->complete());
    EXPECT_EQ(append("7", "789"), 10u);
    EXPECT_TRUE(store.find("1_a")->complete());
    EXPECT_EQ(read_file(store.file("1_a")), "0123456789");
    store.remove("1_a");
    EXPECT_FALSE(store.find("1_a"));
    EXPECT_TRUE(std::filesystem::is_empty(folder));
}

TEST_F(Tus, RefusesWhatDoesNotFit) {
    store.create("1_a", "1", {.length = 5});
    append("0", "abc");
    EXPECT_EQ(refused(patch("2", "x")), "409 [3]");
    EXPECT_EQ(refused(patch("", "x")), "409 [3]");
    EXPECT_EQ(refused(patch("3", "xyz")), "413 [3]");
    EXPECT_EQ(refused(patch("three", "x")), "400");
    EXPECT_EQ(refused(patch("3", "x"), "1_unknown"), "404");
    EXPECT_EQ(refused(patch("3", "x"), "../1_a"), "404");
    auto typed = patch("3", "x");
    typed.headers[0].second = "application/json";
    EXPECT_EQ(refused(typed), "415");
    auto unsized = patch("3", "x");
    unsized.headers.erase(unsized.headers.begin() + 1);
    EXPECT_EQ(refused(unsized), "400");
    EXPECT_EQ(store.find("1_a")->offset, 3u);
    EXPECT_EQ(refused(patch("3", "de")), "accepted 5");
}

TEST_F(Tus, KeepsWhatArrivedBeforeTheConnectionBroke) {
    store.create("1_a", "1", {.length = 1000});
    Breaking body(std::string(300, 'a'), 1000);
    EXPECT_THROW(store.append("1_a", 0, body), Error);
    EXPECT_EQ(tus::FolderStore(folder).find("1_a")->offset, 300u); // on the disk, not only in memory
    EXPECT_EQ(append("300", std::string(700, 'b')), 1000u);
    EXPECT_EQ(read_file(store.file("1_a")), std::string(300, 'a') + std::string(700, 'b'));
}

TEST_F(Tus, TellsTheTruthAfterACrash) {
    store.create("1_a", "1", {.length = 10});
    append("0", "01234");
    std::ofstream(store.file("1_a"), std::ios::app) << "junk!"; // written, but the process died before it counted
    tus::FolderStore after(folder);
    EXPECT_EQ(after.find("1_a")->offset, 5u);
    auto request = patch("5", "56789");
    EXPECT_EQ(tus::append(request, after, "1_a"), 10u);
    EXPECT_EQ(read_file(after.file("1_a")), "0123456789");
}

TEST_F(Tus, LetsANewerAppendTakeOver) {
    store.create("1_a", "1", {.length = 1000});
    std::promise<void> leave;
    Breaking stuck(std::string(300, 'a'), 1000, leave.get_future().share());
    auto older = std::async(std::launch::async, [&] { return store.append("1_a", 0, stuck); });
    stuck.waiting.get_future().wait();
    EXPECT_EQ(store.find("1_a")->offset, 300u); // of the append that still runs
    EXPECT_EQ(refused(patch("0", "x")), "409 [300]");
    EXPECT_EQ(append("300", std::string(200, 'b')), 500u);
    leave.set_value();
    EXPECT_THROW(older.get(), Error);
    EXPECT_EQ(store.find("1_a")->offset, 500u);
    EXPECT_EQ(append("500", std::string(500, 'c')), 1000u);
    EXPECT_EQ(read_file(store.file("1_a")), std::string(300, 'a') + std::string(200, 'b') + std::string(500, 'c'));
}

// Of "01234", by sha1sum and sha256sum.
constexpr std::string_view sha1_of_01234 = "sha1 EZBKTot39iQuLSiHBQI62tAKkxA=";
constexpr std::string_view sha256_of_01234 = "sha256 xWX+A8qbYkLgHf3e/pu6PZiycOGc0C/YXOr3XislvxI=";

TEST_F(Tus, TakesBytesThatAreWhatTheirChecksumSays) {
    store.create("1_a", "1", {.length = 10});
    const auto with = [&](std::string offset, std::string body, std::string_view checksum) {
        auto request = patch(std::move(offset), std::move(body));
        request.headers.push_back({"Upload-Checksum", std::string(checksum)});
        return request;
    };
    EXPECT_EQ(refused(with("0", "01x34", sha256_of_01234)), "460 [0]");
    EXPECT_EQ(store.find("1_a")->offset, 0u);
    EXPECT_EQ(refused(with("0", "01234", sha256_of_01234)), "accepted 5");
    EXPECT_EQ(refused(with("5", "0123", sha1_of_01234)), "460 [5]");
    EXPECT_EQ(refused(with("5", "01234", "md5 yw==")), "400");
    EXPECT_EQ(refused(with("5", "01234", "sha1 yw==")), "400");
    EXPECT_EQ(refused(with("5", "01234", "sha1")), "400");
    EXPECT_EQ(refused(with("5", "01234", sha1_of_01234)), "accepted 10");
    EXPECT_EQ(read_file(store.file("1_a")), "0123401234");
}

TEST_F(Tus, ThrowsAwayWhatBreaksOffBeforeItsChecksumCouldBeCompared) {
    store.create("1_a", "1", {.length = 1000});
    append("0", std::string(100, 'a'));
    std::promise<void> leave;
    Breaking stuck(std::string(300, 'b'), 900, leave.get_future().share());
    auto checksum = Checksum::parse(sha256_of_01234);
    auto older = std::async(std::launch::async, [&] { return store.append("1_a", 100, stuck, &*checksum); });
    stuck.waiting.get_future().wait();
    EXPECT_EQ(store.find("1_a")->offset, 100u);
    EXPECT_EQ(refused(patch("400", "x")), "409 [100]");
    EXPECT_EQ(append("100", std::string(50, 'c')), 150u); // a newer one takes over from where it was sure
    leave.set_value();
    EXPECT_THROW(older.get(), Error);
    EXPECT_EQ(tus::FolderStore(folder).find("1_a")->offset, 150u);
}

TEST_F(Tus, ForgetsUploadsThatNobodyFinishes) {
    store.create("1_a", "1", {.length = 10});
    store.create("1_b", "1", {.length = 10});
    std::filesystem::last_write_time(store.file("1_a"),
                                     std::filesystem::file_time_type::clock::now() - std::chrono::hours(13));
    EXPECT_EQ(store.remove_older_than(std::chrono::hours(12)), std::vector<std::string>{"1_a"});
    EXPECT_FALSE(store.find("1_a"));
    EXPECT_TRUE(store.find("1_b"));
}

TEST_F(Tus, TakesOnlyIdsThatAreFileNames) {
    EXPECT_THROW(store.create("../x", "1", {}), std::invalid_argument);
    EXPECT_THROW(store.create("", "1", {}), std::invalid_argument);
    EXPECT_FALSE(store.find("a/b"));
    store.create("1_a", "1", {});
    EXPECT_THROW(store.create("1_a", "1", {}), std::exception);
}

} // namespace
