// permissions.csv as bitmasks. A row of the table and the facts of a check have the same shape; a row grants when every
// mask of it meets the facts. The columns and atoms are those of the file's header line.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace limn::access {

// Bits of Row::context, ::privilege and ::role; the facts of a check have exactly one bit in each.
namespace bits {
inline constexpr uint8_t sandbox = 1, organization = 2;
inline constexpr uint8_t admin = 1, user = 2, worker = 4, no_group = 8;
// A nominal owner has the role but is not the organisation's owner.
inline constexpr uint8_t org_owner = 1, maintainer = 2, supervisor = 4, org_worker = 8, no_role = 16,
                         nominal_owner = 32;
// Role of the membership or invitation that is acted on.
inline constexpr uint8_t target_owner = 1, target_maintainer = 2, target_supervisor = 4, target_worker = 8,
                         target_none = 16;
} // namespace bits

// What must be true besides, a bit each.
enum Need : uint16_t {
    same_organization = 1 << 0,
    target_is_active = 1 << 1,
    target_is_not_self = 1 << 2,
    target_is_public = 1 << 3,
    analytics = 1 << 4,
    token_writes = 1 << 5,
    local_destination = 1 << 6,
    parent_project = 1 << 7,
    parent_task = 1 << 8,
    parent_job = 1 << 9,
    parent_none = 1 << 10,
};
inline constexpr uint16_t needs_of_object = target_is_active | target_is_not_self | target_is_public;

struct PolicyRow {
    uint8_t context = 3, privilege = 15, role = 63, target_role = 31;
    uint32_t relations = 0; // any of them must hold; 0: not examined
    uint16_t needs = 0;     // all of them must hold
    int delegate = -1;      // number of another check that must grant, too; -1: none
};

struct Facts {
    uint8_t context = bits::sandbox, privilege = bits::no_group, role = bits::no_role, target_role = bits::target_none;
    uint32_t relations = 0;
    uint16_t holds = 0; // Need bits
};

class PolicyTable {
  public:
    // Throws std::logic_error for a table that is not well formed: unknown words, unequal method and url lists, a role
    // asked for in the sandbox, a delegate that does not exist or leads back to itself.
    explicit PolicyTable(std::string_view csv);

    // The number of "resource/scope"; -1 when the table does not have it.
    int find(std::string_view resource, std::string_view scope) const;
    bool has_resource(std::string_view resource) const;
    const std::vector<PolicyRow>& rows(int check) const { return checks_[static_cast<size_t>(check)].rows; }
    bool allows(int check, const Facts& facts) const;

    size_t row_count() const { return row_count_; }
    const std::vector<std::pair<std::string, std::string>>& names() const { return names_; } // of the checks, by number

  private:
    struct Check {
        std::vector<PolicyRow> rows;
    };
    int number(const std::string& resource, const std::string& scope);
    void check_delegates() const;

    struct Hash {
        using is_transparent = void;
        size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
    };
    std::unordered_map<std::string, int, Hash, std::equal_to<>> numbers_;
    std::unordered_map<std::string, int, Hash, std::equal_to<>> resources_;
    std::vector<std::pair<std::string, std::string>> names_;
    std::vector<Check> checks_;
    size_t row_count_ = 0;
};

// The row's own columns, delegates left aside.
bool matches(const PolicyRow& row, const Facts& facts);

// The table of this program, read at the first use, and the text it was read from.
const PolicyTable& policy_table();
std::string_view permissions_csv();

// A line of comma-separated values, quotes taken off.
std::vector<std::string> split_csv_line(std::string_view line);

} // namespace limn::access
