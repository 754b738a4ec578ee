import { describe, expect, test } from '@jest/globals';
import { diagram } from '../../domain/diagram/diagram.ts';
import { plainItems, stepsOf, variantsOf } from '../../domain/procedure/timetable.ts';
import { shippedProcedure } from './support/shippedProcedure.ts';

const ALL = [
  'case-alert',
  'three-follow-ups',
  'missed-check-in',
  'no-appointment-booked',
  'customer-statement',
];
const drawn = ALL.flatMap((name) => {
  const procedure = shippedProcedure(name);
  return variantsOf(procedure).map((variant) => ({
    title: `${name} ${variant ?? ''}`.trim(),
    procedure,
    variant,
    lines: diagram(procedure, variant).trimEnd().split('\n'),
  }));
});

/** A text in quotes in which Mermaid finds no end, no HTML and no entity but ours. */
const TEXT = String.raw`"(?:[^"<>#\n]|<br>|#(?:35|96|quot|lt|gt);)+"`;
const NODE = new RegExp(
  `^ +(n\\d+)(?:\\(\\[${TEXT}\\]\\)|\\[${TEXT}\\]|\\[/${TEXT}/\\]|\\{${TEXT}\\}|\\{\\{${TEXT}\\}\\}):::([a-z]+)$`,
);
const EDGE = new RegExp(`^ +(n\\d+|running) (?:-->|-- ${TEXT} -->|-\\. ${TEXT} \\.->) (n\\d+)$`);
const OTHER = [
  /^flowchart TD$/,
  new RegExp(`^ {2}subgraph running\\[${TEXT}\\]$`),
  /^ {2}end$/,
  /^ {2}classDef [a-z]+ fill:#[0-9a-f]{6},stroke:#[0-9a-f]{6},color:#[0-9a-f]{6}$/,
  /^ {2}style running fill:none,stroke:#[0-9a-f]{6}$/,
];

describe.each(drawn)('the diagram of $title', ({ procedure, variant, lines }) => {
  const nodes = lines.flatMap((line) => NODE.exec(line)?.[1] ?? []);
  const edges = lines.flatMap((line) => {
    const [, from, to] = EDGE.exec(line) ?? [];
    return from && to ? [[from, to] as const] : [];
  });

  test('is nothing but well-formed lines of a Mermaid flowchart', () => {
    const strange = lines.filter((line) => ![NODE, EDGE, ...OTHER].some((form) => form.test(line)));
    expect(strange).toEqual([]);
    expect(lines[0]).toBe('flowchart TD');
    expect(nodes.length).toBeGreaterThan(3);
    expect(new Set(nodes).size).toBe(nodes.length);
  });

  test('uses only classes that are there, and joins only nodes that are there', () => {
    const classes = lines.flatMap((line) => /classDef (\w+)/.exec(line)?.[1] ?? []);
    const used = lines.flatMap((line) => NODE.exec(line)?.[2] ?? []);
    expect(used.filter((name) => !classes.includes(name))).toEqual([]);
    expect(edges.flat().filter((id) => id !== 'running' && !nodes.includes(id))).toEqual([]);
  });

  test('leads from the opening to everything in it', () => {
    const reached = new Set(['n1', 'running']);
    for (let before = 0; before < reached.size; ) {
      before = reached.size;
      for (const [from, to] of edges) if (reached.has(from)) reached.add(to);
    }
    expect(nodes.filter((id) => !reached.has(id))).toEqual([]);
  });

  test('names every message, call, task and act that the variant can come to, and what a reply does', () => {
    const text = lines.join('\n');
    const items = stepsOf(procedure, variant).flatMap(({ step }) => plainItems(step));
    const offered = items.filter((item) => item.verb !== 'end' && item.verb !== 'ask');
    const missing = offered
      .filter((item) => 'name' in item && !text.includes(item.name))
      .map((item) => 'name' in item && item.name);
    const ofOtherVariant = variant === '2' ? ['cancellation-warning', 'cancel', 'cancellation'] : [];
    expect(missing.filter((name) => !ofOtherVariant.includes(String(name)))).toEqual([]);
    expect(text).toContain('running -. "a reply, at any time" .-> ');
  });
});

describe('the diagram', () => {
  const text = (name: string, variant?: string) => diagram(shippedProcedure(name), variant);

  test('shows the gate in front of an act that cannot be undone, and that a no ends nothing', () => {
    const lines = text('case-alert', '5').split('\n');
    const gate = lines.find((line) => line.includes('{{"cancel?'));
    expect(gate).toContain('warning delivered, manager approves');
    const id = /n\d+/.exec(gate ?? '')?.[0];
    expect(
      lines
        .filter((line) => line.trim().startsWith(`${id} -`))
        .map((line) => line.replaceAll(/n\d+/g, 'n').trim()),
    ).toEqual(['n -. "no" .-> n', 'n -- "yes" --> n']);
  });

  test('shows waits on the way, and the loop of a procedure with levels', () => {
    expect(text('missed-check-in')).toContain('-- "24 to 48 hours later" -->');
    expect(text('customer-statement')).toContain('-- "again, at the next level" --> n2');
    expect(text('three-follow-ups')).toContain('"a reply opens it again"');
  });

  test('a title with quotes and brackets cannot break it', () => {
    const procedure = { ...shippedProcedure('three-follow-ups'), title: 'A "quote" <b>#1</b> `now`' };
    const frame = diagram(procedure).split('\n')[1];
    expect(frame).toBe('  subgraph running["A #quot;quote#quot; #lt;b#gt;#35;1#lt;/b#gt; #96;now#96;"]');
  });
});
