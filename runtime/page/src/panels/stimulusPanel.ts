import { digits } from '../data/format';
import { byId, setText } from '../shell/dom';
import type { Commander } from '../shell/commander';
import { takes, whyNot, type Run } from '../shell/run';

/** What may be changed while the run goes on: current, target rate, trigger, pause, end. What the run does not take is off, and says why. */
export class StimulusPanel {
    private readonly current = byId<HTMLInputElement>('current');
    private readonly slider = byId<HTMLInputElement>('current-range');
    private readonly target = byId<HTMLInputElement>('target');
    private isPaused = false;
    private isTouched = false;
    private endAsked = 0;

    constructor(
        private readonly commander: Commander,
        private readonly run: Run,
    ) {
        this.slider.addEventListener('input', () => {
            this.current.value = String(Number(Number(this.slider.value).toPrecision(3)));
            this.isTouched = true;
        });
        this.current.addEventListener('input', () => {
            this.slider.value = this.current.value;
            this.isTouched = true;
        });
        this.submits('current-form', 'current', this.current);
        this.submits('target-form', 'target', this.target);
        byId('trigger').addEventListener('click', () => void this.send('trigger'));
        byId('pause-run').addEventListener('click', () => void this.send(this.isPaused ? 'resume' : 'pause'));
        byId('stop-run').addEventListener('click', () => this.end());
    }

    describe(): void {
        const d = this.run.description;
        if (d === null) {
            return;
        }
        for (const input of [this.current, this.slider]) {
            input.min = String(d.lowestNanoamperes);
            input.max = String(d.highestNanoamperes);
        }
        this.isTouched = false;
        this.fill(d.stepNanoamperes);
    }

    show(): void {
        const { run } = this;
        const { state, description } = run;
        this.isPaused = state?.isPaused === true;
        setText(byId('pause-run'), this.isPaused ? 'Resume run' : 'Pause run');
        this.enable(['current', 'current-range', 'current-set'], 'current');
        this.enable(['target', 'target-set'], 'target');
        this.enable(['trigger'], 'trigger');
        this.enable(['pause-run'], this.isPaused ? 'resume' : 'pause');
        this.enable(['stop-run'], 'stop');
        const step = state?.stepNanoamperes ?? description?.stepNanoamperes;
        const range = description === null ? '' : `, range ${digits(description.lowestNanoamperes)} to ${digits(description.highestNanoamperes)} nA`;
        setText(byId('current-note'), whyNot(run, 'current') || (step === undefined ? '' : `Now ${digits(step)} nA${range}`));
        setText(byId('target-note'), whyNot(run, 'target'));
        const reasons = ['trigger', this.isPaused ? 'resume' : 'pause', 'stop'].map((name) => whyNot(run, name)).filter((why) => why !== '');
        setText(byId('buttons-note'), [...new Set(reasons)].join(' '));
        if (step !== undefined && !this.isTouched && document.activeElement !== this.current) {
            this.fill(step);
        }
    }

    private fill(nanoamperes: number): void {
        const text = String(Number(nanoamperes.toPrecision(4)));
        if (this.current.value !== text) {
            this.current.value = text;
            this.slider.value = text;
        }
    }

    private enable(ids: string[], name: string): void {
        const isOff = !takes(this.run, name);
        for (const id of ids) {
            const control = byId<HTMLButtonElement>(id);
            if (control.disabled !== isOff) {
                control.disabled = isOff;
            }
            control.title = isOff ? whyNot(this.run, name) : '';
        }
    }

    private submits(form: string, name: string, input: HTMLInputElement): void {
        byId<HTMLFormElement>(form).noValidate = true;
        byId(form).addEventListener('submit', (event) => {
            event.preventDefault();
            if (input.value === '' || !input.checkValidity()) {
                this.say(`Not sent: ${input.validationMessage || 'a number is missing.'}`, true);
                return;
            }
            this.isTouched = false;
            void this.send(name, Number(input.value));
        });
    }

    /** Ends the run at the second press: there is no way back. */
    private end(): void {
        const button = byId('stop-run');
        if (this.endAsked !== 0) {
            clearTimeout(this.endAsked);
            this.endAsked = 0;
            setText(button, 'End run');
            void this.send('stop');
            return;
        }
        setText(button, 'Really end it?');
        this.endAsked = window.setTimeout(() => {
            this.endAsked = 0;
            setText(button, 'End run');
        }, 4000);
    }

    private async send(name: string, value?: number): Promise<void> {
        this.say(`${name} sent …`, false);
        const outcome = await this.commander.send(name, value);
        this.say(`${name}${value === undefined ? '' : ` ${value}`}: ${outcome.message || (outcome.ok ? 'done' : 'refused')}`, !outcome.ok);
    }

    private say(text: string, isBad: boolean): void {
        const answer = byId('answer');
        answer.dataset.kind = isBad ? 'bad' : '';
        setText(answer, text);
    }
}
