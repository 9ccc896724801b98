/** The spikes of the last seconds, in the order in which they came. The oldest make room for new ones. */
export class SpikeRing {
    readonly capacity: number;
    private readonly neuronOf: Uint32Array;
    private readonly timeOf: Float64Array; // [ns]
    private total = 0;

    /** @param capacity a power of two */
    constructor(capacity: number) {
        if (capacity < 1 || (capacity & (capacity - 1)) !== 0) {
            throw new RangeError(`a capacity of ${capacity}; it must be a power of two`);
        }
        this.capacity = capacity;
        this.neuronOf = new Uint32Array(capacity);
        this.timeOf = new Float64Array(capacity);
    }

    /** How many were ever added; an index from `oldest` up to this, exclusive, is one that is kept. */
    get end(): number {
        return this.total;
    }

    get oldest(): number {
        return Math.max(0, this.total - this.capacity);
    }

    add(neuron: number, time: number): void {
        const at = this.total++ & (this.capacity - 1);
        this.neuronOf[at] = neuron;
        this.timeOf[at] = time;
    }

    neuron(index: number): number {
        return this.neuronOf[index & (this.capacity - 1)];
    }

    /** [ns of the experiment clock] */
    time(index: number): number {
        return this.timeOf[index & (this.capacity - 1)];
    }

    clear(): void {
        this.total = 0;
    }

    copy(): SpikeRing {
        const other = new SpikeRing(this.capacity);
        other.neuronOf.set(this.neuronOf);
        other.timeOf.set(this.timeOf);
        other.total = this.total;
        return other;
    }

    /**
     * An index from which on every spike at or after a time is found. Spikes come nearly in the order of their times: one that left late
     * stands behind younger ones, by no more than the slack.
     */
    search(time: number, slack = 2e8): number {
        let low = this.oldest;
        let high = this.total;
        while (low < high) {
            const middle = Math.floor((low + high) / 2);
            if (this.time(middle) < time - slack) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
