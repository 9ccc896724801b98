import { acknowledge, command, decode, hello, protocol, select, type Message } from '../contract/messages';
import { BackOff } from './backOff';

/** How the page stands with the run. */
export type Standing =
    | { kind: 'connecting' }
    | { kind: 'open' }
    | { kind: 'lost'; why: string; since: number; retryAt: number }
    | { kind: 'refused'; why: string }
    | { kind: 'ended' };

export interface LinkListener {
    message(message: Message): void;
    standing(standing: Standing): void;
}

/** The WebSocket to the run, made again when it is lost. */
export class Link {
    // State comes four times a second: three seconds of silence are no network's delay.
    private static readonly silenceMilliseconds = 3000;
    private socket: WebSocket | null = null;
    private isDescribed = false;
    private hasEnded = false;
    private lastHeard = 0;
    private retry = 0;
    private readonly backOff = new BackOff(250, 5000);
    standing: Standing = { kind: 'connecting' };

    constructor(
        private readonly address: string,
        public token: string | null,
        private readonly listener: LinkListener,
    ) {
        setInterval(() => this.watch(), 500);
    }

    get isOpen(): boolean {
        return this.standing.kind === 'open' && this.socket?.readyState === WebSocket.OPEN;
    }

    connect(): void {
        clearTimeout(this.retry);
        this.drop();
        this.isDescribed = false;
        this.hasEnded = false;
        this.lastHeard = performance.now();
        const socket = new WebSocket(this.address, protocol);
        socket.binaryType = 'arraybuffer';
        socket.onopen = () => socket.send(hello(this.token));
        socket.onmessage = (event) => this.received(socket, event.data);
        socket.onclose = (event) => this.closed(socket, event.code, event.reason);
        this.socket = socket;
        if (this.standing.kind !== 'lost') {
            this.stand({ kind: 'connecting' });
        }
    }

    select(neuron: number | null): void {
        this.send(select(neuron));
    }

    acknowledge(frame: number): void {
        this.send(acknowledge(frame));
    }

    /** Whether it went out. */
    command(request: number, name: string, value?: number): boolean {
        return this.send(command(request, name, value));
    }

    private send(bytes: ArrayBuffer): boolean {
        if (!this.isOpen) {
            return false;
        }
        this.socket!.send(bytes);
        return true;
    }

    private received(socket: WebSocket, data: unknown): void {
        if (socket !== this.socket) {
            return;
        }
        this.lastHeard = performance.now();
        let message: Message;
        try {
            if (!(data instanceof ArrayBuffer)) {
                throw new RangeError('a text message');
            }
            message = decode(data);
        } catch (error) {
            this.lose(`The stream cannot be read: ${(error as Error).message}.`);
            return;
        }
        if (message.kind === 'description') {
            this.isDescribed = true;
            this.backOff.reset();
            this.listener.message(message);
            this.stand({ kind: 'open' });
            return;
        }
        this.hasEnded ||= message.kind === 'end';
        this.listener.message(message);
    }

    private closed(socket: WebSocket, code: number, reason: string): void {
        if (socket !== this.socket) {
            return;
        }
        if (this.hasEnded) {
            this.socket = null;
            this.stand({ kind: 'ended' });
        } else if (code === 1008 && !this.isDescribed) {
            this.socket = null;
            this.stand({ kind: 'refused', why: reason });
        } else {
            this.lose(reason === '' ? '' : `The run said: ${reason}.`);
        }
    }

    private watch(): void {
        if (this.socket !== null && !this.hasEnded && performance.now() - this.lastHeard > Link.silenceMilliseconds) {
            this.lose('Nothing has come for three seconds.');
        }
    }

    private lose(why: string): void {
        this.drop();
        const wait = this.backOff.next(Math.random());
        const since = this.standing.kind === 'lost' ? this.standing.since : Date.now();
        const cause = why === '' && this.standing.kind === 'lost' ? this.standing.why : why;
        this.stand({ kind: 'lost', why: cause, since, retryAt: Date.now() + wait });
        this.retry = window.setTimeout(() => this.connect(), wait);
    }

    private drop(): void {
        const socket = this.socket;
        this.socket = null;
        if (socket !== null) {
            socket.onopen = socket.onmessage = socket.onclose = null;
            socket.close();
        }
    }

    private stand(standing: Standing): void {
        this.standing = standing;
        this.listener.standing(standing);
    }
}
