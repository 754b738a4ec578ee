import type { Readable } from 'node:stream';
import type { Begin, Followthrough, RehearsalState } from '../../client/index.ts';
import { findCaseId } from '../system/find.ts';
import { terminal } from '../output/terminal.ts';
import { readLines } from './prompt.ts';
import { Session } from './session.ts';

interface Given {
  /** What begins, or the case that is taken up again. */
  begin: Begin | { again: string };
  json: boolean;
  /** The system stays when the command ends, and the rehearsal with it. */
  stays: boolean;
  input?: Readable;
}

/** A rehearsal by hand: opens a case or takes one up again, then does what is said line by line. */
export async function rehearseByHand(client: Followthrough, given: Given): Promise<void> {
  const { begin, json, stays, input = process.stdin } = given;
  const state =
    'again' in begin
      ? await client.rehearsals.state(await findCaseId(client, begin.again))
      : await client.rehearsals.start(begin);
  if (!json) terminal.out(greeting(state, 'again' in begin));
  const session = new Session(client, state, json);
  await readLines(session, input);
  terminal.say(farewell(session.state, stays));
}

function greeting({ procedure, variant, zone }: RehearsalState, again: boolean): string {
  const what = variant === null ? procedure : `${procedure}, variant ${variant}`;
  return (
    `Rehearsing ${what}${again ? ', taken up again' : ''}. Nobody is reached; times are those of ${zone}.\n` +
    'The clock waits for you: say next, or help for all that can be said.\n'
  );
}

function farewell({ id, status }: RehearsalState, stays: boolean): string {
  if (!stays)
    return 'The rehearsal is gone with the system that was started for it. While `npm start` runs, one can be taken up again.';
  if (status === 'closed') return `The case has ended; it stays to be looked at: followthrough show ${id}`;
  return `The rehearsal stays as it is. Take it up again: followthrough rehearse --continue ${id}`;
}
