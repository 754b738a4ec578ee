import { json, jsonLines, terminal } from '../../output/terminal.ts';
import type { WithSystem } from '../common.ts';

interface List extends WithSystem {
  role?: string;
  all?: true;
}

export async function list(options: List): Promise<void> {
  const { withClient } = await import('../../system/connect.ts');
  const { peopleTable } = await import('../../output/peopleView.ts');
  await withClient(options, async (client) => {
    const { role, all } = options;
    const staff = await client.people({ role, all });
    if (options.json) return jsonLines(staff);
    if (staff.length > 0) return terminal.out(peopleTable(staff, terminal.width));
    terminal.say(
      role === undefined
        ? 'Nobody has been added yet. "followthrough people add --help" shows how.'
        : `Nobody has the role ${role}.`,
    );
  });
}

export async function show(id: string, options: WithSystem): Promise<void> {
  const { withClient } = await import('../../system/connect.ts');
  const { personView } = await import('../../output/peopleView.ts');
  await withClient(options, async (client) => {
    const detail = await client.person(id);
    if (options.json) json(detail);
    else terminal.out(personView(detail, terminal.width));
  });
}
