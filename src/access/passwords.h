// Passwords: argon2id through libsodium for everybody, and the hashes of accounts that moved in (django_passwords.h),
// which are replaced the first time their owners sign in.
//
// A hash takes about a tenth of a second and 64 MiB. At most half of the processor's cores work on hashes at a time,
// and only a few requests may wait for their turn (503 with Retry-After beyond), so that a flood of sign-ins cannot
// take every request thread. Basic authentication sends the password with every request: a keyed digest of what was
// verified is remembered for some minutes. The digest covers the stored hash, so a changed password is forgotten by
// itself.
#pragma once
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace limn::access {

std::string hash_password(std::string_view password);

enum class Verdict { wrong, right, right_but_old }; // old: of a scheme or cost that hash_password no longer uses

// stored: the account's column; an empty or unknown one matches nothing, and takes as long.
Verdict verify_password(std::string_view stored, std::string_view password);
bool is_usable_password(std::string_view stored);

inline constexpr std::chrono::minutes remembered_for{5};

// --- rules for new passwords

struct PasswordOwner {
    std::string_view username, first_name, last_name, email;
};

// Each: the messages of the rules that a password breaks, in the contract's order.
std::vector<std::string> password_similarity_problems(std::string_view password, const PasswordOwner& owner);
std::vector<std::string> password_strength_problems(std::string_view password); // length, common, numeric

// Twice the number of characters that both have (each counted as often as it occurs in both), by all characters of
// both: an upper bound of how alike two texts are (Ratcliff and Obershelp's measure, without regard to order).
double similarity_bound(std::string_view a, std::string_view b);
bool is_common_password(std::string_view password);

} // namespace limn::access
