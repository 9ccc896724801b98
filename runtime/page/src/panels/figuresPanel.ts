import { count, span } from '../data/format';
import { byId, element, setHidden, setRows, setText } from '../shell/dom';
import type { Run } from '../shell/run';
import { badge } from './topBar';

/** Counts of the run, its recording, and what it was started with. */
export function showFigures(run: Run): void {
    const { state } = run;
    setText(byId('played'), state === null ? '–' : count(state.played));
    setText(byId('late'), state === null ? '–' : count(state.late));
    setText(byId('dropped'), state === null ? '–' : count(state.dropped));
    setText(byId('underruns'), state === null ? '–' : count(state.underruns));
    showRecording(run);
}

function showRecording(run: Run): void {
    const recording = run.state?.recording ?? null;
    if (recording === null) {
        badge('recording', { kind: 'idle', text: run.state === null ? 'Unknown' : 'Not recording' });
    } else if (recording.lost > 0) {
        badge('recording', { kind: 'bad', text: `Records lost: ${recording.file}` });
    } else {
        badge('recording', { kind: run.end === null ? 'good' : 'idle', text: `${run.end === null ? 'Recording to' : 'Recorded to'} ${recording.file}` });
    }
    setText(byId('records'), recording === null ? '–' : count(recording.records));
    setText(byId('records-lost'), recording === null ? '–' : count(recording.lost));
}

export function describeRun(run: Run): void {
    const d = run.description;
    if (d === null) {
        return;
    }
    const pairs: [string, string][] = [
        ['program', d.program],
        ['model', d.model?.name],
        ['hash', d.model?.hash],
        ['engine', d.model?.engine],
        ['neurons', count(d.neurons)],
        ['population', d.population],
        ['seed', String(d.seed)],
        ['trial', span(d.trialNanoseconds)],
        ['sample', span(d.sampleNanoseconds)],
        ['duration', d.durationNanoseconds === null ? 'without an end' : span(d.durationNanoseconds)],
    ].filter((pair): pair is [string, string] => pair[1] !== undefined && pair[1] !== null && pair[1] !== '');
    setRows(
        byId('run'),
        pairs,
        () => {
            const row = element('div');
            row.append(element('dt'), element('dd'));
            return row;
        },
        (row, [name, value]) => {
            setText(row.children[0], name);
            setText(row.children[1], value);
        },
    );
    setHidden(byId('configuration'), d.configuration === null || d.configuration === undefined);
    setText(byId('configuration-file'), d.configurationFile ?? '');
    setText(byId('configuration-text'), d.configuration ?? '');
}
