/** A step of 1, 2 or 5 times a power of ten that divides a range into at most so many parts. */
export function niceStep(range: number, parts: number): number {
    const raw = range / Math.max(1, parts);
    const power = 10 ** Math.floor(Math.log10(raw));
    for (const factor of [1, 2, 5]) {
        if (power * factor >= raw * (1 - 1e-9)) {
            return power * factor;
        }
    }
    return power * 10;
}

/** Neurons to name at a raster's side: round ones, and none crowding the next. */
export function neuronTicks(neurons: number, parts: number): number[] {
    const step = Math.max(1, niceStep(neurons, parts));
    const ticks: number[] = [];
    for (let n = 0; n < neurons; n += step) {
        ticks.push(Math.round(n));
    }
    return ticks;
}

/** The upper end of an axis that holds a value and does not change with every small one. */
export function niceTop(value: number): number {
    return value > 0 ? niceStep(value * 1.08, 1) : 1;
}
