import type { RasterScale } from '../data/rasterScale';
import type { SpikeRing } from '../data/spikeRing';

/**
 * The raster's picture as a strip that is written round and round: a column of pixels for a stretch of time, of which only those that something
 * new falls into are written. What a pixel holds is how many spikes lie on it, and its colour is looked up.
 */
export class RasterStrip {
    readonly canvas = document.createElement('canvas');
    /** The newest column that is written, counted from time 0. */
    private newest = Number.NEGATIVE_INFINITY;
    private readonly length: number;
    private readonly counts: Uint8Array;
    private readonly image: ImageData;
    private readonly pixels: Uint32Array;
    private readonly context: CanvasRenderingContext2D;
    private next = 0;

    /**
     * @param colours what 0, 1, 2, ... spikes on a pixel look like, as 0xAABBGGRR
     * @param aheadNanoseconds how far the newest spike may be ahead of what is shown
     */
    constructor(
        readonly scale: RasterScale,
        private readonly colours: Uint32Array,
        aheadNanoseconds: number,
    ) {
        this.length = scale.width + Math.ceil((aheadNanoseconds / scale.windowNanoseconds) * scale.width) + 2 * scale.mark;
        this.canvas.width = this.length;
        this.canvas.height = scale.height;
        this.context = this.canvas.getContext('2d')!;
        this.counts = new Uint8Array(this.length * scale.height);
        this.image = this.context.createImageData(this.length, scale.height);
        this.pixels = new Uint32Array(this.image.data.buffer);
    }

    /** Writes the spikes that came since the last call, up to a time [ns]. */
    add(ring: SpikeRing, now: number): void {
        const { scale } = this;
        const right = scale.column(now);
        let first = Math.min(right, this.newest + 1);
        if (right > this.newest) {
            this.clear(Math.max(this.newest + 1, right - this.length + 1), right);
            first = Math.max(this.newest + 1, right - this.length + 1);
            this.newest = right;
        }
        const oldest = this.newest - this.length + 1;
        for (let k = Math.max(this.next, ring.oldest); k < ring.end; k++) {
            const column = Math.min(scale.column(ring.time(k)), this.newest);
            const from = Math.max(column - scale.mark + 1, oldest);
            if (column >= from) {
                this.mark(from, column, scale.top(ring.neuron(k)));
                first = Math.min(first, from);
            }
        }
        this.next = ring.end;
        this.put(first, this.newest);
    }

    /** Writes everything anew, for a view whose right edge is at a time [ns]. */
    redraw(ring: SpikeRing, now: number): void {
        this.newest = this.scale.column(now) - this.length;
        this.next = ring.search(now - (this.length / this.scale.width) * this.scale.windowNanoseconds);
        this.add(ring, now);
    }

    /** Draws the view whose right edge is at a time. */
    drawTo(target: CanvasRenderingContext2D, now: number): void {
        const right = this.scale.column(now);
        const left = right - this.scale.width + 1;
        const start = modulo(left, this.length);
        const piece = Math.min(this.scale.width, this.length - start);
        const height = this.scale.height;
        target.drawImage(this.canvas, start, 0, piece, height, 0, 0, piece, height);
        if (piece < this.scale.width) {
            target.drawImage(this.canvas, 0, 0, this.scale.width - piece, height, piece, 0, this.scale.width - piece, height);
        }
    }

    private mark(from: number, to: number, top: number): void {
        const bottom = Math.min(this.scale.height, top + this.scale.markHeight);
        for (let column = from; column <= to; column++) {
            const x = modulo(column, this.length);
            for (let y = top; y < bottom; y++) {
                const at = y * this.length + x;
                const n = this.counts[at];
                if (n < this.colours.length - 1) {
                    this.counts[at] = n + 1;
                    this.pixels[at] = this.colours[n + 1];
                }
            }
        }
    }

    private clear(from: number, to: number): void {
        for (const [start, end] of this.pieces(from, to)) {
            for (let y = 0; y < this.scale.height; y++) {
                this.counts.fill(0, y * this.length + start, y * this.length + end);
                this.pixels.fill(this.colours[0], y * this.length + start, y * this.length + end);
            }
        }
    }

    private put(from: number, to: number): void {
        for (const [start, end] of this.pieces(from, to)) {
            this.context.putImageData(this.image, 0, 0, start, 0, end - start, this.scale.height);
        }
    }

    private pieces(from: number, to: number): [number, number][] {
        if (to < from) {
            return [];
        }
        if (to - from + 1 >= this.length) {
            return [[0, this.length]];
        }
        const start = modulo(from, this.length);
        const end = start + (to - from + 1);
        return end <= this.length ? [[start, end]] : [[start, this.length], [0, end - this.length]];
    }
}

function modulo(value: number, length: number): number {
    return ((value % length) + length) % length;
}
