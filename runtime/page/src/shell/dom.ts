/** The element of an id; the page's own text has it. */
export function byId<T extends HTMLElement = HTMLElement>(id: string): T {
    const element = document.getElementById(id);
    if (element === null) {
        throw new Error(`the page has no element ${id}`);
    }
    return element as T;
}

/** Writes text only where it differs: what is written again would be announced and laid out again. */
export function setText(element: Element, text: string): void {
    if (element.textContent !== text) {
        element.textContent = text;
    }
}

export function setHidden(element: HTMLElement, isHidden: boolean): void {
    if (element.hidden !== isHidden) {
        element.hidden = isHidden;
    }
}

export function element<K extends keyof HTMLElementTagNameMap>(name: K, text = '', className = ''): HTMLElementTagNameMap[K] {
    const made = document.createElement(name);
    made.textContent = text;
    if (className !== '') {
        made.className = className;
    }
    return made;
}

/** Rows of a table or list whose number changes rarely: as many as there are items, each filled anew. */
export function setRows<T>(parent: HTMLElement, items: readonly T[], make: () => HTMLElement, fill: (row: HTMLElement, item: T, index: number) => void): void {
    while (parent.children.length > items.length) {
        parent.lastElementChild!.remove();
    }
    while (parent.children.length < items.length) {
        parent.append(make());
    }
    items.forEach((item, index) => fill(parent.children[index] as HTMLElement, item, index));
}

/** Pixels of the device in one of the style sheet. */
export function pixelRatio(): number {
    return window.devicePixelRatio || 1;
}
