// Who can see a job: whom its comments may name, and who may be asked to mend what an issue points at.
#pragma once
#include <vector>

#include "access/users.h"
#include "api/call.h"

namespace limn::api {

// Active accounts that work on the job or belong to its organisation, and that the policy lets see it; by user name.
// Of very large organisations the first thousand.
std::vector<access::User> people_of_job(db::Connection& c, int64_t job_id);

bool can_see_job(db::Connection& c, int64_t job_id, const access::User& user);

void add_job_people_routes(Routes& routes);

} // namespace limn::api
