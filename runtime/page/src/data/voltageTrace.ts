/** The samples of one neuron's voltage over the last seconds. Where some did not come, NaN stands for them. */
export class VoltageTrace {
    neuron = -1;
    private samples = new Float32Array(0); // [mV]
    private interval = 0; // [ns]
    private origin = 0; // time of sample 0 [ns]
    private total = 0;

    constructor(private readonly nanoseconds: number) {}

    clear(): void {
        this.total = 0;
        this.neuron = -1;
        this.interval = 0;
    }

    copy(): VoltageTrace {
        const other = new VoltageTrace(this.nanoseconds);
        other.neuron = this.neuron;
        other.samples = this.samples.slice();
        other.interval = this.interval;
        other.origin = this.origin;
        other.total = this.total;
        return other;
    }

    get count(): number {
        return this.total;
    }

    /** Time just behind the newest sample [ns]. */
    get end(): number {
        return this.origin + this.total * this.interval;
    }

    add(neuron: number, first: number, interval: number, millivolts: Float32Array): void {
        if (!(interval > 0) || millivolts.length === 0) {
            return;
        }
        const steps = Math.round((first - this.end) / interval);
        if (neuron !== this.neuron || interval !== this.interval || steps < 0 || steps > this.samples.length) {
            this.begin(neuron, first, interval);
        } else {
            for (let k = 0; k < steps; k++) {
                this.push(NaN);
            }
        }
        for (const v of millivolts) {
            this.push(v);
        }
    }

    /**
     * The trace between two times, as few points as show every extremum: of each of so many columns its first, lowest, highest and last.
     * @param times receives seconds, rising
     * @param values receives mV; null where samples are missing
     */
    view(from: number, to: number, columns: number, times: number[], values: (number | null)[]): void {
        times.length = 0;
        values.length = 0;
        if (this.total === 0) {
            return;
        }
        const low = Math.max(0, this.total - this.samples.length, Math.ceil((from - this.origin) / this.interval));
        const high = Math.min(this.total - 1, Math.floor((to - this.origin) / this.interval));
        // Columns are counted from time 0, not from the left edge: so that the same samples meet in a column however far the view has moved.
        const each = Math.max(1, Math.ceil((to - from) / this.interval / columns));
        for (let start = low - (low % each); start <= high; start += each) {
            this.column(Math.max(low, start), Math.min(high, start + each - 1), times, values);
        }
    }

    private column(from: number, to: number, times: number[], values: (number | null)[]): void {
        let lowest = from;
        let highest = from;
        for (let k = from; k <= to; k++) {
            const v = this.at(k);
            if (v < this.at(lowest)) lowest = k;
            if (v > this.at(highest)) highest = k;
        }
        let before = -1;
        for (const k of [from, Math.min(lowest, highest), Math.max(lowest, highest), to]) {
            if (k !== before) {
                const v = this.at(k);
                times.push((this.origin + k * this.interval) / 1e9);
                values.push(Number.isNaN(v) ? null : v);
            }
            before = k;
        }
    }

    private at(index: number): number {
        return this.samples[index % this.samples.length];
    }

    private push(v: number): void {
        this.samples[this.total++ % this.samples.length] = v;
    }

    private begin(neuron: number, first: number, interval: number): void {
        // At most 4 Mi samples, whatever interval a stream claims.
        const length = Math.min(1 << 22, Math.ceil(this.nanoseconds / interval) + 1);
        if (this.samples.length !== length) {
            this.samples = new Float32Array(length);
        }
        this.neuron = neuron;
        this.interval = interval;
        this.origin = first;
        this.total = 0;
    }
}
