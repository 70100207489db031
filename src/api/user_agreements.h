// What people accept when they make an account: the terms of whoever runs this server, from a file of theirs.
#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <boost/describe.hpp>

namespace limn::api {

class Routes;

struct UserAgreement {
    std::string name;        // that an answer names it by
    std::string text_prefix; // before the link: "I accept the"
    std::string link_text;   // "terms of use"
    std::string url;
    bool required = false; // without it there is no account
};

// One answer of the form: the agreement of this name was accepted, or not.
struct Confirmation {
    std::string name;
    bool value = false;
};
BOOST_DESCRIBE_STRUCT(Confirmation, (), (name, value))

// A list of {"name", "urlDisplayText", "url"} and, if wanted, {"textPrefix", "required"}. Throws std::runtime_error
// that says what is wrong with the file.
std::vector<UserAgreement> read_user_agreements(const std::filesystem::path& file);

// Why there is no account with these answers, or nothing.
std::optional<std::string> agreement_problem(const std::vector<UserAgreement>& agreements,
                                             const std::vector<Confirmation>& confirmations);

void add_user_agreement_routes(Routes& routes);

} // namespace limn::api
