import { partsSeen } from './parts-seen.js';

describe('what was seen of a paper', () => {
  it.each<[string[], number[], number]>([
    [[], [], 0],
    [['page 3', 'page 1', 'page 3', 'page 10'], [1, 3, 10], 0],
    [['0+50'], [], 0.5],
    [['0+50', '25+50', '25+10'], [], 0.75],
    [['90+10', '0+10'], [], 0.2],
    [['0+100', '0+100'], [], 1],
    [['nonsense', '-1+5', 'page x'], [], 0],
  ])('%j', (parts, pages, share) => {
    expect(partsSeen(parts, 100)).toEqual({ pages, share });
  });
});
