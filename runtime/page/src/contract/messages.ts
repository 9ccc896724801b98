import type { Description } from './description';
import type { State } from './state';

/** The sub-protocol of the stream. */
export const protocol = 'noble.live.1';

/** Neuron of `select` that asks for no voltage. */
export const noNeuron = 0xffffffff;

export interface SpikesFrame {
    kind: 'spikes';
    number: number;
    /** [ns]; a spike's time is this and its microseconds. */
    base: number;
    /** [ns]; all that has been played up to here is in this frame or an earlier one. */
    now: number;
    /** Spikes since the frame before that are in none. */
    missed: number;
    /** Shape [spike]. */
    neurons: Uint32Array;
    /** Shape [spike], µs after the base. */
    microseconds: Uint32Array;
}

export interface VoltageBlock {
    kind: 'voltage';
    neuron: number;
    /** Time of the first sample [ns]. */
    first: number;
    /** [ns]; not always a whole number. */
    interval: number;
    /** Shape [sample], mV. */
    millivolts: Float32Array;
}

export interface Answer {
    request: number;
    ok: boolean;
    message: string;
}

export interface Ended {
    ended: string;
    message: string;
}

export type Message =
    | { kind: 'description'; description: Description }
    | SpikesFrame
    | VoltageBlock
    | { kind: 'state'; state: State }
    | { kind: 'answer'; answer: Answer }
    | { kind: 'end'; end: Ended };

const decoder = new TextDecoder('utf-8', { fatal: true });
const encoder = new TextEncoder();

/**
 * One message of a run.
 * @throws RangeError where it is cut short, longer than its count says, or of a kind that is not known.
 */
export function decode(bytes: ArrayBuffer): Message {
    if (bytes.byteLength < 4) {
        throw new RangeError(`a message of ${bytes.byteLength} bytes; the shortest has 4`);
    }
    const view = new DataView(bytes);
    const kind = view.getUint8(0);
    switch (kind) {
        case 1:
            return { kind: 'description', description: json(bytes, longSeedAsText) as Description };
        case 2:
            return spikes(bytes, view);
        case 3:
            return voltage(bytes, view);
        case 4:
            return { kind: 'state', state: json(bytes) as State };
        case 5:
            return { kind: 'answer', answer: json(bytes) as Answer };
        case 6:
            return { kind: 'end', end: json(bytes) as Ended };
        default:
            throw new RangeError(`a message of kind ${kind}, which is none of 1 to 6`);
    }
}

export function hello(token: string | null): ArrayBuffer {
    return encodeJson(16, token === null ? {} : { token });
}

export function select(neuron: number | null): ArrayBuffer {
    return encodeNumber(17, neuron ?? noNeuron);
}

export function acknowledge(frame: number): ArrayBuffer {
    return encodeNumber(18, frame);
}

export function command(request: number, name: string, value?: number): ArrayBuffer {
    return encodeJson(19, value === undefined ? { request, command: name } : { request, command: name, value });
}

function spikes(bytes: ArrayBuffer, view: DataView): SpikesFrame {
    const count = counted(bytes, 24, 8);
    return {
        kind: 'spikes',
        number: view.getUint32(4, true),
        base: nanoseconds(view, 8),
        now: nanoseconds(view, 16),
        missed: view.getUint32(28, true),
        neurons: new Uint32Array(bytes, 32, count),
        microseconds: new Uint32Array(bytes, 32 + 4 * count, count),
    };
}

function voltage(bytes: ArrayBuffer, view: DataView): VoltageBlock {
    const count = counted(bytes, 24, 4);
    return {
        kind: 'voltage',
        neuron: view.getUint32(4, true),
        first: nanoseconds(view, 8),
        interval: view.getFloat64(16, true),
        millivolts: new Float32Array(bytes, 32, count),
    };
}

function counted(bytes: ArrayBuffer, at: number, size: number): number {
    const count = bytes.byteLength < 32 ? -1 : new DataView(bytes).getUint32(at, true);
    if (bytes.byteLength !== 32 + count * size) {
        throw new RangeError(`a message of ${bytes.byteLength} bytes that says it has ${count} entries of ${size}`);
    }
    return count;
}

// A double holds whole nanoseconds up to 2^53, which an experiment clock reaches after 104 days.
function nanoseconds(view: DataView, at: number): number {
    return Number(view.getBigInt64(at, true));
}

// A seed has 64 bits, of which a number would keep 53. Text inside the JSON has its quotes escaped and is not meant.
function longSeedAsText(text: string): string {
    return text.replace(/"seed":\s*(\d{16,})/, '"seed":"$1"');
}

function json(bytes: ArrayBuffer, prepare: (text: string) => string = (text) => text): unknown {
    const value: unknown = JSON.parse(prepare(decoder.decode(new Uint8Array(bytes, 4))));
    if (typeof value !== 'object' || value === null) {
        throw new RangeError('a message whose text is no JSON object');
    }
    return value;
}

function encodeJson(kind: number, value: object): ArrayBuffer {
    const text = encoder.encode(JSON.stringify(value));
    const bytes = new Uint8Array(4 + text.length);
    bytes[0] = kind;
    bytes.set(text, 4);
    return bytes.buffer;
}

function encodeNumber(kind: number, value: number): ArrayBuffer {
    const view = new DataView(new ArrayBuffer(8));
    view.setUint8(0, kind);
    view.setUint32(4, value, true);
    return view.buffer;
}
