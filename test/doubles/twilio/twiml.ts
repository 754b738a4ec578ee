import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

interface Verb {
  attributes: Set<string>;
  within: Set<string>;
}

/** The verbs of a call as Twilio's own library declares them: what each may have, and what may stand in it. */
const VERBS = declared(
  readFileSync(createRequire(import.meta.url).resolve('twilio/lib/twiml/VoiceResponse.d.ts'), 'utf8'),
);

export interface Tag {
  name: string;
  attributes: string;
  inside: string[];
}

/** What Twilio would not understand of an answer to a call: it drops what it does not know, and the caller hears nothing. */
export function twimlProblems(xml: string): string[] {
  const tags = tagsOf(xml);
  if (tags[0]?.name !== 'Response') return ['the answer is no <Response>'];
  return tags.slice(1).flatMap(({ name, attributes, inside }) => {
    const parent = inside.at(-1) ?? '';
    if (!VERBS.get(parent)?.within.has(name)) return [`<${name}> cannot stand in <${parent}>`];
    const known = VERBS.get(name)?.attributes;
    return [...attributes.matchAll(/\s([\w:.-]+)=/g)].flatMap(([, attribute = '']) =>
      known?.has(attribute) ? [] : [`<${name}> has no ${attribute}`],
    );
  });
}

/** The tags in their order, each with those it stands in. TwiML as the official library writes it. */
export function tagsOf(xml: string): Tag[] {
  const open: string[] = [];
  const tags: Tag[] = [];
  for (const [, closes, name = '', attributes = '', empty] of xml.matchAll(
    /<(\/)?([A-Za-z]+)((?:\s[^<>]*?)?)(\/)?>/g,
  )) {
    if (closes) open.pop();
    else {
      tags.push({ name, attributes, inside: [...open] });
      if (!empty) open.push(name);
    }
  }
  return tags;
}

function declared(source: string): Map<string, Verb> {
  const bodies = (kind: string) =>
    [...source.matchAll(new RegExp(`${kind} (\\w+)[^{]*\\{([^}]*)\\}`, 'g'))].map(
      ([, name = '', body = '']) => ({ name, body }),
    );
  const attributes = new Map<string, string[]>();
  for (const { name, body } of bodies('interface'))
    attributes.set(name, [
      ...(attributes.get(name) ?? []),
      ...[...body.matchAll(/^\s*"?([\w:.-]+)"?\?:/gm)].map(([, each = '']) => each),
    ]);
  return new Map(
    bodies('class').map(({ name, body }) => [
      name === 'VoiceResponse' ? 'Response' : name,
      {
        attributes: new Set(attributes.get(`${name}Attributes`)),
        within: new Set([...body.matchAll(/\): VoiceResponse\.(\w+);/g)].map(([, child = '']) => child)),
      },
    ]),
  );
}
