import { count, digits, span } from '../data/format';
import { byId, element, setHidden, setRows, setText } from '../shell/dom';
import type { Run } from '../shell/run';

export function showLoop(run: Run): void {
    const loop = run.state?.loop ?? null;
    setHidden(byId('loop'), loop === null);
    setHidden(byId('loop-none'), loop !== null || run.state === null);
    if (loop === null) {
        return;
    }
    const controllers = run.description?.controllers ?? [];
    setText(byId('controllers'), controllers.length === 0 ? 'No controllers.' : controllers.join(', '));
    setText(byId('loop-inputs'), count(loop.inputs));
    setText(byId('loop-stimuli'), count(loop.stimuli));
    setText(byId('loop-responses'), count(loop.responses));
    setText(byId('loop-iterations'), short(loop.iterations));
    setText(byId('loop-p50'), loop.inputs > 0 ? span(loop.reactionP50Microseconds * 1000) : '–');
    setText(byId('loop-p99'), loop.inputs > 0 ? span(loop.reactionP99Microseconds * 1000) : '–');
    const stimuli = Object.entries(loop.stimulusNanoamperes ?? {});
    setHidden(byId('stimuli-table'), stimuli.length === 0);
    setRows(
        byId('stimuli'),
        stimuli,
        () => {
            const row = element('tr');
            row.append(element('td'), element('td'));
            return row;
        },
        (row, [name, value]) => {
            setText(row.children[0], name);
            setText(row.children[1], value === null ? 'cannot tell' : `${digits(value)} nA`);
        },
    );
}

/** A count that only grows, and whose last digits nobody reads. */
function short(n: number): string {
    return n >= 1e7 ? `${digits(n / 1e6)} M` : count(n);
}
