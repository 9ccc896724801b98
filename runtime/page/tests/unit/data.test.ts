import assert from 'node:assert/strict';
import { test } from 'node:test';
import { spikesAsCsv } from '../../src/data/csv';
import { History } from '../../src/data/history';
import { RasterScale } from '../../src/data/rasterScale';
import { RateBins } from '../../src/data/rateBins';
import { SpikeRing } from '../../src/data/spikeRing';
import { SteadyClock } from '../../src/data/steadyClock';
import { VoltageTrace } from '../../src/data/voltageTrace';

test('SpikeRing_MoreThanItHolds_KeepsTheNewest', () => {
    const ring = new SpikeRing(8);
    for (let k = 0; k < 21; k++) ring.add(k, k * 1e6);
    assert.deepEqual([ring.oldest, ring.end], [13, 21]);
    assert.deepEqual([ring.neuron(13), ring.time(20)], [13, 20e6]);
});

test('SpikeRing_Search_FindsEverySpikeAtOrAfter', () => {
    const ring = new SpikeRing(1024);
    for (let k = 0; k < 1000; k++) ring.add(k, k * 1e6 - (k % 7 === 0 ? 5e6 : 0));
    for (const time of [0, 1e6, 313.5e6, 999e6, 2e9]) {
        const from = ring.search(time, 6e6);
        for (let k = 0; k < from; k++) assert.ok(ring.time(k) < time);
    }
    assert.ok(ring.search(900e6, 6e6) > 880);
});

test('RateBins_Spikes_AreCountedInTheirInterval', () => {
    const bins = new RateBins(64);
    for (const ms of [0, 5, 12, 49.9, 50, 74, 99]) bins.add(ms * 1e6);
    bins.reachTime(150e6);
    const times: number[] = [];
    const rates: (number | null)[] = [];
    bins.rates(0, 150e6, 50e6, times, rates);
    assert.deepEqual(times, [0.025, 0.075, 0.125]);
    assert.deepEqual(rates, [80, 60, 0]);
});

test('RateBins_UnknownStretch_HasNoRate', () => {
    const bins = new RateBins(64);
    bins.add(0);
    bins.unknown(50e6, 130e6);
    bins.add(210e6);
    bins.reachTime(250e6);
    const times: number[] = [];
    const rates: (number | null)[] = [];
    bins.rates(0, 250e6, 50e6, times, rates);
    assert.deepEqual(rates, [20, null, null, 0, 20]);
});

test('RateBins_LongSilence_LeavesNoOldCounts', () => {
    const bins = new RateBins(16);
    bins.add(10e6, 100);
    bins.reachTime(10e9);
    const rates: (number | null)[] = [];
    bins.rates(9.9e9, 10e9, 50e6, [], rates);
    assert.deepEqual(rates, [0, 0]);
    bins.rates(0, 50e6, 50e6, [], rates);
    assert.deepEqual(rates, [null]);
});

test('VoltageTrace_ManySamples_KeepsEveryExtremum', () => {
    const trace = new VoltageTrace(1e9);
    const volts = new Float32Array(10000).map((_, k) => (k === 5003 ? 40 : k === 7001 ? -95 : -65));
    trace.add(3, 0, 1e5, volts);
    const times: number[] = [];
    const values: (number | null)[] = [];
    trace.view(0, 1e9, 100, times, values);
    assert.ok(times.length <= 450, `${times.length} points`);
    assert.ok(times.every((time, k) => k === 0 || time > times[k - 1]));
    assert.equal(values[times.indexOf(0.5003)], 40);
    assert.equal(values[times.indexOf(0.7001)], -95);
});

test('VoltageTrace_FewSamples_AreAllThere', () => {
    const trace = new VoltageTrace(1e9);
    trace.add(3, 2e6, 1e6, new Float32Array([1, 2]));
    trace.add(3, 4e6, 1e6, new Float32Array([3]));
    const times: number[] = [];
    const values: (number | null)[] = [];
    trace.view(0, 1e7, 500, times, values);
    assert.deepEqual(values, [1, 2, 3]);
    assert.deepEqual(times, [0.002, 0.003, 0.004]);
});

