import uPlot from 'uplot';
import type { History } from '../data/history';
import { byId, pixelRatio } from '../shell/dom';
import type { Theme } from '../shell/theme';
import { fitted, rightGutter, timeAxis, valueAxis } from './axes';
import type { TimeView } from './timeView';

/** The selected neuron's somatic voltage [mV], and above it a mark for each of its spikes. */
export class VoltagePlot {
    readonly plot: uPlot;
    private readonly times: number[] = [];
    private readonly volts: (number | null)[] = [];
    private readonly spikeTimes: number[] = []; // [s]
    private searched: History | null = null;
    private next = 0;
    private neuron = -1;

    constructor(
        private readonly view: TimeView,
        private readonly theme: () => Theme,
    ) {
        const parent = byId('voltage');
        this.plot = new uPlot(
            {
                width: Math.max(50, parent.clientWidth),
                height: Math.max(50, parent.clientHeight),
                pxAlign: 0,
                legend: { show: false },
                cursor: { show: false },
                padding: [16, rightGutter, 0, 0],
                scales: {
                    x: { time: false, range: () => [view.left / 1e9, view.right / 1e9] },
                    y: { range: (_plot, low, high) => [Math.min(-90, floorTen(low)), Math.max(40, ceilingTen(high))] },
                },
                axes: [timeAxis(view, theme), valueAxis(theme, (v) => String(v).replace('-', '−'), { space: 28 })],
                series: [{}, { stroke: () => theme().selected, width: 1.25, points: { show: false }, spanGaps: false }],
                hooks: { draw: [(plot) => this.drawSpikes(plot)] },
            },
            [[], []],
            parent,
        );
        fitted(parent, this.plot);
    }

    draw(history: History, neuron: number | null): void {
        const { view } = this;
        this.follow(history, neuron ?? -1);
        if (history.voltage.neuron === neuron) {
            const columns = Math.max(50, Math.round((this.plot.bbox.width || 600) / Math.min(2, pixelRatio())));
            history.voltage.view(view.left, view.right, columns, this.times, this.volts);
        } else {
            this.times.length = 0;
            this.volts.length = 0;
        }
        this.plot.setData([this.times, this.volts]);
    }

    /** What is drawn; for the tests and for the reading beside the plot. */
    get drawn(): { times: number[]; millivolts: (number | null)[]; spikes: number[] } {
        return { times: this.times, millivolts: this.volts, spikes: this.spikeTimes };
    }

    /** Looks only at spikes that came since the last time: all of them are too many to look at for each picture. */
    private follow(history: History, neuron: number): void {
        const { spikes } = history;
        if (this.searched !== history || this.neuron !== neuron || this.next > spikes.end) {
            this.searched = history;
            this.neuron = neuron;
            this.spikeTimes.length = 0;
            this.next = spikes.oldest;
        }
        for (let k = Math.max(this.next, spikes.oldest); k < spikes.end; k++) {
            if (spikes.neuron(k) === neuron) {
                this.spikeTimes.push(spikes.time(k) / 1e9);
            }
        }
        this.next = spikes.end;
        let old = 0;
        while (old < this.spikeTimes.length && this.spikeTimes[old] < (history.now - 2e10) / 1e9 - 1) {
            old++;
        }
        this.spikeTimes.splice(0, old);
    }

    private drawSpikes(plot: uPlot): void {
        const { ctx: context, bbox } = plot;
        const ratio = pixelRatio();
        context.save();
        context.fillStyle = this.theme().selected;
        for (const time of this.spikeTimes) {
            const x = plot.valToPos(time, 'x', true);
            if (x >= bbox.left && x <= bbox.left + bbox.width) {
                context.fillRect(Math.round(x - ratio), bbox.top - 10 * ratio, Math.max(1, Math.round(1.5 * ratio)), 8 * ratio);
            }
        }
        context.restore();
    }
}

function floorTen(value: number | null): number {
    return value === null || !Number.isFinite(value) ? -90 : Math.floor(value / 10) * 10;
}

function ceilingTen(value: number | null): number {
    return value === null || !Number.isFinite(value) ? 40 : Math.ceil(value / 10) * 10;
}
