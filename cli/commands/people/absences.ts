import { json, terminal } from '../../output/terminal.ts';
import { person, type WithPerson } from '../common.ts';

interface Away extends WithPerson {
  from?: string;
  until?: string;
  standIn?: string;
}

export async function away(id: string, options: Away): Promise<void> {
  const { withClient } = await import('../../system/connect.ts');
  const { readMoment } = await import('../../input/moments.ts');
  const { short, ownZone } = await import('../../output/times.ts');
  const zone = ownZone();
  const read = (text: string | undefined) => (text === undefined ? undefined : readMoment(text, zone));
  const { standIn } = options;
  const given = { from: read(options.from), until: read(options.until), standIn };
  await withClient(options, async (client) => {
    const { absence, warnings } = await client.away(id, { ...given, by: person(options) });
    for (const warning of warnings) terminal.say(`Note: ${warning}`);
    if (options.json) return json({ ...absence, warnings });
    const until = absence.untilAt === null ? 'until further notice' : `until ${short(absence.untilAt, zone)}`;
    const instead = absence.standIn === null ? '' : `; ${absence.standIn} stands in`;
    terminal.out(`${id} is away from ${short(absence.fromAt, zone)} ${until} (${zone})${instead}.`);
  });
}

export async function back(id: string, options: WithPerson): Promise<void> {
  const { withClient } = await import('../../system/connect.ts');
  await withClient(options, async (client) => {
    const done = await client.back(id, { by: person(options) });
    if (options.json) return json({ id, ...done });
    terminal.out(done.ended === 0 ? `${id} was not away.` : `${id} is back.`);
  });
}
