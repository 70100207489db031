// Links that come with imported annotations, from the names that their objects have in the file to those in the jobs.
#pragma once
#include <map>
#include <vector>

#include "annotation/links.h"
#include "annotation/store.h"

namespace limn::api {

class ImportedLinks {
  public:
    // Takes the negative ids off the objects of the saves, by which the links know them.
    ImportedLinks(std::vector<annotation::Link> links, std::vector<annotation::Save>& saves);

    // Within the transaction that has committed the saves: those whose ends are in one job.
    void save(db::Connection& c, const std::vector<annotation::Save>& saves,
              const std::vector<annotation::Saved>& saved) const;

  private:
    // Of a save: where in its list the object with a name is.
    using Places = std::map<annotation::LinkEnd, size_t>;
    std::vector<annotation::Link> links_;
    std::vector<Places> places_;
};

} // namespace limn::api
