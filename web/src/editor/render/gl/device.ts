import type { Matrix } from '../paint';
import { ATLAS_SIDE } from './atlas';
import type { Batch, Range } from './batch';
import { LOOK } from './looks';
import { STRIDE } from './mesh';
import { FRAGMENT, LOOKS_A_ROW, VERTEX } from './shaders';

const BYTES = Float32Array.BYTES_PER_ELEMENT;
const ROW = LOOKS_A_ROW * LOOK;
const TEXELS = LOOK / 4;
/** Names of drivers that calculate on the processor, where Canvas 2D is faster. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i;
const UNIFORMS = ['origin', 'turn', 'shift', 'size', 'zoom', 'looks', 'masks'] as const;
type Uniform = (typeof UNIFORMS)[number];

export interface DeviceOptions {
    /** Take a driver that calculates on the processor, too. */
    readonly software: boolean;
}

/** What the graphics card holds and does: the primitives and looks of a batch, and the masks. */
export class Device {
    private readonly gl: WebGL2RenderingContext;
    private readonly program: WebGLProgram;
    private readonly at: Record<Uniform, WebGLUniformLocation | null>;
    private readonly buffer: WebGLBuffer;
    private readonly looks: WebGLTexture;
    private readonly masks: WebGLTexture;
    private bufferSize = 0;
    private lookRows = 0;

    private constructor(gl: WebGL2RenderingContext) {
        this.gl = gl;
        this.program = link(gl);
        const at = (name: Uniform) => [name, gl.getUniformLocation(this.program, name)];
        this.at = Object.fromEntries(UNIFORMS.map(at)) as Record<Uniform, WebGLUniformLocation | null>;
        this.buffer = gl.createBuffer();
        this.looks = gl.createTexture();
        this.masks = gl.createTexture();
        this.setUp();
        this.reserveMasks(1);
    }

    /** None where the browser has no such surface, or only one that is slow. */
    static on(canvas: HTMLCanvasElement, { software }: DeviceOptions): Device | null {
        const gl = canvas.getContext('webgl2', {
            alpha: true,
            antialias: false,
            depth: false,
            stencil: false,
            premultipliedAlpha: true,
            // So that the picture can be read later, for a screenshot.
            preserveDrawingBuffer: true,
            failIfMajorPerformanceCaveat: !software,
            powerPreference: 'high-performance',
        });
        if (!gl || (!software && SOFTWARE.test(driverOf(gl)))) return null;
        return new Device(gl);
    }

    /** So many looks can be kept. */
    get mostLooks(): number {
        return LOOKS_A_ROW * Number(this.gl.getParameter(this.gl.MAX_TEXTURE_SIZE));
    }

    private setUp(): void {
        const { gl } = this;
        gl.bindVertexArray(gl.createVertexArray());
        gl.bindBuffer(gl.ARRAY_BUFFER, this.buffer);
        const attribute = (index: number, size: number, offset: number) => {
            gl.enableVertexAttribArray(index);
            gl.vertexAttribPointer(index, size, gl.FLOAT, false, STRIDE * BYTES, offset * BYTES);
            gl.vertexAttribDivisor(index, 1);
        };
        attribute(0, 4, 0);
        attribute(1, 2, 4);
        attribute(2, 1, 6);
        gl.enableVertexAttribArray(3);
        gl.vertexAttribIPointer(3, 1, gl.UNSIGNED_INT, STRIDE * BYTES, (STRIDE - 1) * BYTES);
        gl.vertexAttribDivisor(3, 1);
        gl.activeTexture(gl.TEXTURE0);
        gl.bindTexture(gl.TEXTURE_2D, this.looks);
        filter(gl, gl.TEXTURE_2D, gl.NEAREST);
        gl.activeTexture(gl.TEXTURE1);
        gl.useProgram(this.program);
        gl.uniform1i(this.at.looks, 0);
        gl.uniform1i(this.at.masks, 1);
        gl.enable(gl.BLEND);
        gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
        gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
    }

    /** Room for masks in so many layers; what was in it is gone. */
    reserveMasks(layers: number): void {
        const { gl } = this;
        gl.bindTexture(gl.TEXTURE_2D_ARRAY, this.masks);
        gl.texImage3D(
            gl.TEXTURE_2D_ARRAY,
            0,
            gl.R8,
            layers === 1 ? 1 : ATLAS_SIDE,
            layers === 1 ? 1 : ATLAS_SIDE,
            layers,
            0,
            gl.RED,
            gl.UNSIGNED_BYTE,
            null,
        );
    }

