/** How many spikes fell into each 10 ms of the last seconds, and where nothing is known of them. */
export class RateBins {
    static readonly width = 1e7; // [ns]
    private readonly counts: Float64Array;
    private newest = -1;
    private first = -1;

    /** @param length a power of two; the bins that are kept */
    constructor(readonly length = 4096) {
        this.counts = new Float64Array(length);
    }

    clear(): void {
        this.newest = -1;
        this.first = -1;
    }

    copy(): RateBins {
        const other = new RateBins(this.length);
        other.counts.set(this.counts);
        other.newest = this.newest;
        other.first = this.first;
        return other;
    }

    /** Spikes at a time [ns]; older than what is kept they are left out. */
    add(time: number, count = 1): void {
        const bin = Math.floor(time / RateBins.width);
        this.reach(bin);
        if (bin > this.newest - this.length && bin >= this.first) {
            this.counts[bin & (this.length - 1)] += count;
        }
    }

    /** Nothing is known of the spikes between these times [ns]. */
    unknown(from: number, to: number): void {
        this.reach(Math.floor(to / RateBins.width));
        for (let bin = Math.max(Math.floor(from / RateBins.width), this.newest - this.length + 1, this.first); bin * RateBins.width < to; bin++) {
            this.counts[bin & (this.length - 1)] = NaN;
        }
    }

    /** Up to this time [ns] all spikes are there. */
    reachTime(time: number): void {
        this.reach(Math.floor(time / RateBins.width));
    }

    /**
     * Rates [spikes/s] of whole intervals between two times; null where something of one is not known.
     * @param interval [ns], a multiple of the width
     * @param times receives the middles [s]
     */
    rates(from: number, to: number, interval: number, times: number[], rates: (number | null)[]): void {
        times.length = 0;
        rates.length = 0;
        const each = Math.round(interval / RateBins.width);
        const last = Math.floor(to / interval);
        for (let k = Math.floor(from / interval); k < last; k++) {
            let sum = 0;
            for (let bin = k * each; bin < (k + 1) * each; bin++) {
                sum += bin >= this.first && this.first >= 0 && bin > this.newest - this.length && bin <= this.newest ? this.counts[bin & (this.length - 1)] : NaN;
            }
            times.push(((k + 0.5) * interval) / 1e9);
            rates.push(Number.isNaN(sum) ? null : (sum * 1e9) / interval);
        }
    }

    private reach(bin: number): void {
        if (this.newest < 0) {
            this.newest = bin - 1;
            this.first = bin;
        }
        const from = Math.max(this.newest + 1, bin - this.length + 1);
        for (let b = from; b <= bin; b++) {
            this.counts[b & (this.length - 1)] = 0;
        }
        this.newest = Math.max(this.newest, bin);
    }
}
