import { isMap, isScalar } from 'yaml';
import { ACTS } from '../../domain/procedure/vocabulary/verbs.ts';
import { didYouMean, listed } from '../../domain/words.ts';
import { DESK_ACTS } from '../desk/acts.ts';
import { KEAP_ACTS } from '../keap/keap.ts';
import type { Accounts } from './accounts.ts';
import { ALLOWED, type Route } from './config.ts';
import type { ConfigReader, Place } from './reader.ts';
import { readRoute, viaAccount } from './routes.ts';

/** Every act of the procedures, those included that undo another. */
const NAMES = Object.entries(ACTS).flatMap(([name, { undoneBy }]) => (undoneBy ? [name, undoneBy] : [name]));
/** Who can do what. A webhook and the sandbox take any act. */
const VENDORS = { keap: KEAP_ACTS, zendesk: DESK_ACTS, happyfox: DESK_ACTS } as const;
type Vendor = keyof typeof VENDORS;

export interface ActRoutes {
  /** By the name of the act. */
  acts: Record<string, Route>;
  /** Whatever is not named. */
  otherwise: Route;
}

/** Reads `act:`: one connector for all acts, or one for each by its name and one for all others. */
export function readActs(reader: ConfigReader, place: Place, accounts: Accounts): ActRoutes {
  if (!isByName(place)) return { acts: {}, otherwise: readRoute(reader, 'act', place, accounts) };
  const fields = reader.fields(place, [...NAMES, 'otherwise'], ['otherwise']);
  const acts: Record<string, Route> = {};
  for (const [name, field] of fields) if (name !== 'otherwise') acts[name] = readAct(reader, field, accounts);
  const rest = fields.get('otherwise');
  return { acts, otherwise: rest ? readRoute(reader, 'act', rest, accounts) : { by: 'sandbox' } };
}

/** One connector with its settings is a mapping as well: of one entry that is a connector's name. */
function isByName({ node }: Place): boolean {
  if (!isMap(node)) return false;
  const names = node.items.map(({ key }) => (isScalar(key) ? String(key.value) : ''));
  return names.length !== 1 || !ALLOWED.act.some((by) => by === names[0]);
}

function readAct(reader: ConfigReader, place: Place, accounts: Accounts): Route {
  const word = isScalar(place.node) ? String(place.node.value) : null;
  const able = (Object.keys(VENDORS) as Vendor[]).filter((vendor) =>
    VENDORS[vendor].some((act) => act === place.name),
  );
  const vendor = able.find((each) => each === word);
  if (vendor === 'keap' && place.name === 'end-programme' && accounts.keap?.endedTag === null) {
    const says =
      '"end-programme" by keap needs "ended-tag" in its account: the tag that ends a programme there.';
    reader.report('FT-CFG-KEY-MISSING', place.at, says);
    return { by: 'sandbox' };
  }
  if (vendor === 'happyfox' && place.name === 'hand-over' && accounts.happyfox?.handOver === null) {
    const says =
      '"hand-over" by happyfox needs "hand-over" in its account: where new tickets for the team go.';
    reader.report('FT-CFG-KEY-MISSING', place.at, says);
    return { by: 'sandbox' };
  }
  if (vendor) return viaAccount(reader, place, vendor, accounts) ?? { by: 'sandbox' };
  if (word !== null && word !== 'sandbox' && word !== 'webhook') {
    const allowed = [...ALLOWED.act, ...able];
    const says = `"${place.name}" needs one connector that can do it: ${listed(allowed)}.${didYouMean(word, allowed)}`;
    reader.report('FT-CFG-CONNECTOR', place.at, says);
    return { by: 'sandbox' };
  }
  return readRoute(reader, 'act', place, accounts);
}
