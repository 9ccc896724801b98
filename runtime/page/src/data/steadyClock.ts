/**
 * The time at the right edge of the plots. Frames come in uneven steps; this follows the newest of them evenly, and never runs ahead of it:
 * what is right of it would look like silence.
 */
export class SteadyClock {
    private shown = NaN; // [ns]
    private latest = NaN; // [ns]
    private wall = NaN; // [ms]

    get now(): number {
        return this.shown;
    }

    clear(): void {
        this.shown = NaN;
        this.latest = NaN;
        this.wall = NaN;
    }

    /** All up to this time [ns] has come. */
    told(now: number): void {
        this.latest = now;
        if (Number.isNaN(this.shown)) {
            this.shown = now;
        }
    }

    /** Moves on to a moment of the wall clock [ms]. */
    advance(wallMilliseconds: number): number {
        const passed = Number.isNaN(this.wall) ? 0 : Math.max(0, wallMilliseconds - this.wall) * 1e6;
        this.wall = wallMilliseconds;
        const behind = this.latest - this.shown - passed;
        // A tenth of the error a frame is not seen; a quarter of a second behind is no unevenness but a pause.
        const next = Math.abs(behind) > 2.5e8 ? this.latest : this.shown + passed + behind * 0.1;
        this.shown = Math.min(Math.max(next, this.shown), this.latest);
        return this.shown;
    }
}
