import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clock, count, digits, span } from '../../src/data/format';
import { neuronTicks, niceStep, niceTop } from '../../src/data/ticks';
import { BackOff } from '../../src/shell/backOff';

test('Clock_AnyTime_ReadsAsPeopleWriteIt', () => {
    assert.equal(clock(0), '0:00.0');
    assert.equal(clock(12.39e9), '0:12.3');
    assert.equal(clock(3723.4e9), '1:02:03.4');
});

test('Span_AnySize_HasTheUnitInWhichItIsShort', () => {
    assert.deepEqual([0, 250, 6100, 38500, 1e6, 1.43e6, 5e9].map(span), ['0 ns', '250 ns', '6.1 µs', '38.5 µs', '1 ms', '1.43 ms', '5 s']);
    assert.equal(span(NaN), '–');
});

test('Numbers_AnySize_HaveNoExponent', () => {
    assert.equal(count(1234567), '1\u2009234\u2009567');
    assert.deepEqual([0.183, 1.5, 14.06, 400, -0.1].map(digits), ['0.183', '1.50', '14.1', '400', '−0.100']);
});

test('Ticks_AnyRange_AreRound', () => {
    assert.deepEqual([niceStep(1023, 5), niceStep(64, 6), niceStep(0.9, 3)], [500, 20, 0.5]);
    assert.deepEqual(neuronTicks(64, 6), [0, 20, 40, 60]);
    assert.deepEqual(neuronTicks(1, 6), [0]);
    assert.equal(niceTop(900), 1000);
    assert.equal(niceTop(0), 1);
});

test('BackOff_TryAfterTry_WaitsLongerUpToTheLimit', () => {
    const backOff = new BackOff(250, 5000);
    assert.deepEqual([0, 0, 0, 0, 0, 0, 0].map((random) => backOff.next(random)), [250, 500, 1000, 2000, 4000, 5000, 5000]);
    backOff.reset();
    assert.equal(backOff.next(1), 187.5);
});
