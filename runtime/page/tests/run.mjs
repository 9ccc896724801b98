// Bundles the tests of a folder and runs them with Node's own runner: `node tests/run.mjs unit|browser [FILTER]`.
// The last line is "N passed, N failed, N skipped".
import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const page = dirname(dirname(fileURLToPath(import.meta.url)));
const [kind, filter] = process.argv.slice(2);
const from = join(page, 'tests', kind);
const to = join(page, '.built', kind);
const files = readdirSync(from).filter((name) => name.endsWith('.test.ts'));
rmSync(to, { recursive: true, force: true });
await build({
    entryPoints: files.map((name) => join(from, name)),
    outdir: to,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node18',
    packages: 'external',
    sourcemap: 'inline',
    outExtension: { '.js': '.mjs' },
    logLevel: 'warning',
});
// One file after the other: two browsers at a time would make each other late.
let status = 0;
const sum = { pass: 0, fail: 0, skipped: 0 };
for (const name of files) {
    const args = ['--enable-source-maps', '--test-reporter', 'tap', '--test', ...(filter ? ['--test-name-pattern', filter] : [])];
    const ran = spawnSync(process.execPath, [...args, join(to, name.replace(/\.ts$/, '.mjs'))], { encoding: 'utf8', cwd: page });
    for (const line of `${ran.stdout}${ran.stderr}`.split('\n')) {
        const total = /^# (pass|fail|skipped) (\d+)$/.exec(line);
        if (total !== null) {
            sum[total[1]] += Number(total[2]);
        } else if (!/^\s*(---|\.\.\.|TAP version.*|duration_ms: .*|type: .*|1\.\.\d+|# (tests|suites|cancelled|todo|duration_ms) .*|# Subtest: .*|)$/.test(line)) {
            console.log(line.replace(/^# /, '    '));
        }
    }
    status ||= ran.status ?? 1;
}
// A file that broke before it could count is a failure.
if (status !== 0 && sum.fail === 0) {
    sum.fail = 1;
}
console.log(`${sum.pass} passed, ${sum.fail} failed, ${sum.skipped} skipped`);
process.exit(sum.fail > 0 || sum.pass === 0 ? 1 : 0);
