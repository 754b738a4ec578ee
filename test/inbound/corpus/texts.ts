import { ANSWERS } from './phrases.ts';
import type { Sample } from './sample.ts';

const said = (expected: Sample['expected'], texts: string[], more: object = {}): Sample[] =>
  texts.map((text) => ({
    name: `text: ${text}${'optedOut' in more ? ' (opted out)' : ''}`,
    expected,
    text,
    ...more,
  }));

export const TEXTS: Sample[] = [
  ...said('opt-out', [
    'STOP',
    'stop',
    ' Stop. ',
    'STOP!!!',
    'StopAll',
    'stop all',
    'UNSUBSCRIBE',
    'Cancel',
    'END',
    'Quit',
    'revoke',
    'OptOut',
    'opt out',
    'opt-out',
    '"STOP"',
    'ARRET',
    'Arrêt',
    'ALTO',
    'Baja',
    'Abmelden',
    'Stopp!',
    'AFMELDEN',
    'Uitschrijven',
    'KONEC',
    'Odhlásit',
  ]),
  ...said('help', ['HELP', 'Help?', 'info', 'Hilfe', 'AIDE', 'Ayuda', 'HULP', 'Pomoc']),
  ...said('human-reply', ['START', 'YES', 'Yes.', 'unstop']),
  ...said('opt-in', ['START', 'start!', 'UNSTOP', 'Yes'], { optedOut: true }),
  ...said('opt-out', ['Bye'], { optOutType: 'STOP' }),
  ...said('opt-in', ['Begin'], { optOutType: 'START' }),
  ...said('help', ['What is this?'], { optOutType: 'HELP' }),
  ...Object.values(ANSWERS).flatMap((texts) => said('human-reply', texts.slice(0, 3))),
];
