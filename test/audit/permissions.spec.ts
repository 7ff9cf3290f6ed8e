import { PERMISSIONS, ROLES, SYSTEM_ROLES } from '@app/contracts';
import { OBJECT_STATES, ROLE_TABLE, SYSTEM_TABLE } from '@app/access/rules/index.js';

const ofKind = (kind: string) => Object.entries(PERMISSIONS).flatMap(([name, its]) => (its === kind ? [name] : []));

/** One line an action and state, roles in the order of the contracts: what a reviewer reads. */
function policyAsText(): string {
  return Object.entries(ROLE_TABLE)
    .map(([action, row]) =>
      [
        action,
        ...OBJECT_STATES.map((state) => `  ${state.padEnd(10)}${ROLES.filter((role) => row[state]?.includes(role)).join(' ') || '—'}`),
      ].join('\n'),
    )
    .join('\n\n');
}

describe('permissions', () => {
  it('role × action × state is this table', () => {
    expect(policyAsText()).toMatchSnapshot();
  });

  it('system role × permission is this table', () => {
    expect(
      Object.entries(SYSTEM_TABLE)
        .map(([permission, roles]) => `${permission}: ${roles.join(' ')}`)
        .join('\n'),
    ).toMatchSnapshot();
  });

  it('every permission about an object has a row, and every row is about one', () => {
    expect(Object.keys(ROLE_TABLE).sort()).toEqual(ofKind('object').sort());
    expect(Object.keys(SYSTEM_TABLE).sort()).toEqual(ofKind('system').sort());
  });

  it('names only states and roles there are, each role once', () => {
    const wrong = Object.entries(ROLE_TABLE).flatMap(([action, row]) =>
      Object.entries(row)
        .filter(
          ([state, roles]) =>
            !OBJECT_STATES.some((known) => known === state) ||
            new Set(roles).size !== roles.length ||
            roles.some((role) => !ROLES.includes(role)),
        )
        .map(([state]) => `${action} ${state}`),
    );
    expect(wrong).toEqual([]);
    expect(
      Object.values(SYSTEM_TABLE)
        .flat()
        .filter((role) => !SYSTEM_ROLES.includes(role)),
    ).toEqual([]);
  });

  it('nobody but those who prepare it has anything to do with a draft', () => {
    const others = Object.entries(ROLE_TABLE).filter(([, row]) =>
      (row.draft ?? []).some((role) => role !== 'chair' && role !== 'secretary'),
    );
    expect(others.map(([action]) => action)).toEqual([]);
  });

  /** What goes on after the meeting: papers are released when their time has come, and it is known who read them. */
  const AFTER_CLOSING = ['receipts.read', 'label.list', 'label.request', 'label.approve', 'label.reject', 'label.answer', 'release.ask'];

  it('after closing nothing is changed any more but who may know of it', () => {
    const reading = ROLE_TABLE['meeting.read'];
    const changing = Object.entries(ROLE_TABLE).filter(
      ([, row]) => row !== reading && [...(row.closed ?? []), ...(row.archived ?? [])].length > 0,
    );
    expect(changing.map(([action]) => action)).toEqual(AFTER_CLOSING);
  });
});
