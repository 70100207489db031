#include "api/sent_files.h"

#include <algorithm>
#include <map>
#include <optional>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>

#include "api/form.h"
#include "api/uploads.h"
#include "base/error.h"
#include "base/text.h"
#include "http/checksum.h"
#include "http/multipart.h"

namespace limn::api {
namespace {

constexpr size_t max_field = 16 << 20; // of a form field that is no file
constexpr size_t max_checksum = 256;

using Open = std::function<std::unique_ptr<storage::BlobWriter>(const std::string& name)>;

std::string base_name(std::string_view path) {
    const auto at = path.find_last_of("/\\");
    return std::string(at == std::string_view::npos ? path : path.substr(at + 1));
}

int64_t index_of(std::string_view field) { // client_files[3]
    const auto open = field.find('[');
    const auto number =
        open == std::string_view::npos ? std::nullopt : parse_int(field.substr(open + 1, field.find(']') - open - 1));
    return number.value_or(0);
}

class Receiver {
  public:
    Receiver(bool keep_folders, const Open& open) : keep_folders_(keep_folders), open_(open) {}

    void take(const http::Part& part, http::PartReader& reader) {
        if (part.is_file && part.name.starts_with("client_files"))
            store(part, reader);
        else if (part.name.starts_with("client_checksums["))
            checksums_[index_of(part.name)] = reader.read_all(max_checksum);
        else if (!part.is_file)
            form_.add(part.name, reader.read_all(max_field));
    }

    SentFiles result() {
        std::ranges::stable_sort(files_, {}, &std::pair<int64_t, std::string>::first);
        SentFiles out{form_.value(), {}};
        for (auto& [index, name] : files_) out.names.push_back(std::move(name));
        return out;
    }

  private:
    std::string name_of(const http::Part& part) {
        auto name = keep_folders_ ? part.file_name : base_name(part.file_name);
        if (!is_safe_upload_name(name)) throw string_error(fmt::format("File name {} is not allowed", part.file_name));
        if (!taken_.insert(name).second)
            throw field_error(
                "client_files",
                fmt::format("Two files are called '{}'. File names in a task must differ; nothing was added.", name));
        return name;
    }

    std::optional<http::Checksum> given_checksum(int64_t index) const {
        const auto given = checksums_.find(index);
        if (given == checksums_.end()) return {};
        auto checksum = http::Checksum::parse(given->second);
        if (!checksum)
            throw field_error("client_checksums", fmt::format("Enter an algorithm ({}) and a digest of it in base64.",
                                                              http::Checksum::algorithms));
        return checksum;
    }

    void store(const http::Part& part, http::PartReader& reader) {
        const auto name = name_of(part);
        const auto index = index_of(part.name);
        auto checksum = given_checksum(index);
        const auto writer = open_(name);
        while (const auto size = reader.read(buffer_.data(), buffer_.size())) {
            const std::string_view bytes(buffer_.data(), size);
            writer->write(bytes);
            if (checksum) checksum->update(bytes);
        }
        if (checksum && !checksum->matches())
            throw string_error(
                fmt::format("What arrived of {} is not what was sent. Send the files again; none was added.", name),
                460);
        writer->commit();
        files_.emplace_back(index, name);
    }

    bool keep_folders_;
    const Open& open_;
    std::vector<char> buffer_ = std::vector<char>(256 * 1024);
    std::vector<std::pair<int64_t, std::string>> files_; // with the index of client_files[index]
    std::unordered_set<std::string> taken_;
    std::map<int64_t, std::string> checksums_; // by that index
    Form form_;
};

} // namespace

SentFiles receive_files(Call& call, bool keep_folders, const Open& open) {
    const auto type = call.request.header("Content-Type");
    if (!lower(type).starts_with("multipart/form-data")) return {call.body(), {}};
    Receiver receiver(keep_folders, open);
    http::read_multipart(*call.request.body, type,
                         [&](const http::Part& part, http::PartReader& reader) { receiver.take(part, reader); });
    return receiver.result();
}

} // namespace limn::api
