import { isScalar } from 'yaml';
import { LOOK_UP_NAMES, NOTE_ABOUT } from '../../domain/verify/answers.ts';
import type { NoteWords } from '../../domain/verify/finding.ts';
import { HOLD_WORDS } from '../../domain/verify/notes.ts';
import { didYouMean, listed } from '../../domain/words.ts';
import { KEAP_LOOK_UPS } from '../keap/opens.ts';
import type { Accounts } from './accounts.ts';
import { type LookUpConfig, type LookUpRoute, sandboxLookUpConfig } from './lookUps.ts';
import type { ConfigReader, Place } from './reader.ts';
import { readWebhook, viaAccount } from './routes.ts';

const ALLOWED: LookUpRoute['by'][] = ['sandbox', 'webhook', 'by-hand'];
const SETTINGS = ['hold-words', 'country', 'reports-from'] as const;

/** Reads `look-ups:`. */
export function readLookUps(
  reader: ConfigReader,
  place: Place | undefined,
  accounts: Accounts = {},
): LookUpConfig {
  const config = sandboxLookUpConfig();
  if (!place) return config;
  const fields = reader.fields(place, [...LOOK_UP_NAMES, ...SETTINGS]);
  for (const name of LOOK_UP_NAMES) {
    const field = fields.get(name);
    if (field) config.routes[name] = readRoute(reader, field, accounts);
  }
  config.words = readWords(reader, fields.get('hold-words')) ?? config.words;
  config.suppliers = reader.text(fields.get('reports-from')) ?? null;
  const country = reader.text(fields.get('country'));
  if (country !== undefined && !/^[A-Z]{2}$/.test(country))
    reader.report('FT-CFG-VALUE', fields.get('country')?.at ?? 0, '"country" needs two letters, such as US.');
  config.country = country ?? config.country;
  return config;
}

function readRoute(reader: ConfigReader, place: Place, accounts: Accounts): LookUpRoute {
  const word = isScalar(place.node) ? String(place.node.value) : null;
  const only = word === null ? [...reader.fields(place, null).values()] : [];
  const name = word ?? only[0]?.name ?? '';
  if (name === 'webhook' && only.length === 1 && only[0])
    return readWebhook(reader, only[0]) ?? { by: 'by-hand' };
  if (word === 'sandbox' || word === 'by-hand') return { by: word };
  if (word === 'keap' && KEAP_LOOK_UPS.some((able) => able === place.name))
    return viaAccount(reader, place, 'keap', accounts) ?? { by: 'by-hand' };
  if (word === 'acuity' && place.name === 'appointments')
    return viaAccount(reader, place, 'acuity', accounts) ?? { by: 'by-hand' };
  const says =
    name === 'webhook'
      ? '"webhook" needs its settings below it.'
      : `"${place.name}" needs one way to look: ${listed(ALLOWED)}.${didYouMean(name, ALLOWED)}`;
  reader.report('FT-CFG-CONNECTOR', place.at, says);
  return { by: 'by-hand' };
}

/** What is named replaces the words of its kind; the other kinds keep theirs. */
function readWords(reader: ConfigReader, place: Place | undefined): NoteWords | undefined {
  if (!place) return undefined;
  const fields = reader.fields(place, NOTE_ABOUT);
  const named = NOTE_ABOUT.flatMap((about) => {
    const field = fields.get(about);
    return field ? [[about, reader.texts(field)] as const] : [];
  });
  return { ...HOLD_WORDS, ...Object.fromEntries(named) };
}
