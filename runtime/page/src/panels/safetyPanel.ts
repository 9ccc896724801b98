import { count, digits } from '../data/format';
import { byId, element, setHidden, setRows, setText } from '../shell/dom';
import type { Run } from '../shell/run';
import { badge } from './topBar';

export function showSafety(run: Run): void {
    const { state, description } = run;
    if (state === null) {
        badge('safety', { kind: 'idle', text: 'Unknown' });
    } else if (state.safeState) {
        badge('safety', { kind: 'bad', text: `Safe state: ${state.safeState}` });
    } else {
        badge('safety', { kind: 'good', text: 'Armed: outputs are driven' });
    }
    const hits = state?.loop?.limits ?? {};
    const named = (description?.limits ?? []).map((limit) => ({ name: limit.name, value: limit.value === null ? 'not set' : `${digits(limit.value)} ${limit.unit}`, hits: hits[limit.name] }));
    const known = new Set(named.map((limit) => limit.name));
    const others = Object.keys(hits).filter((name) => !known.has(name));
    const rows = [...named, ...others.map((name) => ({ name, value: '', hits: hits[name] }))];
    setHidden(byId('limits-table'), rows.length === 0);
    setHidden(byId('limits-none'), rows.length > 0 || description === null);
    setRows(byId('limits'), rows, limitRow, (row, limit) => {
        setText(row.children[0], limit.name);
        setText(row.children[1], limit.value);
        setText(row.children[2], limit.hits === undefined ? '–' : limit.hits > 0 ? `▲ ${count(limit.hits)}` : '0');
        row.children[2].classList.toggle('hit', (limit.hits ?? 0) > 0);
    });
}

function limitRow(): HTMLElement {
    const row = element('tr');
    row.append(element('td'), element('td'), element('td'));
    return row;
}
