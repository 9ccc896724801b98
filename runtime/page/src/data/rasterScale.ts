/** Where in a raster a neuron and a time lie, in device pixels; neuron 0 is at the bottom. */
export class RasterScale {
    /** Width of a spike's mark. */
    readonly mark: number;
    private readonly row: number;

    constructor(
        readonly width: number,
        readonly height: number,
        readonly neurons: number,
        readonly windowNanoseconds: number,
        pixelRatio: number,
    ) {
        this.row = height / neurons;
        this.mark = Math.max(1, Math.round((this.row >= 4 * pixelRatio ? 2 : 1) * pixelRatio));
    }

    /** The column of a time, counted from time 0 and not from the left edge. */
    column(time: number): number {
        return Math.floor((time / this.windowNanoseconds) * this.width);
    }

    /** The column's first time [ns]. */
    timeOfColumn(column: number): number {
        return (column / this.width) * this.windowNanoseconds;
    }

    top(neuron: number): number {
        return Math.min(this.height - 1, Math.floor((this.neurons - 1 - neuron) * this.row));
    }

    /** Height of a spike's mark: the row less a gap where there is room for one. */
    get markHeight(): number {
        return Math.max(1, Math.floor(this.row) - (this.row >= 5 ? Math.max(1, Math.round(this.row / 8)) : 0));
    }

    neuronAt(y: number): number {
        return Math.min(this.neurons - 1, Math.max(0, this.neurons - 1 - Math.floor(y / this.row)));
    }
}
