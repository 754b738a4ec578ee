import type { Stage } from '../../client/support/stage.ts';
import { RehearsedCase } from '../../support/rehearsed.ts';

export const CHECK_IN_ZONE = 'America/Los_Angeles';

/** A check-in that was missed on Monday 9 March 2026. */
export function missedCheckIn(stage: Stage): Promise<RehearsedCase> {
  return RehearsedCase.open(stage, CHECK_IN_ZONE, {
    procedure: 'missed-check-in',
    variant: 'check-in',
    facts: { 'check-in-due': '2026-03-09T12:00:00-07:00', 'client-name': 'Pat', 'coach-name': 'Kim' },
    contact: {
      name: 'Pat Example',
      email: 'pat@example.com',
      phone: '+12025550143',
      portal: 'pat-example',
    },
  });
}

/** The manager has approved the end, the final message is out, and only the end of the week is left. */
export async function beforeTheEnd(stage: Stage): Promise<RehearsedCase> {
  const played = await missedCheckIn(stage);
  await played.until('task');
  await played.task('call', 'voicemail');
  await played.until('decision');
  await played.task('decision', 'approve');
  await played.until('step:end-of-week');
  return played;
}

/** Names of what was done, in order: "send-portal:final-message". */
export async function done(played: RehearsedCase): Promise<string[]> {
  return (await played.outbox()).map((line) => line.slice(line.lastIndexOf(' ') + 1));
}

/** The id of the newest message of that name. */
export async function messageNamed(played: RehearsedCase, name: string): Promise<string> {
  const { id } = await played.stage.client.ledger
    .selectFrom('intents')
    .select('id')
    .where('case_id', '=', played.id)
    .where('name', '=', name)
    .where('verb', '=', 'send')
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  return id;
}
