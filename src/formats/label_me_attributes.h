// The line of attributes of LabelMe: `name=value, other=value, flag`.
#pragma once

#include "formats/item.h"

namespace limn::formats {

// All attributes but the user's name and occlusion, which have places of their own. Commas, quotes, equals signs and
// backslashes are escaped; text that looks like a number is quoted.
std::string label_me_attributes(const ItemAnnotation& annotation);

// The reverse: true and false, whole numbers, numbers and text; a name without a value is true.
void read_label_me_attributes(std::string_view line, ItemAnnotation& to);

} // namespace limn::formats
