import type { SpikesFrame, VoltageBlock } from '../contract/messages';
import { RateBins } from './rateBins';
import { SpikeRing } from './spikeRing';
import { VoltageTrace } from './voltageTrace';

/** A stretch of the experiment clock [ns] of which this page knows no spikes. */
export interface Gap {
    from: number;
    to: number;
}

/** All that the plots are drawn from: the last 20 s at 100,000 spikes a second. */
export class History {
    static readonly nanoseconds = 20e9;
    private static readonly gapsKept = 64;

    spikes = new SpikeRing(1 << 21);
    rate = new RateBins();
    voltage = new VoltageTrace(History.nanoseconds);
    gaps: Gap[] = [];
    /** Spikes that came. */
    received = 0;
    /** Spikes that the run told of and did not send. */
    missed = 0;
    /** [ns]; NaN before the first frame */
    now = NaN;

    clear(): void {
        this.spikes.clear();
        this.rate.clear();
        this.voltage.clear();
        this.gaps = [];
        this.received = 0;
        this.missed = 0;
        this.now = NaN;
    }

    /** As it is now; for a display that stands still while the run goes on. */
    copy(): History {
        const other = new History();
        other.spikes = this.spikes.copy();
        other.rate = this.rate.copy();
        other.voltage = this.voltage.copy();
        other.gaps = this.gaps.slice();
        other.received = this.received;
        other.missed = this.missed;
        other.now = this.now;
        return other;
    }

    addSpikes(frame: SpikesFrame, isFirstOfConnection: boolean): void {
        const before = this.now;
        if (isFirstOfConnection && !Number.isNaN(before) && frame.base > before) {
            this.gap(before, frame.base);
        }
        for (let k = 0; k < frame.neurons.length; k++) {
            const time = frame.base + frame.microseconds[k] * 1000;
            this.spikes.add(frame.neurons[k], time);
            this.rate.add(time);
        }
        if (frame.missed > 0 && !isFirstOfConnection) {
            // Of a few frames the spikes' number is as good as their times; a longer stretch has no rate that could be drawn.
            if (frame.base - before > 2.5e8) {
                this.gap(before, frame.base);
            } else {
                this.rate.add(frame.base, frame.missed);
            }
            this.missed += frame.missed;
        }
        this.received += frame.neurons.length;
        this.rate.reachTime(frame.now);
        this.now = frame.now;
    }

    addVoltage(block: VoltageBlock): void {
        this.voltage.add(block.neuron, block.first, block.interval, block.millivolts);
    }

    private gap(from: number, to: number): void {
        this.rate.unknown(from, to);
        this.gaps.push({ from, to });
        if (this.gaps.length > History.gapsKept) {
            this.gaps.shift();
        }
    }
}
