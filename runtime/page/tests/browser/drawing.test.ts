import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { description, edges, MockRun, state } from './mockRun';
import { close, launch, Stage } from './stage';

let run: MockRun;
let stage: Stage | null = null;

before(launch);
after(close);
beforeEach(async () => {
    run = await new MockRun().start();
});
afterEach(async () => {
    const errors = stage?.errors ?? [];
    await stage?.close();
    await run.stop();
    assert.deepEqual(errors, []);
});

interface Cell {
    neuron: number;
    fraction: number;
}

/**
 * Reads the raster back: for every inked patch of pixels its middle, as a neuron and as a part of the window. Worked out from the canvas alone, not with
 * the page's own arithmetic.
 */
async function inked(on: Stage, neurons: number, skipNeuron: number): Promise<Cell[]> {
    return on.page.evaluate(
        ([count, skip]) => {
            const canvas = document.getElementById('raster') as HTMLCanvasElement;
            const { width, height } = canvas;
            const data = canvas.getContext('2d')!.getImageData(0, 0, width, height).data;
            const found: { neuron: number; fraction: number }[] = [];
            const row = height / count;
            for (let neuron = 0; neuron < count; neuron++) {
                if (neuron === skip) continue;
                const y = Math.floor((count - 1 - neuron) * row + row / 2);
                let start = -1;
                for (let x = 0; x <= width; x++) {
                    const isInk = x < width && data[4 * (y * width + x) + 3] > 0;
                    if (isInk && start < 0) start = x;
                    if (!isInk && start >= 0) {
                        found.push({ neuron, fraction: x / width });
                        start = -1;
                    }
                }
            }
            return found;
        },
        [neurons, skipNeuron],
    );
}

for (const ratio of [1, 1.5, 2]) {
    test(`Raster_KnownSpikesAtPixelRatio${ratio}_AreDrawnThereAndNowhereElse`, async () => {
        run.description = description({ neurons: 16 });
        stage = await (await Stage.open(run, { deviceScaleFactor: ratio })).connected();
        const now = 100e9;
        const spikes = [
            { neuron: 1, time: 95.5e9 },
            { neuron: 15, time: 96e9 },
            { neuron: 7, time: 97.25e9 },
            { neuron: 7, time: 98.125e9 },
            { neuron: 2, time: 99.99e9 },
            { neuron: 3, time: 94.5e9 }, // before the window
        ];
        // In several frames: what is drawn bit by bit has to be right as what is drawn at once.
        run.spikes([], 94e9);
        for (const spike of [...spikes].sort((a, b) => a.time - b.time)) {
            run.spikes([spike], Math.min(now, spike.time + 1e7));
            await stage.page.waitForTimeout(40);
        }
        run.spikes([], now);
        await stage.drawn();
        const expected = spikes.filter((spike) => spike.time > 95e9).map((spike) => ({ neuron: spike.neuron, fraction: (spike.time - 95e9) / 5e9 }));
        for (const when of ['bit by bit', 'at once']) {
            const found = await inked(stage, 16, 0);
            assert.equal(found.length, expected.length, `${when}: ${JSON.stringify(found)}`);
            for (const spike of expected) {
                assert.ok(
                    found.some((cell) => cell.neuron === spike.neuron && Math.abs(cell.fraction - spike.fraction) < 0.004),
                    `${when}: no mark of neuron ${spike.neuron} at ${spike.fraction}: ${JSON.stringify(found)}`,
                );
            }
            await stage.page.setViewportSize({ width: 1300, height: 860 });
            await stage.page.waitForTimeout(200);
        }
        await stage.waitForText('count-received', /^6$/);
    });
}

test('Raster_ManyRandomSpikes_AreAsManyMarksAsSpikesApart', async () => {
    run.description = description({ neurons: 40 });
    stage = await (await Stage.open(run)).connected();
    let seed = 7;
    const random = (): number => (seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff) / 0x7fffffff;
    const expected = new Set<string>();
    run.spikes([], 10e9);
    for (let k = 0; k < 300; k++) {
        const from = 10e9 + (k * 5e9) / 300;
        // One spike every 16 ms in a column of its own, of a neuron drawn at random.
        const spike = { neuron: 1 + Math.floor(random() * 39), time: from + 8e6 };
        expected.add(`${spike.neuron} ${k}`);
        run.spikes([spike], from + 16e6, from);
    }
    run.spikes([], 15e9);
    await stage.drawn();
    const found = new Set((await inked(stage, 40, 0)).map((cell) => `${cell.neuron} ${Math.floor(cell.fraction * 300 - 0.05)}`));
    assert.deepEqual([...found].sort(), [...expected].sort());
});

test('Raster_ClickAndHover_SelectAndNameTheSpike', async () => {
    run.description = description({ neurons: 16 });
    stage = await (await Stage.open(run)).connected();
    run.spikes([], 94e9);
    run.spikes([{ neuron: 9, time: 97.5e9 }], 100e9, 94e9);
    await stage.drawn();
    const box = (await stage.page.locator('#raster').boundingBox())!;
    const x = box.x + box.width / 2;
    const y = box.y + ((16 - 9 - 0.5) / 16) * box.height;
    await stage.page.mouse.move(x, y);
    assert.match(await stage.waitForText('raster-tip', /neuron 9/), /spike at 1:37\.5 \(97500\.000 ms\)/);
    await stage.page.mouse.click(x, y);
    assert.equal(await stage.page.locator('#neuron').inputValue(), '9');
    await stage.waitForText('reading-neuron-rate', /./);
    assert.equal(run.told.filter((message) => message.kind === 17).at(-1)!.number, 9);
});

