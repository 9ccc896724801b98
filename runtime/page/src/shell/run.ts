import type { Description } from '../contract/description';
import type { Ended } from '../contract/messages';
import type { State } from '../contract/state';
import type { Standing } from './link';

/** What the page knows of the run; the panels are filled from it. */
export interface Run {
    description: Description | null;
    state: State | null;
    standing: Standing;
    end: Ended | null;
}

/** Whether the run takes a command now. */
export function takes(run: Run, name: string): boolean {
    return run.standing.kind === 'open' && run.end === null && (run.description?.commands ?? []).includes(name);
}

/** Why a command cannot be given; empty where it can. */
export function whyNot(run: Run, name: string): string {
    if (run.end !== null) return 'The run has ended.';
    if (run.standing.kind !== 'open') return 'Not connected.';
    return takes(run, name) ? '' : `This run takes no command “${name}”.`;
}
