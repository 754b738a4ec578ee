/** The looks of a node: Mermaid's brackets, and the class that colours it. */
const SHAPES = {
  start: ['([', '])', 'terminal'],
  work: ['[', ']', 'work'],
  contact: ['[', ']', 'contact'],
  person: ['[/', '/]', 'person'],
  choice: ['{', '}', 'choice'],
  gate: ['{{', '}}', 'gate'],
  end: ['([', '])', 'terminal'],
} as const;

export type Shape = keyof typeof SHAPES;

/** An edge that has left a node and not yet come to another one. */
export interface Loose {
  from: string;
  label?: string | undefined;
}

/** Readable on a light and on a dark page. */
const CLASSES = [
  'classDef terminal fill:#e4e0d8,stroke:#6b655b,color:#22201c',
  'classDef work fill:#f7f5f1,stroke:#8c867b,color:#22201c',
  'classDef contact fill:#cfe9e6,stroke:#0b6e68,color:#0c2b29',
  'classDef person fill:#fbe7b8,stroke:#946c00,color:#33280a',
  'classDef choice fill:#e6e1f5,stroke:#5d4a9c,color:#221a40',
  'classDef gate fill:#f8d4cf,stroke:#a8362a,color:#42110b',
];

/** A Mermaid flowchart in the making. */
export class Drawing {
  readonly #inside: string[] = [];
  readonly #outside: string[] = [];
  readonly #edges: string[] = [];
  #nodes = 0;

  /** Adds a node to which all loose edges lead. @param where inside: a reply stops the case there */
  node(shape: Shape, lines: string[], from: Loose[], where: 'inside' | 'outside' = 'inside'): string {
    this.#nodes += 1;
    const id = `n${this.#nodes}`;
    const [open, close, kind] = SHAPES[shape];
    const text = lines.map(escaped).join('<br>');
    (where === 'inside' ? this.#inside : this.#outside).push(`${id}${open}"${text}"${close}:::${kind}`);
    for (const each of from) this.edge(each, id);
    return id;
  }

  edge({ from, label }: Loose, to: string): void {
    this.#edges.push(label === undefined ? `${from} --> ${to}` : `${from} -- "${escaped(label)}" --> ${to}`);
  }

  dotted({ from, label = '' }: Loose, to: string): void {
    this.#edges.push(`${from} -. "${escaped(label)}" .-> ${to}`);
  }

  /** @param title of the frame around all nodes inside; FRAME is its id */
  mermaid(title: string): string {
    return [
      'flowchart TD',
      `  subgraph ${FRAME}["${escaped(title)}"]`,
      ...this.#inside.map((line) => `    ${line}`),
      '  end',
      ...[...this.#outside, ...this.#edges, ...CLASSES, `style ${FRAME} fill:none,stroke:#8c867b`].map(
        (line) => `  ${line}`,
      ),
      '',
    ].join('\n');
  }
}

/** The frame around all that a reply stops. */
export const FRAME = 'running';

const SIGNS: Record<string, string> = { '#': '#35;', '"': '#quot;', '<': '#lt;', '>': '#gt;', '`': '#96;' };

/** Mermaid would end the text at a quote, and read HTML, entities and Markdown in it. */
function escaped(text: string): string {
  return text.replace(/[#"<>`]/g, (sign) => SIGNS[sign] ?? sign);
}
