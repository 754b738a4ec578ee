import type { Followthrough, Rehearsal, Rehearse } from '../client/index.ts';
import { listed } from '../domain/words.ts';
import { CommandError } from './errors.ts';
import { EXIT } from './exit.ts';
import { endLine, entryLine } from './output/rehearsalView.ts';
import { json, terminal } from './output/terminal.ts';
import { isoIn } from './output/times.ts';

/**
 * Plays one case and prints each entry as it comes.
 * @param shown the variant that is played, and the zone of the times
 * @throws CommandError FT-CMD-UNUSED, with what the case did ask for, when something given never came up
 */
export async function rehearseOne(
  client: Followthrough,
  given: Rehearse,
  shown: { variant: string | null; zone: string; json: boolean },
): Promise<void> {
  const { variant, zone, json: asJson } = shown;
  const iso = isoIn(zone);
  const title = `${given.procedure}${variant === null ? '' : `, variant ${variant}`}`;
  if (!asJson) terminal.out(`Rehearsing ${title}; times are those of ${zone}.\n`);
  const rehearsal: Rehearsal = await client.rehearse({
    ...given,
    onEntry: (entry) => (asJson ? json(entry, iso) : terminal.out(entryLine(entry, zone))),
  });
  if (asJson) json(rehearsal, iso);
  else terminal.out(endLine(rehearsal));
  const { unused, asked, outcome } = rehearsal;
  if (unused.length > 0) {
    const known =
      asked.length === 0
        ? 'Nobody was asked for anything in it'
        : `What it asked people for can be answered as ${listed(asked)}`;
    throw new CommandError(
      'FT-CMD-UNUSED',
      `this never came up in the case: ${unused.join(', ')}. ${known}.`,
    );
  }
  if (outcome === null) process.exitCode = EXIT.refused;
}
