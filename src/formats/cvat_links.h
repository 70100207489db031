// Links between objects in CVAT's XML: an extension that its readers pass over, as they look for elements and
// attributes by name. A linked object has an attribute that no other program gives, and the links follow at the end:
//
//   <box label="wheel" ... object="shape-12"/>
//   <links><link from="track-5" to="shape-12" kind="parent" name=""/></links>
#pragma once

#include "formats/dataset.h"
#include "formats/xml_reader.h"
#include "formats/xml_writer.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace limn::formats {

inline constexpr const char* object_attribute = "object";

class CvatLinkWriter {
  public:
    explicit CvatLinkWriter(const Dataset& dataset);
    void mark(XmlWriter& xml, std::string_view type, int64_t id) const; // between begin() and children()
    void write(XmlWriter& xml) const;                                   // before the end of the root

  private:
    const Dataset& dataset_;
    std::set<annotation::LinkEnd> linked_;
};

// Gives linked objects negative ids, each its own, by which the links that are found name them.
class CvatLinkReader {
  public:
    // Of an object as it was read from an element: a track is drawn on frame 0 or later, and on no single one.
    void note(pugi::xml_node element, std::string_view type, annotation::Object& object);
    // At the end of a file: a mark that several objects have, as those of a track written frame by frame, is about
    // those of one frame.
    void read(pugi::xml_node root);

    std::vector<annotation::Link> links;

  private:
    struct Marked {
        annotation::LinkEnd end;
        int64_t frame = 0;
    };
    std::map<std::string, std::vector<Marked>, std::less<>> marked_; // of this file
    int64_t next_ = -1;
};

} // namespace limn::formats
