/** Looks in one row of the texture that holds them; three texels each. */
export const LOOKS_A_ROW = 512;

/**
 * Every primitive is four corners of a strip. Points come in image pixels relative to `origin`, which lies near the
 * view, as large numbers would lose their fractions; `turn` and `shift` map them to device pixels.
 */
export const VERTEX = `#version 300 es
precision highp float;
precision highp int;
layout(location = 0) in vec4 ends;
layout(location = 1) in vec2 third;
layout(location = 2) in float along;
layout(location = 3) in uint tag;
uniform vec2 origin;
uniform vec4 turn;
uniform vec2 shift;
uniform vec2 size;
uniform float zoom;
uniform highp sampler2D looks;
flat out uint kind;
flat out vec4 area;
flat out vec4 line;
flat out vec4 style;
flat out vec2 extent;
out vec2 spot;

vec2 place(vec2 p) {
    vec2 q = p - origin;
    return vec2(turn.x * q.x + turn.z * q.y, turn.y * q.x + turn.w * q.y) + shift;
}

void main() {
    kind = tag >> 29;
    int look = int(tag & 0x0fffffffu);
    ivec2 at = ivec2(3 * (look % ${LOOKS_A_ROW}), look / ${LOOKS_A_ROW});
    area = texelFetch(looks, at, 0);
    line = texelFetch(looks, at + ivec2(1, 0), 0);
    style = texelFetch(looks, at + ivec2(2, 0), 0);
    extent = vec2(0.0);
    spot = vec2(0.0);
    vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
    vec2 p;
    if (style.x < 0.0) {
        p = vec2(-2.0 * size);
    } else if (kind == 0u) {
        p = place(gl_VertexID == 0 ? ends.xy : gl_VertexID == 1 ? ends.zw : third);
    } else if (kind == 1u) {
        vec2 from = place(ends.xy);
        vec2 way = place(ends.zw) - from;
        float far = length(way);
        vec2 ahead = far > 0.0 ? way / far : vec2(1.0, 0.0);
        float reach = 0.5 * style.x + 1.0;
        // Many starts within a pixel would add up to a thicker line; one of an outline is left, so that it never vanishes.
        bool starts = (tag & 0x10000000u) != 0u && (far >= 1.0 || along == 0.0);
        spot = mix(vec2(starts ? -reach : 0.0, -reach), vec2(far, reach), corner);
        extent = vec2(far, along * zoom);
        p = from + ahead * spot.x + vec2(-ahead.y, ahead.x) * spot.y;
    } else if (kind == 2u) {
        spot = (2.0 * corner - 1.0) * (style.w + 0.5 * style.x + 1.0);
        p = place(ends.xy) + spot;
    } else {
        spot = third + corner * (ends.zw - ends.xy);
        extent = vec2(along, 0.0);
        p = place(mix(ends.xy, ends.zw, corner));
    }
    gl_Position = vec4(2.0 * p.x / size.x - 1.0, 1.0 - 2.0 * p.y / size.y, 0.0, 1.0);
}
`;

/** Lines, dashes and points have soft edges one pixel wide, by how far a pixel lies from them. */
export const FRAGMENT = `#version 300 es
precision highp float;
precision highp int;
uniform highp sampler2DArray masks;
flat in uint kind;
flat in vec4 area;
flat in vec4 line;
flat in vec4 style;
flat in vec2 extent;
in vec2 spot;
out vec4 colour;

float covered(float depth) {
    return clamp(depth + 0.5, 0.0, 1.0);
}

void main() {
    float width = style.x;
    if (kind == 0u) {
        colour = area;
    } else if (kind == 1u) {
        float ahead = clamp(spot.x, 0.0, extent.x);
        float cover = covered(0.5 * width - distance(spot, vec2(ahead, 0.0))) * min(1.0, width);
        if (style.y > 0.0) {
            float within = mod(extent.y + ahead, style.y + style.z);
            cover *= covered(min(within, style.y - within));
        }
        colour = line * cover;
    } else if (kind == 2u) {
        float far = length(spot);
        vec4 rim = line * covered(0.5 * width - abs(far - style.w));
        colour = rim + area * covered(style.w - far) * (1.0 - rim.a);
    } else {
        vec2 side = vec2(textureSize(masks, 0).xy);
        colour = area * min(1.0, 255.0 * texture(masks, vec3(spot / side, extent.x)).r);
    }
}
`;