    putMask(x: number, y: number, layer: number, width: number, height: number, data: Uint8Array): void {
        const { gl } = this;
        gl.texSubImage3D(gl.TEXTURE_2D_ARRAY, 0, x, y, layer, width, height, 1, gl.RED, gl.UNSIGNED_BYTE, data);
    }

    /** Takes over what has changed in a batch. */
    upload({ primitives, looks }: Batch): void {
        this.uploadPrimitives(primitives.array, primitives.used, primitives.take());
        this.uploadLooks(looks.array, looks.used, looks.take());
    }

    private uploadPrimitives(array: Float32Array, used: number, changed: Range | null): void {
        if (!changed) return;
        const { gl } = this;
        if (this.bufferSize !== array.length) {
            this.bufferSize = array.length;
            gl.bufferData(gl.ARRAY_BUFFER, array.length * BYTES, gl.DYNAMIC_DRAW);
            gl.bufferSubData(gl.ARRAY_BUFFER, 0, array, 0, used);
        } else gl.bufferSubData(gl.ARRAY_BUFFER, changed.from * BYTES, array, changed.from, changed.to - changed.from);
    }

    private uploadLooks(array: Float32Array, used: number, changed: Range | null): void {
        if (!changed) return;
        const { gl } = this;
        const rows = array.length / ROW;
        gl.activeTexture(gl.TEXTURE0);
        const width = TEXELS * LOOKS_A_ROW;
        if (this.lookRows !== rows) {
            this.lookRows = rows;
            gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA32F, width, rows, 0, gl.RGBA, gl.FLOAT, null);
            changed = { from: 0, to: used };
        }
        const first = Math.floor(changed.from / ROW);
        const count = Math.ceil(changed.to / ROW) - first;
        gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, first, width, count, gl.RGBA, gl.FLOAT, array, first * ROW);
        gl.activeTexture(gl.TEXTURE1);
    }

    /** Draws so many primitives; `m` maps image to device pixels. */
    draw(count: number, m: Matrix): void {
        const { gl } = this;
        const { width, height } = gl.canvas;
        const [a, b, c, d, e, f] = m;
        const zoom = Math.hypot(a, b);
        gl.viewport(0, 0, width, height);
        gl.clearColor(0, 0, 0, 0);
        gl.clear(gl.COLOR_BUFFER_BIT);
        if (!count) return;
        // The image point in the middle of the view; the map is a turn by quarters and a scale.
        const [x, y] = [width / 2 - e, height / 2 - f];
        const origin = [(a * x + b * y) / (zoom * zoom), (c * x + d * y) / (zoom * zoom)].map(Math.fround);
        gl.uniform2f(this.at.origin, origin[0], origin[1]);
        gl.uniform4f(this.at.turn, a, b, c, d);
        gl.uniform2f(this.at.shift, a * origin[0] + c * origin[1] + e, b * origin[0] + d * origin[1] + f);
        gl.uniform2f(this.at.size, width, height);
        gl.uniform1f(this.at.zoom, zoom);
        filter(gl, gl.TEXTURE_2D_ARRAY, zoom < 1 ? gl.LINEAR : gl.NEAREST);
        gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, count);
    }

    dispose(): void {
        this.gl.getExtension('WEBGL_lose_context')?.loseContext();
    }
}

function driverOf(gl: WebGL2RenderingContext): string {
    const info = gl.getExtension('WEBGL_debug_renderer_info');
    return String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
}

function filter(gl: WebGL2RenderingContext, target: GLenum, how: GLenum): void {
    gl.texParameteri(target, gl.TEXTURE_MIN_FILTER, how);
    gl.texParameteri(target, gl.TEXTURE_MAG_FILTER, how);
    gl.texParameteri(target, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
    gl.texParameteri(target, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
}

function link(gl: WebGL2RenderingContext): WebGLProgram {
    const program = gl.createProgram();
    for (const [type, source] of [
        [gl.VERTEX_SHADER, VERTEX],
        [gl.FRAGMENT_SHADER, FRAGMENT],
    ] as const) {
        const shader = gl.createShader(type);
        if (!shader) throw new Error('the graphics context is lost');
        gl.shaderSource(shader, source);
        gl.compileShader(shader);
        gl.attachShader(program, shader);
    }
    gl.linkProgram(program);
    if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost())
        throw new Error(`the shaders do not link: ${gl.getProgramInfoLog(program)}`);
    return program;
}
