import { decoded, passwordOf } from './ini.js';
import type { ReadValue } from './own-value.js';

/**
 * `config.json` of Docker: https://docs.docker.com/reference/cli/docker/login/#credential-stores
 *
 * @returns undefined when it is no such file
 */
export function readDockerConfig(text: string): ReadValue[] | undefined {
  const auths = parsed(text)?.auths;
  if (auths === undefined) return parsed(text) === undefined ? undefined : [];
  if (typeof auths !== 'object' || auths === null) return undefined;
  const values: ReadValue[] = [];
  for (const [registry, entry] of Object.entries(auths)) {
    for (const [key, value] of Object.entries((entry ?? {}) as Record<string, unknown>)) {
      if (typeof value !== 'string' || !DOCKER_KEYS.has(key)) continue;
      const variable = `auths.${registry}.${key}`;
      values.push({ variable, value, literal: true, credential: true });
      if (key === 'auth') values.push(...passwordOf(variable, value));
    }
  }
  return values;
}

const DOCKER_KEYS: ReadonlySet<string> = new Set(['auth', 'password', 'identitytoken', 'registrytoken']);

/** What a parser says of a text holds pieces of the text, so nothing of it is passed on. */
function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The credentials of a kubeconfig: https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/
 *
 * kubectl and the tools of clouds write one `key: value` to a line. Reading those lines is enough, and a parser of the
 * whole of YAML would take longer to load than a commit should wait.
 */
export function readKubeConfig(text: string): ReadValue[] {
  const values: ReadValue[] = [];
  for (const [, key, double, single, plain] of text.matchAll(KUBE_LINE) as Iterable<string[]>) {
    const value = double ?? single ?? plain;
    if (key === undefined || value === undefined) continue;
    values.push({ variable: key, value, literal: true, credential: true });
    if (key === 'client-key-data') values.push(...decoded(key, value));
  }
  return values;
}

const KUBE_LINE =
  /^[ \t{,-]*["']?(token|password|client-key-data|id-token|access-token|refresh-token|client-secret)["']?[ \t]*:[ \t]+(?:"([^"\n]+)"|'([^'\n]+)'|([^\s"'#][^\s,}]*))/gm;
