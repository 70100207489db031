#include "api/imported_links.h"

#include <string>
#include <utility>

namespace limn::api {
namespace {

using annotation::LinkEnd;

template <class T> void take_names(std::vector<T>& objects, std::string_view type, std::map<LinkEnd, size_t>& places) {
    for (size_t i = 0; i < objects.size(); ++i) {
        if (objects[i].id >= 0) continue;
        places.emplace(LinkEnd{std::string(type), objects[i].id}, i);
        objects[i].id = 0;
    }
}

} // namespace

ImportedLinks::ImportedLinks(std::vector<annotation::Link> links, std::vector<annotation::Save>& saves)
    : links_(std::move(links)) {
    for (auto& save : saves) {
        auto& places = places_.emplace_back();
        take_names(save.data.shapes, "shape", places);
        take_names(save.data.tracks, "track", places);
    }
}

void ImportedLinks::save(db::Connection& c, const std::vector<annotation::Save>& saves,
                         const std::vector<annotation::Saved>& saved) const {
    if (links_.empty()) return;
    for (size_t i = 0; i < saves.size(); ++i) {
        if (places_[i].empty()) continue;
        auto stored = saves[i].data;
        annotation::apply_ids(stored, saved[i].ids);
        const auto end_of = [&](const LinkEnd& named) -> LinkEnd {
            const auto place = places_[i].find(named);
            if (place == places_[i].end()) return {named.type, 0};
            return {named.type,
                    named.type == "track" ? stored.tracks[place->second].id : stored.shapes[place->second].id};
        };
        std::vector<annotation::Link> own;
        for (const auto& link : links_) {
            const auto from = end_of(link.from), to = end_of(link.to);
            if (from.id > 0 && to.id > 0) own.push_back({from, to, link.kind, link.name});
        }
        annotation::add_links(c, saves[i].job_id, own);
    }
}

} // namespace limn::api