test('VoltageTrace_MissingSamples_AreNoLine', () => {
    const trace = new VoltageTrace(1e9);
    trace.add(3, 0, 1e6, new Float32Array([1, 2]));
    trace.add(3, 4e6, 1e6, new Float32Array([5]));
    const values: (number | null)[] = [];
    trace.view(0, 1e7, 500, [], values);
    assert.deepEqual(values, [1, 2, null, null, 5]);
});

test('VoltageTrace_OtherNeuron_BeginsAnew', () => {
    const trace = new VoltageTrace(1e9);
    trace.add(3, 0, 1e6, new Float32Array([1, 2]));
    trace.add(4, 2e6, 1e6, new Float32Array([7]));
    const values: (number | null)[] = [];
    trace.view(0, 1e7, 500, [], values);
    assert.deepEqual([trace.neuron, values], [4, [7]]);
});

test('SteadyClock_UnevenFrames_RunsEvenlyAndNeverAhead', () => {
    const clock = new SteadyClock();
    clock.told(0);
    clock.advance(0);
    let before = 0;
    let largest = 0;
    for (let k = 1; k < 300; k++) {
        const wall = (k * 1000) / 60;
        const latest = (k - (k % 3)) * (1e9 / 60);
        clock.told(latest);
        const now = clock.advance(wall);
        assert.ok(now <= latest && now >= before);
        if (k > 100) largest = Math.max(largest, now - before);
        before = now;
    }
    assert.ok(largest < 40e6, `a step of ${largest} ns`);
});

test('SteadyClock_LongPause_JumpsToTheNewest', () => {
    const clock = new SteadyClock();
    clock.told(0);
    clock.advance(0);
    clock.told(9e9);
    assert.equal(clock.advance(16), 9e9);
});

test('RasterScale_FirstAndLastNeuron_AreAtBottomAndTop', () => {
    const scale = new RasterScale(1000, 640, 64, 5e9, 1);
    assert.equal(scale.top(63), 0);
    assert.equal(scale.top(0), 630);
    for (let n = 0; n < 64; n++) assert.equal(scale.neuronAt(scale.top(n) + 1), n);
    assert.equal(scale.column(5e9) - scale.column(0), 1000);
});

test('RasterScale_MoreNeuronsThanPixels_StaysInside', () => {
    const scale = new RasterScale(1000, 300, 4096, 5e9, 2);
    for (const n of [0, 1, 2048, 4095]) assert.ok(scale.top(n) >= 0 && scale.top(n) < 300);
    assert.equal(scale.markHeight, 1);
});

test('History_ConnectionComesBack_TheStretchBetweenIsUnknown', () => {
    const history = new History();
    const frame = (number: number, base: number, now: number, missed = 0) =>
        history.addSpikes({ kind: 'spikes', number, base, now, missed, neurons: new Uint32Array([1]), microseconds: new Uint32Array([10]) }, number === 1);
    frame(1, 1e9, 1.1e9);
    frame(2, 1.1e9, 1.2e9, 40);
    frame(1, 3e9, 3.1e9);
    assert.deepEqual(history.gaps, [{ from: 1.2e9, to: 3e9 }]);
    assert.deepEqual([history.received, history.missed, history.now], [3, 40, 3.1e9]);
});

test('Csv_SpikesInView_AreThoseOfTheView', () => {
    const ring = new SpikeRing(16);
    ring.add(1, 0.5e9);
    ring.add(2, 1.000123e9);
    ring.add(3, 1.9e9);
    ring.add(4, 2.1e9);
    assert.equal(spikesAsCsv(ring, 1e9, 2e9), 'neuron,time_ms\n2,1000.123\n3,1900.000\n');
});
