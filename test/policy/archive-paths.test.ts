// Globs of a configuration, and paths that lead into archives.
import { expect, it } from 'vitest';
import { globTest } from '../../src/policy/config/globs.js';

const PATH = 'dist/a.tgz!/b.zip!/conf/c.env';

it.each(['dist/**', 'dist/*.tgz', '**/conf/**', '**/*.env', 'dist/a.tgz!/b.zip', '**/b.zip!/conf/c.env', 'dist/'])(
  '%s fits what is in an archive: by its own path, or by that of an archive on the way',
  (glob) => {
    expect(globTest(glob)(PATH)).toBe(true);
  },
);

it.each(['conf/**', 'b.zip', '*.env', 'dist/b.zip/**', 'a.tgz'])('%s begins at the top, and does not fit', (glob) => {
  expect(globTest(glob)(PATH)).toBe(false);
});

it('what is in no file of an archive fits with the archive', () => {
  expect(globTest('dist/*.zip')('dist/a.zip!<comment>')).toBe(true);
  expect(globTest('dist/*.zip')('dist/a.zip.txt')).toBe(false);
});
