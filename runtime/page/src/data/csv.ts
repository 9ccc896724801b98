import type { SpikeRing } from './spikeRing';

/** The spikes between two times [ns] as the run's own table of spikes is: `neuron,time_ms`, with all digits of the microsecond. */
export function spikesAsCsv(ring: SpikeRing, from: number, to: number): string {
    const lines = ['neuron,time_ms'];
    for (let k = ring.search(from); k < ring.end; k++) {
        const time = ring.time(k);
        if (time >= from && time <= to) {
            lines.push(`${ring.neuron(k)},${(time / 1e6).toFixed(3)}`);
        }
    }
    return lines.join('\n') + '\n';
}
