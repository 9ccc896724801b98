import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { LiveMock } from './liveMock';
import { description, MockRun, state } from './mockRun';
import { close, launch, screenshots, Stage } from './stage';

let run: MockRun;
let stage: Stage | null = null;
let live: LiveMock | null = null;

before(launch);
after(close);
beforeEach(async () => {
    run = await new MockRun().start();
});
afterEach(async () => {
    live?.stop();
    live = null;
    const errors = stage?.errors ?? [];
    await stage?.close();
    await run.stop();
    assert.deepEqual(errors, []);
});

test('EmergencyStop_OnePress_IsSentAndTheSafeStateShown', async () => {
    run.answer = (command) => {
        if (command === 'emergency-stop') {
            run.state({ safeState: 'emergency stop from a page' });
        }
        return { ok: true, message: '' };
    };
    run.onDescribed = () => run.state();
    stage = await (await Stage.open(run)).connected();
    await stage.waitForText('safety', /^Armed/);
    await stage.page.locator('#emergency-stop').click();
    await stage.waitForText('safety', /^Safe state: emergency stop from a page$/);
    assert.deepEqual(run.commands().map((command) => command.command), ['emergency-stop']);
    await stage.waitForText('stop-answer', /^Stopped: every output was in its safe state \d+ ms after the press\.$/);
    await stage.waitForText('alarm', /safe state/);
    await stage.waitForText('run-state', /^Safe state$/);
    assert.match(await stage.text('banner-text'), /Every output is in its safe state/);
    assert.equal(await stage.page.locator('#emergency-stop').isEnabled(), true);
});

test('EmergencyStop_EscapeHeld_StopsAndATapDoesNot', async () => {
    stage = await (await Stage.open(run)).connected();
    await stage.page.keyboard.press('Escape', { delay: 300 });
    await stage.page.waitForTimeout(900);
    assert.deepEqual(run.commands(), []);
    await stage.page.keyboard.down('Escape');
    await stage.waitForText('stop-answer', /taken the emergency stop/);
    await stage.page.keyboard.up('Escape');
    assert.deepEqual(run.commands().map((command) => command.command), ['emergency-stop']);
});

test('EmergencyStop_NoConnection_SaysThatItDidNotGetThrough', async () => {
    stage = await (await Stage.open(run)).connected();
    await run.stop();
    await stage.waitForText('connection', /lost/);
    await stage.page.locator('#emergency-stop').click();
    await stage.waitForText('stop-answer', /DID NOT GET THROUGH.*no connection.*switch at the rig/);
});

test('Connection_Lost_IsSaidAtOnceAndComesBackWithEverything', async () => {
    run.onDescribed = () => {
        run.state();
        run.spikes([], (run.connections === 1 ? 10e9 : 12e9));
    };
    stage = await (await Stage.open(run)).connected();
    await stage.page.locator('#neuron').fill('17');
    await stage.page.locator('#neuron').press('Enter');
    run.spikes([{ neuron: 3, time: 10.5e9 }], 11e9, 10e9);
    await stage.drawn();
    const { port } = run;
    await run.stop();
    await stage.waitForText('connection', /^Connection lost$/);
    await stage.waitForText('banner-text', /lost; the run itself may go on\. Last seen at .*Trying again/);
    await stage.waitForText('alarm', /lost/);
    assert.equal(await stage.page.evaluate(() => document.body.classList.contains('stale')), true);
    assert.equal(await stage.page.locator('#trigger').isDisabled(), true);
    run.told.length = 0;
    await run.start(port);
    await stage.connected();
    await stage.waitForText('safety', /Armed/);
    assert.equal(run.told.find((message) => message.kind === 17)?.number, 17);
    assert.equal(await stage.page.evaluate(() => document.body.classList.contains('stale')), false);
    assert.equal(await stage.page.locator('#banner').isHidden(), true);
    run.spikes([{ neuron: 4, time: 12.5e9 }], 13e9, 12e9);
    await stage.drawn();
    assert.deepEqual(await stage.page.evaluate(() => [window.nobleEdge.history.received, window.nobleEdge.history.gaps]), [2, [{ from: 11e9, to: 12e9 }]]);
});

test('Connection_SilentForThreeSeconds_IsLost', async () => {
    run.onDescribed = () => run.state();
    stage = await (await Stage.open(run)).connected();
    await stage.waitForText('banner-text', /Nothing has come for three seconds/);
    assert.ok(run.connections >= 1);
});

test('Token_WrongOrMissing_IsAskedForAndGiven', async () => {
    run.token = 'right one';
    stage = await Stage.open(run, {}, `${run.url}#token=wrong`);
    await stage.page.locator('#ask-token[open]').waitFor();
    assert.match(await stage.text('token-why'), /not this run’s/);
    await stage.page.locator('#token').fill('right one');
    await stage.page.locator('#token').press('Enter');
    await stage.connected();
    assert.equal(await stage.page.locator('#ask-token[open]').count(), 0);
    await stage.page.reload();
    await stage.connected();
    assert.deepEqual(run.told.filter((message) => message.kind === 16).map((message) => message.json!.token), ['wrong', 'right one', 'right one']);
});

