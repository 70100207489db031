// COCO 1.0, read: instances as polygons, masks or boxes.
#include "formats/coco_reader.h"
#include "formats/functions.h"

namespace limn::formats {

ItemSet read_coco(const Input& input, const Dataset&) { return CocoReader(input, "instances").read(); }

} // namespace limn::formats
