// PASCAL VOC 1.1, read.
#include "formats/functions.h"
#include "formats/voc_reader.h"

namespace limn::formats {

ItemSet read_voc(const Input& input, const Dataset& known) { return VocReader(input, known, "voc").read(); }

} // namespace limn::formats
