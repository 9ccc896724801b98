import type { Message } from './contract/messages';
import { count, digits } from './data/format';
import { History } from './data/history';
import { SteadyClock } from './data/steadyClock';
import { Display } from './display';
import { describeRun, showFigures } from './panels/figuresPanel';
import { showLoop } from './panels/loopPanel';
import { showPorts } from './panels/portsPanel';
import { showSafety } from './panels/safetyPanel';
import { StimulusPanel } from './panels/stimulusPanel';
import { runState, showTopBar } from './panels/topBar';
import { LatenessPlot } from './plots/latenessPlot';
import { Commander } from './shell/commander';
import { byId, setText } from './shell/dom';
import { EmergencyStop } from './shell/emergencyStop';
import { listenToKeys } from './shell/keys';
import { Link, type Standing } from './shell/link';
import type { Run } from './shell/run';
import { TokenDialog } from './shell/tokenDialog';

/** The page: what comes from the run goes to the history and the panels, what the user does goes to the run. */
export class App {
    private readonly run: Run = { description: null, state: null, standing: { kind: 'connecting' }, end: null };
    private readonly history = new History();
    private readonly clock = new SteadyClock();
    private readonly lateness = new LatenessPlot();
    private readonly tokens = new TokenDialog((token) => {
        this.link.token = token;
        this.link.connect();
    });
    private readonly link = new Link(streamAddress(), this.tokens.known, {
        message: (message) => this.message(message),
        standing: (standing) => this.standing(standing),
    });
    private readonly commander = new Commander(this.link);
    private readonly stop = new EmergencyStop(this.commander, (text) => setText(byId('alarm'), text));
    private readonly stimulus = new StimulusPanel(this.commander, this.run);
    private readonly display = new Display(this.run, this.history, this.clock, (neuron) => this.link.select(neuron));
    private isFirstFrame = true;
    private frame = 0;
    private acknowledged = 0;
    private lastSeen: Date | null = null;

    start(): void {
        const { display } = this;
        const help = byId<HTMLDialogElement>('help');
        byId('help-open').addEventListener('click', () => help.showModal());
        byId('banner-action').addEventListener('click', () => this.again());
        listenToKeys({
            hold: () => display.toggleHold(),
            move: (neurons) => display.move(neurons),
            window: (index) => display.chooseWindow(index),
            csv: () => display.saveCsv(),
            png: () => void display.savePng(),
            theme: () => display.theme.toggle(),
            help: () => help.showModal(),
        });
        this.link.connect();
        setInterval(() => showTopBar(this.run, this.lastSeen), 500);
        const draw = (wall: number): void => {
            requestAnimationFrame(draw);
            display.draw(wall);
            // Told only once it is drawn: the run sends no faster than this page can show.
            if (this.frame !== this.acknowledged) {
                this.acknowledged = this.frame;
                this.link.acknowledge(this.frame);
            }
        };
        requestAnimationFrame(draw);
    }

    inspection(): object {
        return { display: this.display, history: this.history, run: this.run };
    }

    private message(message: Message): void {
        this.lastSeen = new Date();
        switch (message.kind) {
            case 'description':
                this.described(message.description);
                break;
            case 'spikes':
                this.history.addSpikes(message, this.isFirstFrame);
                this.isFirstFrame = false;
                this.frame = message.number;
                this.clock.told(message.now);
                break;
            case 'voltage':
                this.history.addVoltage(message);
                break;
            case 'state':
                this.told(message.state);
                break;
            case 'answer':
                this.commander.answered(message.answer);
                break;
            case 'end':
                this.run.end = message.end;
                this.announce(`The run has ended: ${message.end.ended}. ${message.end.message ?? ''}`);
                this.showAll();
                break;
        }
    }

    private described(description: NonNullable<Run['description']>): void {
        const { run } = this;
        const before = run.description;
        // Another run at the same address, or one that began anew: nothing of the last one may stand beside it.
        if (before !== null && (run.end !== null || JSON.stringify({ ...before, stepNanoamperes: 0 }) !== JSON.stringify({ ...description, stepNanoamperes: 0 }))) {
            this.forget();
        }
        run.description = description;
        run.end = null;
        this.isFirstFrame = true;
        this.frame = 0;
        this.acknowledged = 0;
        describeRun(run);
        this.lateness.describe(description.latenessEdgesNanoseconds ?? [], description.lateAfterNanoseconds);
        this.stimulus.describe();
        this.display.describe();
        this.showAll();
    }

    private told(state: NonNullable<Run['state']>): void {
        const { run } = this;
        const before = run.state;
        if (before !== null && state.timeNanoseconds < before.timeNanoseconds - 1e9) {
            this.forget();
        }
        run.state = state;
        if (state.safeState && !before?.safeState) {
            this.stop.safe(state.safeState);
        } else if (!state.safeState) {
            this.stop.armed();
            if (before === null || runState({ ...run, state: before }).text !== runState(run).text) {
                this.announce(runState(run).text);
            }
        }
        this.showAll();
    }

    private standing(standing: Standing): void {
        const before = this.run.standing.kind;
        this.run.standing = standing;
        if (standing.kind === 'open') {
            // The server knows the selection of no connection but its own.
            this.link.select(this.display.selected);
            if (before !== 'open') {
                this.announce(`Connected to ${this.run.description?.model?.name ?? 'the run'}, ${this.run.description?.neurons} neurons.`);
            }
        } else {
            this.commander.lost();
            if (standing.kind === 'lost' && before !== 'lost') {
                setText(byId('alarm'), 'Connection to the run lost. The run itself may go on.');
            }
        }
        if (standing.kind === 'refused') {
            this.tokens.ask(this.link.token !== null, standing.why);
        }
        this.showAll();
    }

    private again(): void {
        this.link.connect();
    }

    private forget(): void {
        this.history.clear();
        this.clock.clear();
        this.run.state = null;
        this.display.restart();
    }

    private announce(text: string): void {
        setText(byId('announce'), text);
    }

    private showAll(): void {
        const { run } = this;
        showTopBar(run, this.lastSeen);
        showSafety(run);
        showLoop(run);
        showPorts(run);
        showFigures(run);
        this.lateness.show(run.state?.lateness ?? null);
        this.stimulus.show();
        const rate = run.state?.spikesPerSecond;
        setText(byId('reading-rate'), rate === undefined ? '–' : count(rate));
        setText(byId('reading-mean'), rate === undefined || !run.description ? '–' : digits(rate / Math.max(1, run.description.neurons)));
    }
}

function streamAddress(): string {
    return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/stream`;
}
