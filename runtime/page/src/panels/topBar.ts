import { clock, span } from '../data/format';
import { byId, setHidden, setText } from '../shell/dom';
import type { Run } from '../shell/run';

/** What the run is doing, in a word, and the shape that stands for it. */
export function runState(run: Run): { kind: string; text: string } {
    const { state } = run;
    if (run.end !== null) return { kind: 'idle', text: `Ended: ${run.end.ended}` };
    if (state === null) return { kind: 'idle', text: 'Waiting' };
    if (state.safeState !== null && state.safeState !== undefined) return { kind: 'bad', text: 'Safe state' };
    if (state.isPaused) return { kind: 'pause', text: 'Run paused' };
    if (state.isHeld) return { kind: 'warn', text: 'Clock held: waits for the renderer' };
    return { kind: 'good', text: 'Running' };
}

export function showTopBar(run: Run, lastSeen: Date | null): void {
    const { description, state, standing, end } = run;
    badge('run-state', runState(run));
    setText(byId('brand-model'), description === null ? '' : `${description.model?.name ?? ''} · ${description.neurons} neurons`);
    setText(byId('clock'), state === null ? '–' : clock(state.timeNanoseconds));
    setText(byId('clock-of'), description?.durationNanoseconds ? `of ${span(description.durationNanoseconds)}` : '');
    const seen = lastSeen === null ? '' : ` Last seen at ${lastSeen.toLocaleTimeString()}.`;
    switch (standing.kind) {
        case 'connecting':
            badge('connection', { kind: 'idle', text: 'Connecting' });
            break;
        case 'open':
            badge('connection', { kind: 'good', text: 'Connected' });
            break;
        case 'lost':
            badge('connection', { kind: 'bad', text: 'Connection lost' });
            break;
        case 'refused':
            badge('connection', { kind: 'warn', text: 'Token needed' });
            break;
        case 'ended':
            badge('connection', { kind: 'idle', text: 'Run ended' });
            break;
    }
    if (end !== null) {
        banner('idle', `The run has ended (${end.ended})${end.message ? `: ${end.message}` : '.'} What stands here is its last moment.`, 'Look for a new run');
    } else if (standing.kind === 'lost') {
        const wait = Math.max(0, Math.ceil((standing.retryAt - Date.now()) / 1000));
        banner('bad', `Connection to the run lost; the run itself may go on.${seen} ${standing.why} Trying again ${wait > 0 ? `in ${wait} s` : 'now'}.`, 'Try now');
    } else if (description !== null && description.protocol !== 1) {
        banner('warn', `This page and the run speak different versions of the stream (1 and ${description.protocol}). Load the page again.`, '');
    } else if (state?.safeState) {
        banner('bad', `Every output is in its safe state: ${state.safeState}`, '');
    } else {
        setHidden(byId('banner'), true);
    }
    document.body.classList.toggle('stale', standing.kind !== 'open' && state !== null && end === null);
    document.title = `${runState(run).text} · Noble.Edge`;
}

export function badge(id: string, what: { kind: string; text: string }): void {
    const element = byId(id);
    setText(element, what.text);
    if (element.dataset.kind !== what.kind) {
        element.dataset.kind = what.kind;
    }
}

function banner(kind: string, text: string, action: string): void {
    const element = byId('banner');
    element.dataset.kind = kind;
    setText(byId('banner-text'), text);
    setText(byId('banner-action'), action);
    setHidden(byId('banner-action'), action === '');
    setHidden(element, false);
}
