// The head of CVAT's XML, in which a task, a job or a project tells about itself.
#pragma once

#include "formats/dataset.h"
#include "formats/xml_writer.h"

namespace limn::formats {

// <version> and <meta>, inside <annotations>.
void write_cvat_meta(const Dataset& dataset, XmlWriter& xml);

// 2025-12-24 10:00:00.123456+00:00
std::string cvat_time(Time time);

} // namespace limn::formats
