import { byId, setText } from './dom';
import type { Commander } from './commander';

/** The stop: one press of the button, or Escape held for so long that nobody does it by accident. */
export class EmergencyStop {
    static readonly holdMilliseconds = 800;
    private readonly button = byId<HTMLButtonElement>('emergency-stop');
    private readonly answer = byId('stop-answer');
    private hold = 0;
    private pressed = NaN;

    constructor(
        private readonly commander: Commander,
        private readonly alarm: (text: string) => void,
    ) {
        this.button.addEventListener('click', () => void this.stop());
        addEventListener('keydown', (event) => this.keyDown(event), { capture: true });
        addEventListener('keyup', (event) => event.key === 'Escape' && this.release(), { capture: true });
        addEventListener('blur', () => this.release());
    }

    /** The run has told that every output is safe, and why. */
    safe(cause: string): void {
        this.button.classList.add('done');
        if (!Number.isNaN(this.pressed)) {
            const after = Math.round(performance.now() - this.pressed);
            this.pressed = NaN;
            this.say(`Stopped: every output was in its safe state ${after} ms after the press.`, false);
        } else {
            this.alarm(`Every output is in its safe state: ${cause}`);
        }
        setText(byId('stop-label'), 'Stopped: safe');
    }

    /** A run whose outputs are not in their safe state. */
    armed(): void {
        if (this.button.classList.contains('done')) {
            this.button.classList.remove('done');
            setText(byId('stop-label'), 'Emergency stop');
            setText(this.answer, '');
        }
    }

    private async stop(): Promise<void> {
        this.pressed = performance.now();
        this.say('Emergency stop sent …', false);
        const outcome = await this.commander.send('emergency-stop');
        if (!outcome.ok) {
            this.pressed = NaN;
            this.say(`THE STOP DID NOT GET THROUGH: ${outcome.message} Use the switch at the rig.`, true);
        } else if (!Number.isNaN(this.pressed)) {
            this.say(outcome.message === '' ? 'The run has taken the emergency stop.' : `The run has taken the emergency stop: ${outcome.message}`, false);
        }
    }

    private say(text: string, isBad: boolean): void {
        setText(this.answer, text);
        this.answer.dataset.kind = isBad ? 'bad' : '';
        this.alarm(text);
    }

    private keyDown(event: KeyboardEvent): void {
        if (event.key !== 'Escape' || event.repeat || this.hold !== 0) {
            return;
        }
        this.button.classList.add('holding');
        this.hold = window.setTimeout(() => {
            this.release();
            void this.stop();
        }, EmergencyStop.holdMilliseconds);
    }

    private release(): void {
        clearTimeout(this.hold);
        this.hold = 0;
        this.button.classList.remove('holding');
    }
}
