import type { MockRun } from './mockRun';

/** Lets a mock go on as a run does: frames 60 times a second, voltage and state, for a population that fires at a rate in all [spikes/s]. */
export class LiveMock {
    private timer: NodeJS.Timeout | null = null;
    private begun = performance.now();
    private told: number;
    private lastState = 0;
    private seed = 12345;
    sent = 0;
    /** Frames that were not sent, as the page had not acknowledged those before. */
    withheld = 0;
    selected = 0;

    constructor(
        private readonly run: MockRun,
        private readonly neurons: number,
        private readonly rate: number,
        private origin = 10e9,
    ) {
        this.told = origin;
    }

    start(): this {
        this.begun = performance.now();
        this.origin = this.told;
        this.timer = setInterval(() => this.step(), 1000 / 60);
        return this;
    }

    stop(): void {
        clearInterval(this.timer ?? undefined);
    }

    /** All of a stretch at once: what a page sees that has looked on for a while. */
    fill(seconds: number): void {
        for (let k = 0; k < seconds * 60; k++) {
            this.advance(this.told + 1e9 / 60);
        }
    }

    get now(): number {
        return this.told;
    }

    private step(): void {
        // Eight frames without an acknowledgement: the page is behind, and gets none.
        if (this.run.socket === null || this.run.sentFrames - this.run.lastAcknowledged >= 8) {
            this.withheld++;
            return;
        }
        this.advance(Math.max(this.told + 1e6, this.origin + (performance.now() - this.begun) * 1e6));
    }

    private advance(now: number): void {
        now = Math.round(now);
        const from = this.told;
        const expected = (this.rate * (now - from)) / 1e9;
        const count = Math.floor(expected) + (this.random() < expected % 1 ? 1 : 0);
        const spikes = Array.from({ length: count }, () => {
            const time = from + this.random() * (now - from);
            return { neuron: this.pick(time), time: Math.floor(time / 1000) * 1000 };
        }).sort((a, b) => a.time - b.time);
        this.run.spikes(spikes, now, from);
        this.sent += spikes.length;
        const dt = 1e5;
        const first = Math.ceil(from / dt) * dt;
        const selects = this.run.told.filter((message) => message.kind === 17);
        this.selected = selects.length > 0 ? selects[selects.length - 1].number : 0;
        const mine = spikes.filter((spike) => spike.neuron === this.selected).map((spike) => spike.time);
        const samples: number[] = [];
        for (let t = first; t < now; t += dt) {
            samples.push(this.millivolts(t, mine));
        }
        this.run.voltage(this.selected, first, dt, samples);
        this.told = now;
        if (now - this.lastState > 2.5e8) {
            this.lastState = now;
            this.run.state({ timeNanoseconds: now, spikesPerSecond: this.rate, played: this.sent });
        }
    }

    /** Waves go over the population, so that the picture has a shape. */
    private pick(time: number): number {
        for (;;) {
            const neuron = Math.floor(this.random() * this.neurons);
            const phase = (time / 0.9e9 - neuron / this.neurons) * 2 * Math.PI;
            if (this.random() < 0.25 + 0.75 * Math.max(0, Math.sin(phase)) ** 3) {
                return neuron;
            }
        }
    }

    private millivolts(t: number, spikes: number[]): number {
        let v = -66 + 4 * Math.sin(t / 0.11e9) + this.random();
        for (const spike of spikes) {
            const ms = (t - spike) / 1e6;
            if (ms > -0.3 && ms < 0.9) {
                v += 96 * Math.exp(-(((ms - 0.2) / 0.25) ** 2));
            } else if (ms >= 0.9 && ms < 25) {
                v -= 9 * Math.exp(-(ms - 0.9) / 7);
            }
        }
        return v;
    }

    private random(): number {
        this.seed = (Math.imul(this.seed, 1664525) + 1013904223) >>> 0;
        return this.seed / 2 ** 32;
    }
}