test('End_OfTheRun_IsSaidAndThePictureStays', async () => {
    stage = await (await Stage.open(run)).connected();
    run.state();
    run.spikes([], 10e9);
    run.spikes([{ neuron: 3, time: 10.5e9 }], 11e9, 10e9);
    await stage.drawn();
    run.end('duration', '15,744 spikes played.');
    await stage.waitForText('banner-text', /The run has ended \(duration\): 15,744 spikes played\./);
    await stage.waitForText('run-state', /^Ended: duration$/);
    await stage.page.waitForTimeout(900);
    assert.equal(run.connections, 1);
    assert.equal(await stage.page.evaluate(() => window.nobleEdge.history.spikes.end), 1);
    assert.equal(await stage.page.locator('#current-set').isDisabled(), true);
    await stage.page.locator('#banner-action').click();
    await stage.connected();
    assert.equal(await stage.page.evaluate(() => window.nobleEdge.history.spikes.end), 0);
});

test('Stimulus_Commands_AreSentWithTheirValuesAndAnswersShown', async () => {
    run.answer = (command) => (command === 'trigger' ? { ok: false, message: 'no response is named' } : { ok: true, message: 'from the next trial' });
    run.onDescribed = () => run.state();
    stage = await (await Stage.open(run)).connected();
    const { page } = stage;
    await page.locator('#current').fill('0.25');
    await page.locator('#current').press('Enter');
    await stage.waitForText('answer', /^current 0\.25: from the next trial$/);
    await page.locator('#current').fill('9');
    await page.locator('#current').press('Enter');
    await stage.waitForText('answer', /^Not sent/);
    await page.locator('#trigger').click();
    await stage.waitForText('answer', /^trigger: no response is named$/);
    assert.equal(await page.locator('#answer').getAttribute('data-kind'), 'bad');
    await page.locator('#pause-run').click();
    run.state({ isPaused: true });
    await stage.waitForText('run-state', /paused/);
    await page.locator('#pause-run').click();
    await page.locator('#stop-run').click();
    await page.waitForTimeout(100);
    await page.locator('#stop-run').click();
    await stage.waitForText('answer', /^stop: /);
    assert.deepEqual(run.commands().map((c) => [c.command, c.value]), [['current', 0.25], ['trigger', undefined], ['pause', undefined], ['resume', undefined], ['stop', undefined]]);
    assert.equal(await page.locator('#target').isDisabled(), true);
    assert.match(await stage.text('target-note'), /takes no command “target”/);
});

test('Names_FromTheRun_AreTextAndNeverMarkup', async () => {
    const evil = '<img src=x onerror="window.hit=1"><script>window.hit=1</script>';
    run.description = description({
        model: { name: evil, hash: evil, engine: evil },
        population: evil,
        ports: [{ name: evil, description: evil }],
        controllers: [evil],
        limits: [{ name: evil, value: 1, unit: evil }],
        configurationFile: evil,
        configuration: evil,
    });
    run.answer = () => ({ ok: false, message: evil });
    stage = await (await Stage.open(run)).connected();
    const base = state();
    run.state({ safeState: evil, ports: [{ name: evil, isDown: true, counts: { [evil]: 1 } }], loop: { ...base.loop!, stimulusNanoamperes: { [evil]: 1 }, limits: { [evil]: 2 } }, recording: { file: evil, records: 1, lost: 0 } });
    await stage.waitForText('safety', /<img/);
    await stage.page.locator('#trigger').click();
    await stage.waitForText('answer', /<img/);
    run.end(evil, evil);
    await stage.waitForText('banner-text', /ended.*<script>/);
    assert.equal(await stage.page.evaluate(() => (window as unknown as { hit?: number }).hit), undefined);
    assert.equal(await stage.page.locator('img, body script:not([type=module])').count(), 0);
});

