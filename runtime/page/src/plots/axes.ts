import type uPlot from 'uplot';
import type { Theme } from '../shell/theme';
import type { TimeView } from './timeView';

/** What the plots leave free beside them [px]; the raster's style has the same. */
export const leftGutter = 56;
export const rightGutter = 52;

/** Times before the right edge, at places that do not move while the traces do. */
export function timeAxis(view: TimeView, theme: () => Theme): uPlot.Axis {
    return {
        size: 26,
        stroke: () => theme().muted,
        font: theme().font,
        gap: 4,
        grid: { stroke: () => theme().line, width: 1 },
        ticks: { show: false },
        splits: (_plot, _axis, _from, to) => [5, 4, 3, 2, 1, 0].map((k) => to - k * view.tickSeconds),
        values: (_plot, splits) =>
            splits.map((split, k) => (k === splits.length - 1 ? 'now' : `−${Number((splits[splits.length - 1] - split).toFixed(1))} s`)),
    };
}

export function valueAxis(theme: () => Theme, label: (value: number) => string, more: Partial<uPlot.Axis> = {}): uPlot.Axis {
    return {
        size: leftGutter,
        stroke: () => theme().muted,
        font: theme().font,
        gap: 6,
        grid: { stroke: () => theme().line, width: 1 },
        ticks: { show: false },
        values: (_plot, splits) => splits.map(label),
        ...more,
    };
}

/** Keeps a plot as large as the element that it is in. */
export function fitted(parent: HTMLElement, plot: uPlot): void {
    new ResizeObserver(() => {
        if (parent.clientWidth > 0 && (plot.width !== parent.clientWidth || plot.height !== parent.clientHeight)) {
            plot.setSize({ width: parent.clientWidth, height: parent.clientHeight });
        }
    }).observe(parent);
}
