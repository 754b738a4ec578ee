import { readSecrets } from '../config/keys.ts';
import type { ConfigReader, Place } from '../config/reader.ts';
import { readAddress } from '../config/address.ts';
import type { Timeouts } from '../http.ts';

/** An app in a Slack workspace. */
export interface SlackSettings {
  /** Of the bot: "xoxb-…". */
  token: string;
  /** What calls from Slack are signed with. Each is right: while a secret is being replaced there are two. */
  signingSecrets: string[];
  /** The workspace, "T012AB3CD": somebody of another one is nobody here, whatever their mailbox is called. */
  team: string;
  /** The conversation, "C012AB3CD", where messages for a role go; a role that is not named: to its people themselves. */
  roles: Record<string, string>;
  /** Another address than Slack's own, for tests. */
  api?: string;
  timeouts?: Timeouts;
}

const KEYS = ['token', 'signing-secrets', 'team', 'roles', 'api'] as const;
const TEAM = /^[TE][A-Z0-9]{2,20}$/;
const CHANNEL = /^[CG][A-Z0-9]{2,20}$/;

/** Reads an account with Slack; undefined: it has a problem, which was reported. */
export function readSlack(reader: ConfigReader, place: Place): SlackSettings | undefined {
  const before = reader.problems.length;
  const fields = reader.fields(place, KEYS, ['token', 'signing-secrets', 'team']);
  const token = reader.secret(fields.get('token'));
  const signingSecrets = readSecrets(reader, fields.get('signing-secrets'));
  const team = reader.text(fields.get('team'));
  const roles: Record<string, string> = {};
  const named = fields.get('roles');
  for (const [role, at] of named ? reader.fields(named, null) : []) roles[role] = channelIn(reader, at);
  const api = readAddress(reader, fields.get('api'));
  if (team !== undefined && !TEAM.test(team))
    report(reader, fields.get('team'), '"team" needs the id of the workspace, such as T012AB3CD.');
  if (reader.problems.length > before || token === undefined || team === undefined) return undefined;
  return { token, signingSecrets, team, roles, ...(api === undefined ? {} : { api }) };
}

function channelIn(reader: ConfigReader, place: Place): string {
  const channel = reader.text(place) ?? '';
  if (channel !== '' && !CHANNEL.test(channel))
    report(reader, place, `"${place.name}" needs the id of a conversation, such as C012AB3CD, not its name.`);
  return channel;
}

function report(reader: ConfigReader, place: Place | undefined, says: string): void {
  reader.report('FT-CFG-VALUE', place?.at ?? 0, says);
}
