import { randomUUID } from 'node:crypto';
import { DateTime } from 'luxon';
import type { Snapshot } from '../../workflows/messages.ts';
import type { Context } from '../../client/context.ts';
import type { OpenCase } from '../../client/index.ts';
import { Performance } from '../../client/rehearse/performance.ts';
import type { Stage } from '../client/support/stage.ts';

/** No shipped case needs more moves than this to come to rest. */
const MOVES = 60;

/** A case on the real engine whose clock stands still until the test moves it. */
export class RehearsedCase {
  readonly stage: Stage;
  readonly id: string;
  readonly zone: string;
  readonly #performance: Performance;

  /** @param id of a rehearsal that is open */
  constructor(stage: Stage, id: string, zone: string) {
    this.stage = stage;
    this.id = id;
    this.zone = zone;
    const context = { ledger: stage.client.ledger, engine: stage.client.engine, patience: 10_000 } as Context;
    this.#performance = new Performance(context, id);
  }

  static async open(
    stage: Stage,
    zone: string,
    given: Omit<OpenCase, 'source' | 'id' | 'rehearsal'> & { id?: string },
  ) {
    const { id } = await stage.client.openCase({
      ...given,
      source: 'test',
      id: given.id ?? randomUUID(),
      rehearsal: true,
    });
    const opened = new RehearsedCase(stage, id, zone);
    await opened.rest();
    return opened;
  }

  /** How the case stands when all work of the moment is done. */
  rest(): Promise<Snapshot> {
    return this.#performance.settled();
  }

  /** Lets the clock run until the case waits for this: "step:day-2", "task", "answer" …, or has closed. */
  async until(waitingOn: string): Promise<Snapshot> {
    for (let move = 0; move < MOVES; move += 1) {
      const seen = await this.rest();
      if (seen.view.waitingOn?.startsWith(waitingOn) || seen.view.status === 'closed') return seen;
      if (seen.view.nextAt === null)
        throw new Error(`${this.id} waits for ${seen.view.waitingOn}, not ${waitingOn}`);
      await this.#performance.forward(seen, seen.view.nextAt);
    }
    throw new Error(`${this.id} never waits for ${waitingOn}`);
  }

  /** Lets the clock run to a local time, such as "2026-03-12T20:00". */
  async at(local: string): Promise<void> {
    const to = DateTime.fromISO(local, { zone: this.zone }).toMillis();
    for (let move = 0; move < MOVES; move += 1) {
      const seen = await this.rest();
      if (seen.view.status === 'closed') return;
      const due = seen.view.nextAt;
      await this.#performance.forward(seen, due !== null && due < to ? due : to);
      if (due === null || due >= to) return;
    }
  }

  async reply(text = 'An example of an answer.'): Promise<void> {
    await this.stage.client.reply(this.id, { text, source: 'test' });
    await this.rest();
  }

  /** Does the open task of this kind as a person would; its usual option unless another is named. */
  async task(kind: string, option?: string): Promise<void> {
    const items = await this.stage.client.tasks({ caseId: this.id });
    const task = items.find((open) => open.kind === kind);
    if (!task) throw new Error(`no open task ${kind}; open: ${items.map((open) => open.kind).join(', ')}`);
    await this.stage.client.completeTask(task.id, option ?? task.options[0] ?? 'done', { by: 'someone' });
    await this.rest();
  }

  async openTasks(): Promise<string[]> {
    const items = await this.stage.client.tasks({ caseId: this.id });
    return items.map((open) => open.kind);
  }

  /** What was done, in order: "Tue 10 Mar 9h send-portal:reminder-1". A rehearsal's clock is some minutes late. */
  async outbox(): Promise<string[]> {
    const entries = await this.stage.client.timeline(this.id);
    return entries
      .filter(({ what, about }) => what === 'done' && about !== null)
      .map(({ at, about }) => `${this.day(at)} ${about!.slice(about!.lastIndexOf('/') + 1)}`);
  }

  async sent(): Promise<string[]> {
    return (await this.outbox()).filter((line) => line.includes(' send-'));
  }

  async outcome(): Promise<string | null> {
    const row = await this.#performance.ended();
    return row.outcome;
  }

  day(at: number): string {
    return DateTime.fromMillis(at, { zone: this.zone }).toFormat("ccc d MMM H'h'");
  }
}