test('Rate_KnownSpikes_IsTheirNumberInTime', async () => {
    stage = await (await Stage.open(run)).connected();
    run.spikes([], 10e9);
    const many = Array.from({ length: 100 }, (_, k) => ({ neuron: k % 64, time: 12e9 + k * 0.5e6 }));
    run.spikes(many, 12.05e9, 12e9);
    run.spikes([], 14e9);
    await stage.drawn();
    await stage.page.waitForTimeout(150);
    const drawn = await stage.page.evaluate(() => window.nobleEdge.display.rate.drawn);
    const at = drawn.times.findIndex((time) => Math.abs(time - 12.025) < 1e-6);
    assert.equal(drawn.rates[at], 2000);
    assert.equal(drawn.rates.filter((rate) => (rate ?? 0) > 0).length, 1);
});

test('Voltage_KnownSamples_AreDrawnAsStreamedWithTheSpikes', async () => {
    stage = await (await Stage.open(run)).connected();
    await stage.page.locator('#neuron').fill('5');
    await stage.page.locator('#neuron').press('Enter');
    run.spikes([], 9e9);
    const samples = Array.from({ length: 10000 }, (_, k) => (k === 4000 ? 33 : -70 + 5 * Math.sin(k / 300)));
    for (let k = 0; k < 10; k++) {
        run.voltage(5, 9e9 + k * 1e8, 1e5, samples.slice(k * 1000, (k + 1) * 1000));
    }
    run.spikes([{ neuron: 5, time: 9.4e9 }, { neuron: 6, time: 9.6e9 }], 10e9, 9e9);
    await stage.page.keyboard.press('Tab');
    await stage.page.locator('label:has-text("1 s")').click();
    await stage.drawn();
    const { drawn, ink } = await stage.page.evaluate(() => {
        const { voltage } = window.nobleEdge.display;
        const { plot } = voltage;
        const canvas = plot.ctx.canvas;
        // The column of the spike: how high the trace's colour reaches, and what voltage that is.
        const x = Math.round(plot.valToPos(9.4, 'x', true));
        const data = plot.ctx.getImageData(x - 3, plot.bbox.top, 7, plot.bbox.height).data;
        let top = -1;
        for (let y = 0; y < plot.bbox.height && top < 0; y++) {
            for (let k = 0; k < 7; k++) {
                const at = 4 * (y * 7 + k);
                if (data[at] > 200 && data[at + 2] < 120 && data[at + 3] > 200) top = y;
            }
        }
        return { drawn: voltage.drawn, ink: plot.posToVal((top + plot.bbox.top) / (canvas.width / plot.width) - plot.bbox.top / (canvas.width / plot.width), 'y') };
    });
    assert.deepEqual(drawn.spikes, [9.4]);
    assert.equal(Math.max(...drawn.millivolts.map((v) => v ?? -999)), 33);
    for (let k = 0; k < drawn.times.length; k++) {
        const sample = Math.round((drawn.times[k] - 9) * 1e4);
        assert.ok(Math.abs(drawn.millivolts[k]! - samples[sample]) < 1e-4, `sample ${sample}`);
    }
    assert.ok(drawn.times.length > 500, `${drawn.times.length} points`);
    assert.ok(Math.abs(ink - 33) < 4, `the trace's highest pixel stands for ${ink} mV`);
});

test('Lateness_Counts_AreBarsOfTheirLogarithm', async () => {
    stage = await (await Stage.open(run)).connected();
    const counts = Array.from({ length: edges.length + 1 }, (_, k) => (k === 3 ? 1000 : k === 4 ? 10 : k === 24 ? 1 : 0));
    run.state({ lateness: { ...state().lateness!, counts } });
    await stage.waitForText('lateness-p99', /38\.5 µs/);
    const bars = await stage.page.$$eval('#lateness rect', (rects) =>
        rects.map((bar) => ({ count: Number((bar as SVGElement).dataset.count), height: bar.getBoundingClientRect().height, late: bar.classList.contains('late') })),
    );
    assert.deepEqual(bars.map((bar) => bar.count), counts);
    assert.ok(bars[3].height > bars[4].height && bars[4].height > bars[24].height && bars[24].height > 4);
    assert.ok(bars.every((bar) => bar.count > 0 || bar.height < 0.5));
    assert.ok(Math.abs((bars[3].height - bars[4].height) / (bars[4].height - bars[24].height) - 2) < 0.2);
    assert.deepEqual([bars[17].late, bars[20].late], [false, true]);
    assert.deepEqual([await stage.text('played'), await stage.text('late')], ['15\u2009744', '3']);
});

test('Export_SpikesInView_AreThoseSent', async () => {
    stage = await (await Stage.open(run)).connected();
    run.spikes([], 94e9);
    run.spikes([{ neuron: 3, time: 94.9e9 }, { neuron: 4, time: 95.1e9 }, { neuron: 63, time: 99.000004e9 }], 100e9, 94e9);
    await stage.drawn();
    const csv = stage.page.waitForEvent('download');
    await stage.page.locator('#save-csv').click();
    assert.equal(readFileSync(await (await csv).path(), 'utf8'), 'neuron,time_ms\n4,95100.000\n63,99000.004\n');
    const png = stage.page.waitForEvent('download');
    await stage.page.locator('#save-png').click();
    const picture = readFileSync(await (await png).path());
    assert.equal(picture.subarray(1, 4).toString(), 'PNG');
    assert.ok(picture.readUInt32BE(16) > 800 && picture.length > 5000);
});
