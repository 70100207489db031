// Names of codecs with their profiles and levels, as browsers know them (RFC 6381 and the bindings of each codec).
#pragma once

#include <string>

struct AVCodecParameters;
struct AVPacket;

namespace limn::media {

// "" when there is none for the codec, or too little is known of the stream. `first` is its first keyframe, in which
// streams without a configuration of their own carry it.
std::string codec_name(const AVCodecParameters& codec, const AVPacket& first);

} // namespace limn::media
