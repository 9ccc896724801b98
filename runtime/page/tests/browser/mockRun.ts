import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Description } from '../../src/contract/description';
import type { State } from '../../src/contract/state';

export interface Told {
    kind: number;
    json: Record<string, unknown> | null;
    number: number;
}

const pageFile = process.env.NOBLE_PAGE ?? '../../artifacts/page/index.html';
export const edges = Array.from({ length: 24 }, (_, k) => Math.round(1000 * 10 ** (k / 6)));

export function description(more: Partial<Description> = {}): Description {
    return {
        protocol: 1,
        program: 'noble-edge 1.0.0 (AVX2)',
        model: { name: 'fast-spiking', hash: 'b1946ac92492d2347c6235b4d2611184', engine: 'simd, float32' },
        neurons: 64,
        population: 'drawn',
        seed: 1,
        stepNanoamperes: 0.12,
        lowestNanoamperes: -0.1,
        highestNanoamperes: 0.4,
        trialNanoseconds: 500e6,
        sampleNanoseconds: 100e3,
        durationNanoseconds: null,
        lateAfterNanoseconds: 1e6,
        latenessEdgesNanoseconds: edges,
        ports: [
            { name: 'preparation', description: 'virtual preparation, 4 neurons' },
            { name: 'mqtt', description: 'MQTT v5, noble/bench/spikes, embedded broker' },
        ],
        controllers: ['rate-clamp 20 Hz on preparation', 'activity-dependent on preparation: volley'],
        limits: [
            { name: 'highest current', value: 0.4, unit: 'nA' },
            { name: 'charge', value: 400, unit: 'pC' },
            { name: 'stimuli', value: 200, unit: '/s' },
        ],
        commands: ['emergency-stop', 'pause', 'resume', 'trigger', 'current', 'stop'],
        configurationFile: 'closed-loop.json',
        configuration: '{\n  "neurons": 64,\n  "duration": "forever"\n}\n',
        ...more,
    };
}

export function state(more: Partial<State> = {}): State {
    return {
        timeNanoseconds: 12.3e9,
        isHeld: false,
        isPaused: false,
        safeState: null,
        stepNanoamperes: 0.12,
        spikesPerSecond: 1280,
        played: 15744,
        late: 3,
        dropped: 0,
        underruns: 0,
        renderMultiple: 8.2,
        lateness: {
            p50Microseconds: 6.1,
            p99Microseconds: 38.5,
            p999Microseconds: 120,
            maximumMicroseconds: 1430,
            counts: Array.from({ length: edges.length + 1 }, (_, k) => (k < 21 ? Math.round(6000 * Math.exp(-(((k - 5) / 2.6) ** 2))) : k === 22 ? 3 : 0)),
        },
        ports: [
            { name: 'preparation', isDown: false, counts: { stimuli: 412, spikes: 240, refused: 0 } },
            { name: 'mqtt', isDown: false, counts: { sent: 15744, batches: 1230, dropped: 0 } },
        ],
        loop: {
            iterations: 12300,
            inputs: 240,
            stimuli: 412,
            responses: 17,
            reactionP50Microseconds: 41,
            reactionP99Microseconds: 180,
            stimulusNanoamperes: { preparation: 0.183 },
            limits: { 'highest current': 4, charge: 0, stimuli: 0 },
        },
        recording: { file: 'closed-loop.nobl', records: 16420, lost: 0 },
        pages: 1,
        ...more,
    };
}

/** A run as the stream's contract has it, that says exactly what a test wants said. */
export class MockRun {
    readonly told: Told[] = [];
    socket: WebSocket | null = null;
    connections = 0;
    description = description();
    token: string | null = null;
    /** Called after the description has gone out. */
    onDescribed: () => void = () => undefined;
    /** The answer to a command; null: none. */
    answer: (command: string, value: number | undefined) => { ok: boolean; message: string } | null = () => ({ ok: true, message: '' });
    /** Spikes in all frames that went out. */
    sentSpikes = 0;
    private frame = 0;
    private http: Server | null = null;
    private sockets: WebSocketServer | null = null;
    port = 0;

