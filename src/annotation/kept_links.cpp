#include "annotation/kept_links.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <type_traits>
#include <utility>

namespace limn::annotation {
namespace {

// What an object is, as a text that another one has only if it is the same.
class Print {
  public:
    template <class T> static std::string of(const T& object) {
        Print print;
        print.add(object);
        return std::move(print.text_);
    }

  private:
    template <class T> void raw(const T& value) {
        static_assert(std::is_trivially_copyable_v<T>);
        text_.append(reinterpret_cast<const char*>(&value), sizeof value);
    }
    template <class T> void geometry(const T& one) {
        raw(static_cast<int>(one.type));
        raw(one.outside);
        raw(one.rotation);
        raw(one.points.size());
        for (const double value : one.points) raw(value);
    }
    void add(const Shape& shape) {
        raw(shape.frame);
        raw(shape.label_id);
        geometry(shape);
        for (const auto& element : shape.elements) add(element);
    }
    void add(const Track& track) {
        raw(track.frame);
        raw(track.label_id);
        raw(track.keyframes.size());
        for (const auto& keyframe : track.keyframes) {
            raw(keyframe.frame);
            geometry(keyframe);
        }
        for (const auto& element : track.elements) add(element);
    }
    std::string text_;
};

// Ids of objects, in the order in which they are listed, by what they are.
template <class T> std::map<std::string, std::vector<int64_t>> by_print(const std::vector<T>& objects) {
    std::map<std::string, std::vector<int64_t>> found;
    for (const auto& object : objects) found[Print::of(object)].push_back(object.id);
    return found;
}

// Adds which object of `fresh` each of `old` has become.
template <class T>
void pair_up(std::string_view type, const std::vector<T>& old, const std::vector<T>& fresh,
             std::map<LinkEnd, LinkEnd>& heirs) {
    std::set<int64_t> there;
    for (const auto& object : fresh) there.insert(object.id);
    std::vector<T> gone, come;
    std::set<int64_t> before;
    for (const auto& object : old) {
        before.insert(object.id);
        if (there.contains(object.id))
            heirs.insert({{std::string(type), object.id}, {std::string(type), object.id}});
        else
            gone.push_back(object);
    }
    for (const auto& object : fresh)
        if (!before.contains(object.id)) come.push_back(object);
    const auto places = by_print(come);
    for (const auto& [print, ids] : by_print(gone)) {
        const auto found = places.find(print);
        if (found == places.end()) continue;
        for (size_t i = 0; i < std::min(ids.size(), found->second.size()); ++i)
            heirs.insert({{std::string(type), ids[i]}, {std::string(type), found->second[i]}});
    }
}

} // namespace

std::vector<Link> carried_over(const std::vector<Link>& links, const Annotations& old, const Annotations& fresh) {
    std::map<LinkEnd, LinkEnd> heirs;
    pair_up("shape", old.shapes, fresh.shapes, heirs);
    pair_up("track", old.tracks, fresh.tracks, heirs);
    std::vector<Link> kept;
    for (const auto& link : links) {
        const auto from = heirs.find(link.from), to = heirs.find(link.to);
        if (from != heirs.end() && to != heirs.end()) kept.push_back({from->second, to->second, link.kind, link.name});
    }
    return kept;
}

} // namespace limn::annotation
