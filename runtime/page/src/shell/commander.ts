import type { Answer } from '../contract/messages';
import type { Link } from './link';

export interface Outcome {
    ok: boolean;
    message: string;
}

/** Sends commands and waits for the answer to each. */
export class Commander {
    private static readonly answerMilliseconds = 3000;
    private request = 0;
    private readonly waiting = new Map<number, (outcome: Outcome) => void>();

    constructor(private readonly link: Link) {}

    /** Resolves always: with the run's answer, or with why there is none. */
    send(name: string, value?: number): Promise<Outcome> {
        const request = ++this.request;
        if (!this.link.command(request, name, value)) {
            return Promise.resolve({ ok: false, message: 'Not sent: there is no connection to the run.' });
        }
        return new Promise((resolve) => {
            const late = window.setTimeout(() => this.settle(request, { ok: false, message: 'The run has not answered within 3 s.' }), Commander.answerMilliseconds);
            this.waiting.set(request, (outcome) => {
                clearTimeout(late);
                resolve(outcome);
            });
        });
    }

    answered(answer: Answer): void {
        this.settle(answer.request, { ok: answer.ok === true, message: String(answer.message ?? '') });
    }

    /** The connection is gone, and with it every answer that has not come. */
    lost(): void {
        for (const request of [...this.waiting.keys()]) {
            this.settle(request, { ok: false, message: 'The connection was lost before the run answered.' });
        }
    }

    private settle(request: number, outcome: Outcome): void {
        const resolve = this.waiting.get(request);
        this.waiting.delete(request);
        resolve?.(outcome);
    }
}
