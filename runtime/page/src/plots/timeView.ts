/** The stretch of time that all plots show: aligned, so that a spike stands above its voltage. */
export class TimeView {
    /** [ns] */
    window = 5e9;
    /** The right edge [ns of the experiment clock]; NaN before the first frame. */
    right = NaN;

    get left(): number {
        return this.right - this.window;
    }

    /** Seconds before the right edge at which all plots have a tick. */
    get tickSeconds(): number {
        return this.window / 1e9 / 5;
    }
}
