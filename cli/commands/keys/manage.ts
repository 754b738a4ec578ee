import { json, jsonLines, terminal } from '../../output/terminal.ts';
import { person, type WithPerson, type WithSystem } from '../common.ts';

interface Create extends WithPerson {
  name: string;
  scope: string[];
  person?: string;
  source?: string;
  expires?: string;
}

export async function create(options: Create): Promise<void> {
  const { withClient } = await import('../../system/connect.ts');
  const { readMoment } = await import('../../input/moments.ts');
  const { ownZone } = await import('../../output/times.ts');
  await withClient(options, async (client) => {
    const { name, scope: scopes, person: whose, source, expires } = options;
    const expiresAt = expires === undefined ? undefined : readMoment(expires, ownZone());
    const first = !(await client.hasKeys());
    const key = await client.createKey({
      name,
      scopes,
      person: whose,
      source,
      expiresAt,
      by: person(options),
    });
    if (options.json) return json(key);
    terminal.out(key.secret);
    const until = await untilWords(key.expiresAt);
    terminal.say(`\n${key.id} (${key.name}) can be used for ${key.scopes.join(', ')}, ${until}.`);
    terminal.say('Copy it now: nobody can show it again. Requests send it as "Authorization: Bearer …".');
    if (first) terminal.say('It is the first key: from now on the gateway lets nobody in without one.');
  });
}

export async function list(options: WithSystem & { all?: true }): Promise<void> {
  const { withClient } = await import('../../system/connect.ts');
  const { keysTable } = await import('../../output/keysView.ts');
  await withClient(options, async (client) => {
    const found = await client.keys(options.all ? { all: true } : {});
    if (options.json) return jsonLines(found);
    if (found.length > 0) return terminal.out(keysTable(found, terminal.width));
    terminal.say(
      (await client.hasKeys())
        ? 'There is no key that can be used; --all shows the others. Nobody gets in.'
        : 'There is no key: the gateway takes everything from this machine, and nothing from others.',
    );
  });
}

export async function revoke(id: string, options: WithPerson): Promise<void> {
  const { withClient } = await import('../../system/connect.ts');
  await withClient(options, async (client) => {
    const key = await client.revokeKey(id, { by: person(options) });
    if (options.json) return json(key);
    terminal.out(`${key.id} (${key.name}) is revoked: nobody gets in with it any more.`);
  });
}

async function untilWords(at: number | null): Promise<string> {
  if (at === null) return 'for ever';
  const { ownZone, short } = await import('../../output/times.ts');
  return `until ${short(at, ownZone())}`;
}
