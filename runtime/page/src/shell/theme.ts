/** The colours that canvases need, as the style sheet gives them for the theme that is on. */
export interface Theme {
    text: string;
    muted: string;
    line: string;
    panel: string;
    rate: string;
    rateFill: string;
    selected: string;
    selectedBand: string;
    gap: string;
    spikes: Uint32Array;
    font: string;
}

export function readTheme(): Theme {
    const style = getComputedStyle(document.documentElement);
    const value = (name: string): string => style.getPropertyValue(name).trim();
    return {
        text: value('--text'),
        muted: value('--muted'),
        line: value('--line'),
        panel: value('--panel'),
        rate: value('--rate'),
        rateFill: value('--rate-fill'),
        selected: value('--selected'),
        selectedBand: value('--selected-band'),
        gap: value('--gap'),
        spikes: ramp(value('--spike-few'), value('--spike-many'), 6),
        font: `11px ${getComputedStyle(document.body).fontFamily}`,
    };
}

/** Colours for 0 (nothing), 1, ... spikes on a pixel, as the words of an ImageData. */
function ramp(few: string, many: string, steps: number): Uint32Array {
    const a = channels(few);
    const b = channels(many);
    const colours = new Uint32Array(steps + 1);
    for (let k = 0; k < steps; k++) {
        const at = k / (steps - 1);
        const [red, green, blue] = [0, 1, 2].map((c) => Math.round(a[c] + (b[c] - a[c]) * at));
        colours[k + 1] = ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
    }
    return colours;
}

function channels(hex: string): number[] {
    return [1, 3, 5].map((k) => parseInt(hex.slice(k, k + 2), 16));
}

/** Follows the system until somebody chooses; the choice stays in this browser. */
export class ThemeSwitch {
    private readonly dark = matchMedia('(prefers-color-scheme: dark)');
    private chosen: string | null = stored('theme');

    constructor(private readonly changed: () => void) {
        this.apply();
        this.dark.addEventListener('change', () => {
            this.apply();
            this.changed();
        });
    }

    get isDark(): boolean {
        return this.chosen === null ? this.dark.matches : this.chosen === 'dark';
    }

    toggle(): void {
        this.chosen = this.isDark ? 'light' : 'dark';
        store('theme', this.chosen);
        this.apply();
        this.changed();
    }

    private apply(): void {
        document.documentElement.dataset.theme = this.isDark ? 'dark' : 'light';
    }
}

/** What this browser keeps for the page; null also where it keeps nothing for any page. */
export function stored(key: string): string | null {
    try {
        return localStorage.getItem(`noble-edge.${key}`);
    } catch {
        return null;
    }
}

export function store(key: string, value: string): void {
    try {
        localStorage.setItem(`noble-edge.${key}`, value);
    } catch {
        // A browser that keeps nothing forgets the choice with the page, which harms nobody.
    }
}
