import { wordingOf } from '../messages/wording.ts';
import { own } from '../procedure/present.ts';
import type { Item, PlainItem, Procedure } from '../procedure/procedure.ts';
import { optionsOf, reaches, stepsOf, variantsOf } from '../procedure/timetable.ts';
import { OTHERWISE } from '../procedure/vocabulary/verbs.ts';
import { spaced } from '../words.ts';
import { Drawing, type Loose, type Shape } from './drawing.ts';
import { momentLabel } from './moments.ts';
import { drawStops } from './stops.ts';
import { itemLine, levelLines, personLines } from './words.ts';

/**
 * A procedure as a Mermaid flowchart: steps and their waits, what people do, choices, gates, endings, and what a reply
 * does. Deterministic: the same procedure gives the same text.
 * @param variant a name of `procedure.variants`; absent: the first one
 */
export function diagram(
  procedure: Procedure,
  variant: string | null = variantsOf(procedure)[0] ?? null,
): string {
  const sketch = new Sketch(procedure, variant);
  for (const { step, day } of stepsOf(procedure, variant)) {
    const label = momentLabel(procedure, step, day);
    if (step.when === 'opened') sketch.items(step.do);
    else if (step.when === 'day-zero-moved') sketch.detour(label, step.do);
    else if (step.when === 'level-reached') sketch.loop(label, step.do);
    else {
      sketch.wait(label);
      sketch.items(step.do);
    }
  }
  return sketch.finished();
}

/** Draws steps one after the other; `#loose` is where the next one goes on. */
class Sketch {
  readonly #drawing = new Drawing();
  readonly #procedure: Procedure;
  readonly #variant: string | null;
  readonly #ends: string[] = [];
  /** Acts whose approval was asked for before their warning. */
  readonly #asked = new Set<string>();
  #loose: Loose[];

  constructor(procedure: Procedure, variant: string | null) {
    this.#procedure = procedure;
    this.#variant = variant;
    const first = this.#drawing.node('start', ['case opened'], []);
    this.#loose = [{ from: first }];
  }

  /** The edges to what comes next say what is waited for. */
  wait(label: string): void {
    this.#loose = this.#loose.map(({ from, label: before }) => ({
      from,
      label: before === undefined ? label : `${before}; ${label}`,
    }));
  }

  /** Items that only some cases come to. */
  detour(label: string, items: Item[]): void {
    const around = this.#loose;
    this.wait(label);
    this.items(items);
    this.#loose = [...around, ...this.#loose];
  }

  /** Items that come again. */
  loop(label: string, items: Item[]): void {
    this.wait(label);
    const first = this.#drawing.node('work', levelLines(this.#procedure), this.#loose);
    this.#loose = [{ from: first }];
    this.items(items);
    for (const each of this.#loose) this.#drawing.edge({ ...each, label: 'again, at the next level' }, first);
    this.#loose = [];
  }

  items(items: Item[]): void {
    let group: PlainItem[] = [];
    const flush = () => {
      if (group.length > 0) this.#box(group.some(reaches) ? 'contact' : 'work', group.map(itemLine));
      group = [];
    };
    for (const item of items) {
      if (item.verb === 'choose' || STANDS_ALONE.has(item.verb) || (item.verb === 'act' && item.approvedBy)) {
        flush();
        this.#alone(item);
      } else group.push(item);
    }
    flush();
  }

  finished(): string {
    drawStops(this.#drawing, this.#procedure, this.#ends);
    return this.#drawing.mermaid(this.#procedure.title);
  }

  #alone(item: Item): void {
    switch (item.verb) {
      case 'choose':
        return this.#choice(item);
      case 'end': {
        this.#ends.push(this.#drawing.node('end', [item.outcome], this.#loose, 'outside'));
        this.#loose = [];
        return;
      }
      case 'ask':
        this.#asked.add(item.name);
        return this.#gate([`approve ${item.name}?`, spaced(item.role)]);
      case 'act':
        if (item.askedOf !== undefined)
          this.#box('person', [`${item.name}, or another way?`, spaced(item.askedOf)]);
        this.#gate([`${item.name}?`, this.#condition(item.name, item.approvedBy)]);
        return this.#box('work', [itemLine(item)]);
      default:
        return this.#box('person', personLines(item));
    }
  }

  #condition(act: string, approver = ''): string {
    const approval = this.#asked.has(act) ? 'approval still stands' : `${spaced(approver)} approves`;
    return `warning delivered, ${approval}`;
  }

  #box(shape: Shape, lines: string[]): void {
    this.#loose = [{ from: this.#drawing.node(shape, lines, this.#loose) }];
  }

  /** Without a yes the case waits for people; nothing else leads on. */
  #gate(lines: string[]): void {
    const gate = this.#drawing.node('gate', lines, this.#loose);
    const stays = this.#drawing.node('person', [`${spaced(this.#procedure.owner)} says how it goes on`], []);
    this.#drawing.dotted({ from: gate, label: 'no' }, stays);
    this.#loose = [{ from: gate, label: 'yes' }];
  }

  #choice({ fact: name, branches }: Extract<Item, { verb: 'choose' }>): void {
    const fact = own(this.#procedure.facts, name);
    const offered = optionsOf(fact, this.#variant);
    const taken = branches.filter(({ option }) => option === OTHERWISE || offered.includes(option));
    const [only, ...others] = taken;
    if (only && others.length === 0 && only.option === OTHERWISE) return this.items(only.do);
    const choice = this.#drawing.node('choice', [`${spaced(name)}?`], this.#loose);
    const ends: Loose[] = [];
    for (const { option, do: items } of taken) {
      const label = option === OTHERWISE || !fact ? option : wordingOf(name, fact, option, '…');
      this.#loose = [{ from: choice, label }];
      this.items(items);
      ends.push(...this.#loose);
    }
    const covered = taken.some(({ option }) => option === OTHERWISE) || taken.length === offered.length;
    this.#loose = covered ? ends : [...ends, { from: choice, label: OTHERWISE }];
  }
}

const STANDS_ALONE: ReadonlySet<Item['verb']> = new Set(['call', 'task', 'review', 'ask', 'end']);
