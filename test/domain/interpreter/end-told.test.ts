import { expect, test } from '@jest/globals';
import { DateTime } from 'luxon';
import { compile } from '../../../domain/compile/compile.ts';
import type { LogEntry } from '../../../domain/program/state.ts';
import { Play } from '../../support/playing.ts';
import { rulesOf } from '../../support/shipped.ts';
import { procedureWith } from '../procedureText.ts';

const MONDAY = DateTime.fromISO('2026-03-09T12:00', { zone: 'America/Los_Angeles' }).toMillis();

/** A case of this procedure up to where it stands still, and what the ledger is told after that. */
function played(steps: string, result: (play: Play) => Parameters<Play['step']>[0] = (play) => play.well) {
  const program = compile(procedureWith(steps), 'short', 'hash');
  const play = new Play(program, rulesOf('clinic'), MONDAY);
  while (play.step(result(play)));
  const told: LogEntry[] = [];
  const goesOn = () => {
    do if (play.need.need === 'record') told.push(...play.need.changes.log);
    while (play.step());
    return told.map(({ what, because }) => [what, because]);
  };
  return { play, goesOn };
}

const ENDED = ['ended', 'ended'];

test.each(['call: ring', 'task: ring'])(
  'an end is told when a person has done the "%s" before it',
  (work) => {
    const { play, goesOn } = played(`
  - day: 1
    do:
      - ${work}
        for: desk
      - end: ended
`);
    play.doTask(work.startsWith('call') ? 'call' : 'step');
    expect(goesOn()).toContainEqual(ENDED);
    expect(play.state.outcome).toMatchObject({ outcome: 'ended' });
  },
);

test('an end is told when a person has left out the message before it', () => {
  const { play, goesOn } = played(
    `
  - day: 1
    do:
      - send-email: reminder
      - end: ended
`,
    () => () => ({ status: 'failed', reason: 'opted-out' }),
  );
  play.doTask('problem', 'leave-it-out');
  expect(goesOn().filter(([what]) => what === 'ended')).toEqual([ENDED]);
});

test('what people had to do meanwhile is called off with the end', () => {
  const { play, goesOn } = played(`
  - day: 1
    do:
      - task: look
        for: desk
        meanwhile: true
      - call: ring
        for: desk
      - end: ended
`);
  play.doTask('call');
  goesOn();
  expect(play.state).toMatchObject({ tasks: [], outcome: { outcome: 'ended' } });
});
