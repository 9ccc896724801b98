import { spikesAsCsv } from './data/csv';
import { clock, count, digits } from './data/format';
import type { History } from './data/history';
import type { SteadyClock } from './data/steadyClock';
import { RasterPlot } from './plots/rasterPlot';
import { RatePlot } from './plots/ratePlot';
import { TimeView } from './plots/timeView';
import { VoltagePlot } from './plots/voltagePlot';
import { byId, setHidden, setText } from './shell/dom';
import type { Run } from './shell/run';
import { fileName, picture, save } from './shell/save';
import { readTheme, store, stored, ThemeSwitch } from './shell/theme';

const windows = [1e9, 5e9, 20e9]; // [ns]

/** The plots and what moves them: time window, selected neuron, hold, theme. */
export class Display {
    readonly view = new TimeView();
    readonly theme = new ThemeSwitch(() => this.retheme());
    /** The neuron whose voltage is shown. */
    selected = 0;
    private colours = readTheme();
    readonly raster = new RasterPlot(this.view, (neuron) => this.select(neuron));
    readonly rate = new RatePlot(this.view, () => this.colours);
    readonly voltage = new VoltagePlot(this.view, () => this.colours);
    private held: History | null = null;
    private isStale = true;
    private lastRate = 0;
    private lastReadings = 0;
    private readonly input = byId<HTMLInputElement>('neuron');
    private readonly still = matchMedia('(prefers-reduced-motion: reduce)');
    private lastStill = 0;

    constructor(
        private readonly run: Run,
        private readonly live: History,
        private readonly clock: SteadyClock,
        private readonly chosen: (neuron: number) => void,
    ) {
        byId('theme').addEventListener('click', () => this.theme.toggle());
        byId('display-pause').addEventListener('click', () => this.toggleHold());
        byId('save-csv').addEventListener('click', () => this.saveCsv());
        byId('save-png').addEventListener('click', () => void this.savePng());
        byId('neuron-previous').addEventListener('click', () => this.move(-1));
        byId('neuron-next').addEventListener('click', () => this.move(1));
        this.input.addEventListener('change', () => this.select(Number(this.input.value)));
        this.radios().forEach((radio, index) => radio.addEventListener('change', () => this.chooseWindow(index)));
        this.chooseWindow(Math.max(0, windows.indexOf(Number(stored('window') ?? 5e9))));
    }

    get isHeld(): boolean {
        return this.held !== null;
    }

    get history(): History {
        return this.held ?? this.live;
    }

    private get neurons(): number {
        return this.run.description?.neurons ?? 0;
    }

    /** Another run, or the same one again: which neurons there are. */
    describe(): void {
        this.input.max = String(Math.max(0, this.neurons - 1));
        byId('raster').setAttribute('aria-valuemax', this.input.max);
        this.select(this.selected);
        this.invalidate();
    }

    restart(): void {
        this.held = null;
        this.view.right = NaN;
        this.showHold();
        this.invalidate();
    }

    draw(wall: number): void {
        const now = this.clock.advance(wall);
        if (this.held === null && !Number.isNaN(now)) {
            // Who asked for less motion gets pictures that change twice a second, and the same content.
            if (!this.still.matches || wall - this.lastStill > 500 || Number.isNaN(this.view.right)) {
                this.lastStill = wall;
                this.view.right = now;
            }
        }
        if (Number.isNaN(this.view.right)) {
            return;
        }
        this.raster.draw(this.history, this.neurons, this.selected, this.colours);
        if (this.held === null || this.isStale) {
            this.voltage.draw(this.history, this.selected);
            if (this.isStale || wall - this.lastRate > 45) {
                this.rate.draw(this.history, this.neurons);
                this.lastRate = wall;
            }
            this.isStale = false;
        }
        if (wall - this.lastReadings > 250) {
            this.lastReadings = wall;
            this.showReadings();
        }
    }

    select(neuron: number): void {
        const valid = Number.isFinite(neuron) ? Math.min(Math.max(0, Math.round(neuron)), Math.max(0, this.neurons - 1)) : this.selected;
        if (valid !== this.selected) {
            this.selected = valid;
            this.chosen(valid);
        }
        this.input.value = String(valid);
        const raster = byId('raster');
        raster.setAttribute('aria-valuenow', String(valid));
        raster.setAttribute('aria-valuetext', `neuron ${valid} of ${this.neurons}`);
        this.isStale = true;
        this.lastReadings = 0;
    }

    move(neurons: number): void {
        this.select(this.selected + neurons);
    }

    chooseWindow(index: number): void {
        this.view.window = windows[index];
        this.radios()[index].checked = true;
        store('window', String(windows[index]));
        this.invalidate();
    }

    toggleHold(): void {
        this.held = this.held === null && !Number.isNaN(this.view.right) ? this.live.copy() : null;
        this.showHold();
        this.invalidate();
    }

    saveCsv(): void {
        const text = spikesAsCsv(this.history.spikes, this.view.left, this.view.right);
        save(fileName(this.model, this.view.right, 'csv'), new Blob([text], { type: 'text/csv' }));
    }

    async savePng(): Promise<void> {
        const title = `${this.model} · ${this.neurons} neurons · up to ${clock(this.view.right)} · neuron ${this.selected}`;
        const blob = await picture(title, this.raster.canvas, this.rate.plot.ctx.canvas, this.voltage.plot.ctx.canvas, this.colours);
        if (blob !== null) {
            save(fileName(this.model, this.view.right, 'png'), blob);
        }
    }

    private showReadings(): void {
        const { history, view } = this;
        setText(byId('count-received'), count(this.live.received));
        setText(byId('count-missed'), count(this.live.missed));
        setHidden(byId('missed'), this.live.missed === 0);
        setHidden(byId('raster-empty'), this.live.received > 0);
        const isOurs = history.voltage.neuron === this.selected;
        const volts = isOurs ? [...this.voltage.drawn.millivolts].reverse().find((v) => v !== null) : undefined;
        setText(byId('reading-volts'), volts === undefined || volts === null ? '–' : volts.toFixed(1).replace('-', '−'));
        const seconds = Math.min(view.window, view.right) / 1e9;
        const spikes = this.voltage.drawn.spikes.filter((time) => time * 1e9 > view.left && time * 1e9 <= view.right).length;
        setText(byId('reading-neuron-rate'), seconds > 0 ? digits(spikes / seconds) : '–');
    }

    private get model(): string {
        return this.run.description?.model?.name ?? 'run';
    }

    private radios(): HTMLInputElement[] {
        return Array.from(document.querySelectorAll<HTMLInputElement>('input[name="window"]'));
    }

    private showHold(): void {
        const button = byId('display-pause');
        button.setAttribute('aria-pressed', String(this.isHeld));
        setText(button, this.isHeld ? 'Display held' : 'Hold display');
        setText(byId('held-at'), Number.isNaN(this.view.right) ? '' : clock(this.view.right));
        setHidden(byId('held-note'), !this.isHeld);
    }

    private retheme(): void {
        this.colours = readTheme();
        this.raster.invalidate();
        this.rate.plot.redraw(false, true);
        this.voltage.plot.redraw(false, true);
        this.isStale = true;
    }

    private invalidate(): void {
        this.raster.invalidate();
        this.isStale = true;
    }
}