    async start(port = 0): Promise<this> {
        this.http = createServer((request, response) => {
            const isPage = request.url === '/';
            response.writeHead(isPage ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' });
            response.end(isPage ? readFileSync(pageFile) : '');
        });
        this.sockets = new WebSocketServer({ server: this.http, path: '/stream', handleProtocols: () => 'noble.live.1' });
        this.sockets.on('connection', (socket) => this.opened(socket));
        await new Promise<void>((resolve) => this.http!.listen(port, '127.0.0.1', resolve));
        this.port = (this.http.address() as AddressInfo).port;
        return this;
    }

    get url(): string {
        return `http://127.0.0.1:${this.port}/`;
    }

    get lastAcknowledged(): number {
        return this.told.reduce((last, message) => (message.kind === 18 ? message.number : last), 0);
    }

    get sentFrames(): number {
        return this.frame;
    }

    commands(): Record<string, unknown>[] {
        return this.told.filter((message) => message.kind === 19).map((message) => message.json!);
    }

    spikes(spikes: { neuron: number; time: number }[], now: number, base = now, missed = 0): void {
        const from = Math.floor(spikes.reduce((least, spike) => Math.min(least, spike.time), base));
        now = Math.floor(now);
        const bytes = Buffer.alloc(32 + 8 * spikes.length);
        bytes[0] = 2;
        bytes.writeUInt32LE(++this.frame, 4);
        bytes.writeBigInt64LE(BigInt(from), 8);
        bytes.writeBigInt64LE(BigInt(now), 16);
        bytes.writeUInt32LE(spikes.length, 24);
        bytes.writeUInt32LE(missed, 28);
        spikes.forEach((spike, k) => {
            bytes.writeUInt32LE(spike.neuron, 32 + 4 * k);
            bytes.writeUInt32LE(Math.round((spike.time - from) / 1000), 32 + 4 * (spikes.length + k));
        });
        this.sentSpikes += spikes.length;
        this.socket?.send(bytes);
    }

    voltage(neuron: number, first: number, interval: number, millivolts: number[]): void {
        const bytes = Buffer.alloc(32 + 4 * millivolts.length);
        bytes[0] = 3;
        bytes.writeUInt32LE(neuron, 4);
        bytes.writeBigInt64LE(BigInt(first), 8);
        bytes.writeDoubleLE(interval, 16);
        bytes.writeUInt32LE(millivolts.length, 24);
        millivolts.forEach((v, k) => bytes.writeFloatLE(v, 32 + 4 * k));
        this.socket?.send(bytes);
    }

    state(more: Partial<State> = {}): void {
        this.json(4, state(more));
    }

    end(ended: string, message: string): void {
        this.json(6, { ended, message });
        this.socket?.close(1000);
    }

    json(kind: number, value: unknown): void {
        this.socket?.send(Buffer.concat([Buffer.from([kind, 0, 0, 0]), Buffer.from(JSON.stringify(value))]));
    }

    /** As a machine that is switched off: no goodbye, and nobody there afterwards. */
    async stop(): Promise<void> {
        this.socket?.terminate();
        this.sockets?.clients.forEach((socket) => socket.terminate());
        this.http?.closeAllConnections();
        await new Promise<void>((resolve) => (this.http === null ? resolve() : this.http.close(() => resolve())));
        this.http = null;
        this.socket = null;
    }

    private opened(socket: WebSocket): void {
        this.connections++;
        socket.on('message', (data: Buffer) => {
            const kind = data[0];
            const isJson = kind === 16 || kind === 19;
            const message: Told = {
                kind,
                json: isJson ? (JSON.parse(data.subarray(4).toString()) as Record<string, unknown>) : null,
                number: isJson ? 0 : data.readUInt32LE(4),
            };
            this.told.push(message);
            if (kind === 16) {
                this.greeted(socket, message.json!);
            } else if (kind === 19) {
                const answer = this.answer(String(message.json!.command), message.json!.value as number | undefined);
                if (answer !== null) {
                    this.json(5, { request: message.json!.request, ...answer });
                }
            }
        });
    }

    private greeted(socket: WebSocket, hello: Record<string, unknown>): void {
        if (this.token !== null && hello.token !== this.token) {
            socket.close(1008, 'token');
            return;
        }
        this.socket = socket;
        this.frame = 0;
        this.json(1, this.description);
        this.onDescribed();
    }
}
