import { clock, count } from '../data/format';
import type { History } from '../data/history';
import { RasterScale } from '../data/rasterScale';
import { neuronTicks } from '../data/ticks';
import { byId, element, pixelRatio, setHidden, setRows, setText } from '../shell/dom';
import type { Theme } from '../shell/theme';
import { RasterStrip } from './rasterStrip';
import type { TimeView } from './timeView';

/** The raster: spikes of the population, the selected neuron's row, what is not known, and what lies under the pointer. */
export class RasterPlot {
    // The clock shown follows the newest frame by less than this.
    private static readonly ahead = 5e8; // [ns]
    readonly canvas = byId<HTMLCanvasElement>('raster');
    private readonly context = this.canvas.getContext('2d')!;
    private readonly tip = byId('raster-tip');
    private readonly labels = byId('raster-neurons');
    private strip: RasterStrip | null = null;
    private drawn: History | null = null;
    private pointer: { x: number; y: number } | null = null;
    private isStale = true;

    constructor(
        private readonly view: TimeView,
        private readonly selected: (neuron: number) => void,
    ) {
        new ResizeObserver(() => (this.isStale = true)).observe(this.canvas);
        this.canvas.addEventListener('pointermove', (event) => this.point(event));
        this.canvas.addEventListener('pointerleave', () => (this.pointer = null));
        this.canvas.addEventListener('click', (event) => {
            this.point(event);
            const under = this.under();
            if (under !== null) {
                this.selected(under.neuron);
            }
        });
    }

    /** The plot has to be drawn anew: size, window, theme or data are others. */
    invalidate(): void {
        this.isStale = true;
    }

    draw(history: History, neurons: number, selectedNeuron: number | null, theme: Theme): void {
        const now = this.view.right;
        if (neurons < 1 || Number.isNaN(now)) {
            return;
        }
        const strip = this.fit(neurons, theme);
        if (this.isStale || this.drawn !== history) {
            strip.redraw(history.spikes, history.now);
            this.drawn = history;
            this.isStale = false;
        } else {
            strip.add(history.spikes, history.now);
        }
        const { context } = this;
        const { scale } = strip;
        context.clearRect(0, 0, scale.width, scale.height);
        this.drawGaps(history, scale, now, theme);
        if (selectedNeuron !== null) {
            const top = scale.top(selectedNeuron);
            context.fillStyle = theme.selectedBand;
            context.fillRect(0, top, scale.width, scale.markHeight);
        }
        strip.drawTo(context, now);
        if (selectedNeuron !== null) {
            this.drawPointer(scale, selectedNeuron, theme);
        }
        this.showTip(scale);
    }

    /** Where a spike's mark is, in device pixels of the canvas; for the tests. */
    place(neuron: number, time: number): { x: number; y: number; width: number; height: number } | null {
        if (this.strip === null) {
            return null;
        }
        const { scale } = this.strip;
        const x = scale.column(time) - scale.column(this.view.right) + scale.width - 1;
        return { x: x - scale.mark + 1, y: scale.top(neuron), width: scale.mark, height: scale.markHeight };
    }

    private fit(neurons: number, theme: Theme): RasterStrip {
        const ratio = pixelRatio();
        const width = Math.max(1, Math.round(this.canvas.clientWidth * ratio));
        const height = Math.max(1, Math.round(this.canvas.clientHeight * ratio));
        const old = this.strip?.scale;
        if (this.strip === null || this.isStale || old!.width !== width || old!.height !== height || old!.neurons !== neurons) {
            if (this.canvas.width !== width || this.canvas.height !== height) {
                this.canvas.width = width;
                this.canvas.height = height;
            }
            this.strip = new RasterStrip(new RasterScale(width, height, neurons, this.view.window, ratio), theme.spikes, RasterPlot.ahead);
            this.isStale = true;
            this.label(neurons);
        }
        return this.strip;
    }

    private label(neurons: number): void {
        const height = this.canvas.clientHeight;
        setRows(
            this.labels,
            neuronTicks(neurons, Math.max(2, Math.floor(height / 45))),
            () => element('span'),
            (row, neuron) => {
                setText(row, count(neuron));
                row.style.top = `${((neurons - 0.5 - neuron) / neurons) * 100}%`;
            },
        );
    }

    private drawGaps(history: History, scale: RasterScale, now: number, theme: Theme): void {
        const right = scale.column(now);
        for (const gap of history.gaps) {
            const from = Math.max(0, scale.column(gap.from) - right + scale.width - 1);
            const to = scale.column(gap.to) - right + scale.width - 1;
            if (to > from) {
                this.context.fillStyle = theme.gap;
                for (let x = from; x < to; x++) {
                    // Hatching that moves with the time that it stands for.
                    if ((((x + right) % 8) + 8) % 8 < 3) {
                        this.context.fillRect(x, 0, 1, scale.height);
                    }
                }
            }
        }
    }

    private drawPointer(scale: RasterScale, neuron: number, theme: Theme): void {
        const size = Math.round(5 * pixelRatio());
        const y = scale.top(neuron) + scale.markHeight / 2;
        this.context.fillStyle = theme.selected;
        this.context.beginPath();
        this.context.moveTo(0, y - size);
        this.context.lineTo(size, y);
        this.context.lineTo(0, y + size);
        this.context.fill();
    }

    private point(event: MouseEvent): void {
        const box = this.canvas.getBoundingClientRect();
        this.pointer = { x: event.clientX - box.left, y: event.clientY - box.top };
    }

    /** What lies under the pointer: a spike within 5 pixels, or else only a neuron and a time. */
    private under(): { neuron: number; time: number; isSpike: boolean } | null {
        if (this.pointer === null || this.strip === null || this.drawn === null) {
            return null;
        }
        const { scale } = this.strip;
        const ratio = pixelRatio();
        const x = this.pointer.x * ratio;
        const y = this.pointer.y * ratio;
        const time = scale.timeOfColumn(scale.column(this.view.right) - scale.width + 1 + x);
        const reach = 5 * ratio;
        const span = (reach / scale.width) * scale.windowNanoseconds;
        const { spikes } = this.drawn;
        let best = { neuron: scale.neuronAt(y), time, isSpike: false };
        let nearest = reach * reach;
        for (let k = spikes.search(time - span, 5e7); k < spikes.end && spikes.time(k) < time + span + 5e7; k++) {
            const across = ((spikes.time(k) - time) / scale.windowNanoseconds) * scale.width;
            const up = scale.top(spikes.neuron(k)) + scale.markHeight / 2 - y;
            const distance = across * across + up * up;
            if (distance < nearest) {
                nearest = distance;
                best = { neuron: spikes.neuron(k), time: spikes.time(k), isSpike: true };
            }
        }
        return best;
    }

    private showTip(scale: RasterScale): void {
        const under = this.under();
        setHidden(this.tip, under === null || under.time < 0);
        if (under === null || this.pointer === null) {
            return;
        }
        const what = under.isSpike ? 'spike at' : 'at';
        setText(this.tip, `neuron ${count(under.neuron)} · ${what} ${clock(under.time)} (${(under.time / 1e6).toFixed(under.isSpike ? 3 : 1)} ms)`);
        const isRight = this.pointer.x * pixelRatio() > scale.width / 2;
        this.tip.style.left = isRight ? '' : `${this.pointer.x + 14}px`;
        this.tip.style.right = isRight ? `${scale.width / pixelRatio() - this.pointer.x + 14}px` : '';
        this.tip.style.top = `${Math.max(0, this.pointer.y - 34)}px`;
    }
}
