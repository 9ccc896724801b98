import { byId } from './dom';
import { store, stored } from './theme';

/** What keys do. Escape belongs to the emergency stop and is not here. */
export interface KeyActions {
    hold(): void;
    move(neurons: number): void;
    window(index: number): void;
    csv(): void;
    png(): void;
    theme(): void;
    help(): void;
}

const controls = 'input, textarea, select, [contenteditable]';

export function listenToKeys(actions: KeyActions): void {
    const single = byId<HTMLInputElement>('single-keys');
    single.checked = stored('single-keys') !== 'off';
    single.addEventListener('change', () => store('single-keys', single.checked ? 'on' : 'off'));
    addEventListener('keydown', (event) => {
        const target = event.target as Element;
        const isOnRaster = target.id === 'raster';
        if (event.ctrlKey || event.altKey || event.metaKey || document.querySelector('dialog[open]') !== null || target.closest(controls) !== null) {
            return;
        }
        if ((single.checked || isOnRaster) && act(event, actions)) {
            event.preventDefault();
        }
    });
}

function act(event: KeyboardEvent, actions: KeyActions): boolean {
    const step = event.shiftKey ? 10 : 1;
    switch (event.key) {
        case ' ':
            // A focused button keeps its own space bar.
            if ((event.target as Element).closest('button, summary, a') !== null) {
                return false;
            }
            actions.hold();
            return true;
        case 'ArrowUp':
            actions.move(step);
            return true;
        case 'ArrowDown':
            actions.move(-step);
            return true;
        case '1':
        case '2':
        case '3':
            actions.window(Number(event.key) - 1);
            return true;
        case 'n':
        case 'N':
            byId('neuron').focus();
            byId<HTMLInputElement>('neuron').select();
            return true;
        case 's':
        case 'S':
            actions.csv();
            return true;
        case 'p':
        case 'P':
            actions.png();
            return true;
        case 't':
        case 'T':
            actions.theme();
            return true;
        case '?':
            actions.help();
            return true;
        default:
            return false;
    }
}
