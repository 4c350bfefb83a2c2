/** As much of the DOM as a careful renderer needs. To call or to set anything else, `innerHTML` above all, throws. */
export class StandInElement {
  readonly attributes: Record<string, string> = {};
  readonly children: (StandInElement | string)[] = [];
  readonly listeners: (() => void)[] = [];
  parent: StandInElement | undefined;
  readonly name: string;

  constructor(name: string) {
    this.name = name;
    Object.preventExtensions(this);
  }

  setAttribute(name: string, value: string) {
    this.attributes[name] = String(value);
  }

  getAttribute(name: string) {
    return this.attributes[name] ?? null;
  }

  append(...added: (StandInElement | string)[]) {
    for (const child of added) if (child instanceof StandInElement) child.parent = this;
    this.children.push(...added);
  }

  replaceWith(other: StandInElement) {
    const siblings = this.parent?.children ?? [];
    siblings.splice(siblings.indexOf(this), 1, other);
    other.parent = this.parent;
  }

  get lastElementChild(): StandInElement | null {
    return this.elements().at(-1) ?? null;
  }

  addEventListener(_type: "click", listener: () => void) {
    this.listeners.push(listener);
  }

  querySelectorAll(name: string): StandInElement[] {
    return this.elements().flatMap((child) => [
      ...(child.name === name ? [child] : []),
      ...child.querySelectorAll(name),
    ]);
  }

  get textContent(): string {
    return this.children.map((child) => (typeof child === "string" ? child : child.textContent)).join("");
  }

  click() {
    for (const listener of this.listeners) listener();
  }

  private elements(): StandInElement[] {
    return this.children.filter((child) => child instanceof StandInElement);
  }
}

export const standInDocument = { createElement: (name: string) => new StandInElement(name) };
