import { clock } from '../data/format';
import { pixelRatio } from './dom';
import type { Theme } from './theme';

/** Hands a file to the browser's downloads. */
export function save(name: string, blob: Blob): void {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

/** The plots below one another, as they are on the page, with a line that says what they are. */
export function picture(title: string, raster: HTMLCanvasElement, rate: HTMLCanvasElement, voltage: HTMLCanvasElement, theme: Theme): Promise<Blob | null> {
    const ratio = pixelRatio();
    const left = 56 * ratio;
    const head = 34 * ratio;
    const gap = 24 * ratio;
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(rate.width, voltage.width);
    canvas.height = head + gap * 3 + raster.height + rate.height + voltage.height;
    const context = canvas.getContext('2d')!;
    context.fillStyle = theme.panel;
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.textBaseline = 'middle';
    const write = (text: string, y: number, colour: string, size: number): void => {
        context.fillStyle = colour;
        context.font = theme.font.replace('11px', `${size * ratio}px`);
        context.fillText(text, left, y, canvas.width - left);
    };
    write(title, head / 2, theme.text, 13);
    let y = head;
    for (const [caption, part, x] of [
        ['neurons, from 0 at the bottom', raster, left],
        ['rate, spikes/s in all and of a neuron', rate, 0],
        ['voltage, mV', voltage, 0],
    ] as [string, HTMLCanvasElement, number][]) {
        write(caption, y + gap / 2, theme.muted, 11);
        y += gap;
        context.drawImage(part, x, y);
        if (part === raster) {
            context.strokeStyle = theme.line;
            context.strokeRect(x, y, raster.width, raster.height);
        }
        y += part.height;
    }
    return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
}

/** A name that sorts by time and is one on every system. */
export function fileName(model: string, time: number, ending: string): string {
    return `noble-edge-${model.replace(/[^A-Za-z0-9._-]+/g, '-')}-${clock(time).replaceAll(':', '-')}s.${ending}`;
}
