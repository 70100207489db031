// Media that a request names in a bucket.
#pragma once
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tasks/sources.h"

namespace limn::tasks {

// Adds the files that server_files, server_files_exclude and filename_pattern of the request name: nothing is fetched
// but the manifest, if there is one. Folders (names that end in `/`) are looked up in the manifest, or in the bucket.
void gather_cloud(const Workshop& workshop, const DataParameters& parameters, std::vector<Source>& all, Sources& out);

// Fetches a file of which all is needed at once: a video, an archive, a document.
void fetch_whole(const Workshop& workshop, const Media& media, Sources& sources, Source& source);

// Gets what is needed of those pictures and point clouds that became frames or context images. Of media that stay in
// the bucket (use_cache) that is their size in pixels, and nothing if the manifest tells it; the others are fetched.
// `frames` and `contexts` are names.
void fetch_chosen(const Workshop& workshop, const Media& media, const DataParameters& parameters, Sources& sources,
                  const std::set<std::string>& frames, const std::set<std::string>& contexts);

// Calls f(0) ... f(count - 1) on a few threads, for work that waits for another machine. The first exception is thrown
// on, once all threads have ended.
void in_parallel(size_t count, const std::function<void(size_t)>& f);

} // namespace limn::tasks
