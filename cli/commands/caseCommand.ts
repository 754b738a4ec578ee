import type { Asked, Followthrough } from '../../client/index.ts';
import { json, terminal } from '../output/terminal.ts';
import { person, type WithPerson } from './common.ts';

/**
 * Asks something of a case, prints how it stands then, and says so when Temporal could not be told yet.
 * @param done what was asked, in the past tense: "put on hold"
 */
export async function askCase(
  meant: string,
  options: WithPerson,
  done: string,
  ask: (client: Followthrough, caseId: string, by: string) => Promise<Asked>,
): Promise<void> {
  const { withClient } = await import('../system/connect.ts');
  const { findCaseId } = await import('../system/find.ts');
  await withClient(options, async (client) => {
    const caseId = await findCaseId(client, meant);
    const asked = await ask(client, caseId, person(options));
    if (options.json) return json({ case: caseId, ...asked });
    await printAsked(client, caseId, done, asked);
  });
}

export async function printAsked(
  client: Followthrough,
  caseId: string,
  done: string,
  { delivered, view }: Asked,
): Promise<void> {
  if (!delivered) {
    terminal.out(`${caseId}: kept, and done as soon as Temporal answers. No contact starts meanwhile.`);
    return;
  }
  terminal.out(`${caseId}: ${done}.`);
  if (!view) return;
  const { statusWords, waitingWords } = await import('../output/wording.ts');
  const { moment, ownZone } = await import('../output/times.ts');
  const { zonesOf } = await import('../system/find.ts');
  const zone = (await zonesOf(client, [caseId])).get(caseId) ?? ownZone();
  const next = view.nextAt === null ? '' : ` on ${moment(view.nextAt, zone)}`;
  const waits = waitingWords(view.waitingOn, view.nextAt);
  if (view.status !== 'closed' && waits === '') {
    // At work: whatever stood here would be true for a moment only.
    terminal.out(`It goes on with that now; what came of it: followthrough show ${caseId}`);
    return;
  }
  terminal.out(
    `It is now ${statusWords(view.status, view.outcome)}${waits ? `; waits for ${waits}${next}` : ''}.`,
  );
}
