import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/catalogue/random.js';
import { draw } from '../../src/catalogue/shape.js';
import { Engine } from '../../src/detect/engine.js';
import { isIdentifier } from '../../src/detect/identifier.js';
import { catalogue } from '../support/token.js';

const NAMES = [
  'authClientCreateTokenRequestBody',
  'AuthClientCreateTokenRequestBody',
  'classNameForFontTokenDecorations',
  'APIAuditLogChangeKeyAFKChannelId',
  'RESTGetAPIWebhookWithTokenResult',
  'RESTPostAPIWebhookWithTokenQuery',
  'SecretListResponsesV4PagePaginationArray',
  'PutSecretAuthenticationTokenHere',
  'STS.assumeRoleWithWebIdentity',
  'STS.AssumeRoleWithWebIdentityRequest',
  'create_session_token_request_v2',
];

describe('a name in code', () => {
  it.each(NAMES)('is known by its words: %s', (name) => {
    expect(isIdentifier(name)).toBe(true);
  });

  it('is no secret of any vendor, whatever vendor the file speaks of', () => {
    const engine = new Engine(catalogue.patterns);
    const vendors = ['discord', 'thousandeyes', 'cloudflare', 'alibaba', 'zerotier'];
    const text = vendors
      .flatMap((vendor) =>
        NAMES.map((name) => `// ${vendor}\nexport type ${vendor}TokenResult = ${name};\ntoken: "${name}"\n`),
      )
      .join('\n'.repeat(300));
    expect(engine.scan(Buffer.from(text)).map(({ pattern }) => pattern.id)).toEqual([]);
  });
});

describe('a random token', () => {
  it.each([
    '{A-Za-z0-9:32}',
    '{A-Za-z:32}',
    '{A-Za-z0-9_-:40}',
    '{A-Za-z0-9+/:86}',
    '{a-z0-9:64}',
    '{A-Z0-9:64}',
    '{0-9a-f:64}',
  ])('is never taken for one: %s', (shape) => {
    const random = seededRandom(3);
    let mistaken = 0;
    for (let count = 0; count < 20_000; count++) if (isIdentifier(draw(shape, random))) mistaken++;
    expect(mistaken).toBe(0);
  });

  it('is none either when one word stands in it by chance', () => {
    expect(isIdentifier('q7Zk2Token9fX0vRb3wLp8sHd5mNc1yJt')).toBe(false);
  });
});
