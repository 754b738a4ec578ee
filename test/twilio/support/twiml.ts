import { tagsOf } from '../../doubles/twilio/twiml.ts';

/** What a call to one of the house's own people may consist of. */
const KNOWN = ['Response', 'Gather', 'Say', 'Hangup', 'Dial', 'Number'];

/** What in a call's instructions could speak to a contact, play to one or record one (LAW-6). */
export function spokenProblems(xml: string): string[] {
  const tags = tagsOf(xml);
  const rings = tags.findIndex(({ name }) => name === 'Dial');
  return tags.flatMap(({ name, attributes, inside }, at) => {
    const problems: string[] = [];
    if (!KNOWN.includes(name)) problems.push(`<${name}> is not known to be silent`);
    if (name === 'Say' && inside.includes('Dial')) problems.push('words within <Dial>');
    if (['Say', 'Play', 'Gather'].includes(name) && rings >= 0 && at > rings)
      problems.push('words after the contact was rung');
    if (name === 'Number' && /\surl=/.test(attributes)) problems.push('words to whoever was rung');
    if (/\srecord=(?!"do-not-record")/.test(attributes)) problems.push('a recording');
    return problems;
  });
}
