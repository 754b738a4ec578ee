/** A session that docs/rehearsal.md shows: what the command was given, and what was said in it. */
export interface Recorded {
  title: string;
  about: string;
  args: string[];
  lines: string[];
}

/** The facts fix where virtual time begins, so that the same lines always show the same dates. */
export const RECORDED: readonly Recorded[] = [
  {
    title: 'A case alert that nobody answers, with a message that comes back',
    about:
      'The laboratory’s alert goes out late on a Friday, so Monday is day zero. The second reminder is ordered to ' +
      'bounce: it counts as no reminder, and the case stands until the team has judged what to do.',
    args: ['case-alert', '--fact', 'alert-sent=2026-03-06T17:01:00-08:00', '--fact', 'doctor-name=Example'],
    lines: [
      'plan',
      'next',
      'next',
      'read',
      '# The portal says only later that the last reminder did not arrive.',
      'fail bounces',
      'next',
      'do try-again',
      'next',
      'next',
      'do done',
      '# The dentist writes after the end.',
      'reply Sorry, I was away. Is it still in time?',
      'do seen',
      'quit',
    ],
  },
  {
    title: 'A missed check-in, with a call, a promise that is not kept, and a decision',
    about:
      'Calls and decisions are yours to play. What the coach is told on the telephone decides how the case goes on; ' +
      'nothing is ended by silence, and an approval ends the programme only after the final message and its time.',
    args: [
      'missed-check-in',
      '--fact',
      'check-in-due=2026-03-09T12:00:00-07:00',
      '--fact',
      'client-name=Pat',
    ],
    lines: [
      'next',
      'next',
      'do call-at tomorrow',
      'next',
      'do spoke 2026-03-13',
      '# The promised day passes, and nothing has come.',
      'next',
      'next',
      'next',
      'tasks',
      'do contact-the-client done',
      'decide approve',
      'to 2026-03-20T16:00',
      '# An hour before the programme would end, the check-in is there.',
      'happens checked-in',
      'history',
      'quit',
    ],
  },
];

/** docs/rehearsal.md, with what the sessions printed. */
export function rehearsalPage(shown: string[]): string {
  const sessions = RECORDED.map(({ title, about, args }, at) =>
    [`## ${title}`, about, `\`\`\`console\n$ ${commandOf(args)}\n${printed(shown[at] ?? '')}\n\`\`\``].join(
      '\n\n',
    ),
  );
  return `${[HEAD, ...sessions, TAIL].join('\n\n')}\n`;
}

/** What a session printed, without the id of its case, which is another one each time. */
export function printed(text: string): string {
  return text.trim().replaceAll(ID, 'example-1');
}

const ID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** As a person would type it. */
export function commandOf(args: string[]): string {
  return ['npx followthrough rehearse', ...args, '--interactive'].join(' ');
}

const HEAD = `<!-- Recorded by \`npm run record:rehearsal\`; a test runs the same lines. -->

# A rehearsal, step by step

\`followthrough rehearse PROCEDURE --interactive\` opens a case on the real engine with made-up people. Its clock waits for
you: you say when it goes on, when the contact answers, how staff do their tasks and what goes wrong. Nobody is reached:
a rehearsal gets sandbox connectors only, whatever is configured. That makes it a way to learn a procedure, and to see
what a change of it means before a person gets a message.

Say \`help\` for all that can be said. Lines can be piped in as well (\`< lines.txt\`); one that begins with \`#\` is a remark.

What follows was recorded by running the command; the dates come from the facts given.`;

const TAIL = `## Leaving it and taking it up again

\`quit\`, Ctrl-D or Ctrl-C leave a rehearsal as it is. While \`npm start\` runs, it can be taken up again, by anybody:

\`\`\`console
npx followthrough list
npx followthrough rehearse --continue CASE
\`\`\`

Between two words its clock goes on like any clock: left alone over night, a step that was an hour away has been done.
Without a running system one is started for the rehearsal alone and removed with it.

Programs do the same by \`client.rehearsals\` (\`start\`, \`step\`, \`day\`, \`to\`, \`reply\`, \`conditionMet\`, \`doTask\`, \`decide\`,
\`failNextSend\`, \`state\`, \`end\`): each call needs the case's id and nothing else, so any process can do the next one.`;
