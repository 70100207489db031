// Saves that may be sent twice. A client that does not know whether its save arrived repeats it under the same key, and
// gets the ids of the first one instead of a second set of objects.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "annotation/store.h"
#include "db/database.h"

namespace limn::annotation {

struct ReceiptKey {
    int64_t account_id = 0;
    std::string target;      // "job:7", "task:3"
    std::string key;         // the client's, at most 255 bytes
    int64_t fingerprint = 0; // of the body
};

int64_t fingerprint(std::string_view body); // FNV-1a, 64 bit

// The ids that the first save gave, one for each of its jobs. Throws Error 422 when the key was used for another body.
std::optional<std::vector<Ids>> find_receipt(db::Connection& c, const ReceiptKey& key);

// In the transaction of the save. Receipts older than a day are thrown away.
void keep_receipt(db::Connection& c, const ReceiptKey& key, std::span<const Saved> saved, Time when);

} // namespace limn::annotation
