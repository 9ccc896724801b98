import uPlot from 'uplot';
import { count } from '../data/format';
import type { History } from '../data/history';
import { niceStep, niceTop } from '../data/ticks';
import { byId, pixelRatio } from '../shell/dom';
import type { Theme } from '../shell/theme';
import { fitted, rightGutter, timeAxis, valueAxis } from './axes';
import type { TimeView } from './timeView';

/** Rate of the population: spikes/s in all on the left, the mean of a neuron on the right. */
export class RatePlot {
    readonly plot: uPlot;
    private readonly times: number[] = [];
    private readonly rates: (number | null)[] = [];
    private neurons = 1;
    private top = 1;

    constructor(
        private readonly view: TimeView,
        theme: () => Theme,
    ) {
        const parent = byId('rate');
        const splits = (_plot: uPlot, _axis: number, _from: number, to: number): number[] => {
            const step = niceStep(to, 3);
            return Array.from({ length: Math.floor(to / step + 1e-9) + 1 }, (_, k) => k * step);
        };
        this.plot = new uPlot(
            {
                width: Math.max(50, parent.clientWidth),
                height: Math.max(50, parent.clientHeight),
                pxAlign: 0,
                legend: { show: false },
                cursor: { show: false },
                padding: [10, 0, 0, 0],
                scales: {
                    x: { time: false, range: () => [view.left / 1e9, view.right / 1e9] },
                    y: { range: () => [0, this.top] },
                    mean: { from: 'y', range: (_plot, from, to) => [from / this.neurons, to / this.neurons] },
                },
                axes: [
                    timeAxis(view, theme),
                    valueAxis(theme, (v) => (v >= 10000 ? `${count(v / 1000)}k` : String(Number(v.toPrecision(3)))), { splits }),
                    valueAxis(theme, (v) => (v === 0 ? '0' : String(Number(v.toPrecision(3)))), {
                        scale: 'mean',
                        side: 1,
                        size: rightGutter,
                        grid: { show: false },
                        splits,
                    }),
                ],
                series: [
                    {},
                    {
                        stroke: () => theme().rate,
                        fill: () => theme().rateFill,
                        width: 1.5,
                        points: { show: false },
                        spanGaps: false,
                    },
                ],
            },
            [[], []],
            parent,
        );
        fitted(parent, this.plot);
    }

    draw(history: History, neurons: number): void {
        const { view } = this;
        this.neurons = Math.max(1, neurons);
        const interval = view.window <= 1e9 ? 2e7 : view.window <= 5e9 ? 5e7 : 2e8;
        history.rate.rates(Math.max(0, view.left - interval), history.now, interval, this.times, this.rates);
        this.top = niceTop(this.rates.reduce<number>((most, rate) => Math.max(most, rate ?? 0), 0));
        this.plot.setData([this.times, this.rates]);
    }

    /** The rates that are drawn; for the tests. */
    get drawn(): { times: number[]; rates: (number | null)[]; pixelRatio: number } {
        return { times: this.times, rates: this.rates, pixelRatio: pixelRatio() };
    }
}
