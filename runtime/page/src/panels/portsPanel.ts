import { count } from '../data/format';
import { byId, element, setHidden, setRows, setText } from '../shell/dom';
import type { Run } from '../shell/run';

/** Each port with its counters, and whether it is down. */
export function showPorts(run: Run): void {
    const described = run.description?.ports ?? [];
    const states = run.state?.ports ?? described.map((port) => ({ name: port.name, isDown: false, counts: {} }));
    setHidden(byId('ports-none'), states.length > 0);
    setRows(byId('ports'), states, portItem, (item, port) => {
        const [head, about, table] = Array.from(item.children) as HTMLElement[];
        setText(head.children[0], port.name);
        const badge = head.children[1] as HTMLElement;
        badge.dataset.kind = port.isDown ? 'bad' : 'good';
        setText(badge, port.isDown ? 'down' : 'up');
        setText(about, described.find((other) => other.name === port.name)?.description ?? '');
        table.setAttribute('aria-label', `Counters of ${port.name}`);
        setRows(table.firstElementChild as HTMLElement, Object.entries(port.counts ?? {}), counterRow, (row, [name, value]) => {
            setText(row.children[0], name);
            setText(row.children[1], typeof value === 'number' ? count(value) : '–');
        });
    });
}

function portItem(): HTMLElement {
    const item = element('li');
    const head = element('p', '', 'port-head');
    head.append(element('span'), element('span', '', 'badge'));
    const table = element('table');
    table.append(element('tbody'));
    item.append(head, element('p', '', 'about'), table);
    return item;
}

function counterRow(): HTMLElement {
    const row = element('tr');
    row.append(element('td'), element('td'));
    return row;
}
