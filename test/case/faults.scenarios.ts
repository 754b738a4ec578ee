import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import { openWith } from '../faults/support/openWith.ts';
import { RehearsedCase } from '../support/rehearsed.ts';
import { DESK_ZONE, supportCase } from '../support/supportCase.ts';
import type { Scenario } from './scenario.ts';

/** In the name of a case whose first email fails as after its last try. */
export const LAST_TRY = 'last-try';

/** A whole case has some forty; the real limit takes thousands. */
const FEW_EVENTS = 15;

const FOLLOW_UPS = ['follow-up-1', 'follow-up-2', 'follow-up-3'];

/** What went out, without the dates that other scenarios show. */
async function names(played: RehearsedCase): Promise<(string | undefined)[]> {
  return (await played.sent()).map((line) => line.split(':')[1]);
}

/** What a case goes through that is no way of its procedure. */
export const faults: Scenario[] = [
  {
    name: 'three-follow-ups-carried-over',
    rule: 'a case with so long a history that it is carried over into new runs sends its three follow-ups, and no fourth',
    open: async (stage) => {
      const given = { ...supportCase(), source: 'test', id: randomUUID(), rehearsal: true };
      return new RehearsedCase(
        stage,
        await openWith(stage, given, { continueAfterEvents: FEW_EVENTS }),
        DESK_ZONE,
      );
    },
    play: async (played) => {
      const handle = played.stage.client.engine.workflow.getHandle(played.id);
      const first = (await handle.describe()).runId;
      await played.until('nothing');
      expect((await handle.describe()).runId).not.toBe(first);
      expect(await names(played)).toEqual(FOLLOW_UPS);
      expect(await played.outcome()).toBe('ended');
    },
  },
  {
    name: 'three-follow-ups-opted-out',
    rule: 'to whoever has asked for no more emails none goes out: a person is asked each time',
    open: (stage) => RehearsedCase.open(stage, DESK_ZONE, supportCase(`${randomUUID()}@example.com`)),
    play: async (played) => {
      const { client } = played.stage;
      const address = (await client.show(played.id)).contact.email ?? '';
      await client.optOut({ address, channel: 'email', by: 'sam' });
      for (const _ of FOLLOW_UPS) {
        await played.until('problem');
        await played.task('problem', 'leave-it-out');
      }
      await played.until('nothing');
      expect(await played.sent()).toEqual([]);
      expect(await played.outcome()).toBe('ended');
    },
  },
  {
    name: 'three-follow-ups-after-the-last-try',
    rule: 'an email that failed at its last try is a person’s matter, and goes out once when they say so',
    open: (stage) =>
      RehearsedCase.open(stage, DESK_ZONE, { ...supportCase(), id: `${LAST_TRY}-${randomUUID()}` }),
    play: async (played) => {
      await played.until('problem');
      expect(await names(played)).toEqual([]);
      await played.task('problem', 'try-again');
      await played.until('nothing');
      expect(await names(played)).toEqual(FOLLOW_UPS);
      expect(await played.outcome()).toBe('ended');
    },
  },
];
