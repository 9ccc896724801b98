/** How long to wait before the next try: twice as long each time, up to a limit, less a random part, so that pages do not come back together. */
export class BackOff {
    private tries = 0;

    constructor(
        private readonly firstMilliseconds: number,
        private readonly lastMilliseconds: number,
    ) {}

    /** @param random 0 to 1 */
    next(random: number): number {
        const whole = Math.min(this.lastMilliseconds, this.firstMilliseconds * 2 ** this.tries);
        this.tries = Math.min(this.tries + 1, 30);
        return whole * (1 - 0.25 * random);
    }

    reset(): void {
        this.tries = 0;
    }
}
