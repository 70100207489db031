// Imports of annotations into a task or a job: what the request says of them, and what is done on the threads of the
// queue.
#pragma once

#include <filesystem>
#include <string_view>

#include <boost/json/object.hpp>

#include "api/call.h"
#include "queue/queue.h"

namespace limn::api {

// Checks ?import_mode=, ?duplicate_overlap= and ?dry_run=, and puts them into the input of the background request.
// Throws 400.
void check_import_mode(const Call& call);
void add_import_mode(const Call& call, boost::json::object& input);

void import_annotations(queue::Work& work, Services& services, const std::filesystem::path& file);

} // namespace limn::api
