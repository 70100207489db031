// The annotations of a job as backups hold them: the wire's JSON without ids, labels and attributes by name.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "annotation/links.h"
#include "annotation/model.h"
#include "formats/archive_writer.h"
#include "tasks/label.h"

namespace simdjson::dom {
class element;
}

namespace limn::backup {

// The labels of a task, both ways. Sublabels are known by their own name below their parent's.
class LabelNames {
  public:
    struct Entry {
        int64_t id = 0;
        std::string name;
        std::map<int64_t, std::string> spec_names;
        std::map<std::string, int64_t, std::less<>> specs;
        std::map<std::string, Entry, std::less<>> parts;
    };

    explicit LabelNames(const std::vector<tasks::Label>& labels);

    const Entry& named(std::string_view name) const; // throws queue::Failure
    const Entry& at(int64_t id) const { return *by_id_.at(id); }

  private:
    std::map<std::string, Entry, std::less<>> labels_;
    std::map<int64_t, const Entry*> by_id_;
};

// {"version":0,"tags":[...],"shapes":[...],"tracks":[...]}, piece by piece. `data` has its defaults filled in. Where
// there are links, "links" follows, which CVAT passes over: their ends are places in the lists, as backups know no ids.
void write_annotations(formats::ArchiveWriter& archive, const annotation::Annotations& data,
                       const std::vector<annotation::Link>& links, const LabelNames& labels);

// annotations.json, one job after the other. The text is held packed; a job becomes the model only when it is asked
// for.
class AnnotationsFile {
  public:
    // Throws queue::Failure for what is no list of objects.
    explicit AnnotationsFile(const std::string& path);
    ~AnnotationsFile();
    AnnotationsFile(const AnnotationsFile&) = delete;

    size_t jobs() const;
    // Without ids, checked as if a client had sent it. Throws queue::Failure for names that the labels do not have,
    // limn::Error as annotation::parse does.
    annotation::Annotations job(size_t index, const LabelNames& labels) const;
    bool has_links(size_t index) const;
    // The links of that job, between objects that have got their ids by now.
    std::vector<annotation::Link> links(size_t index, const annotation::Annotations& saved) const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace limn::backup
