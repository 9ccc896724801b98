/** The experiment clock as people read it: 1:02:03.4, always with one decimal. */
export function clock(nanoseconds: number): string {
    const tenths = Math.floor(nanoseconds / 1e8);
    const seconds = Math.floor(tenths / 10);
    const two = (n: number): string => String(n).padStart(2, '0');
    const head = seconds >= 3600 ? `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}` : String(Math.floor(seconds / 60) % 60);
    return `${head}:${two(seconds % 60)}.${tenths % 10}`;
}

/** A count with its thousands set apart by thin spaces. */
export function count(n: number): string {
    return Math.round(n).toString().replace(/\B(?=(\d{3})+(?!\d))/g, '\u2009');
}

/** Three significant digits, without an exponent up to a million. */
export function digits(value: number): string {
    if (!Number.isFinite(value)) {
        return '–';
    }
    const size = Math.abs(value);
    if (size >= 1000) {
        return count(value);
    }
    const decimals = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
    return value.toFixed(decimals).replace('-', '−');
}

/** A time in the unit in which it is short. */
export function span(nanoseconds: number): string {
    if (!Number.isFinite(nanoseconds)) {
        return '–';
    }
    if (nanoseconds < 1e3) return `${digits(nanoseconds).replace(/\.0+$/, '')} ns`;
    if (nanoseconds < 1e6) return `${trim(nanoseconds / 1e3)} µs`;
    if (nanoseconds < 1e9) return `${trim(nanoseconds / 1e6)} ms`;
    return `${trim(nanoseconds / 1e9)} s`;
}

function trim(value: number): string {
    return digits(value).replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '');
}
