const NO_HOST =
  /(?:^|\.)(?:example(?:\.(?:com|org|net|edu|io|co))?|test|invalid)$|^(?:host|hostname|hosts?\d|your[-_.]?\w*|my[-_.]?host|some[-_.]?host|(?:[\w-]{1,32}\.)?domain\.(?:com|tld)|foo|bar|foo\.com|foo\.bar|bar\.com|site\.com|(?:my|your)?company\.com|1\.2\.3\.4|url)$/i;

/** True for names that no server has: RFC 2606, RFC 6761, and words for "your host". */
export function isNoHost(name: string): boolean {
  return NO_HOST.test(name);
}
