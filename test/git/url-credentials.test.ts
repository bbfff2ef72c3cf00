import { expect, it } from 'vitest';
import { withoutCredentials } from '../../src/git/url-credentials.js';
import { token } from '../support/token.js';

it.each([
  'https://me:{}@host/path',
  'https://{}@host:8080/',
  "unable to access 'https://{}:x@host/': 403",
  'ssh://a:b@{}@h/',
])('takes the credentials out of %s', (shape) => {
  const secret = token('openai-project-key');
  const masked = withoutCredentials(shape.replace('{}', secret));
  expect(masked).not.toContain(secret);
  expect(masked).toContain('://***@h');
});

it.each(['https://host/me@home', 'git@host:path', "'/no/such' does not appear to be a git repository", 'a://b c@d'])(
  'leaves %s as it is',
  (text) => {
    expect(withoutCredentials(text)).toBe(text);
  },
);
