import type { LinkState } from '../../client/index.ts';
import { label } from '../../domain/calendar/localTime.ts';
import { escaped, page, paragraphs } from './html.ts';

type Open = Extract<LinkState, { state: 'open' }>;

/** The question, its history and a form. What the link named is chosen already, and still wants the person's word. */
export function questionPage({ notice, person }: Open, answer: string | undefined, wrong?: string): string {
  const { task, case: row, about, options, history, zone } = notice;
  const due = task.due_at === null ? '' : `<p>Please answer until ${escaped(label(zone, task.due_at))}.</p>`;
  const sop = task.sop === null ? '' : `<p>Where the SOP says it: ${escaped(task.sop)}</p>`;
  const contact = row.contact.name ? `, ${escaped(row.contact.name)}` : '';
  const radios = options
    .map(({ option, does, reason }) => {
      const checked = option === answer ? ' checked' : '';
      const more = [does ?? '', reason ? 'Needs a reason.' : ''].filter(Boolean).join(' ');
      return `<label><input type="radio" name="option" value="${escaped(option)}" required${checked}> ${escaped(option)}<small>${escaped(more)}</small></label>`;
    })
    .join('\n');
  const lines = history
    .map(({ when, words }) => `<li><time>${escaped(when)}</time> ${escaped(words)}</li>`)
    .join('\n');
  return page(
    task.title,
    `<h1>${escaped(task.title)}</h1>
${wrong === undefined ? '' : `<p role="alert"><strong>${escaped(wrong)}</strong></p>`}
${paragraphs(task.body)}
<p>Case: ${escaped(row.id)}${contact} (${escaped(about)})</p>
${due}${sop}
<form method="post">
<fieldset>
<legend>${escaped(person.name)}, your answer</legend>
${radios}
<label>Reason or remark<textarea name="reason" rows="3" maxlength="10000"></textarea></label>
<button type="submit">Answer</button>
</fieldset>
</form>
<h2>What has happened so far</h2>
<ol>
${lines}
</ol>
<p><small>Times are those of ${escaped(zone)}.</small></p>`,
  );
}

/** Why the link can't be used, in a sentence. */
export function overPage(state: Exclude<LinkState, Open>): string {
  switch (state.state) {
    case 'answered': {
      const when = new Date(state.at).toISOString();
      const who = state.own ? 'You have' : `${state.by} has`;
      const what = state.option === '' ? '' : `: ${state.option}`;
      return said(
        'This has been answered',
        `${who} answered this on ${when}${what}. The first answer counts.`,
      );
    }
    case 'overtaken':
      return said(
        'This is no longer asked',
        'Something has come in between, such as a reply, or the case has ended. Nothing is done because of this question. If it comes up again, you will be asked anew.',
      );
    case 'expired':
      return said(
        'This link has expired',
        `It was good until ${new Date(state.until).toISOString()}. If the question is still open, a newer message has a newer link.`,
      );
    case 'not-theirs':
      return said(
        'This is not for you any more',
        'You do not answer for this role now. Ask whoever looks after the staff if that is a mistake.',
      );
  }
}

/** After the answer. */
export function thanksPage(option: string, delivered: boolean): string {
  const kept = delivered ? '' : ' It is kept, and the case is told as soon as it can be reached.';
  return said('Thank you', `Your answer is on record: ${option}.${kept}`);
}

export function wrongPage(sentence: string): string {
  return said('This did not work', sentence);
}

function said(title: string, sentence: string): string {
  return page(title, `<h1>${escaped(title)}</h1>\n<p>${escaped(sentence)}</p>`);
}
