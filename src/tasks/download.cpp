#include "tasks/download.h"

#include <set>

#include <fmt/format.h>

#include "base/text.h"
#include "queue/queue.h"
#include "storage/http_client.h"
#include "storage/temp_file.h"

namespace limn::tasks {
namespace {

constexpr uint64_t max_file = 26843545600; // bytes, as for uploads

[[noreturn]] void fail(std::string_view message) { throw queue::Failure("ValueError", message); }

std::string_view scheme_of(std::string_view address) {
    const auto colon = address.find("://");
    return colon == std::string_view::npos ? std::string_view() : address.substr(0, colon);
}

std::string name_of(std::string_view address) {
    address = address.substr(0, address.find_first_of("?#"));
    const auto path = address.find('/', address.find("://") + 3);
    const auto name =
        path == std::string_view::npos ? std::string() : percent_decode(address.substr(address.rfind('/') + 1));
    if (name.empty() || name == "." || name == ".." || name.find('/') != std::string::npos ||
        name.find('\0') != std::string::npos)
        fail(fmt::format("the address {} names no file", address));
    return name;
}

void fetch(storage::HttpClient& client, const std::string& address, const std::filesystem::path& target) {
    storage::TempFile file(target.parent_path());
    storage::HttpRequest request{.url = address, .follow = true, .max_file = max_file};
    request.sink = [&](std::string_view piece) {
        file.write(piece);
        return true;
    };
    storage::HttpAnswer answer;
    try {
        answer = client.send(request);
    } catch (const storage::HttpFailure& e) {
        fail(fmt::format("Failed to download {}; {}", address, e.what()));
    }
    if (answer.status != 200) {
        const auto from = !answer.url.empty() && address != answer.url
                              ? fmt::format("{} (redirected from {})", answer.url, address)
                              : address;
        fail(fmt::format("Failed to download {}; HTTP error {}", from, answer.status));
    }
    file.move_to(target);
}

} // namespace

std::vector<std::string> download(const std::vector<std::string>& addresses, const std::filesystem::path& folder,
                                  const std::function<void(double, std::string_view)>& progress) {
    std::vector<std::string> names;
    std::set<std::string> seen;
    for (const auto& address : addresses) {
        const auto scheme = scheme_of(address);
        if (scheme != "http" && scheme != "https")
            fail(fmt::format("Unsupported URL scheme: {}. Only http and https are supported", scheme));
        names.push_back(name_of(address));
        if (!seen.insert(names.back()).second) throw queue::Failure("Exception", "filename collision: " + names.back());
    }
    storage::HttpClient client{storage::AddressRules()}; // only public addresses, whatever cloud storages may reach
    for (size_t i = 0; i < addresses.size(); ++i) {
        progress(0.5 * static_cast<double>(i) / static_cast<double>(addresses.size()),
                 addresses[i] + " is being downloaded..");
        fetch(client, addresses[i], folder / names[i]);
    }
    return names;
}

} // namespace limn::tasks
