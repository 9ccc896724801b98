import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { LiveMock } from './liveMock';
import { description, MockRun } from './mockRun';
import { close, launch, Stage } from './stage';

before(launch);
after(close);

test('Load_100000SpikesASecondOf1024Neurons_LosesNothingAndKeepsUp', async (t) => {
    const run = await new MockRun().start();
    run.description = description({ neurons: 1024 });
    const live = new LiveMock(run, 1024, 100000);
    run.onDescribed = () => live.start();
    const stage = await (await Stage.open(run)).connected();
    for (const seconds of [1, 5, 20]) {
        await stage.page.locator(`label:has-text("${seconds} s")`).click();
        const times: number[] = await stage.page.evaluate(async () => {
            const intervals: number[] = [];
            let last = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
            while (intervals.length < 240) {
                const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
                intervals.push(now - last);
                last = now;
            }
            return intervals.sort((a, b) => a - b);
        });
        const at = (share: number): string => times[Math.floor(share * (times.length - 1))].toFixed(1);
        t.diagnostic(`window ${seconds} s: frame median ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms`);
    }
    live.stop();
    await stage.drawn();
    const { received, missed } = await stage.page.evaluate(() => ({ received: window.nobleEdge.history.received, missed: window.nobleEdge.history.missed }));
    t.diagnostic(`${live.sent} spikes in ${run.sentFrames} frames, of which ${live.withheld} were held back for an acknowledgement`);
    assert.ok(live.sent > 500000, `${live.sent} spikes`);
    assert.deepEqual([received, missed], [live.sent, 0]);
    await stage.page.waitForTimeout(200);
    assert.equal(run.lastAcknowledged, run.sentFrames);
    assert.deepEqual(stage.errors, []);
    await stage.close();
    await run.stop();
});

test('Load_AHiddenStretchOfMissedSpikes_IsToldAndCounted', async () => {
    const run = await new MockRun().start();
    const stage = await (await Stage.open(run)).connected();
    run.spikes([], 10e9);
    run.spikes([{ neuron: 1, time: 15.9e9 }], 16e9, 15.8e9, 123456);
    await stage.drawn();
    await stage.waitForText('count-missed', /^123\u2009456$/);
    assert.deepEqual(await stage.page.evaluate(() => window.nobleEdge.history.gaps), [{ from: 10e9, to: 15.8e9 }]);
    await stage.close();
    await run.stop();
});
