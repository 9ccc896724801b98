import { mkdirSync } from 'node:fs';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import type { App } from '../../src/app';
import type { Display } from '../../src/display';
import type { History } from '../../src/data/history';
import type { Run } from '../../src/shell/run';
import { MockRun } from './mockRun';

declare global {
    interface Window {
        nobleEdge: { display: Display; history: History; run: Run };
        frameTimes: number[];
    }
}

export type { App };

export const screenshots = '../../artifacts/page/screenshots';

const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
let browser: Browser | null = null;

export async function launch(): Promise<void> {
    mkdirSync(screenshots, { recursive: true });
    browser = await chromium.launch({ executablePath: process.env.NOBLE_CHROMIUM ?? '/usr/bin/chromium', args: flags });
}

export async function close(): Promise<void> {
    await browser?.close();
}

/** A page of its own on a run, and everything that went wrong in it. */
export class Stage {
    readonly errors: string[] = [];
    readonly requests: string[] = [];

    private constructor(
        readonly page: Page,
        readonly run: MockRun,
    ) {}

    /** @param url where the page is; the mock's own by default */
    static async open(run: MockRun, options: BrowserContextOptions = {}, url = run.url): Promise<Stage> {
        const context = await browser!.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: 'dark', acceptDownloads: true, ...options });
        const stage = new Stage(await context.newPage(), run);
        stage.page.on('pageerror', (error) => stage.errors.push(error.message));
        stage.page.on('console', (line) => {
            // A refused connection is what the tests of lost connections are about.
            if (line.type() === 'error' && !/WebSocket connection|ERR_CONNECTION/.test(line.text())) {
                stage.errors.push(line.text());
            }
        });
        stage.page.on('request', (request) => stage.requests.push(request.url()));
        await stage.page.goto(url);
        return stage;
    }

    async connected(): Promise<this> {
        await this.page.waitForFunction(() => document.getElementById('connection')!.textContent === 'Connected');
        return this;
    }

    text(id: string): Promise<string> {
        return this.page.locator(`#${id}`).innerText();
    }

    /** Waits until an element's text is as expected, and fails with what it was. */
    async waitForText(id: string, expected: RegExp): Promise<string> {
        const until = Date.now() + 8000;
        for (;;) {
            const found = (await this.page.locator(`#${id}`).textContent()) ?? '';
            if (expected.test(found)) {
                return found;
            }
            if (Date.now() > until) {
                throw new Error(`#${id} says "${found}", expected ${expected}`);
            }
            await this.page.waitForTimeout(30);
        }
    }

    /** Waits until all frames that were sent are drawn, and the clock shown has come to the newest. */
    async drawn(): Promise<void> {
        await this.page.waitForFunction(
            (expected) => {
                const { history, display } = window.nobleEdge;
                return history.received >= expected && Math.abs(history.now - display.view.right) < 1e6;
            },
            this.run.sentSpikes,
            { polling: 'raf' },
        );
        await this.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    }

    async close(): Promise<void> {
        await this.page.context().close();
    }
}
