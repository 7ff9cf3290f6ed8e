import { type Label, type Level } from '@app/contracts';
import { type QueryRunner } from 'typeorm';
import { both, viewersOf } from '../matrix/viewers.js';
import { sized } from '../report.js';
import { actAs } from './rows-read.js';
import { attempt, savepoint, setLabel, type Stage } from './weaker.js';

const COUNTRIES = 6;
const RELEASED: Label['releasableTo'][] = [['ALL'], ['BH'], ['KW'], ['BH', 'KW'], ['OM', 'KW']];
const LABELS: Label[] = ([1, 3] as Level[]).flatMap((level) =>
  [[], ['CYBER'], ['NET']].flatMap((caveats) => RELEASED.map((releasableTo) => ({ level, caveats, releasableTo, originator: 'BH' }))),
);
const ITS_STATE = viewersOf({ level: 0, caveats: [], releasableTo: ['BH'], originator: 'BH' }, COUNTRIES);
const NOBODY = ITS_STATE.replaceAll('1', '0');

interface Row {
  level: Level;
  caveats: string[];
  releasable_to: Label['releasableTo'];
  withdrawn: boolean;
}

/**
 * Papers below an item that was just labelled stricter, each label under each (§9): whoever prepares the meeting leaves
 * each paper to those who may see both, or withdraws it where nobody of the state it came from is left; anybody else changes nothing.
 */
export async function tryRaises(runner: QueryRunner, stage: Stage, differences: string[]): Promise<number> {
  const [, item, document] = stage.things;
  if (!item || !document) throw new Error('nothing to raise');
  let tried = 0;
  for (const player of stage.players) {
    const prepares = player.role === 'secretary';
    for (const above of LABELS.filter((_, index) => index % sized(1, 4) === 0)) {
      // Of the others a part is enough: who may is asked once, before anything is joined.
      for (const before of prepares ? LABELS : LABELS.slice(0, 3)) {
        tried += 1;
        await savepoint(runner, async () => {
          await setLabel(runner, item.table, item.key, item.id, above);
          await setLabel(runner, document.table, document.key, document.id, before);
          const told = await actAs(runner, player, () => attempt(runner, 'select id from app.raise_papers($1)', [item.id]));
          const [row] = (await runner.query(
            `select level, caveats, releasable_to, withdrawn_at is not null as withdrawn from documents where id = $1`,
            [document.id],
          )) as Row[];
          const [seenBefore, seenAbove] = [viewersOf(before, COUNTRIES), viewersOf(above, COUNTRIES)];
          const shared = both(seenBefore, seenAbove);
          const raised = prepares && shared !== seenBefore;
          const now = row && viewersOf({ ...before, ...row, releasableTo: row.releasable_to }, COUNTRIES);
          const gone = raised && both(shared, ITS_STATE) === NOBODY;
          const wanted = !raised || gone ? seenBefore : shared;
          if (now !== wanted || row?.withdrawn !== gone || told !== (raised ? 1 : 0))
            differences.push(`${player.role ?? 'nobody'} of ${player.person.country}: ${JSON.stringify([above, before, row, told])}`);
        });
      }
    }
  }
  return tried;
}
