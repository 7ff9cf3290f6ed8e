import type { Label } from '@app/contracts';
import { ClassificationRegistry } from './classification.view-model';

const label = (level: Label['level'], releasableTo: Label['releasableTo'], caveats: string[] = []): Label => ({
  level,
  caveats,
  releasableTo,
  originator: 'BH',
});

describe('ClassificationRegistry', () => {
  it('states the join of what is shown, and nothing once it is gone', () => {
    const registry = new ClassificationRegistry();
    const stop = registry.show(label(1, ['BH', 'SA']));
    const stopHigher = registry.show(label(3, ['BH'], ['CYBER']));
    expect(registry.shown.value).toEqual({ label: label(3, ['BH'], ['CYBER']), noCountry: false });
    stopHigher();
    expect(registry.shown.value?.label.level).toBe(1);
    stop();
    expect(registry.shown.value).toBeNull();
  });

  it('does not fail when no country may see everything', () => {
    const registry = new ClassificationRegistry();
    registry.show(label(2, ['BH']));
    registry.show(label(1, ['KW'], ['NET']));
    expect(registry.shown.value).toMatchObject({ noCountry: true, label: { level: 2, caveats: ['NET'] } });
  });
});
