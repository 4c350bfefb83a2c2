/**
 * The rules of Ant's JUnit schema (`JUnit.xsd`) and of Jenkins's (`junit-10.xsd`), as far as they bind what is written here: which
 * children an element has, in their order, and which attributes, with their forms. What one requires the other allows.
 */
interface Rule {
  readonly children: RegExp;
  readonly attributes: Readonly<Record<string, RegExp>>;
  readonly text?: true;
}

const token = /^\S(?:[^\r\n\t]*\S)?$/;
const whole = /^\d+$/;
const decimal = /^\d*\.\d+$/;
const trouble: Rule = { children: /^$/, attributes: { message: /[\s\S]*/, type: /[\s\S]/ }, text: true };

const RULES: Readonly<Record<string, Rule>> = {
  testsuites: { children: /^(testsuite )*$/, attributes: {} },
  testsuite: {
    children: /^properties (testcase )*system-out system-err $/,
    attributes: {
      name: token,
      package: token,
      id: whole,
      hostname: token,
      timestamp: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/,
      tests: whole,
      failures: whole,
      errors: whole,
      time: decimal,
    },
  },
  properties: { children: /^$/, attributes: {} },
  testcase: {
    children: /^((skipped|error|failure) )?$/,
    attributes: { name: token, classname: token, time: decimal },
  },
  failure: trouble,
  error: trouble,
  skipped: { children: /^$/, attributes: {} },
  "system-out": { children: /^$/, attributes: {}, text: true },
  "system-err": { children: /^$/, attributes: {}, text: true },
};

export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

/** XML 1.0 without what is not written here (comments, CDATA, processing instructions). Throws where it is not well-formed. */
export function parseXml(xml: string): Element {
  const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
  if (!xml.startsWith(head)) throw new Error("no declaration");
  const bad = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.exec(xml);
  if (bad) throw new Error(`U+${bad[0].codePointAt(0)?.toString(16)} can't stand in XML`);
  const root: Element = { name: "", attributes: {}, children: [], text: "" };
  const open = [root];
  for (const part of xml.slice(head.length).match(/<[^>]*>|[^<]+/g) ?? []) {
    const top = open.at(-1) as Element;
    if (!part.startsWith("<")) top.text += unescaped(part);
    else if (part.startsWith("</")) {
      if (part !== `</${top.name}>`) throw new Error(`${part} ends ${top.name}`);
      open.pop();
    } else {
      const [, name = "", list = "", end] = /^<([\w-]+)((?: [\w-]+="[^"<]*")*) ?(\/?)>$/.exec(part) ?? [];
      if (name === "") throw new Error(`${part} is no tag`);
      const pairs = [...list.matchAll(/ ([\w-]+)="([^"]*)"/g)].map(([, key = "", value = ""]) => [
        key,
        unescaped(value),
      ]);
      if (new Set(pairs.map(([key]) => key)).size < pairs.length) throw new Error(`${part} has an attribute twice`);
      const element = { name, attributes: Object.fromEntries(pairs), children: [], text: "" };
      top.children.push(element);
      if (!end) open.push(element);
    }
  }
  if (open.length !== 1 || root.children.length !== 1) throw new Error("not one root");
  return root.children[0] as Element;
}

function unescaped(text: string): string {
  const plain = text.replace(/&(?:amp|lt|gt|quot|#10|#13);/g, "");
  if (plain.includes("&")) throw new Error("a bare &");
  return text.replace(/&(amp|lt|gt|quot|#10|#13);/g, (_all, name: string) => ENTITIES[name] ?? "");
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#10": "\n", "#13": "\r" };

/** What breaks the schema, element by element. */
export function schemaViolations(element: Element): string[] {
  const { name, attributes, children, text } = element;
  const rule = RULES[name];
  if (!rule) return [`no element ${name}`];
  const order = children.map((child) => `${child.name} `).join("");
  const missing = Object.entries(rule.attributes).flatMap(([key, form]) =>
    form.test(attributes[key] ?? "\n") ? [] : [`${name} ${key}=${JSON.stringify(attributes[key])}`],
  );
  return [
    ...(rule.children.test(order) ? [] : [`${name} has ${order}`]),
    ...(rule.text || text.trim() === "" ? [] : [`${name} has text`]),
    ...missing,
    ...Object.keys(attributes).flatMap((key) => (rule.attributes[key] ? [] : [`${name} has no attribute ${key}`])),
    ...children.flatMap(schemaViolations),
  ];
}
