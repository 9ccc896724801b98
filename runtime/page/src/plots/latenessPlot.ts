import type { Lateness } from '../contract/state';
import { count, span } from '../data/format';
import { byId, setText } from '../shell/dom';

const svg = 'http://www.w3.org/2000/svg';

/** How late the spikes of the run left: a bar for each range, its height the logarithm of the number, and the limit beyond which one is late. */
export class LatenessPlot {
    private readonly picture = byId('lateness') as unknown as SVGSVGElement;
    private edges: number[] = []; // [ns]
    private limit = 0; // [ns]
    private bars: SVGRectElement[] = [];

    /** @param edges upper edges of the bars [ns], rising; one bar more lies beyond the last */
    describe(edges: readonly number[], lateAfter: number): void {
        this.edges = edges.slice(0, 200);
        this.limit = lateAfter;
        this.picture.replaceChildren();
        this.bars = Array.from({ length: this.edges.length + 1 }, () => this.add('rect'));
        const step = 100 / this.bars.length;
        this.bars.forEach((bar, k) => {
            bar.setAttribute('x', `${k * step + step * 0.08}%`);
            bar.setAttribute('width', `${step * 0.84}%`);
            bar.append(document.createElementNS(svg, 'title'));
        });
        this.axis(step);
        this.limitLine(step);
    }

    show(lateness: Lateness | null): void {
        const counts = lateness?.counts ?? [];
        const most = Math.max(10, ...counts);
        this.bars.forEach((bar, k) => {
            const n = counts[k] ?? 0;
            // One spike must be seen beside a million: a bar of 1 has a height, and only a bar of 0 has none.
            const height = n > 0 ? ((Math.log10(n) + 0.4) / (Math.log10(most) + 0.4)) * 74 : 0;
            bar.setAttribute('y', `${80 - height}%`);
            bar.setAttribute('height', `${height}%`);
            bar.classList.toggle('late', (k === 0 ? 0 : this.edges[k - 1]) >= this.limit);
            bar.dataset.count = String(n);
            setText(bar.firstElementChild!, `${this.range(k)}: ${count(n)} spikes`);
        });
        setText(byId('lateness-p50'), us(lateness?.p50Microseconds));
        setText(byId('lateness-p99'), us(lateness?.p99Microseconds));
        setText(byId('lateness-p999'), us(lateness?.p999Microseconds));
        setText(byId('lateness-maximum'), us(lateness?.maximumMicroseconds));
    }

    /** A range in words. */
    private range(k: number): string {
        if (k === this.edges.length) {
            return `beyond ${span(this.edges[k - 1] ?? 0)}`;
        }
        return k === 0 ? `up to ${span(this.edges[0])}` : `${span(this.edges[k - 1])} to ${span(this.edges[k])}`;
    }

    private axis(step: number): void {
        const line = this.add('line');
        line.setAttribute('class', 'axis');
        line.setAttribute('x1', '0');
        line.setAttribute('x2', '100%');
        line.setAttribute('y1', '80%');
        line.setAttribute('y2', '80%');
        const highest = this.edges[this.edges.length - 1] ?? 1;
        for (let decade = 10 ** Math.ceil(Math.log10(this.edges[0] ?? 1)); decade <= highest * 1.001; decade *= 10) {
            const label = this.add('text');
            label.setAttribute('x', `${this.place(decade) * step}%`);
            label.setAttribute('y', '96%');
            label.setAttribute('text-anchor', 'middle');
            label.textContent = span(decade);
        }
    }

    /** Where a time lies, in bars: between two edges by its logarithm. */
    private place(time: number): number {
        const found = this.edges.findIndex((edge) => edge >= time * (1 - 1e-9));
        const bar = found < 0 ? this.edges.length : found;
        const high = this.edges[bar] ?? time;
        const low = this.edges[bar - 1] ?? 0;
        const share = low > 0 && high > low ? Math.log(time / low) / Math.log(high / low) : high > 0 ? time / high : 0;
        return bar + Math.min(1, Math.max(0, share));
    }

    private limitLine(step: number): void {
        const place = this.place(this.limit);
        const x = `${Math.min(100, place * step)}%`;
        const line = this.add('line');
        line.setAttribute('class', 'limit');
        line.setAttribute('x1', x);
        line.setAttribute('x2', x);
        line.setAttribute('y1', '0');
        line.setAttribute('y2', '80%');
        const label = this.add('text');
        label.setAttribute('class', 'limit');
        label.setAttribute('x', x);
        label.setAttribute('dx', place * step > 70 ? '-5' : '5');
        label.setAttribute('y', '11');
        label.setAttribute('text-anchor', place * step > 70 ? 'end' : 'start');
        label.textContent = `late after ${span(this.limit)}`;
    }

    private add<K extends keyof SVGElementTagNameMap>(name: K): SVGElementTagNameMap[K] {
        const made = document.createElementNS(svg, name);
        this.picture.append(made);
        return made;
    }
}

function us(microseconds: number | undefined): string {
    return microseconds === undefined || microseconds === null ? '–' : span(microseconds * 1000);
}
