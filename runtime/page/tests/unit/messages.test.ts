import assert from 'node:assert/strict';
import { test } from 'node:test';
import { acknowledge, command, decode, hello, noNeuron, select } from '../../src/contract/messages';

function spikesMessage(count: number, entries: number[]): ArrayBuffer {
    const bytes = new DataView(new ArrayBuffer(32 + 4 * entries.length));
    bytes.setUint8(0, 2);
    bytes.setUint32(4, 9, true);
    bytes.setBigInt64(8, 5_000_000_000n, true);
    bytes.setBigInt64(16, 5_016_000_000n, true);
    bytes.setUint32(24, count, true);
    bytes.setUint32(28, 3, true);
    entries.forEach((entry, k) => bytes.setUint32(32 + 4 * k, entry, true));
    return bytes.buffer;
}

test('Decode_Spikes_HasEveryField', () => {
    const message = decode(spikesMessage(2, [7, 1023, 10, 15999]));
    assert.equal(message.kind, 'spikes');
    if (message.kind !== 'spikes') return;
    assert.deepEqual([message.number, message.base, message.now, message.missed], [9, 5e9, 5.016e9, 3]);
    assert.deepEqual([...message.neurons], [7, 1023]);
    assert.deepEqual([...message.microseconds], [10, 15999]);
});

test('Decode_CountBeyondTheBytes_IsRefused', () => {
    assert.throws(() => decode(spikesMessage(3, [7, 1023, 10, 15999])), /says it has 3 entries/);
    assert.throws(() => decode(spikesMessage(1, [7, 1023, 10, 15999])), /says it has 1 entries/);
    assert.throws(() => decode(spikesMessage(2, []).slice(0, 20)), RangeError);
});

test('Decode_Voltage_HasEveryField', () => {
    const bytes = new DataView(new ArrayBuffer(32 + 8));
    bytes.setUint8(0, 3);
    bytes.setUint32(4, 12, true);
    bytes.setBigInt64(8, 1_000_000n, true);
    bytes.setFloat64(16, 99999.5, true);
    bytes.setUint32(24, 2, true);
    bytes.setFloat32(32, -65.5, true);
    bytes.setFloat32(36, 31.25, true);
    const message = decode(bytes.buffer);
    assert.ok(message.kind === 'voltage');
    assert.deepEqual([message.neuron, message.first, message.interval], [12, 1e6, 99999.5]);
    assert.deepEqual([...message.millivolts], [-65.5, 31.25]);
});

test('Decode_UnknownKindOrNoObject_IsRefused', () => {
    assert.throws(() => decode(new Uint8Array([99, 0, 0, 0]).buffer), /kind 99/);
    assert.throws(() => decode(new Uint8Array([2, 0]).buffer), /2 bytes/);
    assert.throws(() => decode(new Uint8Array([4, 0, 0, 0, 0x31]).buffer), /no JSON object/);
    assert.throws(() => decode(new Uint8Array([4, 0, 0, 0, 0xff]).buffer), TypeError);
});

test('Encode_EveryMessage_IsAsTheContractHasIt', () => {
    const text = (bytes: ArrayBuffer): string => new TextDecoder().decode(new Uint8Array(bytes, 4));
    assert.deepEqual([...new Uint8Array(acknowledge(0x01020304))], [18, 0, 0, 0, 4, 3, 2, 1]);
    assert.deepEqual([...new Uint8Array(select(null))], [17, 0, 0, 0, 255, 255, 255, 255]);
    assert.equal(new DataView(select(1023)).getUint32(4, true), 1023);
    assert.equal(noNeuron, 4294967295);
    assert.equal(text(hello(null)), '{}');
    assert.equal(text(hello('a"b')), '{"token":"a\\"b"}');
    assert.equal(text(command(7, 'current', 0.2)), '{"request":7,"command":"current","value":0.2}');
    assert.equal(text(command(8, 'trigger')), '{"request":8,"command":"trigger"}');
});

test('Decode_SeedOf64Bits_KeepsEveryDigit', () => {
    const text = new TextEncoder().encode('\x01\0\0\0{"configuration":"{\\"seed\\": 1}","seed":18446744073709551615}');
    const message = decode(text.buffer as ArrayBuffer);
    assert.ok(message.kind === 'description');
    assert.equal(message.description.seed, '18446744073709551615');
    assert.equal(message.description.configuration, '{"seed": 1}');
});
