import { isScalar, isSeq, type Node } from 'yaml';
import { IANAZone } from 'luxon';
import { readSecrets } from '../config/keys.ts';
import type { ConfigReader, Place } from '../config/reader.ts';
import { readAddress } from '../config/address.ts';
import type { Timeouts } from '../http.ts';

/** An account with Acuity Scheduling. */
export interface AcuitySettings {
  /** The numeric user id, and the API key that belongs to it. */
  user: string;
  key: string;
  /** What calls from Acuity are signed with: the key of the main admin, or of whoever made the webhook. Each is right. */
  webhookKeys: string[];
  /** The zone whose days count: appointments are asked for from today on, and today is a day there. */
  zone: string;
  /** Ids of appointment types: a peel, and a virtual change of the regimen. Any other type is not enough. */
  peels: number[];
  virtualChanges: number[];
  /** Another address than Acuity's own, for tests. */
  api?: string;
  timeouts?: Timeouts;
}

const KEYS = ['user', 'key', 'webhook-keys', 'zone', 'peels', 'virtual-changes', 'api'] as const;

/** Reads an account with Acuity; undefined: it has a problem, which was reported. */
export function readAcuity(reader: ConfigReader, place: Place): AcuitySettings | undefined {
  const before = reader.problems.length;
  const fields = reader.fields(place, KEYS, ['user', 'key', 'zone', 'peels']);
  const user = reader.text(fields.get('user'));
  const key = reader.secret(fields.get('key'));
  const others = fields.get('webhook-keys');
  const zone = reader.text(fields.get('zone'));
  const peels = typesIn(reader, fields.get('peels'));
  const virtualChanges = typesIn(reader, fields.get('virtual-changes'));
  const api = readAddress(reader, fields.get('api'));
  const wrong = (name: (typeof KEYS)[number], says: string) =>
    reader.report('FT-CFG-VALUE', fields.get(name)?.at ?? place.at, says);
  if (user !== undefined && !/^\d{1,12}$/.test(user))
    wrong('user', '"user" needs the numeric user id, quoted.');
  if (zone !== undefined && !IANAZone.isValidZone(zone))
    wrong('zone', `"${zone}" is no zone, such as America/Los_Angeles.`);
  const both = peels.find((type) => virtualChanges.includes(type));
  if (both !== undefined) wrong('virtual-changes', `${both} is among the peels as well.`);
  const webhookKeys = others ? readSecrets(reader, others) : [key ?? ''];
  if (reader.problems.length > before || !user || !key || !zone) return undefined;
  return { user, key, webhookKeys, zone, peels, virtualChanges, ...(api === undefined ? {} : { api }) };
}

/** A list of appointment types by their ids. */
function typesIn(reader: ConfigReader, place: Place | undefined): number[] {
  if (!place) return [];
  const given = isSeq<Node>(place.node) ? place.node.items : [];
  const ids = given.map((node) => (isScalar(node) ? node.value : null));
  if (isSeq(place.node) && ids.every((id): id is number => Number.isSafeInteger(id) && Number(id) > 0))
    return ids;
  reader.report('FT-CFG-VALUE', place.at, `"${place.name}" needs a list of ids of appointment types.`);
  return [];
}
