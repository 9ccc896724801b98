import { byId, setText } from './dom';

/**
 * The token: from the address's fragment (`#token=...`), which no browser sends or logs, or typed in. A typed one is kept as long as the
 * browser's tab is.
 */
export class TokenDialog {
    private readonly dialog = byId<HTMLDialogElement>('ask-token');
    private readonly input = byId<HTMLInputElement>('token');

    constructor(given: (token: string) => void) {
        byId('token-form').addEventListener('submit', (event) => {
            event.preventDefault();
            const token = this.input.value.trim();
            if (token !== '') {
                sessionToken(token);
                // A wrong one in the address would come before it when the page is loaded again.
                history.replaceState(null, '', location.pathname);
                this.dialog.close();
                given(token);
            }
        });
    }

    get known(): string | null {
        const fragment = new URLSearchParams(location.hash.replace(/^#/, '')).get('token');
        return fragment !== null && fragment !== '' ? fragment : sessionToken();
    }

    ask(wasGiven: boolean, why: string): void {
        const lead = wasGiven ? 'The token that this page has is not this run’s.' : 'It is not served to this machine alone.';
        setText(byId('token-why'), why === '' ? lead : `${lead} The run said: ${why}`);
        this.input.value = '';
        if (!this.dialog.open) {
            this.dialog.showModal();
        }
    }
}

function sessionToken(token?: string): string | null {
    try {
        if (token !== undefined) {
            sessionStorage.setItem('noble-edge.token', token);
        }
        return sessionStorage.getItem('noble-edge.token');
    } catch {
        return null;
    }
}
