import { preview } from './domain/preview/preview.ts';
import { shippedProcedure, shippedCalendar } from './test/domain/support/shippedProcedure.ts';
import { shippedCatalog } from './test/domain/support/messageFiles.ts';
const rules = shippedCalendar;
const load = (n: string) => { const p = shippedProcedure(n); console.log(n, shippedCatalog(n).problems(p)); return p; };
const ca = load('case-alert'); const tf = load('three-follow-ups');
for (const [v, sent, res] of [['2','2026-03-06T17:01:00-08:00','as-is'],['5','2026-03-06T16:00:00-08:00','cancel']] as const)
 console.log(JSON.stringify(preview({procedure: ca, variant: v, calendar: rules('dental-lab'), facts: {'alert-sent': sent, 'doctor-name':'Example', resolution: res}}), null, 0).replaceAll('{"at"','\n{"at"'));
console.log(JSON.stringify(preview({procedure: tf, calendar: rules('support-desk'), facts: {'solution-sent': '2026-03-05T14:00:00+11:00', 'customer-name':'Pat', 'agent-name':'R', issue:'x'}})).replaceAll('{"at"','\n{"at"'));
const cal = rules('dental-lab');
for (let k = 0; k < 3; k++) {
const t = performance.now();
for (let i = 0; i < 1000; i++) preview({procedure: ca, variant: 5, calendar: cal, facts: {'alert-sent': new Date(Date.UTC(2026,0,1)+i*7919*60000).toISOString(), 'doctor-name':'Example'}});
console.log('1000 previews', performance.now()-t);
}
