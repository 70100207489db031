#include "formats/cvat_links.h"

#include <fmt/format.h>

namespace limn::formats {
namespace {

using annotation::Link;
using annotation::LinkEnd;

std::string mark_of(const LinkEnd& end) { return fmt::format("{}-{}", end.type, end.id); }

} // namespace

CvatLinkWriter::CvatLinkWriter(const Dataset& dataset) : dataset_(dataset) {
    for (const auto& part : dataset.tasks)
        for (const auto& link : part.links) linked_.insert({link.from, link.to});
}

void CvatLinkWriter::mark(XmlWriter& xml, std::string_view type, int64_t id) const {
    if (linked_.empty()) return;
    const LinkEnd end{std::string(type), id};
    if (linked_.contains(end)) xml.attribute(object_attribute, mark_of(end));
}

void CvatLinkWriter::write(XmlWriter& xml) const {
    if (linked_.empty()) return;
    xml.begin("links").children();
    for (const auto& part : dataset_.tasks)
        for (const auto& link : part.links) {
            xml.begin("link").attribute("from", mark_of(link.from)).attribute("to", mark_of(link.to));
            xml.attribute("kind", link.kind).attribute("name", link.name).children();
            xml.end();
        }
    xml.end();
}

void CvatLinkReader::note(pugi::xml_node element, std::string_view type, annotation::Object& object) {
    const auto mark = element.attribute(object_attribute);
    if (!mark) return;
    object.id = next_--;
    marked_[mark.value()].push_back({{std::string(type), object.id}, object.frame});
}

void CvatLinkReader::read(pugi::xml_node root) {
    constexpr size_t most_name_bytes = 400; // of 100 characters
    for (const auto element : root.child("links").children("link")) {
        const auto from = marked_.find(std::string_view(element.attribute("from").value()));
        const auto to = marked_.find(std::string_view(element.attribute("to").value()));
        const std::string kind = element.attribute("kind").value(), name = element.attribute("name").value();
        if (from == marked_.end() || to == marked_.end() || from == to || name.size() > most_name_bytes) continue;
        if (kind != "link" && kind != "parent") continue;
        if (from->second.size() == 1 && to->second.size() == 1) {
            links.push_back({from->second.front().end, to->second.front().end, kind, name});
            continue;
        }
        std::multimap<int64_t, const LinkEnd*> by_frame;
        for (const auto& one : to->second) by_frame.emplace(one.frame, &one.end);
        for (const auto& one : from->second)
            for (auto [at, last] = by_frame.equal_range(one.frame); at != last; ++at)
                links.push_back({one.end, *at->second, kind, name});
    }
    marked_.clear();
}

} // namespace limn::formats
