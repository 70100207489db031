// Files fetched from addresses that a user gave.
#pragma once
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace limn::tasks {

// Fetches each address into `folder` under the last part of its path; the names, in order. Only http and https, and
// only addresses that do not belong to this machine or its private networks: otherwise a user could have the server
// read what only the server may. Throws queue::Failure with a reason for the user.
std::vector<std::string> download(const std::vector<std::string>& addresses, const std::filesystem::path& folder,
                                  const std::function<void(double, std::string_view)>& progress);

} // namespace limn::tasks