test('Keyboard_Alone_ReachesEverything', async () => {
    run.onDescribed = () => run.state();
    stage = await (await Stage.open(run)).connected();
    run.spikes([], 10e9);
    await stage.drawn();
    const { page } = stage;
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Shift+ArrowUp');
    assert.equal(await page.locator('#neuron').inputValue(), '11');
    await page.keyboard.press('3');
    assert.equal(await page.evaluate(() => window.nobleEdge.display.view.window), 20e9);
    await page.keyboard.press('Space');
    await stage.waitForText('display-pause', /held/);
    run.spikes([{ neuron: 1, time: 10.5e9 }], 11e9, 10e9);
    await stage.waitForText('count-received', /^1$/);
    assert.equal(await page.evaluate(() => window.nobleEdge.display.view.right), 10e9);
    assert.deepEqual(run.commands(), []);
    await page.keyboard.press('Space');
    await stage.drawn();
    await page.keyboard.press('Shift+?');
    await page.locator('#help[open]').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('#help[open]').waitFor({ state: 'detached' });
    // Tab comes by every control that is on, and each shows that it has the focus.
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    const reached = new Set<string>();
    for (let k = 0; k < 40; k++) {
        await page.keyboard.press('Tab');
        const [id, outline] = await page.evaluate(() => {
            const at = document.activeElement as HTMLElement;
            const shows = at.matches('input[type=radio]') ? (at.nextElementSibling as HTMLElement) : at;
            return [at.id || at.getAttribute('name') || at.tagName, getComputedStyle(shows).outlineStyle];
        });
        reached.add(id);
        assert.ok(outline !== 'none' || id === 'BODY', `${id} shows no focus`);
    }
    for (const id of ['theme', 'help-open', 'emergency-stop', 'window', 'display-pause', 'save-csv', 'save-png', 'raster', 'neuron-previous', 'neuron', 'neuron-next', 'current', 'current-set', 'trigger', 'pause-run', 'stop-run', 'SUMMARY']) {
        assert.ok(reached.has(id), `Tab does not reach ${id}: ${[...reached].join(' ')}`);
    }
});

test('Keyboard_SingleKeysOff_OnlyEscapeAndTheRasterHearThem', async () => {
    stage = await (await Stage.open(run)).connected();
    await stage.page.locator('#help-open').click();
    await stage.page.locator('#single-keys').uncheck();
    await stage.page.locator('#help-close').click();
    await stage.page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await stage.page.keyboard.press('ArrowUp');
    assert.equal(await stage.page.locator('#neuron').inputValue(), '0');
    await stage.page.locator('#raster').focus();
    await stage.page.keyboard.press('ArrowUp');
    assert.equal(await stage.page.locator('#neuron').inputValue(), '1');
});

for (const [width, height, ratio] of [[390, 844, 2], [1440, 900, 1]]) {
    for (const scheme of ['dark', 'light'] as const) {
        test(`Layout_${width}PixelsIn${scheme}_FitsIsAccessibleAndAsksForNothing`, async () => {
            run.description = description({ neurons: 1024, commands: [...description().commands, 'target'] });
            run.onDescribed = () => {
                run.state();
                live ??= new LiveMock(run, 1024, 12000);
                live.fill(6);
                live.start();
            };
            stage = await (await Stage.open(run, { viewport: { width, height }, colorScheme: scheme, deviceScaleFactor: ratio })).connected();
            await stage.page.waitForTimeout(1500);
            assert.equal(await stage.page.evaluate(() => document.documentElement.scrollWidth), width);
            assert.equal(await stage.page.evaluate(() => document.documentElement.dataset.theme), scheme);
            const wide = await stage.page.$$eval('body *', (all) => all.filter((e) => e.closest('.unseen, .skip, pre, dialog') === null && e.getBoundingClientRect().right > innerWidth + 1).map((e) => e.outerHTML.slice(0, 80)));
            assert.deepEqual(wide, []);
            await stage.page.screenshot({ path: `${screenshots}/${width}-${scheme}.png`, fullPage: width === 390 });
            const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
            await stage.page.evaluate(axe);
            for (const what of ['running', 'safe', 'lost', 'help']) {
                if (what === 'safe') {
                    live!.stop();
                    run.state({ safeState: 'emergency stop', recording: { file: 'a.nobl', records: 4, lost: 2 } });
                    await stage.waitForText('run-state', /Safe/);
                } else if (what === 'lost') {
                    await run.stop();
                    await stage.waitForText('connection', /lost/);
                } else if (what === 'help') {
                    await stage.page.locator('#help-open').click();
                }
                await stage.page.screenshot({ path: `${screenshots}/${width}-${scheme}-${what}.png` });
                const violations: string[] = await stage.page.evaluate(async () => {
                    const axeInPage = (window as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }> } }).axe;
                    return (await axeInPage.run()).violations.map((v) => `${v.id}: ${v.nodes.map((n) => `${n.html} ${n.failureSummary}`).join(' | ')}`);
                });
                assert.deepEqual(violations, [], `${what}`);
            }
            assert.deepEqual(stage.requests.filter((url) => !url.startsWith('data:')), [run.url]);
        });
    }
}

test('Theme_Switch_ChangesTheColoursAndStays', async () => {
    stage = await (await Stage.open(run)).connected();
    await stage.page.locator('#theme').click();
    assert.equal(await stage.page.evaluate(() => document.documentElement.dataset.theme), 'light');
    await stage.page.reload();
    await stage.connected();
    assert.equal(await stage.page.evaluate(() => getComputedStyle(document.body.querySelector('.card')!).backgroundColor), 'rgb(255, 255, 255)');
});

test('Stream_ThatCannotBeRead_IsSaidAndTheConnectionMadeAgain', async () => {
    stage = await (await Stage.open(run)).connected();
    run.socket!.send(Buffer.from([2, 0, 0, 0, 1]));
    await stage.waitForText('banner-text', /cannot be read/);
    await stage.connected();
    assert.equal(run.connections, 2);
});
