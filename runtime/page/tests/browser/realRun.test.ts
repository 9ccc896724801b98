import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { MockRun } from './mockRun';
import { close, launch, Stage } from './stage';

const built = resolve('../Noble.Edge.Host/bin/Release/net10.0/noble-edge.dll');
const program = process.env.NOBLE_EDGE ? [process.env.NOBLE_EDGE] : existsSync(built) ? ['dotnet', built] : null;
const skip = program === null ? 'noble-edge is not built: `make build`, or NOBLE_EDGE=PATH' : false;
const folder = mkdtempSync(join(tmpdir(), 'noble-page-'));

before(async () => {
    if (program !== null) await launch();
});
after(async () => {
    await close();
    rmSync(folder, { recursive: true, force: true });
});

class RealRun {
    readonly ended: Promise<number | null>;
    private text = '';

    private constructor(private readonly process: ChildProcess) {
        this.ended = new Promise((done) => process.on('exit', done));
        for (const stream of [process.stdout!, process.stderr!]) {
            stream.on('data', (data: Buffer) => (this.text += data.toString()));
        }
    }

    /** The closed loop of the examples, in a folder of its own as it records, with its page on a free port. */
    static start(...more: string[]): RealRun {
        const [command, ...args] = program!;
        const config = join(mkdtempSync(join(folder, 'run-')), 'closed-loop.json');
        copyFileSync('../../examples/closed-loop/closed-loop.json', config);
        const all = [...args, 'run', config, '--page', '127.0.0.1:0', '--duration', 'forever', '--current', '0.25', ...more];
        return new RealRun(spawn(command, all, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] }));
    }

    /** Where it says that its page is. */
    async url(): Promise<string> {
        for (let k = 0; k < 600; k++) {
            const found = /http:\/\/127\.0\.0\.1:[1-9]\d*/.exec(this.text);
            if (found !== null) return `${found[0]}/`;
            if (this.process.exitCode !== null) break;
            await new Promise((done) => setTimeout(done, 100));
        }
        throw new Error(`no address of a page in: ${this.text}`);
    }

    get said(): string {
        return this.text;
    }

    kill(): void {
        if (this.process.exitCode === null) this.process.kill('SIGKILL');
    }
}

async function open(run: RealRun): Promise<Stage> {
    const stage = await Stage.open(new MockRun(), {}, await run.url());
    const text = await stage.page.content();
    assert.match(text, /id="emergency-stop"/, 'the program was built without the page: `tools/page/build.sh` comes before `make build`');
    return stage.connected();
}

test('RealRun_EndedFromThePage_WhatIsDrawnIsWhatItsTableOfSpikesSays', { skip, timeout: 120000 }, async (t) => {
    const table = join(folder, 'spikes.csv');
    const run = RealRun.start('--spikes', table);
    try {
        const stage = await open(run);
        await stage.page.locator('label:has-text("20 s")').click();
        await stage.page.waitForFunction(() => window.nobleEdge.history.received > 500, undefined, { timeout: 60000 });
        // What was played before the page joined is not sent to it: the comparison begins after the last spike seen so far.
        const from = await stage.page.evaluate(() => {
            const { spikes } = window.nobleEdge.history;
            let last = 0;
            for (let index = spikes.oldest; index < spikes.end; index++) {
                last = Math.max(last, spikes.time(index));
            }
            return last;
        });
        await stage.page.waitForTimeout(3000);
        await stage.page.locator('#stop-run').click();
        await stage.page.locator('#stop-run').click();
        await stage.waitForText('run-state', /^Ended: /);
        assert.equal(await run.ended, 0, run.said);
        // Only then: spikes that left late stand in frames after those of later ones, however late a busy machine is.
        await stage.page.locator('#display-pause').click();
        const download = stage.page.waitForEvent('download');
        await stage.page.locator('#save-csv').click();
        const drawn = readFileSync(await (await download).path(), 'utf8').trim().split('\n').slice(1).sort();
        const { right, missed } = await stage.page.evaluate(() => ({ right: window.nobleEdge.display.view.right, missed: window.nobleEdge.history.missed }));
        const volts = await stage.page.evaluate(() => window.nobleEdge.history.voltage.count);
        const played = readFileSync(table, 'utf8').trim().split('\n').slice(1).map((line) => {
            const [neuron, time] = line.split(',');
            return { text: `${neuron},${Number(time).toFixed(3)}`, time: Number(time) * 1e6 };
        });
        const inView = played.filter((spike) => spike.time > from + 1000 && spike.time < right - 1000).map((spike) => spike.text);
        const shown = drawn.filter((line) => Number(line.split(',')[1]) * 1e6 > from + 1000 && Number(line.split(',')[1]) * 1e6 < right - 1000);
        t.diagnostic(`${shown.length} spikes drawn, ${inView.length} in the run's table, ${missed} missed, ${volts} samples of voltage`);
        assert.equal(missed, 0);
        assert.ok(shown.length > 200, `${shown.length} spikes`);
        assert.ok(difference(shown, inView) === 0 && shown.length === inView.length, `${difference(shown, inView)} of ${shown.length} differ; ${shown.slice(0, 3)} | ${inView.sort().slice(0, 3)}`);
        assert.deepEqual(stage.errors, []);
        await stage.close();
    } finally {
        run.kill();
    }
});

test('RealRun_EmergencyStop_EndsInASafeStateWithExitCode1', { skip, timeout: 120000 }, async (t) => {
    const run = RealRun.start();
    try {
        const stage = await open(run);
        await stage.waitForText('safety', /^Armed/);
        await stage.page.locator('#emergency-stop').click();
        await stage.waitForText('safety', /^Safe state: /);
        t.diagnostic(`${await stage.text('stop-answer')} ${await stage.text('safety')}`);
        assert.equal(await run.ended, 1, run.said);
        await stage.waitForText('run-state', /^(Ended|Safe)/);
        assert.deepEqual(stage.errors, []);
        await stage.close();
    } finally {
        run.kill();
    }
});

/** How many spikes of one list the other has not, a microsecond more or less: the table has more digits than the stream. */
function difference(shown: string[], played: string[]): number {
    const all = new Set(played);
    const has = (line: string, step: number): boolean => {
        const [neuron, time] = line.split(',');
        return all.has(`${neuron},${(Number(time) + step).toFixed(3)}`);
    };
    return shown.filter((line) => !has(line, 0) && !has(line, -0.001) && !has(line, 0.001)).length;
}
